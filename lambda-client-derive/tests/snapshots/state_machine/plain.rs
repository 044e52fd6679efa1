/// The way of an order.
pub trait OrderFlow {
    /// Sends an order to the customer.
    fn fulfil(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<
        Output = Result<Receipt, OrderError>,
    > + ::core::marker::Send;
}
#[automatically_derived]
impl<T> OrderFlow for &T
where
    T: OrderFlow + ::core::marker::Sync,
{
    fn fulfil(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<
        Output = Result<Receipt, OrderError>,
    > + ::core::marker::Send {
        <T as OrderFlow>::fulfil(&**self, order)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_OrderFlow {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct OrderFlowClient {
        pub(super) stub: __lambda_client_runtime::__private::machines::Stub,
    }
    pub struct OrderFlowServer<T> {
        pub(super) service: T,
    }
}
/// Starts the state machines of [`OrderFlow`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_OrderFlow::OrderFlowClient;
/// Serves [`OrderFlow`] as state machines: decodes inputs, calls the methods and encodes their outputs.
///
/// It implements [`MachineService`](::lambda_client::step_functions::MachineService) if every argument implements `serde::Deserialize` and every output `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_OrderFlow::OrderFlowServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_OrderFlow::OrderFlowClient {
    /// Creates a client that calls through `machines`, with the settings of the trait.
    #[must_use]
    pub fn new(
        machines: &__lambda_client_OrderFlow::__lambda_client_runtime::step_functions::Machines,
    ) -> Self {
        Self {
            stub: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::stub(
                machines,
                <Self as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `machines`, to change settings for all methods or for some.
    pub fn builder(
        machines: &__lambda_client_OrderFlow::__lambda_client_runtime::step_functions::Machines,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::MachineClientBuilder<
        Self,
    > {
        __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::builder(
            machines,
        )
    }
    /// Sends an order to the customer.
    ///
    /// Starts the Standard state machine `arn:aws:states:us-east-1:123456789012:stateMachine:orders:live` and waits for the end of the execution (`StartExecution`, then `DescribeExecution`).
    ///
    /// A start that may have arrived is made again with the same name and input, and starts one execution.
    pub fn fulfil(
        &self,
        order: Order,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::MachineCall<
        Result<Receipt, OrderError>,
    > {
        let _: fn() -> Result<Receipt, OrderError>;
        __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::call(
            &self.stub,
            0usize,
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::standard_codec::<
                Result<Receipt, OrderError>,
            >(),
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::payload(
                &order,
            ),
        )
    }
    /// Attaches to an execution that was started by `fulfil` before, here or elsewhere, by its name or its ARN.
    ///
    /// Nothing is sent. A malformed name or ARN is reported by the methods of the handle.
    #[allow(non_snake_case)]
    pub fn fulfil_execution(
        &self,
        execution: &::core::primitive::str,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::Execution<
        <Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Fallible>::Value,
        <Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Fallible>::Error,
    >
    where
        <fn() -> Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Fallible,
    {
        __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::execution::<
            Result<Receipt, OrderError>,
        >(&self.stub, 0usize, execution)
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::GeneratedClient
for __lambda_client_OrderFlow::OrderFlowClient {
    const DECLARATION: &'static __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Declaration = &__lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Declaration::new(
        "OrderFlow",
        &[
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Method::new(
                "fulfil",
                "arn:aws:states:us-east-1:123456789012:stateMachine:orders:live",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl OrderFlow for __lambda_client_OrderFlow::OrderFlowClient {
    fn fulfil(
        &self,
        order: Order,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::MachineCall<
        Result<Receipt, OrderError>,
    > {
        __lambda_client_OrderFlow::OrderFlowClient::fulfil(self, order)
    }
}
#[allow(dead_code)]
impl<T: OrderFlow> __lambda_client_OrderFlow::OrderFlowServer<T> {
    /// Creates a server around an implementation of [`OrderFlow`].
    #[must_use]
    pub fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_OrderFlow::OrderFlowServer<T> {
    /// Returns the implementation.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_OrderFlow::OrderFlowServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_OrderFlow::OrderFlowServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "OrderFlowServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::HandlesMethod<
        0usize,
    > for __lambda_client_OrderFlow::OrderFlowServer<T>
    where
        T: OrderFlow + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> Order: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::DeserializeOwned,
        <fn() -> Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_argument_0 = __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::argument::<
                        Order,
                    >(__lambda_client_invocation)?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as OrderFlow>::fulfil(
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
    > __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Service
    for __lambda_client_OrderFlow::OrderFlowServer<T>
    where
        T: OrderFlow + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::HandlesMethod<
            0usize,
            {
                <__lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Sent<
                    Order,
                >>::IS_ACCEPTED
                    && <__lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Returned<
                        <fn() -> Result<
                            Receipt,
                            OrderError,
                        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Declaration {
            <__lambda_client_OrderFlow::OrderFlowClient as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::GeneratedClient>::DECLARATION
        }
        fn run<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
