trait Conditions {
    fn several(
        &self,
        a: A,
        #[cfg(unix)]
        b: &B,
        #[cfg(not(unix))]
        b: C,
        #[cfg(unix)]
        tenant: &str,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Conditions for &T
where
    T: Conditions + ::core::marker::Sync,
{
    fn several(
        &self,
        a: A,
        #[cfg(unix)]
        b: &B,
        #[cfg(not(unix))]
        b: C,
        #[cfg(unix)]
        tenant: &str,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Conditions>::several(
            &**self,
            a,
            #[cfg(unix)]
            b,
            #[cfg(not(unix))]
            b,
            #[cfg(unix)]
            tenant,
        )
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Conditions {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct ConditionsClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct ConditionsServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Conditions`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Conditions::ConditionsClient;
/// Serves [`Conditions`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Conditions::ConditionsServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Conditions::ConditionsClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    fn new(
        lambda: &__lambda_client_Conditions::__lambda_client_runtime::Lambda,
    ) -> Self {
        Self {
            stub: __lambda_client_Conditions::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Conditions::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    fn builder(
        lambda: &__lambda_client_Conditions::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Conditions::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Conditions::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `several` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn several(
        &self,
        a: A,
        #[cfg(unix)]
        b: &B,
        #[cfg(not(unix))]
        b: C,
        #[cfg(unix)]
        tenant: &str,
    ) -> __lambda_client_Conditions::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        'unchanged: {
            use __lambda_client_Conditions::__lambda_client_runtime::__private::serde as __lambda_client_serde;
            #[cfg(not(unix))]
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            struct __LambdaClientField0
            where
                for<'a> C: __lambda_client_Conditions::__lambda_client_runtime::__private::Payload,
            {
                #[serde(default)]
                b: C,
            }
            {
                let __lambda_client_value = __lambda_client_Conditions::__lambda_client_runtime::__private::call(
                    &self.stub,
                    0usize,
                    __lambda_client_Conditions::__lambda_client_runtime::__private::codec::<
                        Answer,
                    >(),
                    {
                        let __lambda_client_value = __lambda_client_Conditions::__lambda_client_runtime::__private::Object::new();
                        let __lambda_client_value = __lambda_client_value.field("a", &a);
                        #[cfg(unix)]
                        let __lambda_client_value = __lambda_client_value
                            .field("b", &*b);
                        #[cfg(not(unix))]
                        let __lambda_client_value = __lambda_client_value
                            .spread(&__LambdaClientField0 { b });
                        __lambda_client_value
                    }
                        .finish(),
                );
                #[cfg(unix)]
                let __lambda_client_value = __lambda_client_Conditions::__lambda_client_runtime::__private::bind_tenant(
                    __lambda_client_value,
                    &*tenant,
                );
                __lambda_client_value
            }
        }
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Conditions::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Conditions::ConditionsClient {
    const DECLARATION: &'static __lambda_client_Conditions::__lambda_client_runtime::__private::Declaration = &__lambda_client_Conditions::__lambda_client_runtime::__private::Declaration::new(
        "Conditions",
        &[
            __lambda_client_Conditions::__lambda_client_runtime::__private::Method::new(
                "several",
                "several",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Conditions::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Conditions for __lambda_client_Conditions::ConditionsClient {
    fn several(
        &self,
        a: A,
        #[cfg(unix)]
        b: &B,
        #[cfg(not(unix))]
        b: C,
        #[cfg(unix)]
        tenant: &str,
    ) -> __lambda_client_Conditions::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Conditions::ConditionsClient::several(
            self,
            a,
            #[cfg(unix)]
            b,
            #[cfg(not(unix))]
            b,
            #[cfg(unix)]
            tenant,
        )
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Conditions::ConditionsClient {
        /// Returns the state by which a state machine calls the function of `several` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        fn several_task() -> __lambda_client_Conditions::__lambda_client_runtime::__private::TaskOf<
            fn((A, (), ())),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (A, (), ()),
            ): __lambda_client_Conditions::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Conditions::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Conditions::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Conditions::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Conditions::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Conditions::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Conditions::__lambda_client_runtime::__private::TaskPayload::Tenant(
                    "tenant",
                ),
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Conditions> __lambda_client_Conditions::ConditionsServer<T> {
    /// Creates a server around an implementation of [`Conditions`].
    #[must_use]
    fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Conditions::ConditionsServer<T> {
    /// Returns the implementation.
    #[must_use]
    fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Conditions::ConditionsServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Conditions::ConditionsServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "ConditionsServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Conditions::__lambda_client_runtime::__private::NotAccepted as _;
    #[cfg(unix)]
    type __LambdaClientType0_1 = ::std::boxed::Box<B>;
    #[cfg(not(unix))]
    type __LambdaClientType0_1 = ();
    #[cfg(not(unix))]
    type __LambdaClientType0_2 = C;
    #[cfg(not(not(unix)))]
    type __LambdaClientType0_2 = ();
    #[cfg(unix)]
    type __LambdaClientType0_3 = ::std::boxed::Box<str>;
    #[cfg(not(unix))]
    type __LambdaClientType0_3 = ::std::string::String;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Conditions::__lambda_client_runtime::__private::HandlesMethod<
        0usize,
    > for __lambda_client_Conditions::ConditionsServer<T>
    where
        T: Conditions + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> A: __lambda_client_Conditions::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> __LambdaClientType0_1: __lambda_client_Conditions::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> __LambdaClientType0_2: __lambda_client_Conditions::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> __LambdaClientType0_3: __lambda_client_Conditions::__lambda_client_runtime::__private::FromTenant,
        <fn() -> Answer as __lambda_client_Conditions::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Conditions::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Conditions::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Conditions::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Conditions::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Conditions::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    'unchanged: {
                        use __lambda_client_Conditions::__lambda_client_runtime::__private::serde as __lambda_client_serde;
                        #[cfg(not(unix))]
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        struct __LambdaClientField0
                        where
                            for<'a> C: __lambda_client_serde::de::DeserializeOwned,
                        {
                            #[serde(default)]
                            b: C,
                        }
                        let __lambda_client_fields = __lambda_client_Conditions::__lambda_client_runtime::__private::Fields::of(
                            __lambda_client_invocation,
                        )?;
                        let __lambda_client_argument_0 = __lambda_client_Conditions::__lambda_client_runtime::__private::Fields::take::<
                            A,
                        >(&__lambda_client_fields, "a")?;
                        #[cfg(unix)]
                        let __lambda_client_argument_1 = __lambda_client_Conditions::__lambda_client_runtime::__private::Fields::take::<
                            ::std::boxed::Box<B>,
                        >(&__lambda_client_fields, "b")?;
                        #[cfg(not(unix))]
                        let __lambda_client_argument_1 = ();
                        #[cfg(not(unix))]
                        let __lambda_client_argument_2 = __lambda_client_Conditions::__lambda_client_runtime::__private::Fields::spread::<
                            __LambdaClientField0,
                        >(&__lambda_client_fields, &["a", #[cfg(unix)] "b"])?
                            .b;
                        #[cfg(not(not(unix)))]
                        let __lambda_client_argument_2 = ();
                        #[cfg(unix)]
                        let __lambda_client_argument_3 = __lambda_client_Conditions::__lambda_client_runtime::__private::tenant::<
                            ::std::boxed::Box<str>,
                        >(__lambda_client_invocation)?;
                        #[cfg(not(unix))]
                        let __lambda_client_argument_3 = ();
                        ::core::result::Result::Ok((
                            __lambda_client_argument_0,
                            __lambda_client_argument_1,
                            __lambda_client_argument_2,
                            __lambda_client_argument_3,
                        ))
                    }
                },
                |
                    __lambda_client_service,
                    (
                        __lambda_client_argument_0,
                        __lambda_client_argument_1,
                        __lambda_client_argument_2,
                        __lambda_client_argument_3,
                    )|
                async move {
                    <T as Conditions>::several(
                            __lambda_client_service,
                            __lambda_client_argument_0,
                            #[cfg(unix)]
                            &*__lambda_client_argument_1,
                            #[cfg(not(unix))]
                            __lambda_client_argument_2,
                            #[cfg(unix)]
                            &*__lambda_client_argument_3,
                        )
                        .await
                },
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Conditions::__lambda_client_runtime::__private::Service
    for __lambda_client_Conditions::ConditionsServer<T>
    where
        T: Conditions + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Conditions::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Conditions::__lambda_client_runtime::__private::Sent<
                    A,
                >>::IS_ACCEPTED
                    && <__lambda_client_Conditions::__lambda_client_runtime::__private::Sent<
                        __LambdaClientType0_1,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Conditions::__lambda_client_runtime::__private::Sent<
                        __LambdaClientType0_2,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Conditions::__lambda_client_runtime::__private::SentAsTenant<
                        __LambdaClientType0_3,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Conditions::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Conditions::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Conditions::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Conditions::ConditionsClient as __lambda_client_Conditions::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Conditions::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Conditions::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Conditions::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Conditions::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Conditions::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
