trait Shared {
    fn first_one(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn second_one(
        &self,
        order_id: u32,
        rest: Rest,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Shared for &T
where
    T: Shared + ::core::marker::Sync,
{
    fn first_one(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Shared>::first_one(&**self)
    }
    fn second_one(
        &self,
        order_id: u32,
        rest: Rest,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Shared>::second_one(&**self, order_id, rest)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Shared {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct SharedClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct SharedServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Shared`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Shared::SharedClient;
/// Serves [`Shared`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Shared::SharedServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Shared::SharedClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    fn new(lambda: &__lambda_client_Shared::__lambda_client_runtime::Lambda) -> Self {
        Self {
            stub: __lambda_client_Shared::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Shared::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    fn builder(
        lambda: &__lambda_client_Shared::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Shared::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Shared::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `shared` and waits for its response (invocation type `RequestResponse`).
    ///
    /// The payload names the method: its `action` is `FirstOne`.
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn first_one(
        &self,
    ) -> __lambda_client_Shared::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Shared::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Shared::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Shared::__lambda_client_runtime::__private::Object::tagged(
                    "action",
                    "FirstOne",
                )
                .finish(),
        )
    }
    /// Invokes the Lambda function `shared` and waits for its response (invocation type `RequestResponse`).
    ///
    /// The payload names the method: its `action` is `other`.
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn second_one(
        &self,
        order_id: u32,
        rest: Rest,
    ) -> __lambda_client_Shared::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        'unchanged: {
            use __lambda_client_Shared::__lambda_client_runtime::__private::serde as __lambda_client_serde;
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            struct __LambdaClientField0
            where
                for<'a> Rest: __lambda_client_Shared::__lambda_client_runtime::__private::Payload,
            {
                #[serde(flatten)]
                rest: Rest,
            }
            __lambda_client_Shared::__lambda_client_runtime::__private::call(
                &self.stub,
                1usize,
                __lambda_client_Shared::__lambda_client_runtime::__private::codec::<
                    Answer,
                >(),
                __lambda_client_Shared::__lambda_client_runtime::__private::Object::tagged(
                        "action",
                        "other",
                    )
                    .field("OrderId", &order_id)
                    .spread(&__LambdaClientField0 { rest })
                    .finish(),
            )
        }
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Shared::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Shared::SharedClient {
    const DECLARATION: &'static __lambda_client_Shared::__lambda_client_runtime::__private::Declaration = &__lambda_client_Shared::__lambda_client_runtime::__private::Declaration::new(
        "Shared",
        &[
            __lambda_client_Shared::__lambda_client_runtime::__private::Method::new(
                    "first_one",
                    "shared",
                )
                .route("action", "FirstOne"),
            __lambda_client_Shared::__lambda_client_runtime::__private::Method::new(
                    "second_one",
                    "shared",
                )
                .route("action", "other"),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Shared::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Shared for __lambda_client_Shared::SharedClient {
    fn first_one(
        &self,
    ) -> __lambda_client_Shared::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Shared::SharedClient::first_one(self)
    }
    fn second_one(
        &self,
        order_id: u32,
        rest: Rest,
    ) -> __lambda_client_Shared::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Shared::SharedClient::second_one(self, order_id, rest)
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Shared::SharedClient {
        /// Returns the state by which a state machine calls the function of `first_one` (AWS Step Functions).
        ///
        /// It takes no input.
        fn first_one_task() -> __lambda_client_Shared::__lambda_client_runtime::__private::TaskOf<
            fn(()),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (),
            ): __lambda_client_Shared::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Shared::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Shared::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Shared::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Shared::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Shared::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Shared::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[],
                ),
            )
        }
        /// Returns the state by which a state machine calls the function of `second_one` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        fn second_one_task() -> __lambda_client_Shared::__lambda_client_runtime::__private::TaskOf<
            fn((u32, Rest)),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (u32, Rest),
            ): __lambda_client_Shared::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Shared::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Shared::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Shared::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Shared::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Shared::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                1usize,
                __lambda_client_Shared::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_Shared::__lambda_client_runtime::__private::TaskArgument::Field(
                            "OrderId",
                        ),
                        __lambda_client_Shared::__lambda_client_runtime::__private::TaskArgument::Flattened,
                    ],
                ),
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Shared> __lambda_client_Shared::SharedServer<T> {
    /// Creates a server around an implementation of [`Shared`].
    #[must_use]
    fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Shared::SharedServer<T> {
    /// Returns the implementation.
    #[must_use]
    fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Shared::SharedServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Shared::SharedServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "SharedServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Shared::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Shared::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Shared::SharedServer<T>
    where
        T: Shared + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Answer as __lambda_client_Shared::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Shared::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Shared::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Shared::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Shared::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Shared::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| { ::core::result::Result::Ok(()) },
                |__lambda_client_service, ()| <T as Shared>::first_one(
                    __lambda_client_service,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Shared::__lambda_client_runtime::__private::HandlesMethod<1usize>
    for __lambda_client_Shared::SharedServer<T>
    where
        T: Shared + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> u32: __lambda_client_Shared::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> Rest: __lambda_client_Shared::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Shared::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Shared::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Shared::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Shared::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Shared::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Shared::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    'unchanged: {
                        use __lambda_client_Shared::__lambda_client_runtime::__private::serde as __lambda_client_serde;
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        struct __LambdaClientField0
                        where
                            for<'a> Rest: __lambda_client_serde::de::DeserializeOwned,
                        {
                            #[serde(flatten)]
                            rest: Rest,
                        }
                        let __lambda_client_fields = __lambda_client_Shared::__lambda_client_runtime::__private::Fields::of(
                            __lambda_client_invocation,
                        )?;
                        let __lambda_client_argument_0 = __lambda_client_Shared::__lambda_client_runtime::__private::Fields::take::<
                            u32,
                        >(&__lambda_client_fields, "OrderId")?;
                        let __lambda_client_argument_1 = __lambda_client_Shared::__lambda_client_runtime::__private::Fields::spread::<
                            __LambdaClientField0,
                        >(&__lambda_client_fields, &["action", "OrderId"])?
                            .rest;
                        ::core::result::Result::Ok((
                            __lambda_client_argument_0,
                            __lambda_client_argument_1,
                        ))
                    }
                },
                |
                    __lambda_client_service,
                    (__lambda_client_argument_0, __lambda_client_argument_1)|
                <T as Shared>::second_one(
                    __lambda_client_service,
                    __lambda_client_argument_0,
                    __lambda_client_argument_1,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Shared::__lambda_client_runtime::__private::Service
    for __lambda_client_Shared::SharedServer<T>
    where
        T: Shared + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Shared::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Shared::__lambda_client_runtime::__private::Returned<
                    <fn() -> Answer as __lambda_client_Shared::__lambda_client_runtime::__private::ReturnType>::Type,
                >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Shared::__lambda_client_runtime::__private::HandlesMethod<
            1usize,
            {
                <__lambda_client_Shared::__lambda_client_runtime::__private::Sent<
                    u32,
                >>::IS_ACCEPTED
                    && <__lambda_client_Shared::__lambda_client_runtime::__private::Sent<
                        Rest,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Shared::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Shared::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Shared::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Shared::SharedClient as __lambda_client_Shared::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Shared::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Shared::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Shared::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Shared::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                1usize => {
                    <Self as __lambda_client_Shared::__lambda_client_runtime::__private::HandlesMethod<
                        1usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Shared::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
