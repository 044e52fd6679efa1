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
#[automatically_derived]
impl<T> Conditions for ::std::sync::Arc<T>
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
/// Calls the Lambda functions of [`Conditions`].
///
/// A client is cheap to clone, and its clones share one connection pool.
#[allow(dead_code)]
struct ConditionsClient {
    stub: ::lambda_client::__private::Stub,
}
#[automatically_derived]
impl ::core::clone::Clone for ConditionsClient {
    fn clone(&self) -> Self {
        Self {
            stub: ::core::clone::Clone::clone(&self.stub),
        }
    }
}
#[automatically_derived]
impl ::core::fmt::Debug for ConditionsClient {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish(
            ::core::fmt::DebugStruct::field(
                &mut ::core::fmt::Formatter::debug_struct(formatter, "ConditionsClient"),
                "stub",
                &self.stub,
            ),
        )
    }
}
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl ConditionsClient {
    /// A client with the settings of the trait, calling through `lambda`.
    #[must_use]
    fn new(lambda: &::lambda_client::Lambda) -> Self {
        Self {
            stub: ::lambda_client::__private::stub(
                lambda,
                <Self as ::lambda_client::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// A client calling through `lambda`, with settings of its own for all methods or for some.
    fn builder(
        lambda: &::lambda_client::Lambda,
    ) -> ::lambda_client::ClientBuilder<Self> {
        ::lambda_client::__private::builder(lambda)
    }
    /// Invokes the Lambda function `several`, and waits for its answer (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not repeated.
    fn several(
        &self,
        a: A,
        #[cfg(unix)]
        b: &B,
        #[cfg(not(unix))]
        b: C,
        #[cfg(unix)]
        tenant: &str,
    ) -> ::lambda_client::Call<Answer> {
        use ::lambda_client::__private::serde as __lambda_client_serde;
        #[cfg(not(unix))]
        #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
        #[serde(crate = "__lambda_client_serde")]
        struct __LambdaClientField0
        where
            for<'__lambda_client_any> C: ::lambda_client::__private::Payload,
        {
            #[serde(default)]
            b: C,
        }
        {
            let __lambda_client_value = ::lambda_client::__private::call(
                &self.stub,
                0usize,
                ::lambda_client::__private::codec::<Answer>(),
                ::lambda_client::__private::Object::finish({
                    let __lambda_client_value = ::lambda_client::__private::Object::new();
                    let __lambda_client_value = ::lambda_client::__private::Object::field(
                        __lambda_client_value,
                        "a",
                        &a,
                    );
                    #[cfg(unix)]
                    let __lambda_client_value = ::lambda_client::__private::Object::field(
                        __lambda_client_value,
                        "b",
                        &*b,
                    );
                    #[cfg(not(unix))]
                    let __lambda_client_value = ::lambda_client::__private::Object::spread(
                        __lambda_client_value,
                        &__LambdaClientField0 { b },
                    );
                    __lambda_client_value
                }),
            );
            #[cfg(unix)]
            let __lambda_client_value = ::lambda_client::__private::bind_tenant(
                __lambda_client_value,
                &*tenant,
            );
            __lambda_client_value
        }
    }
}
#[doc(hidden)]
#[automatically_derived]
impl ::lambda_client::__private::GeneratedClient for ConditionsClient {
    const DECLARATION: &'static ::lambda_client::__private::Declaration = &::lambda_client::__private::Declaration::new(
        "Conditions",
        &[::lambda_client::__private::Method::new("several", "several")],
    );
    fn from_stub(stub: ::lambda_client::__private::Stub) -> Self {
        Self { stub }
    }
}
#[automatically_derived]
impl Conditions for ConditionsClient {
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
        ConditionsClient::several(
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
/// The function's side of [`Conditions`]: decodes payloads, calls the methods, encodes what they return.
///
/// It is a `Service` where the arguments implement `serde::Deserialize` and the answers `serde::Serialize`.
#[allow(dead_code)]
struct ConditionsServer<T> {
    service: T,
}
#[allow(dead_code)]
impl<T: Conditions> ConditionsServer<T> {
    /// Serves an implementation of [`Conditions`].
    #[must_use]
    fn new(service: T) -> Self {
        Self { service }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for ConditionsServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "ConditionsServer"),
        )
    }
}
const _: () = {
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
    impl<T> ::lambda_client::__private::Handles<0usize> for ConditionsServer<T>
    where
        T: Conditions + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'__lambda_client> A: ::lambda_client::__private::DeserializeOwned,
        for<'__lambda_client> __LambdaClientType0_1: ::lambda_client::__private::DeserializeOwned,
        for<'__lambda_client> __LambdaClientType0_2: ::lambda_client::__private::DeserializeOwned,
        for<'__lambda_client> __LambdaClientType0_3: ::lambda_client::__private::FromTenant,
        for<'__lambda_client> Answer: ::lambda_client::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: ::lambda_client::__private::Invocation,
        ) -> ::lambda_client::__private::BoxFuture<
            '__lambda_client,
            ::lambda_client::__private::Answer,
        > {
            ::lambda_client::__private::handled(async move {
                use ::lambda_client::__private::serde as __lambda_client_serde;
                #[cfg(not(unix))]
                #[::core::prelude::v1::derive(__lambda_client_serde::Deserialize)]
                #[serde(crate = "__lambda_client_serde")]
                struct __LambdaClientField0
                where
                    for<'__lambda_client_any> C: __lambda_client_serde::de::DeserializeOwned,
                {
                    #[serde(default)]
                    b: C,
                }
                let __lambda_client_fields = ::lambda_client::__private::Fields::of(
                    &__lambda_client_invocation,
                )?;
                let __lambda_client_argument_0 = ::lambda_client::__private::Fields::take::<
                    A,
                >(&__lambda_client_fields, "a")?;
                #[cfg(unix)]
                let __lambda_client_argument_1 = ::lambda_client::__private::Fields::take::<
                    ::std::boxed::Box<B>,
                >(&__lambda_client_fields, "b")?;
                #[cfg(not(unix))]
                let __lambda_client_argument_2 = ::lambda_client::__private::Fields::spread::<
                    __LambdaClientField0,
                >(&__lambda_client_fields, &["a", #[cfg(unix)] "b"])?
                    .b;
                #[cfg(unix)]
                let __lambda_client_argument_3 = ::lambda_client::__private::tenant::<
                    ::std::boxed::Box<str>,
                >(&__lambda_client_invocation)?;
                ::core::mem::drop(__lambda_client_invocation);
                ::lambda_client::__private::respond(
                    <T as Conditions>::several(
                            &self.service,
                            __lambda_client_argument_0,
                            #[cfg(unix)]
                            &*__lambda_client_argument_1,
                            #[cfg(not(unix))]
                            __lambda_client_argument_2,
                            #[cfg(unix)]
                            &*__lambda_client_argument_3,
                        )
                        .await,
                )
            })
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> ::lambda_client::__private::Service for ConditionsServer<T>
    where
        T: Conditions + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: ::lambda_client::__private::Handles<0usize>,
    {
        fn declaration(&self) -> &'static ::lambda_client::__private::Declaration {
            <ConditionsClient as ::lambda_client::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: ::lambda_client::__private::Invocation,
        ) -> ::lambda_client::__private::BoxFuture<
            '__lambda_client,
            ::lambda_client::__private::Answer,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as ::lambda_client::__private::Handles<
                        0usize,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => ::lambda_client::__private::no_such_method(__lambda_client_method),
            }
        }
    }
};
