trait Settings {
    fn read_all(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn audit(
        &self,
        entry: Entry,
    ) -> impl ::core::future::Future<Output = Accepted> + ::core::marker::Send;
    fn may_audit(
        &self,
    ) -> impl ::core::future::Future<Output = Accepted> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Settings for &T
where
    T: Settings + ::core::marker::Sync,
{
    fn read_all(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::read_all(&**self)
    }
    fn audit(
        &self,
        entry: Entry,
    ) -> impl ::core::future::Future<Output = Accepted> + ::core::marker::Send {
        <T as Settings>::audit(&**self, entry)
    }
    fn may_audit(
        &self,
    ) -> impl ::core::future::Future<Output = Accepted> + ::core::marker::Send {
        <T as Settings>::may_audit(&**self)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Settings {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct SettingsClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct SettingsServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Settings`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Settings::SettingsClient;
/// Serves [`Settings`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Settings::SettingsServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Settings::SettingsClient {
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    ///
    /// Building the client fills in the placeholders of these function names:
    ///
    /// - `{env:STAGE}-read-all-{region}`
    fn builder(
        lambda: &__lambda_client_Settings::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Settings::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Settings::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `{env:STAGE}-read-all-{region}` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Idempotent: an attempt that may have run is retried.
    ///
    /// By default a call times out after 30s, times out each attempt after 1.5s, never retries, waits about 100ms before the first retry, waits at most 5s before each retry, has a retry budget of 100 and requests the log tail.
    fn read_all(
        &self,
    ) -> __lambda_client_Settings::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Settings::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Settings::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Settings::__lambda_client_runtime::__private::no_payload(),
        )
    }
    /// Queues an event for the Lambda function `audit` without waiting for the function to run (invocation type `Event`).
    ///
    /// Not idempotent: an event that may have been queued is not sent again.
    ///
    /// By default a call times out after 30s, makes at most 3 attempts and has a retry budget of 100.
    fn audit(
        &self,
        entry: Entry,
    ) -> __lambda_client_Settings::__lambda_client_runtime::Call<Accepted> {
        let _: fn() -> Accepted;
        __lambda_client_Settings::__lambda_client_runtime::__private::call(
            &self.stub,
            1usize,
            __lambda_client_Settings::__lambda_client_runtime::__private::event_codec::<
                Accepted,
            >(),
            __lambda_client_Settings::__lambda_client_runtime::__private::payload(&entry),
        )
    }
    /// Checks whether the caller may invoke the Lambda function `audit-2`, qualifier `7`, without running it (invocation type `DryRun`).
    ///
    /// By default a call times out after 30s, makes at most 3 attempts and has a retry budget of 100.
    fn may_audit(
        &self,
    ) -> __lambda_client_Settings::__lambda_client_runtime::Call<Accepted> {
        let _: fn() -> Accepted;
        __lambda_client_Settings::__lambda_client_runtime::__private::call(
            &self.stub,
            2usize,
            __lambda_client_Settings::__lambda_client_runtime::__private::event_codec::<
                Accepted,
            >(),
            __lambda_client_Settings::__lambda_client_runtime::__private::no_payload(),
        )
    }
}
const _: () = {
    #[doc(hidden)]
    #[diagnostic::on_unimplemented(
        message = "`SettingsClient::new` does not exist, since the placeholders of `{{env:STAGE}}-{{method:kebab-case}}-{{region}}` are filled in at run time; use the builder",
        label = "write `SettingsClient::builder(&lambda).set(\"region\", \"..\").build()?`"
    )]
    #[allow(unreachable_pub, unnameable_types)]
    pub trait KnownAtCompileTime {}
    impl __lambda_client_Settings::SettingsClient {
        #[doc(hidden)]
        #[allow(dead_code)]
        fn new(_: &__lambda_client_Settings::__lambda_client_runtime::Lambda) -> Self
        where
            for<'__lambda_client> Self: KnownAtCompileTime,
        {
            ::core::unreachable!()
        }
    }
};
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Settings::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Settings::SettingsClient {
    const DECLARATION: &'static __lambda_client_Settings::__lambda_client_runtime::__private::Declaration = &__lambda_client_Settings::__lambda_client_runtime::__private::Declaration::new(
        "Settings",
        &[
            __lambda_client_Settings::__lambda_client_runtime::__private::Method::new(
                    "read_all",
                    "{env:STAGE}-read-all-{region}",
                )
                .idempotent(true)
                .timeout(::core::time::Duration::new(30u64, 0u32))
                .attempt_timeout(::core::time::Duration::new(1u64, 500000000u32))
                .base_delay(::core::time::Duration::new(0u64, 100000000u32))
                .max_delay(::core::time::Duration::new(5u64, 0u32))
                .max_attempts(1u32)
                .budget(100u32)
                .tail_log(true),
            __lambda_client_Settings::__lambda_client_runtime::__private::Method::new(
                    "audit",
                    "audit",
                )
                .mode(
                    __lambda_client_Settings::__lambda_client_runtime::__private::Mode::Event,
                )
                .timeout(::core::time::Duration::new(30u64, 0u32))
                .max_attempts(3u32)
                .budget(100u32),
            __lambda_client_Settings::__lambda_client_runtime::__private::Method::new(
                    "may_audit",
                    "audit-2",
                )
                .qualifier("7")
                .mode(
                    __lambda_client_Settings::__lambda_client_runtime::__private::Mode::DryRun,
                )
                .idempotent(true)
                .timeout(::core::time::Duration::new(30u64, 0u32))
                .max_attempts(3u32)
                .budget(100u32),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Settings::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Settings for __lambda_client_Settings::SettingsClient {
    fn read_all(
        &self,
    ) -> __lambda_client_Settings::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Settings::SettingsClient::read_all(self)
    }
    fn audit(
        &self,
        entry: Entry,
    ) -> __lambda_client_Settings::__lambda_client_runtime::Call<Accepted> {
        __lambda_client_Settings::SettingsClient::audit(self, entry)
    }
    fn may_audit(
        &self,
    ) -> __lambda_client_Settings::__lambda_client_runtime::Call<Accepted> {
        __lambda_client_Settings::SettingsClient::may_audit(self)
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Settings::SettingsClient {
        /// Returns the state by which a state machine calls the function of `read_all` (AWS Step Functions).
        ///
        /// It takes no input.
        fn read_all_task() -> __lambda_client_Settings::__lambda_client_runtime::__private::TaskOf<
            fn(()),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (),
            ): __lambda_client_Settings::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Settings::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Settings::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Settings::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Settings::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Settings::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Settings::__lambda_client_runtime::__private::TaskPayload::Empty,
            )
        }
        /// Returns the state by which a state machine calls the function of `audit` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        fn audit_task() -> __lambda_client_Settings::__lambda_client_runtime::__private::TaskOf<
            fn(Entry),
            Accepted,
        >
        where
            for<'__lambda_client> fn(
                Entry,
            ): __lambda_client_Settings::__lambda_client_runtime::__private::TaskInput,
            for<'a> Accepted: __lambda_client_Settings::__lambda_client_runtime::__private::Fallible,
            for<'a> <Accepted as __lambda_client_Settings::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Settings::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Settings::__lambda_client_runtime::__private::task::<
                _,
                Accepted,
            >(
                <Self as __lambda_client_Settings::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                1usize,
                __lambda_client_Settings::__lambda_client_runtime::__private::TaskPayload::Value,
            )
        }
        /// Returns the state by which a state machine calls the function of `may_audit` (AWS Step Functions).
        ///
        /// It takes no input.
        fn may_audit_task() -> __lambda_client_Settings::__lambda_client_runtime::__private::TaskOf<
            fn(()),
            Accepted,
        >
        where
            for<'__lambda_client> fn(
                (),
            ): __lambda_client_Settings::__lambda_client_runtime::__private::TaskInput,
            for<'a> Accepted: __lambda_client_Settings::__lambda_client_runtime::__private::Fallible,
            for<'a> <Accepted as __lambda_client_Settings::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Settings::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Settings::__lambda_client_runtime::__private::task::<
                _,
                Accepted,
            >(
                <Self as __lambda_client_Settings::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                2usize,
                __lambda_client_Settings::__lambda_client_runtime::__private::TaskPayload::Empty,
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Settings> __lambda_client_Settings::SettingsServer<T> {
    /// Creates a server around an implementation of [`Settings`].
    #[must_use]
    fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Settings::SettingsServer<T> {
    /// Returns the implementation.
    #[must_use]
    fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Settings::SettingsServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Settings::SettingsServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "SettingsServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Settings::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| { ::core::result::Result::Ok(()) },
                |__lambda_client_service, ()| <T as Settings>::read_all(
                    __lambda_client_service,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<1usize>
    for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> Entry: __lambda_client_Settings::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Accepted as __lambda_client_Settings::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_argument_0 = __lambda_client_Settings::__lambda_client_runtime::__private::argument::<
                        Entry,
                    >(__lambda_client_invocation)?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as Settings>::audit(
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
    > __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<2usize>
    for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Accepted as __lambda_client_Settings::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| { ::core::result::Result::Ok(()) },
                |__lambda_client_service, ()| <T as Settings>::may_audit(
                    __lambda_client_service,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Settings::__lambda_client_runtime::__private::Service
    for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Settings::__lambda_client_runtime::__private::Returned<
                    <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::ReturnType>::Type,
                >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<
            1usize,
            {
                <__lambda_client_Settings::__lambda_client_runtime::__private::Sent<
                    Entry,
                >>::IS_ACCEPTED
                    && <__lambda_client_Settings::__lambda_client_runtime::__private::Returned<
                        <fn() -> Accepted as __lambda_client_Settings::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<
            2usize,
            {
                <__lambda_client_Settings::__lambda_client_runtime::__private::Returned<
                    <fn() -> Accepted as __lambda_client_Settings::__lambda_client_runtime::__private::ReturnType>::Type,
                >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Settings::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Settings::SettingsClient as __lambda_client_Settings::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                1usize => {
                    <Self as __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<
                        1usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                2usize => {
                    <Self as __lambda_client_Settings::__lambda_client_runtime::__private::HandlesMethod<
                        2usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Settings::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
