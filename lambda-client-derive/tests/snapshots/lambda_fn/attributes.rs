#[cfg(feature = "orders")]
#[deprecated]
#[mockall::automock]
#[allow(clippy::too_many_arguments)]
pub trait Attributes {
    /// Words.
    #[cfg(unix)]
    #[cfg_attr(test, cfg(feature = "x"), doc = "More words.")]
    #[deprecated = "reason"]
    #[expect(unused)]
    #[mockall::concretize]
    fn gated(
        &self,
        #[allow(unused)]
        order: Order,
        more: &More,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[cfg(feature = "orders")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[automatically_derived]
impl<T> Attributes for &T
where
    T: Attributes + ::core::marker::Sync,
{
    #[cfg(unix)]
    #[cfg_attr(test, cfg(feature = "x"))]
    #[allow(unused)]
    fn gated(
        &self,
        order: Order,
        more: &More,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Attributes>::gated(&**self, order, more)
    }
}
#[cfg(feature = "orders")]
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
mod __lambda_client_Attributes {
    pub(super) use ::elsewhere::__lambda_client as __lambda_client_runtime;
    #[deprecated]
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct Calls {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    #[deprecated]
    pub struct Functions<T> {
        pub(super) service: T,
    }
}
#[cfg(feature = "orders")]
/// Calls the Lambda functions of [`Attributes`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
pub use __lambda_client_Attributes::Calls;
#[cfg(feature = "orders")]
/// Serves [`Attributes`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::elsewhere::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
pub use __lambda_client_Attributes::Functions;
#[cfg(feature = "orders")]
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
impl __lambda_client_Attributes::Calls {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    pub fn new(
        lambda: &__lambda_client_Attributes::__lambda_client_runtime::Lambda,
    ) -> Self {
        Self {
            stub: __lambda_client_Attributes::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Attributes::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    pub fn builder(
        lambda: &__lambda_client_Attributes::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Attributes::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Attributes::__lambda_client_runtime::__private::builder(lambda)
    }
    #[cfg(unix)]
    #[cfg_attr(test, cfg(feature = "x"))]
    /// Words.
    #[cfg_attr(test, doc = "More words.")]
    ///
    /// Invokes the Lambda function `gated` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    #[deprecated = "reason"]
    #[allow(unused)]
    pub fn gated(
        &self,
        order: Order,
        more: &More,
    ) -> __lambda_client_Attributes::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        __lambda_client_Attributes::__lambda_client_runtime::__private::call(
            &self.stub,
            0usize,
            __lambda_client_Attributes::__lambda_client_runtime::__private::codec::<
                Answer,
            >(),
            __lambda_client_Attributes::__lambda_client_runtime::__private::Object::new()
                .field("order", &order)
                .field("more", &*more)
                .finish(),
        )
    }
}
#[cfg(feature = "orders")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Attributes::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Attributes::Calls {
    const DECLARATION: &'static __lambda_client_Attributes::__lambda_client_runtime::__private::Declaration = &__lambda_client_Attributes::__lambda_client_runtime::__private::Declaration::new(
        "Attributes",
        &[
            __lambda_client_Attributes::__lambda_client_runtime::__private::Method::new(
                    "gated",
                    "gated",
                )
                .enabled(::core::cfg!(all(unix, any(not(test), feature = "x")))),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Attributes::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[cfg(feature = "orders")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Attributes for __lambda_client_Attributes::Calls {
    #[cfg(unix)]
    #[cfg_attr(test, cfg(feature = "x"))]
    #[allow(unused)]
    fn gated(
        &self,
        order: Order,
        more: &More,
    ) -> __lambda_client_Attributes::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Attributes::Calls::gated(self, order, more)
    }
}
#[cfg(feature = "orders")]
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    #[allow(clippy::too_many_arguments)]
    #[allow(deprecated)]
    impl __lambda_client_Attributes::Calls {
        #[cfg(unix)]
        #[cfg_attr(test, cfg(feature = "x"))]
        /// Returns the state by which a state machine calls the function of `gated` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        #[deprecated = "reason"]
        #[allow(unused)]
        pub fn gated_task() -> __lambda_client_Attributes::__lambda_client_runtime::__private::TaskOf<
            fn((Order, More)),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (Order, More),
            ): __lambda_client_Attributes::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Attributes::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Attributes::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Attributes::__lambda_client_runtime::FunctionError,
            for<'a> More: ::core::marker::Sized,
        {
            __lambda_client_Attributes::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Attributes::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Attributes::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_Attributes::__lambda_client_runtime::__private::TaskArgument::Field(
                            "order",
                        ),
                        __lambda_client_Attributes::__lambda_client_runtime::__private::TaskArgument::Field(
                            "more",
                        ),
                    ],
                ),
            )
        }
    }
}
#[cfg(feature = "orders")]
#[allow(dead_code)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
impl<T: Attributes> __lambda_client_Attributes::Functions<T> {
    /// Creates a server around an implementation of [`Attributes`].
    #[must_use]
    pub fn new(service: T) -> Self {
        Self { service }
    }
}
#[cfg(feature = "orders")]
#[allow(dead_code)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
impl<T> __lambda_client_Attributes::Functions<T> {
    /// Returns the implementation.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.service
    }
}
#[cfg(feature = "orders")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Attributes::Functions<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[cfg(feature = "orders")]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Attributes::Functions<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "Functions"),
        )
    }
}
#[cfg(feature = "orders")]
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Attributes::__lambda_client_runtime::__private::NotAccepted as _;
    #[cfg(unix)]
    #[cfg_attr(test, cfg(feature = "x"))]
    #[allow(clippy::too_many_arguments)]
    #[allow(deprecated)]
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Attributes::__lambda_client_runtime::__private::HandlesMethod<
        0usize,
    > for __lambda_client_Attributes::Functions<T>
    where
        T: Attributes + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> Order: __lambda_client_Attributes::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> ::std::boxed::Box<
            More,
        >: __lambda_client_Attributes::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Attributes::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Attributes::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Attributes::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Attributes::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Attributes::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Attributes::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = __lambda_client_Attributes::__lambda_client_runtime::__private::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = __lambda_client_Attributes::__lambda_client_runtime::__private::Fields::take::<
                        Order,
                    >(&__lambda_client_fields, "order")?;
                    let __lambda_client_argument_1 = __lambda_client_Attributes::__lambda_client_runtime::__private::Fields::take::<
                        ::std::boxed::Box<More>,
                    >(&__lambda_client_fields, "more")?;
                    ::core::result::Result::Ok((
                        __lambda_client_argument_0,
                        __lambda_client_argument_1,
                    ))
                },
                |
                    __lambda_client_service,
                    (__lambda_client_argument_0, __lambda_client_argument_1)|
                async move {
                    <T as Attributes>::gated(
                            __lambda_client_service,
                            __lambda_client_argument_0,
                            &*__lambda_client_argument_1,
                        )
                        .await
                },
            )
        }
    }
    #[cfg(not(all(unix, any(not(test), feature = "x"))))]
    #[allow(clippy::too_many_arguments)]
    #[allow(deprecated)]
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Attributes::__lambda_client_runtime::__private::HandlesMethod<
        0usize,
    > for __lambda_client_Attributes::Functions<T> {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            _: __lambda_client_Attributes::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Attributes::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Attributes::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Attributes::__lambda_client_runtime::__private::no_such_method(
                0usize,
            )
        }
    }
    #[allow(clippy::too_many_arguments)]
    #[allow(deprecated)]
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Attributes::__lambda_client_runtime::__private::Service
    for __lambda_client_Attributes::Functions<T>
    where
        T: Attributes + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Attributes::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                #[cfg(all(unix, any(not(test), feature = "x")))]
                {
                    <__lambda_client_Attributes::__lambda_client_runtime::__private::Sent<
                        Order,
                    >>::IS_ACCEPTED
                        && <__lambda_client_Attributes::__lambda_client_runtime::__private::Sent<
                            ::std::boxed::Box<More>,
                        >>::IS_ACCEPTED
                        && <__lambda_client_Attributes::__lambda_client_runtime::__private::Returned<
                            <fn() -> Answer as __lambda_client_Attributes::__lambda_client_runtime::__private::ReturnType>::Type,
                        >>::IS_ACCEPTED
                }
                #[cfg(not(all(unix, any(not(test), feature = "x"))))] { true }
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Attributes::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Attributes::Calls as __lambda_client_Attributes::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Attributes::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Attributes::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Attributes::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Attributes::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Attributes::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
