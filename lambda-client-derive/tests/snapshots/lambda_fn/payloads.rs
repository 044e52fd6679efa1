trait Payloads {
    fn none(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn one(
        &self,
        value: &[u8],
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn several(
        &self,
        id: u32,
        name: Option<&str>,
        note: Cow<'_, str>,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn named(
        &self,
        order_id: u32,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn bound(
        &self,
        tenant: Option<&str>,
        context: &Context,
        id: u32,
        name: String,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Payloads for &T
where
    T: Payloads + ::core::marker::Sync,
{
    fn none(
        &self,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Payloads>::none(&**self)
    }
    fn one(
        &self,
        value: &[u8],
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Payloads>::one(&**self, value)
    }
    fn several(
        &self,
        id: u32,
        name: Option<&str>,
        note: Cow<'_, str>,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Payloads>::several(&**self, id, name, note)
    }
    fn named(
        &self,
        order_id: u32,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Payloads>::named(&**self, order_id)
    }
    fn bound(
        &self,
        tenant: Option<&str>,
        context: &Context,
        id: u32,
        name: String,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Payloads>::bound(&**self, tenant, context, id, name)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Payloads {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct PayloadsClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct PayloadsServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Payloads`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Payloads::PayloadsClient;
/// Serves [`Payloads`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Payloads::PayloadsServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Payloads::PayloadsClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    fn new(lambda: &__lambda_client_Payloads::__lambda_client_runtime::Lambda) -> Self {
        Self {
            stub: __lambda_client_Payloads::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    fn builder(
        lambda: &__lambda_client_Payloads::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Payloads::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `none` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn none(&self) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Payloads::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Payloads::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Payloads::__lambda_client_runtime::__private::no_payload(),
        )
    }
    /// Invokes the Lambda function `one` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn one(
        &self,
        value: &[u8],
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Payloads::__lambda_client_runtime::__private::call(
            &self.stub,
            1usize,
            __lambda_client_Payloads::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Payloads::__lambda_client_runtime::__private::payload(
                &*value,
            ),
        )
    }
    /// Invokes the Lambda function `several` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn several(
        &self,
        id: u32,
        name: Option<&str>,
        note: Cow<'_, str>,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Payloads::__lambda_client_runtime::__private::call(
            &self.stub,
            2usize,
            __lambda_client_Payloads::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Payloads::__lambda_client_runtime::__private::Object::new()
                .field("id", &id)
                .field("name", &name)
                .field("note", &note)
                .finish(),
        )
    }
    /// Invokes the Lambda function `named` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn named(
        &self,
        order_id: u32,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Payloads::__lambda_client_runtime::__private::call(
            &self.stub,
            3usize,
            __lambda_client_Payloads::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Payloads::__lambda_client_runtime::__private::Object::new()
                .field("orderId", &order_id)
                .finish(),
        )
    }
    /// Invokes the Lambda function `bound` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn bound(
        &self,
        tenant: Option<&str>,
        context: &Context,
        id: u32,
        name: String,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Payloads::__lambda_client_runtime::__private::bind_client_context(
            __lambda_client_Payloads::__lambda_client_runtime::__private::bind_tenant(
                __lambda_client_Payloads::__lambda_client_runtime::__private::call(
                    &self.stub,
                    4usize,
                    __lambda_client_Payloads::__lambda_client_runtime::__private::codec::<
                        Answer,
                    >(),
                    __lambda_client_Payloads::__lambda_client_runtime::__private::Object::new()
                        .field("Id", &id)
                        .field("name", &name)
                        .finish(),
                ),
                &tenant,
            ),
            &*context,
        )
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Payloads::PayloadsClient {
    const DECLARATION: &'static __lambda_client_Payloads::__lambda_client_runtime::__private::Declaration = &__lambda_client_Payloads::__lambda_client_runtime::__private::Declaration::new(
        "Payloads",
        &[
            __lambda_client_Payloads::__lambda_client_runtime::__private::Method::new(
                "none",
                "none",
            ),
            __lambda_client_Payloads::__lambda_client_runtime::__private::Method::new(
                "one",
                "one",
            ),
            __lambda_client_Payloads::__lambda_client_runtime::__private::Method::new(
                "several",
                "several",
            ),
            __lambda_client_Payloads::__lambda_client_runtime::__private::Method::new(
                "named",
                "named",
            ),
            __lambda_client_Payloads::__lambda_client_runtime::__private::Method::new(
                "bound",
                "bound",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Payloads::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Payloads for __lambda_client_Payloads::PayloadsClient {
    fn none(&self) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Payloads::PayloadsClient::none(self)
    }
    fn one(
        &self,
        value: &[u8],
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Payloads::PayloadsClient::one(self, value)
    }
    fn several(
        &self,
        id: u32,
        name: Option<&str>,
        note: Cow<'_, str>,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Payloads::PayloadsClient::several(self, id, name, note)
    }
    fn named(
        &self,
        order_id: u32,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Payloads::PayloadsClient::named(self, order_id)
    }
    fn bound(
        &self,
        tenant: Option<&str>,
        context: &Context,
        id: u32,
        name: String,
    ) -> __lambda_client_Payloads::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Payloads::PayloadsClient::bound(self, tenant, context, id, name)
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Payloads::PayloadsClient {
        /// Returns the state by which a state machine calls the function of `none` (AWS Step Functions).
        ///
        /// It takes no input.
        fn none_task() -> __lambda_client_Payloads::__lambda_client_runtime::__private::TaskOf<
            fn(()),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (),
            ): __lambda_client_Payloads::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Payloads::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Payloads::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Payloads::__lambda_client_runtime::__private::TaskPayload::Empty,
            )
        }
        /// Returns the state by which a state machine calls the function of `one` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        fn one_task() -> __lambda_client_Payloads::__lambda_client_runtime::__private::TaskOf<
            fn(::std::vec::Vec<u8>),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                ::std::vec::Vec<u8>,
            ): __lambda_client_Payloads::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Payloads::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Payloads::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                1usize,
                __lambda_client_Payloads::__lambda_client_runtime::__private::TaskPayload::Value,
            )
        }
        /// Returns the state by which a state machine calls the function of `several` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        fn several_task() -> __lambda_client_Payloads::__lambda_client_runtime::__private::TaskOf<
            fn((u32, ::core::option::Option<::std::string::String>, Cow<'static, str>)),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (u32, ::core::option::Option<::std::string::String>, Cow<'static, str>),
            ): __lambda_client_Payloads::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Payloads::__lambda_client_runtime::FunctionError,
            for<'a> ::std::string::String: ::core::marker::Sized,
        {
            __lambda_client_Payloads::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                2usize,
                __lambda_client_Payloads::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_Payloads::__lambda_client_runtime::__private::TaskArgument::Field(
                            "id",
                        ),
                        __lambda_client_Payloads::__lambda_client_runtime::__private::TaskArgument::Field(
                            "name",
                        ),
                        __lambda_client_Payloads::__lambda_client_runtime::__private::TaskArgument::Field(
                            "note",
                        ),
                    ],
                ),
            )
        }
        /// Returns the state by which a state machine calls the function of `named` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        fn named_task() -> __lambda_client_Payloads::__lambda_client_runtime::__private::TaskOf<
            fn(u32),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                u32,
            ): __lambda_client_Payloads::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Payloads::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Payloads::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                3usize,
                __lambda_client_Payloads::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_Payloads::__lambda_client_runtime::__private::TaskArgument::Field(
                            "orderId",
                        ),
                    ],
                ),
            )
        }
        /// Returns the state by which a state machine calls the function of `bound` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        fn bound_task() -> __lambda_client_Payloads::__lambda_client_runtime::__private::TaskOf<
            fn((u32, String)),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (u32, String),
            ): __lambda_client_Payloads::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Payloads::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Payloads::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                4usize,
                __lambda_client_Payloads::__lambda_client_runtime::__private::TaskPayload::Tenant(
                    "tenant",
                ),
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Payloads> __lambda_client_Payloads::PayloadsServer<T> {
    /// Creates a server around an implementation of [`Payloads`].
    #[must_use]
    fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Payloads::PayloadsServer<T> {
    /// Returns the implementation.
    #[must_use]
    fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Payloads::PayloadsServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Payloads::PayloadsServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "PayloadsServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Payloads::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Payloads::PayloadsServer<T>
    where
        T: Payloads + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Payloads::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Payloads::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Payloads::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Payloads::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Payloads::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| { ::core::result::Result::Ok(()) },
                |__lambda_client_service, ()| <T as Payloads>::none(
                    __lambda_client_service,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<1usize>
    for __lambda_client_Payloads::PayloadsServer<T>
    where
        T: Payloads + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> ::std::boxed::Box<
            [u8],
        >: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Payloads::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Payloads::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Payloads::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Payloads::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Payloads::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_argument_0 = __lambda_client_Payloads::__lambda_client_runtime::__private::argument::<
                        ::std::boxed::Box<[u8]>,
                    >(__lambda_client_invocation)?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| async move {
                    <T as Payloads>::one(
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
    impl<
        T,
    > __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<2usize>
    for __lambda_client_Payloads::PayloadsServer<T>
    where
        T: Payloads + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> u32: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> ::core::option::Option<
            ::std::boxed::Box<str>,
        >: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> Cow<
            'static,
            str,
        >: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Payloads::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Payloads::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Payloads::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Payloads::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Payloads::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::take::<
                        u32,
                    >(&__lambda_client_fields, "id")?;
                    let __lambda_client_argument_1 = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::take::<
                        ::core::option::Option<::std::boxed::Box<str>>,
                    >(&__lambda_client_fields, "name")?;
                    let __lambda_client_argument_2 = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::take::<
                        Cow<'static, str>,
                    >(&__lambda_client_fields, "note")?;
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
                    <T as Payloads>::several(
                            __lambda_client_service,
                            __lambda_client_argument_0,
                            ::core::option::Option::as_deref(
                                &__lambda_client_argument_1,
                            ),
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
        T,
    > __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<3usize>
    for __lambda_client_Payloads::PayloadsServer<T>
    where
        T: Payloads + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> u32: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Payloads::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Payloads::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Payloads::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Payloads::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Payloads::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::take::<
                        u32,
                    >(&__lambda_client_fields, "orderId")?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as Payloads>::named(
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
    > __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<4usize>
    for __lambda_client_Payloads::PayloadsServer<T>
    where
        T: Payloads + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> ::core::option::Option<
            ::std::boxed::Box<str>,
        >: __lambda_client_Payloads::__lambda_client_runtime::__private::FromTenant,
        for<'a> ::std::boxed::Box<
            Context,
        >: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> u32: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> String: __lambda_client_Payloads::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Payloads::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Payloads::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Payloads::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Payloads::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Payloads::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_Payloads::__lambda_client_runtime::__private::tenant::<
                        ::core::option::Option<::std::boxed::Box<str>>,
                    >(__lambda_client_invocation)?;
                    let __lambda_client_argument_1 = __lambda_client_Payloads::__lambda_client_runtime::__private::client_context::<
                        ::std::boxed::Box<Context>,
                    >(__lambda_client_invocation)?;
                    let __lambda_client_argument_2 = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::take::<
                        u32,
                    >(&__lambda_client_fields, "Id")?;
                    let __lambda_client_argument_3 = __lambda_client_Payloads::__lambda_client_runtime::__private::Fields::take::<
                        String,
                    >(&__lambda_client_fields, "name")?;
                    ::core::result::Result::Ok((
                        __lambda_client_argument_0,
                        __lambda_client_argument_1,
                        __lambda_client_argument_2,
                        __lambda_client_argument_3,
                    ))
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
                    <T as Payloads>::bound(
                            __lambda_client_service,
                            ::core::option::Option::as_deref(
                                &__lambda_client_argument_0,
                            ),
                            &*__lambda_client_argument_1,
                            __lambda_client_argument_2,
                            __lambda_client_argument_3,
                        )
                        .await
                },
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Payloads::__lambda_client_runtime::__private::Service
    for __lambda_client_Payloads::PayloadsServer<T>
    where
        T: Payloads + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Payloads::__lambda_client_runtime::__private::Returned<
                    <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type,
                >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
            1usize,
            {
                <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                    ::std::boxed::Box<[u8]>,
                >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
            2usize,
            {
                <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                    u32,
                >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                        ::core::option::Option<::std::boxed::Box<str>>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                        Cow<'static, str>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
            3usize,
            {
                <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                    u32,
                >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
            4usize,
            {
                <__lambda_client_Payloads::__lambda_client_runtime::__private::SentAsTenant<
                    ::core::option::Option<::std::boxed::Box<str>>,
                >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                        ::std::boxed::Box<Context>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                        u32,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Sent<
                        String,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Payloads::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Payloads::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Payloads::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Payloads::PayloadsClient as __lambda_client_Payloads::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Payloads::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Payloads::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Payloads::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                1usize => {
                    <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
                        1usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                2usize => {
                    <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
                        2usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                3usize => {
                    <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
                        3usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                4usize => {
                    <Self as __lambda_client_Payloads::__lambda_client_runtime::__private::HandlesMethod<
                        4usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Payloads::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
