pub trait Broken {
    /// Stays as it is.
    fn sound(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn setting(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn generic<A: Send>(
        &self,
        __lambda_client_argument_1: (A, A),
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn not_async(&mut self) -> Answer;
}
#[automatically_derived]
impl<T> Broken for &T
where
    T: Broken + ::core::marker::Sync,
{
    fn sound(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Broken>::sound(&**self, order)
    }
    #[allow(unused, clippy::all)]
    fn setting(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        async move { ::core::unreachable!() }
    }
    #[allow(unused, clippy::all)]
    fn generic<A: Send>(
        &self,
        __lambda_client_argument_1: (A, A),
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        async move { ::core::unreachable!() }
    }
    #[allow(unused, clippy::all)]
    fn not_async(&mut self) -> Answer {
        ::core::unreachable!()
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Broken {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct BrokenClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct BrokenServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Broken`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_Broken::BrokenClient;
/// Serves [`Broken`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_Broken::BrokenServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Broken::BrokenClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    pub fn new(
        lambda: &__lambda_client_Broken::__lambda_client_runtime::Lambda,
    ) -> Self {
        Self {
            stub: __lambda_client_Broken::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Broken::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    pub fn builder(
        lambda: &__lambda_client_Broken::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Broken::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Broken::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Stays as it is.
    ///
    /// Invokes the Lambda function `orders-sound` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    pub fn sound(
        &self,
        order: Order,
    ) -> __lambda_client_Broken::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Broken::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Broken::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Broken::__lambda_client_runtime::__private::payload(&order),
        )
    }
    ///
    #[allow(unused, clippy::all)]
    pub fn setting(
        &self,
        order: Order,
    ) -> __lambda_client_Broken::__lambda_client_runtime::Call<Answer> {
        ::core::unreachable!()
    }
    ///
    #[allow(unused, clippy::all)]
    pub fn generic<A: Send>(
        &self,
        __lambda_client_argument_1: (A, A),
    ) -> __lambda_client_Broken::__lambda_client_runtime::Call<Answer> {
        ::core::unreachable!()
    }
    ///
    #[allow(unused, clippy::all)]
    pub fn not_async(&mut self) -> Answer {
        ::core::unreachable!()
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Broken::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Broken::BrokenClient {
    const DECLARATION: &'static __lambda_client_Broken::__lambda_client_runtime::__private::Declaration = &__lambda_client_Broken::__lambda_client_runtime::__private::Declaration::new(
        "Broken",
        &[
            __lambda_client_Broken::__lambda_client_runtime::__private::Method::new(
                "sound",
                "orders-sound",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Broken::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Broken for __lambda_client_Broken::BrokenClient {
    fn sound(
        &self,
        order: Order,
    ) -> __lambda_client_Broken::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Broken::BrokenClient::sound(self, order)
    }
    #[allow(unused, clippy::all)]
    fn setting(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        async move { ::core::unreachable!() }
    }
    #[allow(unused, clippy::all)]
    fn generic<A: Send>(
        &self,
        __lambda_client_argument_1: (A, A),
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        async move { ::core::unreachable!() }
    }
    #[allow(unused, clippy::all)]
    fn not_async(&mut self) -> Answer {
        ::core::unreachable!()
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Broken::BrokenClient {
        /// Returns the state by which a state machine calls the function of `sound` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        pub fn sound_task() -> __lambda_client_Broken::__lambda_client_runtime::__private::TaskOf<
            fn(Order),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                Order,
            ): __lambda_client_Broken::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Broken::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Broken::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Broken::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Broken::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Broken::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Broken::__lambda_client_runtime::__private::TaskPayload::Value,
            )
        }
        /// Returns the state by which a state machine calls the function of `setting` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        pub fn setting_task() -> __lambda_client_Broken::__lambda_client_runtime::__private::TaskOf<
            fn(Order),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                Order,
            ): __lambda_client_Broken::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Broken::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Broken::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Broken::__lambda_client_runtime::FunctionError,
        {
            ::core::unreachable!()
        }
        /// Returns the state by which a state machine calls the function of `not_async` (AWS Step Functions).
        ///
        /// It takes no input.
        pub fn not_async_task() -> __lambda_client_Broken::__lambda_client_runtime::__private::TaskOf<
            fn(()),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (),
            ): __lambda_client_Broken::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Broken::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Broken::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Broken::__lambda_client_runtime::FunctionError,
        {
            ::core::unreachable!()
        }
    }
}
#[allow(dead_code)]
impl<T: Broken> __lambda_client_Broken::BrokenServer<T> {
    /// Creates a server around an implementation of [`Broken`].
    #[must_use]
    pub fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Broken::BrokenServer<T> {
    /// Returns the implementation.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Broken::BrokenServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Broken::BrokenServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "BrokenServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Broken::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Broken::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Broken::BrokenServer<T>
    where
        T: Broken + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> Order: __lambda_client_Broken::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Broken::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Broken::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Broken::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Broken::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Broken::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Broken::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_argument_0 = __lambda_client_Broken::__lambda_client_runtime::__private::argument::<
                        Order,
                    >(__lambda_client_invocation)?;
                    ::core::result::Result::Ok((__lambda_client_argument_0,))
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as Broken>::sound(
                    __lambda_client_service,
                    __lambda_client_argument_0,
                ),
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Broken::__lambda_client_runtime::__private::Service
    for __lambda_client_Broken::BrokenServer<T>
    where
        T: Broken + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Broken::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Broken::__lambda_client_runtime::__private::Sent<
                    Order,
                >>::IS_ACCEPTED
                    && <__lambda_client_Broken::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Broken::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Broken::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Broken::BrokenClient as __lambda_client_Broken::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Broken::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Broken::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Broken::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Broken::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Broken::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
::core::compile_error! {
    "invalid duration `soon`; write a whole number and a unit, such as `5s`"
}
::core::compile_error! {
    "a remote method cannot be generic; write a concrete type"
}
::core::compile_error! {
    "an argument of a remote method must have a name, which may become a key of the payload; write `name: Type`"
}
::core::compile_error! {
    "a remote method must be `async`; write `async fn not_async`, or add a body to make it a local method"
}
::core::compile_error! {
    "a remote method cannot take `&mut self`; write `&self`"
}
