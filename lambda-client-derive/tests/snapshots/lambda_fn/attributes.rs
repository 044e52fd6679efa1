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
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub)]
#[allow(clippy::too_many_arguments)]
#[allow(deprecated)]
mod __lambda_client_Attributes {
    #[deprecated]
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct Calls {
        pub(super) stub: ::elsewhere::__private::Stub,
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
    pub fn new(lambda: &::elsewhere::Lambda) -> Self {
        Self {
            stub: ::elsewhere::__private::stub(
                lambda,
                <Self as ::elsewhere::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    pub fn builder(lambda: &::elsewhere::Lambda) -> ::elsewhere::ClientBuilder<Self> {
        ::elsewhere::__private::builder(lambda)
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
    pub fn gated(&self, order: Order, more: &More) -> ::elsewhere::Call<Answer> {
        ::elsewhere::__private::call(
            &self.stub,
            0usize,
            ::elsewhere::__private::codec::<Answer>(),
            ::elsewhere::__private::Object::new()
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
impl ::elsewhere::__private::GeneratedClient for __lambda_client_Attributes::Calls {
    const DECLARATION: &'static ::elsewhere::__private::Declaration = &::elsewhere::__private::Declaration::new(
        "Attributes",
        &[
            ::elsewhere::__private::Method::new("gated", "gated")
                .enabled(::core::cfg!(all(unix, any(not(test), feature = "x")))),
        ],
    );
    fn from_stub(stub: ::elsewhere::__private::Stub) -> Self {
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
    fn gated(&self, order: Order, more: &More) -> ::elsewhere::Call<Answer> {
        __lambda_client_Attributes::Calls::gated(self, order, more)
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
    #[cfg(unix)]
    #[cfg_attr(test, cfg(feature = "x"))]
    #[allow(clippy::too_many_arguments)]
    #[allow(deprecated)]
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> ::elsewhere::__private::HandlesMethod<0usize>
    for __lambda_client_Attributes::Functions<T>
    where
        T: Attributes + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'__lambda_client> Order: ::elsewhere::__private::DeserializeOwned,
        for<'__lambda_client> ::std::boxed::Box<
            More,
        >: ::elsewhere::__private::DeserializeOwned,
        for<'__lambda_client> Answer: ::elsewhere::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: ::elsewhere::__private::Invocation,
        ) -> ::elsewhere::__private::BoxFuture<
            '__lambda_client,
            ::elsewhere::__private::FunctionResponse,
        > {
            ::elsewhere::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    let __lambda_client_fields = ::elsewhere::__private::Fields::of(
                        __lambda_client_invocation,
                    )?;
                    let __lambda_client_argument_0 = ::elsewhere::__private::Fields::take::<
                        Order,
                    >(&__lambda_client_fields, "order")?;
                    let __lambda_client_argument_1 = ::elsewhere::__private::Fields::take::<
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
    impl<T> ::elsewhere::__private::HandlesMethod<0usize>
    for __lambda_client_Attributes::Functions<T> {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            _: ::elsewhere::__private::Invocation,
        ) -> ::elsewhere::__private::BoxFuture<
            '__lambda_client,
            ::elsewhere::__private::FunctionResponse,
        > {
            ::elsewhere::__private::no_such_method(0usize)
        }
    }
    #[allow(clippy::too_many_arguments)]
    #[allow(deprecated)]
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> ::elsewhere::__private::Service for __lambda_client_Attributes::Functions<T>
    where
        T: Attributes + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: ::elsewhere::__private::HandlesMethod<0usize>,
    {
        fn declaration(&self) -> &'static ::elsewhere::__private::Declaration {
            <__lambda_client_Attributes::Calls as ::elsewhere::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: ::elsewhere::__private::Invocation,
        ) -> ::elsewhere::__private::BoxFuture<
            '__lambda_client,
            ::elsewhere::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as ::elsewhere::__private::HandlesMethod<
                        0usize,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => ::elsewhere::__private::no_such_method(__lambda_client_method),
            }
        }
    }
};
