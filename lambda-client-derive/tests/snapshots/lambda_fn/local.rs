pub(crate) trait Local: Named + 'static
where
    Self: Unpin,
{
    fn remote<'a, 'b: 'a>(
        &'a self,
        text: &'b str,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    #[allow(clippy::manual_async_fn)]
    fn provided(
        &self,
        count: u32,
    ) -> impl ::core::future::Future<Output = u32> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        async move {
            #[allow(unreachable_code, clippy::all, clippy::pedantic)]
            if false {
                let __lambda_client_value: u32 = ::core::unreachable!();
                return __lambda_client_value;
            }
            #[allow(
                clippy::no_effect_underscore_binding,
                clippy::shadow_same,
                clippy::used_underscore_binding
            )]
            let mut count = count;
            #[allow(unused_braces)]
            {
                {
                    count += 1;
                    count
                }
            }
        }
    }
    #[allow(clippy::manual_async_fn)]
    fn named<'a>(
        &self,
        texts: &mut Vec<&'a str>,
        first: &'a str,
    ) -> impl ::core::future::Future<Output = &'a str> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        {
            #[allow(clippy::let_and_return)]
            let __lambda_client_future = __lambda_client_Local::__lambda_client_runtime::__private::resolving_to::<
                &'a str,
                _,
            >(async move {
                #[allow(unreachable_code, clippy::all, clippy::pedantic)]
                if false {
                    let __lambda_client_value: &'a str = ::core::unreachable!();
                    return __lambda_client_value;
                }
                #[allow(
                    clippy::no_effect_underscore_binding,
                    clippy::shadow_same,
                    clippy::used_underscore_binding
                )]
                let first = first;
                #[allow(unused_braces)]
                {
                    {
                        texts.push(first);
                        first
                    }
                }
            });
            __lambda_client_future
        }
    }
    #[allow(clippy::manual_async_fn)]
    fn elided(
        &self,
    ) -> impl ::core::future::Future<Output = Option<&str>> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        ::core::convert::identity(async move {
            #[allow(unreachable_code, clippy::all, clippy::pedantic)]
            if false {
                let __lambda_client_value: Option<&str> = ::core::unreachable!();
                return __lambda_client_value;
            }
            #[allow(unused_braces)]
            {
                {
                    let name = self.name()?;
                    Some(name.trim())
                }
            }
        })
    }
    fn generic<A: Clone, const N: usize>(&self, (a, b): (A, [u8; N])) -> A
    where
        Self: Sized,
    {
        a.clone()
    }
    fn consumed(self) -> Self
    where
        Self: Sized,
    {
        self
    }
    fn limit() -> u32 {
        5
    }
}
#[automatically_derived]
impl<T> Local for &T
where
    T: Local + ::core::marker::Sync,
    Self: Named + 'static,
    Self: Unpin,
{
    fn remote<'a, 'b: 'a>(
        &'a self,
        text: &'b str,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Local>::remote(&**self, text)
    }
    fn provided(
        &self,
        count: u32,
    ) -> impl ::core::future::Future<Output = u32> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        <T as Local>::provided(&**self, count)
    }
    fn named<'a>(
        &self,
        texts: &mut Vec<&'a str>,
        first: &'a str,
    ) -> impl ::core::future::Future<Output = &'a str> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        <T as Local>::named(&**self, texts, first)
    }
    fn elided(
        &self,
    ) -> impl ::core::future::Future<Output = Option<&str>> + ::core::marker::Send
    where
        Self: ::core::marker::Sync,
    {
        <T as Local>::elided(&**self)
    }
    fn generic<A: Clone, const N: usize>(
        &self,
        __lambda_client_argument_1: (A, [u8; N]),
    ) -> A
    where
        Self: Sized,
    {
        <T as Local>::generic::<A, N>(&**self, __lambda_client_argument_1)
    }
    fn limit() -> u32 {
        <T as Local>::limit()
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Local {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct LocalClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct LocalServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Local`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
pub(crate) use __lambda_client_Local::LocalClient;
/// Serves [`Local`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
pub(crate) use __lambda_client_Local::LocalServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Local::LocalClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    pub(crate) fn new(
        lambda: &__lambda_client_Local::__lambda_client_runtime::Lambda,
    ) -> Self {
        Self {
            stub: __lambda_client_Local::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Local::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    pub(crate) fn builder(
        lambda: &__lambda_client_Local::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Local::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Local::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `remote` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    pub(crate) fn remote<'a, 'b: 'a>(
        &'a self,
        text: &'b str,
    ) -> __lambda_client_Local::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Local::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Local::__lambda_client_runtime::__private::codec::<Answer>(),
            __lambda_client_Local::__lambda_client_runtime::__private::payload(&*text),
        )
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Local::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Local::LocalClient {
    const DECLARATION: &'static __lambda_client_Local::__lambda_client_runtime::__private::Declaration = &__lambda_client_Local::__lambda_client_runtime::__private::Declaration::new(
        "Local",
        &[
            __lambda_client_Local::__lambda_client_runtime::__private::Method::new(
                "remote",
                "remote",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Local::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Local for __lambda_client_Local::LocalClient {
    fn remote<'a, 'b: 'a>(
        &'a self,
        text: &'b str,
    ) -> __lambda_client_Local::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Local::LocalClient::remote(self, text)
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Local::LocalClient {
        /// Returns the state by which a state machine calls the function of `remote` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        pub(crate) fn remote_task() -> __lambda_client_Local::__lambda_client_runtime::__private::TaskOf<
            fn(::std::string::String),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                ::std::string::String,
            ): __lambda_client_Local::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Local::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Local::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Local::__lambda_client_runtime::FunctionError,
            for<'a> ::std::string::String: ::core::marker::Sized,
        {
            __lambda_client_Local::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Local::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Local::__lambda_client_runtime::__private::TaskPayload::Value,
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Local> __lambda_client_Local::LocalServer<T> {
    /// Creates a server around an implementation of [`Local`].
    #[must_use]
    pub(crate) fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Local::LocalServer<T> {
    /// Returns the implementation.
    #[must_use]
    pub(crate) fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Local::LocalServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Local::LocalServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "LocalServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Local::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Local::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Local::LocalServer<T>
    where
        T: Local + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> ::std::boxed::Box<
            str,
        >: __lambda_client_Local::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Local::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Local::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Local::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Local::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Local::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Local::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_argument_0 = __lambda_client_Local::__lambda_client_runtime::__private::argument::<
                        ::std::boxed::Box<str>,
                    >(__lambda_client_invocation)?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| async move {
                    <T as Local>::remote(
                            __lambda_client_service,
                            &*__lambda_client_argument_0,
                        )
                        .await
                },
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Local::__lambda_client_runtime::__private::Service
    for __lambda_client_Local::LocalServer<T>
    where
        T: Local + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Local::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Local::__lambda_client_runtime::__private::Sent<
                    ::std::boxed::Box<str>,
                >>::IS_ACCEPTED
                    && <__lambda_client_Local::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Local::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Local::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Local::LocalClient as __lambda_client_Local::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Local::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Local::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Local::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Local::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Local::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
