trait r#match {
    fn r#loop(
        &self,
        r#type: T,
        stub: &T,
        invocation: u8,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[automatically_derived]
impl<__LambdaClientService> r#match for &__LambdaClientService
where
    __LambdaClientService: r#match + ::core::marker::Sync,
{
    fn r#loop(
        &self,
        r#type: T,
        stub: &T,
        invocation: u8,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <__LambdaClientService as r#match>::r#loop(&**self, r#type, stub, invocation)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_match {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct matchClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct matchServer<__LambdaClientService> {
        pub(super) service: __LambdaClientService,
    }
}
/// Calls the Lambda functions of [`match`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_match::matchClient;
/// Serves [`match`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_match::matchServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_match::matchClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    fn new(lambda: &__lambda_client_match::__lambda_client_runtime::Lambda) -> Self {
        Self {
            stub: __lambda_client_match::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_match::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    fn builder(
        lambda: &__lambda_client_match::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_match::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_match::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `loop` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn r#loop(
        &self,
        r#type: T,
        stub: &T,
        invocation: u8,
    ) -> __lambda_client_match::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_match::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_match::__lambda_client_runtime::__private::codec::<Answer>(),
            __lambda_client_match::__lambda_client_runtime::__private::Object::new()
                .field("type", &r#type)
                .field("stub", &*stub)
                .field("invocation", &invocation)
                .finish(),
        )
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_match::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_match::matchClient {
    const DECLARATION: &'static __lambda_client_match::__lambda_client_runtime::__private::Declaration = &__lambda_client_match::__lambda_client_runtime::__private::Declaration::new(
        "match",
        &[
            __lambda_client_match::__lambda_client_runtime::__private::Method::new(
                "loop",
                "loop",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_match::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl r#match for __lambda_client_match::matchClient {
    fn r#loop(
        &self,
        r#type: T,
        stub: &T,
        invocation: u8,
    ) -> __lambda_client_match::__lambda_client_runtime::Call<Answer> {
        __lambda_client_match::matchClient::r#loop(self, r#type, stub, invocation)
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_match::matchClient {
        /// Returns the state by which a state machine calls the function of `loop` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        fn loop_task() -> __lambda_client_match::__lambda_client_runtime::__private::TaskOf<
            fn((T, T, u8)),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (T, T, u8),
            ): __lambda_client_match::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_match::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_match::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_match::__lambda_client_runtime::FunctionError,
            for<'a> T: ::core::marker::Sized,
        {
            __lambda_client_match::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_match::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_match::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_match::__lambda_client_runtime::__private::TaskArgument::Field(
                            "type",
                        ),
                        __lambda_client_match::__lambda_client_runtime::__private::TaskArgument::Field(
                            "stub",
                        ),
                        __lambda_client_match::__lambda_client_runtime::__private::TaskArgument::Field(
                            "invocation",
                        ),
                    ],
                ),
            )
        }
    }
}
#[allow(dead_code)]
impl<
    __LambdaClientService: r#match,
> __lambda_client_match::matchServer<__LambdaClientService> {
    /// Creates a server around an implementation of [`match`].
    #[must_use]
    fn new(service: __LambdaClientService) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<__LambdaClientService> __lambda_client_match::matchServer<__LambdaClientService> {
    /// Returns the implementation.
    #[must_use]
    fn into_inner(self) -> __LambdaClientService {
        self.service
    }
}
#[automatically_derived]
impl<__LambdaClientService: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_match::matchServer<__LambdaClientService> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<__LambdaClientService> ::core::fmt::Debug
for __lambda_client_match::matchServer<__LambdaClientService> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "matchServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_match::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        __LambdaClientService,
    > __lambda_client_match::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_match::matchServer<__LambdaClientService>
    where
        __LambdaClientService: r#match + ::core::marker::Send + ::core::marker::Sync
            + 'static,
        for<'a> T: __lambda_client_match::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> ::std::boxed::Box<
            T,
        >: __lambda_client_match::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> u8: __lambda_client_match::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_match::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_match::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_match::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_match::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_match::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_match::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_match::__lambda_client_runtime::__private::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_match::__lambda_client_runtime::__private::Fields::take::<
                        T,
                    >(&__lambda_client_fields, "type")?;
                    let __lambda_client_argument_1 = __lambda_client_match::__lambda_client_runtime::__private::Fields::take::<
                        ::std::boxed::Box<T>,
                    >(&__lambda_client_fields, "stub")?;
                    let __lambda_client_argument_2 = __lambda_client_match::__lambda_client_runtime::__private::Fields::take::<
                        u8,
                    >(&__lambda_client_fields, "invocation")?;
                    ::core::result::Result::Ok((
                        __lambda_client_argument_0,
                        __lambda_client_argument_1,
                        __lambda_client_argument_2,
                    ))
                },
                |
                    __lambda_client_service,
                    (
                        __lambda_client_argument_0,
                        __lambda_client_argument_1,
                        __lambda_client_argument_2,
                    )|
                async move {
                    <__LambdaClientService as r#match>::r#loop(
                            __lambda_client_service,
                            __lambda_client_argument_0,
                            &*__lambda_client_argument_1,
                            __lambda_client_argument_2,
                        )
                        .await
                },
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        __LambdaClientService,
    > __lambda_client_match::__lambda_client_runtime::__private::Service
    for __lambda_client_match::matchServer<__LambdaClientService>
    where
        __LambdaClientService: r#match + ::core::marker::Send + ::core::marker::Sync
            + 'static,
        Self: __lambda_client_match::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_match::__lambda_client_runtime::__private::Sent<
                    T,
                >>::IS_ACCEPTED
                    && <__lambda_client_match::__lambda_client_runtime::__private::Sent<
                        ::std::boxed::Box<T>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_match::__lambda_client_runtime::__private::Sent<
                        u8,
                    >>::IS_ACCEPTED
                    && <__lambda_client_match::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_match::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_match::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_match::matchClient as __lambda_client_match::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_match::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_match::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_match::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_match::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_match::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
