trait Settings {
    fn several(
        &self,
        order_id: u32,
        note: Option<&str>,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn quick_one(
        &self,
        order_id: u32,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    #[cfg(feature = "none")]
    fn none(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Settings for &T
where
    T: Settings + ::core::marker::Sync,
{
    fn several(
        &self,
        order_id: u32,
        note: Option<&str>,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::several(&**self, order_id, note)
    }
    fn quick_one(
        &self,
        order_id: u32,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::quick_one(&**self, order_id)
    }
    #[cfg(feature = "none")]
    fn none(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::none(&**self)
    }
}
#[automatically_derived]
impl<T> Settings for ::std::sync::Arc<T>
where
    T: Settings + ::core::marker::Sync,
{
    fn several(
        &self,
        order_id: u32,
        note: Option<&str>,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::several(&**self, order_id, note)
    }
    fn quick_one(
        &self,
        order_id: u32,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::quick_one(&**self, order_id)
    }
    #[cfg(feature = "none")]
    fn none(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Settings>::none(&**self)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Settings {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct Flows {
        pub(super) stub: __lambda_client_runtime::__private::machines::Stub,
    }
    pub struct SettingsServer<T> {
        pub(super) service: T,
    }
}
/// Starts the state machines of [`Settings`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Settings::Flows;
/// Serves [`Settings`] as state machines: decodes inputs, calls the methods and encodes their outputs.
///
/// It implements [`MachineService`](::lambda_client::step_functions::MachineService) if every argument implements `serde::Deserialize` and every output `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Settings::SettingsServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Settings::Flows {
    /// Returns a builder for a client that calls through `machines`, to change settings for all methods or for some.
    ///
    /// Building the client fills in the placeholders of these ARNs:
    ///
    /// - `arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:several`
    /// - `arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:quick-one`
    /// - `{env:OTHER_ARN}`
    fn builder(
        machines: &__lambda_client_Settings::__lambda_client_runtime::step_functions::Machines,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineClientBuilder<
        Self,
    > {
        __lambda_client_Settings::__lambda_client_runtime::__private::machines::builder(
            machines,
        )
    }
    /// Starts the Standard state machine `arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:several` and waits for the end of the execution (`StartExecution`, then `DescribeExecution`).
    ///
    /// A start that may have arrived is made again with the same name and input, and starts one execution.
    ///
    /// By default a call times out after 900s, makes at most 5 attempts, waits about 100ms before the first retry, waits at most 5s before each retry and has a retry budget of 100.
    fn several(
        &self,
        order_id: u32,
        note: Option<&str>,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineCall<
        Answer,
    > {
        let _: fn() -> Answer;
        __lambda_client_Settings::__lambda_client_runtime::__private::machines::call(
            &self.stub,
            0usize,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::standard_codec::<
                Answer,
            >(),
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::Object::new()
                .field("orderId", &order_id)
                .field("Note", &note)
                .finish(),
        )
    }
    /// Attaches to an execution that was started by `several` before, here or elsewhere, by its name or its ARN.
    ///
    /// Nothing is sent. A malformed name or ARN is reported by the methods of the handle.
    #[allow(non_snake_case)]
    fn several_execution(
        &self,
        execution: &::core::primitive::str,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::Execution<
        <Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fallible>::Value,
        <Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fallible>::Error,
    >
    where
        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fallible,
    {
        __lambda_client_Settings::__lambda_client_runtime::__private::machines::execution::<
            Answer,
        >(&self.stub, 0usize, execution)
    }
    /// Runs the Express state machine `arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:quick-one` and waits for the end of the execution (`StartSyncExecution`).
    ///
    /// Idempotent: an execution that may have started is started again.
    ///
    /// By default a call times out after 30s, makes at most 5 attempts, waits about 100ms before the first retry, waits at most 5s before each retry and has a retry budget of 100.
    fn quick_one(
        &self,
        order_id: u32,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineCall<
        Answer,
        __lambda_client_Settings::__lambda_client_runtime::step_functions::Express,
    > {
        let _: fn() -> Answer;
        __lambda_client_Settings::__lambda_client_runtime::__private::machines::call(
            &self.stub,
            1usize,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::express_codec::<
                Answer,
            >(),
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::Object::new()
                .field("orderId", &order_id)
                .finish(),
        )
    }
    #[cfg(feature = "none")]
    /// Starts the Standard state machine `{env:OTHER_ARN}` and waits for the end of the execution (`StartExecution`, then `DescribeExecution`).
    ///
    /// A start that may have arrived is made again with the same name and input, and starts one execution.
    ///
    /// By default a call times out after 900s, makes at most 5 attempts, waits about 100ms before the first retry, waits at most 5s before each retry and has a retry budget of 100.
    fn none(
        &self,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineCall<
        Answer,
    > {
        let _: fn() -> Answer;
        __lambda_client_Settings::__lambda_client_runtime::__private::machines::call(
            &self.stub,
            2usize,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::standard_codec::<
                Answer,
            >(),
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::no_payload(),
        )
    }
    #[cfg(feature = "none")]
    /// Attaches to an execution that was started by `none` before, here or elsewhere, by its name or its ARN.
    ///
    /// Nothing is sent. A malformed name or ARN is reported by the methods of the handle.
    #[allow(non_snake_case)]
    fn none_execution(
        &self,
        execution: &::core::primitive::str,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::Execution<
        <Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fallible>::Value,
        <Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fallible>::Error,
    >
    where
        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fallible,
    {
        __lambda_client_Settings::__lambda_client_runtime::__private::machines::execution::<
            Answer,
        >(&self.stub, 2usize, execution)
    }
}
const _: () = {
    #[doc(hidden)]
    #[diagnostic::on_unimplemented(
        message = "`Flows::new` does not exist, since the placeholders of `arn:aws:states:{{env:AWS_REGION}}:{{account}}:stateMachine:{{method:kebab-case}}`, `{{env:OTHER_ARN}}` are filled in at run time; use the builder",
        label = "write `Flows::builder(&machines).set(\"account\", \"..\").build()?`"
    )]
    #[allow(unreachable_pub, unnameable_types)]
    pub trait KnownAtCompileTime {}
    impl __lambda_client_Settings::Flows {
        #[doc(hidden)]
        #[allow(dead_code)]
        fn new(
            _: &__lambda_client_Settings::__lambda_client_runtime::step_functions::Machines,
        ) -> Self
        where
            for<'__lambda_client> Self: KnownAtCompileTime,
        {
            ::core::unreachable!()
        }
    }
};
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Settings::__lambda_client_runtime::__private::machines::GeneratedClient
for __lambda_client_Settings::Flows {
    const DECLARATION: &'static __lambda_client_Settings::__lambda_client_runtime::__private::machines::Declaration = &__lambda_client_Settings::__lambda_client_runtime::__private::machines::Declaration::new(
        "Settings",
        &[
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::Method::new(
                    "several",
                    "arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:several",
                )
                .timeout(::core::time::Duration::new(900u64, 0u32))
                .base_delay(::core::time::Duration::new(0u64, 100000000u32))
                .max_delay(::core::time::Duration::new(5u64, 0u32))
                .max_attempts(5u32)
                .budget(100u32),
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::Method::new(
                    "quick_one",
                    "arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:quick-one",
                )
                .express()
                .idempotent(true)
                .timeout(::core::time::Duration::new(30u64, 0u32))
                .base_delay(::core::time::Duration::new(0u64, 100000000u32))
                .max_delay(::core::time::Duration::new(5u64, 0u32))
                .max_attempts(5u32)
                .budget(100u32),
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::Method::new(
                    "none",
                    "{env:OTHER_ARN}",
                )
                .timeout(::core::time::Duration::new(900u64, 0u32))
                .base_delay(::core::time::Duration::new(0u64, 100000000u32))
                .max_delay(::core::time::Duration::new(5u64, 0u32))
                .max_attempts(5u32)
                .budget(100u32)
                .enabled(::core::cfg!(feature = "none")),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Settings::__lambda_client_runtime::__private::machines::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Settings for __lambda_client_Settings::Flows {
    fn several(
        &self,
        order_id: u32,
        note: Option<&str>,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineCall<
        Answer,
    > {
        __lambda_client_Settings::Flows::several(self, order_id, note)
    }
    fn quick_one(
        &self,
        order_id: u32,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineCall<
        Answer,
        __lambda_client_Settings::__lambda_client_runtime::step_functions::Express,
    > {
        __lambda_client_Settings::Flows::quick_one(self, order_id)
    }
    #[cfg(feature = "none")]
    fn none(
        &self,
    ) -> __lambda_client_Settings::__lambda_client_runtime::step_functions::MachineCall<
        Answer,
    > {
        __lambda_client_Settings::Flows::none(self)
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
    use __lambda_client_Settings::__lambda_client_runtime::__private::machines::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
        0usize,
    > for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> u32: __lambda_client_Settings::__lambda_client_runtime::__private::machines::DeserializeOwned,
        for<'a> ::core::option::Option<
            ::std::boxed::Box<str>,
        >: __lambda_client_Settings::__lambda_client_runtime::__private::machines::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::machines::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fields::take::<
                        u32,
                    >(&__lambda_client_fields, "orderId")?;
                    let __lambda_client_argument_1 = __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fields::take::<
                        ::core::option::Option<::std::boxed::Box<str>>,
                    >(&__lambda_client_fields, "Note")?;
                    ::core::result::Result::Ok((
                        __lambda_client_argument_0,
                        __lambda_client_argument_1,
                    ))
                },
                |
                    __lambda_client_service,
                    (__lambda_client_argument_0, __lambda_client_argument_1)|
                async move {
                    <T as Settings>::several(
                            __lambda_client_service,
                            __lambda_client_argument_0,
                            ::core::option::Option::as_deref(&__lambda_client_argument_1),
                        )
                        .await
                },
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
        1usize,
    > for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> u32: __lambda_client_Settings::__lambda_client_runtime::__private::machines::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::machines::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_Settings::__lambda_client_runtime::__private::machines::Fields::take::<
                        u32,
                    >(&__lambda_client_fields, "orderId")?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as Settings>::quick_one(
                    __lambda_client_service,
                    __lambda_client_argument_0,
                ),
            )
        }
    }
    #[cfg(feature = "none")]
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
        2usize,
    > for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_Settings::__lambda_client_runtime::__private::machines::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| { ::core::result::Result::Ok(()) },
                |__lambda_client_service, ()| <T as Settings>::none(
                    __lambda_client_service,
                ),
            )
        }
    }
    #[cfg(not(feature = "none"))]
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
        2usize,
    > for __lambda_client_Settings::SettingsServer<T> {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            _: __lambda_client_Settings::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::no_such_method(
                2usize,
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Settings::__lambda_client_runtime::__private::machines::Service
    for __lambda_client_Settings::SettingsServer<T>
    where
        T: Settings + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
            0usize,
            {
                <__lambda_client_Settings::__lambda_client_runtime::__private::machines::Sent<
                    u32,
                >>::IS_ACCEPTED
                    && <__lambda_client_Settings::__lambda_client_runtime::__private::machines::Sent<
                        ::core::option::Option<::std::boxed::Box<str>>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Settings::__lambda_client_runtime::__private::machines::Returned<
                        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
            1usize,
            {
                <__lambda_client_Settings::__lambda_client_runtime::__private::machines::Sent<
                    u32,
                >>::IS_ACCEPTED
                    && <__lambda_client_Settings::__lambda_client_runtime::__private::machines::Returned<
                        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
            2usize,
            {
                #[cfg(feature = "none")]
                {
                    <__lambda_client_Settings::__lambda_client_runtime::__private::machines::Returned<
                        <fn() -> Answer as __lambda_client_Settings::__lambda_client_runtime::__private::machines::ReturnType>::Type,
                    >>::IS_ACCEPTED
                }
                #[cfg(not(feature = "none"))] { true }
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Settings::__lambda_client_runtime::__private::machines::Declaration {
            <__lambda_client_Settings::Flows as __lambda_client_Settings::__lambda_client_runtime::__private::machines::GeneratedClient>::DECLARATION
        }
        fn run<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Settings::__lambda_client_runtime::__private::machines::Invocation,
        ) -> __lambda_client_Settings::__lambda_client_runtime::__private::machines::BoxFuture<
            '__lambda_client,
            __lambda_client_Settings::__lambda_client_runtime::__private::machines::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                1usize => {
                    <Self as __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
                        1usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                2usize => {
                    <Self as __lambda_client_Settings::__lambda_client_runtime::__private::machines::HandlesMethod<
                        2usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Settings::__lambda_client_runtime::__private::machines::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
