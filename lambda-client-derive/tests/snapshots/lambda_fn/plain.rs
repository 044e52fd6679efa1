/// What the shop can do.
pub trait Orders {
    /// Places an order.
    fn place(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<
        Output = Result<Receipt, OrderError>,
    > + ::core::marker::Send;
    fn ping(&self) -> impl ::core::future::Future<Output = Pong> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Orders for &T
where
    T: Orders + ::core::marker::Sync,
{
    fn place(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<
        Output = Result<Receipt, OrderError>,
    > + ::core::marker::Send {
        <T as Orders>::place(&**self, order)
    }
    fn ping(&self) -> impl ::core::future::Future<Output = Pong> + ::core::marker::Send {
        <T as Orders>::ping(&**self)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Orders {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct OrdersClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct OrdersServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Orders`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_Orders::OrdersClient;
/// Serves [`Orders`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_Orders::OrdersServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Orders::OrdersClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    pub fn new(
        lambda: &__lambda_client_Orders::__lambda_client_runtime::Lambda,
    ) -> Self {
        Self {
            stub: __lambda_client_Orders::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Orders::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    pub fn builder(
        lambda: &__lambda_client_Orders::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Orders::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Orders::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Places an order.
    ///
    /// Invokes the Lambda function `orders-place`, qualifier `live` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    pub fn place(
        &self,
        order: Order,
    ) -> __lambda_client_Orders::__lambda_client_runtime::Call<
        Result<Receipt, OrderError>,
    > {
        let _: fn() -> Result<Receipt, OrderError>;
        __lambda_client_Orders::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Orders::__lambda_client_runtime::__private::codec::<
                Result<Receipt, OrderError>,
            >(),
            __lambda_client_Orders::__lambda_client_runtime::__private::payload(&order),
        )
    }
    /// Invokes the Lambda function `orders-ping`, qualifier `live` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    pub fn ping(&self) -> __lambda_client_Orders::__lambda_client_runtime::Call<Pong> {
        let _: fn() -> Pong;
        __lambda_client_Orders::__lambda_client_runtime::__private::call(
            &self.stub,
            1usize,
            __lambda_client_Orders::__lambda_client_runtime::__private::codec::<Pong>(),
            __lambda_client_Orders::__lambda_client_runtime::__private::no_payload(),
        )
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Orders::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Orders::OrdersClient {
    const DECLARATION: &'static __lambda_client_Orders::__lambda_client_runtime::__private::Declaration = &__lambda_client_Orders::__lambda_client_runtime::__private::Declaration::new(
        "Orders",
        &[
            __lambda_client_Orders::__lambda_client_runtime::__private::Method::new(
                    "place",
                    "orders-place",
                )
                .qualifier("live"),
            __lambda_client_Orders::__lambda_client_runtime::__private::Method::new(
                    "ping",
                    "orders-ping",
                )
                .qualifier("live"),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Orders::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Orders for __lambda_client_Orders::OrdersClient {
    fn place(
        &self,
        order: Order,
    ) -> __lambda_client_Orders::__lambda_client_runtime::Call<
        Result<Receipt, OrderError>,
    > {
        __lambda_client_Orders::OrdersClient::place(self, order)
    }
    fn ping(&self) -> __lambda_client_Orders::__lambda_client_runtime::Call<Pong> {
        __lambda_client_Orders::OrdersClient::ping(self)
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Orders::OrdersClient {
        /// Returns the state by which a state machine calls the function of `place` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        pub fn place_task() -> __lambda_client_Orders::__lambda_client_runtime::__private::TaskOf<
            fn(Order),
            Result<Receipt, OrderError>,
        >
        where
            for<'__lambda_client> fn(
                Order,
            ): __lambda_client_Orders::__lambda_client_runtime::__private::TaskInput,
            for<'a> Result<
                Receipt,
                OrderError,
            >: __lambda_client_Orders::__lambda_client_runtime::__private::Fallible,
            for<'a> <Result<
                Receipt,
                OrderError,
            > as __lambda_client_Orders::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Orders::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Orders::__lambda_client_runtime::__private::task::<
                _,
                Result<Receipt, OrderError>,
            >(
                <Self as __lambda_client_Orders::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Orders::__lambda_client_runtime::__private::TaskPayload::Value,
            )
        }
        /// Returns the state by which a state machine calls the function of `ping` (AWS Step Functions).
        ///
        /// It takes no input.
        pub fn ping_task() -> __lambda_client_Orders::__lambda_client_runtime::__private::TaskOf<
            fn(()),
            Pong,
        >
        where
            for<'__lambda_client> fn(
                (),
            ): __lambda_client_Orders::__lambda_client_runtime::__private::TaskInput,
            for<'a> Pong: __lambda_client_Orders::__lambda_client_runtime::__private::Fallible,
            for<'a> <Pong as __lambda_client_Orders::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Orders::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Orders::__lambda_client_runtime::__private::task::<
                _,
                Pong,
            >(
                <Self as __lambda_client_Orders::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                1usize,
                __lambda_client_Orders::__lambda_client_runtime::__private::TaskPayload::Empty,
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Orders> __lambda_client_Orders::OrdersServer<T> {
    /// Creates a server around an implementation of [`Orders`].
    #[must_use]
    pub fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Orders::OrdersServer<T> {
    /// Returns the implementation.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Orders::OrdersServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Orders::OrdersServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "OrdersServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Orders::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Orders::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Orders::OrdersServer<T>
    where
        T: Orders + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> Order: __lambda_client_Orders::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Result<
            Receipt,
            OrderError,
        > as __lambda_client_Orders::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Orders::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Orders::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Orders::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Orders::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Orders::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_argument_0 = __lambda_client_Orders::__lambda_client_runtime::__private::argument::<
                        Order,
                    >(__lambda_client_invocation)?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as Orders>::place(
                    __lambda_client_service,
                    __lambda_client_argument_0,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Orders::__lambda_client_runtime::__private::HandlesMethod<1usize>
    for __lambda_client_Orders::OrdersServer<T>
    where
        T: Orders + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Pong as __lambda_client_Orders::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Orders::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Orders::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Orders::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Orders::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Orders::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| { ::core::result::Result::Ok(()) },
                |__lambda_client_service, ()| <T as Orders>::ping(
                    __lambda_client_service,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Orders::__lambda_client_runtime::__private::Service
    for __lambda_client_Orders::OrdersServer<T>
    where
        T: Orders + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Orders::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Orders::__lambda_client_runtime::__private::Sent<
                    Order,
                >>::IS_ACCEPTED
                    && <__lambda_client_Orders::__lambda_client_runtime::__private::Returned<
                        <fn() -> Result<
                            Receipt,
                            OrderError,
                        > as __lambda_client_Orders::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Orders::__lambda_client_runtime::__private::HandlesMethod<
            1usize,
            {
                <__lambda_client_Orders::__lambda_client_runtime::__private::Returned<
                    <fn() -> Pong as __lambda_client_Orders::__lambda_client_runtime::__private::ReturnType>::Type,
                >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Orders::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Orders::OrdersClient as __lambda_client_Orders::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Orders::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Orders::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Orders::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Orders::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                1usize => {
                    <Self as __lambda_client_Orders::__lambda_client_runtime::__private::HandlesMethod<
                        1usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Orders::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
