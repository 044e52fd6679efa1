trait Fields {
    fn one(
        &self,
        id: Id,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
    fn several<'a>(
        &'a self,
        plain_one: u8,
        the_default: Option<&'a str>,
        text: &str,
        id: Id,
        rest: Rest,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send;
}
#[automatically_derived]
impl<T> Fields for &T
where
    T: Fields + ::core::marker::Sync,
{
    fn one(
        &self,
        id: Id,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Fields>::one(&**self, id)
    }
    fn several<'a>(
        &'a self,
        plain_one: u8,
        the_default: Option<&'a str>,
        text: &str,
        id: Id,
        rest: Rest,
    ) -> impl ::core::future::Future<Output = Answer> + ::core::marker::Send {
        <T as Fields>::several(&**self, plain_one, the_default, text, id, rest)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_Fields {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct FieldsClient {
        pub(super) stub: __lambda_client_runtime::__private::Stub,
    }
    pub struct FieldsServer<T> {
        pub(super) service: T,
    }
}
/// Calls the Lambda functions of [`Fields`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Fields::FieldsClient;
/// Serves [`Fields`] as Lambda functions: decodes payloads, calls the methods and encodes their responses.
///
/// It implements [`Service`](::lambda_client::__private::Service) if every argument implements `serde::Deserialize` and every response `serde::Serialize`.
#[allow(unused_imports, unreachable_pub)]
use __lambda_client_Fields::FieldsServer;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_Fields::FieldsClient {
    /// Creates a client that calls through `lambda`, with the settings of the trait.
    #[must_use]
    fn new(lambda: &__lambda_client_Fields::__lambda_client_runtime::Lambda) -> Self {
        Self {
            stub: __lambda_client_Fields::__lambda_client_runtime::__private::stub(
                lambda,
                <Self as __lambda_client_Fields::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some.
    fn builder(
        lambda: &__lambda_client_Fields::__lambda_client_runtime::Lambda,
    ) -> __lambda_client_Fields::__lambda_client_runtime::ClientBuilder<Self> {
        __lambda_client_Fields::__lambda_client_runtime::__private::builder(lambda)
    }
    /// Invokes the Lambda function `one` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn one(
        &self,
        id: Id,
    ) -> __lambda_client_Fields::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        'unchanged: {
            use __lambda_client_Fields::__lambda_client_runtime::__private::serde as __lambda_client_serde;
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            #[serde(transparent)]
            struct __LambdaClientField0 {
                #[serde(with = "hex")]
                id: Id,
            }
            __lambda_client_Fields::__lambda_client_runtime::__private::call(
                &self.stub,
                0usize,
                __lambda_client_Fields::__lambda_client_runtime::__private::codec::<
                    Answer,
                >(),
                __lambda_client_Fields::__lambda_client_runtime::__private::payload(
                    &__LambdaClientField0 { id },
                ),
            )
        }
    }
    /// Invokes the Lambda function `several` and waits for its response (invocation type `RequestResponse`).
    ///
    /// Not idempotent: an attempt that may have run is not retried.
    fn several<'a>(
        &'a self,
        plain_one: u8,
        the_default: Option<&'a str>,
        text: &str,
        id: Id,
        rest: Rest,
    ) -> __lambda_client_Fields::__lambda_client_runtime::Call<Answer> {
        let _: fn() -> Answer;
        'unchanged: {
            use __lambda_client_Fields::__lambda_client_runtime::__private::serde as __lambda_client_serde;
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            struct __LambdaClientField0<'__lambda_client>
            where
                for<'a> Option<
                    &'__lambda_client str,
                >: __lambda_client_Fields::__lambda_client_runtime::__private::Payload,
            {
                #[serde(default)]
                #[serde(rename = "the-default")]
                the_default: Option<&'__lambda_client str>,
            }
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            struct __LambdaClientField1<'__lambda_client>
            where
                for<'a> &'__lambda_client str: __lambda_client_Fields::__lambda_client_runtime::__private::Payload,
            {
                #[serde(skip_serializing_if = "str::is_empty")]
                text: &'__lambda_client str,
            }
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            struct __LambdaClientField2 {
                #[serde(serialize_with = "hex")]
                id: Id,
            }
            #[::core::prelude::v1::derive(__lambda_client_serde::Serialize)]
            #[serde(crate = "__lambda_client_serde")]
            struct __LambdaClientField3
            where
                for<'a> Rest: __lambda_client_Fields::__lambda_client_runtime::__private::Payload,
            {
                #[serde(flatten)]
                rest: Rest,
            }
            __lambda_client_Fields::__lambda_client_runtime::__private::call(
                &self.stub,
                1usize,
                __lambda_client_Fields::__lambda_client_runtime::__private::codec::<
                    Answer,
                >(),
                __lambda_client_Fields::__lambda_client_runtime::__private::Object::new()
                    .field("plain-one", &plain_one)
                    .spread(
                        &__LambdaClientField0 {
                            the_default,
                        },
                    )
                    .spread(&__LambdaClientField1 { text })
                    .spread(&__LambdaClientField2 { id })
                    .spread(&__LambdaClientField3 { rest })
                    .finish(),
            )
        }
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_Fields::__lambda_client_runtime::__private::GeneratedClient
for __lambda_client_Fields::FieldsClient {
    const DECLARATION: &'static __lambda_client_Fields::__lambda_client_runtime::__private::Declaration = &__lambda_client_Fields::__lambda_client_runtime::__private::Declaration::new(
        "Fields",
        &[
            __lambda_client_Fields::__lambda_client_runtime::__private::Method::new(
                "one",
                "one",
            ),
            __lambda_client_Fields::__lambda_client_runtime::__private::Method::new(
                "several",
                "several",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_Fields::__lambda_client_runtime::__private::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl Fields for __lambda_client_Fields::FieldsClient {
    fn one(
        &self,
        id: Id,
    ) -> __lambda_client_Fields::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Fields::FieldsClient::one(self, id)
    }
    fn several<'a>(
        &'a self,
        plain_one: u8,
        the_default: Option<&'a str>,
        text: &str,
        id: Id,
        rest: Rest,
    ) -> __lambda_client_Fields::__lambda_client_runtime::Call<Answer> {
        __lambda_client_Fields::FieldsClient::several(
            self,
            plain_one,
            the_default,
            text,
            id,
            rest,
        )
    }
}
mod when_step_functions {
    #[allow(dead_code, non_snake_case)]
    impl __lambda_client_Fields::FieldsClient {
        /// Returns the state by which a state machine calls the function of `one` (AWS Step Functions).
        ///
        /// Its input is the argument of the method.
        fn one_task() -> __lambda_client_Fields::__lambda_client_runtime::__private::TaskOf<
            fn(Id),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                Id,
            ): __lambda_client_Fields::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Fields::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Fields::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Fields::__lambda_client_runtime::FunctionError,
        {
            __lambda_client_Fields::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Fields::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                0usize,
                __lambda_client_Fields::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_Fields::__lambda_client_runtime::__private::TaskArgument::Converted(
                            "id",
                            "its `#[serde(..)]` changes how it is serialized",
                        ),
                    ],
                ),
            )
        }
        /// Returns the state by which a state machine calls the function of `several` (AWS Step Functions).
        ///
        /// Its input is a tuple of the arguments of the method, in their order.
        fn several_task() -> __lambda_client_Fields::__lambda_client_runtime::__private::TaskOf<
            fn(
                (
                    u8,
                    ::core::option::Option<::std::string::String>,
                    ::std::string::String,
                    Id,
                    Rest,
                ),
            ),
            Answer,
        >
        where
            for<'__lambda_client> fn(
                (
                    u8,
                    ::core::option::Option<::std::string::String>,
                    ::std::string::String,
                    Id,
                    Rest,
                ),
            ): __lambda_client_Fields::__lambda_client_runtime::__private::TaskInput,
            for<'a> Answer: __lambda_client_Fields::__lambda_client_runtime::__private::Fallible,
            for<'a> <Answer as __lambda_client_Fields::__lambda_client_runtime::__private::Fallible>::Error: __lambda_client_Fields::__lambda_client_runtime::FunctionError,
            for<'a> ::std::string::String: ::core::marker::Sized,
            for<'a> ::std::string::String: ::core::marker::Sized,
        {
            __lambda_client_Fields::__lambda_client_runtime::__private::task::<
                _,
                Answer,
            >(
                <Self as __lambda_client_Fields::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION,
                1usize,
                __lambda_client_Fields::__lambda_client_runtime::__private::TaskPayload::Object(
                    &[
                        __lambda_client_Fields::__lambda_client_runtime::__private::TaskArgument::Field(
                            "plain-one",
                        ),
                        __lambda_client_Fields::__lambda_client_runtime::__private::TaskArgument::Field(
                            "the-default",
                        ),
                        __lambda_client_Fields::__lambda_client_runtime::__private::TaskArgument::Field(
                            "text",
                        ),
                        __lambda_client_Fields::__lambda_client_runtime::__private::TaskArgument::Converted(
                            "id",
                            "its `#[serde(..)]` changes how it is serialized",
                        ),
                        __lambda_client_Fields::__lambda_client_runtime::__private::TaskArgument::Flattened,
                    ],
                ),
            )
        }
    }
}
#[allow(dead_code)]
impl<T: Fields> __lambda_client_Fields::FieldsServer<T> {
    /// Creates a server around an implementation of [`Fields`].
    #[must_use]
    fn new(service: T) -> Self {
        Self { service }
    }
}
#[allow(dead_code)]
impl<T> __lambda_client_Fields::FieldsServer<T> {
    /// Returns the implementation.
    #[must_use]
    fn into_inner(self) -> T {
        self.service
    }
}
#[automatically_derived]
impl<T: ::core::clone::Clone> ::core::clone::Clone
for __lambda_client_Fields::FieldsServer<T> {
    fn clone(&self) -> Self {
        Self {
            service: ::core::clone::Clone::clone(&self.service),
        }
    }
}
#[automatically_derived]
impl<T> ::core::fmt::Debug for __lambda_client_Fields::FieldsServer<T> {
    fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        ::core::fmt::DebugStruct::finish_non_exhaustive(
            &mut ::core::fmt::Formatter::debug_struct(formatter, "FieldsServer"),
        )
    }
}
const _: () = {
    #[allow(unused_imports)]
    use __lambda_client_Fields::__lambda_client_runtime::__private::NotAccepted as _;
    #[doc(hidden)]
    #[automatically_derived]
    impl<
        T,
    > __lambda_client_Fields::__lambda_client_runtime::__private::HandlesMethod<0usize>
    for __lambda_client_Fields::FieldsServer<T>
    where
        T: Fields + ::core::marker::Send + ::core::marker::Sync + 'static,
        <fn() -> Answer as __lambda_client_Fields::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Fields::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Fields::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Fields::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Fields::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Fields::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    'unchanged: {
                        use __lambda_client_Fields::__lambda_client_runtime::__private::serde as __lambda_client_serde;
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        #[serde(transparent)]
                        struct __LambdaClientField0 {
                            #[serde(with = "hex")]
                            id: Id,
                        }
                        let __lambda_client_argument_0 = __lambda_client_Fields::__lambda_client_runtime::__private::argument::<
                            __LambdaClientField0,
                        >(__lambda_client_invocation)?
                            .id;
                        ::core::result::Result::Ok((__lambda_client_argument_0,))
                    }
                },
                |__lambda_client_service, (__lambda_client_argument_0,)| <T as Fields>::one(
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
    > __lambda_client_Fields::__lambda_client_runtime::__private::HandlesMethod<1usize>
    for __lambda_client_Fields::FieldsServer<T>
    where
        T: Fields + ::core::marker::Send + ::core::marker::Sync + 'static,
        for<'a> u8: __lambda_client_Fields::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> ::core::option::Option<
            ::std::boxed::Box<str>,
        >: __lambda_client_Fields::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> ::std::boxed::Box<
            str,
        >: __lambda_client_Fields::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> Id: __lambda_client_Fields::__lambda_client_runtime::__private::DeserializeOwned,
        for<'a> Rest: __lambda_client_Fields::__lambda_client_runtime::__private::DeserializeOwned,
        <fn() -> Answer as __lambda_client_Fields::__lambda_client_runtime::__private::ReturnType>::Type: for<'__lambda_client> __lambda_client_Fields::__lambda_client_runtime::__private::ServerReply,
    {
        fn handle<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_invocation: __lambda_client_Fields::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Fields::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Fields::__lambda_client_runtime::__private::FunctionResponse,
        > {
            __lambda_client_Fields::__lambda_client_runtime::__private::handled(
                &self.service,
                __lambda_client_invocation,
                |__lambda_client_invocation| {
                    'unchanged: {
                        use __lambda_client_Fields::__lambda_client_runtime::__private::serde as __lambda_client_serde;
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        struct __LambdaClientField0
                        where
                            for<'a> ::core::option::Option<
                                ::std::boxed::Box<str>,
                            >: __lambda_client_serde::de::DeserializeOwned,
                        {
                            #[serde(default)]
                            #[serde(rename = "the-default")]
                            the_default: ::core::option::Option<::std::boxed::Box<str>>,
                        }
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        struct __LambdaClientField1
                        where
                            for<'a> ::std::boxed::Box<
                                str,
                            >: __lambda_client_serde::de::DeserializeOwned,
                        {
                            #[serde(skip_serializing_if = "str::is_empty")]
                            text: ::std::boxed::Box<str>,
                        }
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        struct __LambdaClientField2
                        where
                            for<'a> Id: __lambda_client_serde::de::DeserializeOwned,
                        {
                            #[serde(serialize_with = "hex")]
                            id: Id,
                        }
                        #[::core::prelude::v1::derive(
                            __lambda_client_serde::Deserialize
                        )]
                        #[serde(crate = "__lambda_client_serde")]
                        struct __LambdaClientField3
                        where
                            for<'a> Rest: __lambda_client_serde::de::DeserializeOwned,
                        {
                            #[serde(flatten)]
                            rest: Rest,
                        }
                        let __lambda_client_fields = __lambda_client_Fields::__lambda_client_runtime::__private::Fields::of(
                            __lambda_client_invocation,
                        )?;
                        let __lambda_client_argument_0 = __lambda_client_Fields::__lambda_client_runtime::__private::Fields::take::<
                            u8,
                        >(&__lambda_client_fields, "plain-one")?;
                        let __lambda_client_argument_1 = __lambda_client_Fields::__lambda_client_runtime::__private::Fields::spread::<
                            __LambdaClientField0,
                        >(&__lambda_client_fields, &["plain-one", "text", "id"])?
                            .the_default;
                        let __lambda_client_argument_2 = __lambda_client_Fields::__lambda_client_runtime::__private::Fields::spread::<
                            __LambdaClientField1,
                        >(&__lambda_client_fields, &["plain-one", "the-default", "id"])?
                            .text;
                        let __lambda_client_argument_3 = __lambda_client_Fields::__lambda_client_runtime::__private::Fields::spread::<
                            __LambdaClientField2,
                        >(
                                &__lambda_client_fields,
                                &["plain-one", "the-default", "text"],
                            )?
                            .id;
                        let __lambda_client_argument_4 = __lambda_client_Fields::__lambda_client_runtime::__private::Fields::spread::<
                            __LambdaClientField3,
                        >(
                                &__lambda_client_fields,
                                &["plain-one", "the-default", "text", "id"],
                            )?
                            .rest;
                        ::core::result::Result::Ok((
                            __lambda_client_argument_0,
                            __lambda_client_argument_1,
                            __lambda_client_argument_2,
                            __lambda_client_argument_3,
                            __lambda_client_argument_4,
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
                        __lambda_client_argument_4,
                    )|
                async move {
                    <T as Fields>::several(
                            __lambda_client_service,
                            __lambda_client_argument_0,
                            ::core::option::Option::as_deref(
                                &__lambda_client_argument_1,
                            ),
                            &*__lambda_client_argument_2,
                            __lambda_client_argument_3,
                            __lambda_client_argument_4,
                        )
                        .await
                },
            )
        }
    }
    #[doc(hidden)]
    #[automatically_derived]
    impl<T> __lambda_client_Fields::__lambda_client_runtime::__private::Service
    for __lambda_client_Fields::FieldsServer<T>
    where
        T: Fields + ::core::marker::Send + ::core::marker::Sync + 'static,
        Self: __lambda_client_Fields::__lambda_client_runtime::__private::HandlesMethod<
            0usize,
            {
                <__lambda_client_Fields::__lambda_client_runtime::__private::Returned<
                    <fn() -> Answer as __lambda_client_Fields::__lambda_client_runtime::__private::ReturnType>::Type,
                >>::IS_ACCEPTED
            },
        >,
        Self: __lambda_client_Fields::__lambda_client_runtime::__private::HandlesMethod<
            1usize,
            {
                <__lambda_client_Fields::__lambda_client_runtime::__private::Sent<
                    u8,
                >>::IS_ACCEPTED
                    && <__lambda_client_Fields::__lambda_client_runtime::__private::Sent<
                        ::core::option::Option<::std::boxed::Box<str>>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Fields::__lambda_client_runtime::__private::Sent<
                        ::std::boxed::Box<str>,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Fields::__lambda_client_runtime::__private::Sent<
                        Rest,
                    >>::IS_ACCEPTED
                    && <__lambda_client_Fields::__lambda_client_runtime::__private::Returned<
                        <fn() -> Answer as __lambda_client_Fields::__lambda_client_runtime::__private::ReturnType>::Type,
                    >>::IS_ACCEPTED
            },
        >,
    {
        fn declaration(
            &self,
        ) -> &'static __lambda_client_Fields::__lambda_client_runtime::__private::Declaration {
            <__lambda_client_Fields::FieldsClient as __lambda_client_Fields::__lambda_client_runtime::__private::GeneratedClient>::DECLARATION
        }
        fn invoke<'__lambda_client>(
            &'__lambda_client self,
            __lambda_client_method: ::core::primitive::usize,
            __lambda_client_invocation: __lambda_client_Fields::__lambda_client_runtime::__private::Invocation,
        ) -> __lambda_client_Fields::__lambda_client_runtime::__private::BoxFuture<
            '__lambda_client,
            __lambda_client_Fields::__lambda_client_runtime::__private::FunctionResponse,
        > {
            match __lambda_client_method {
                0usize => {
                    <Self as __lambda_client_Fields::__lambda_client_runtime::__private::HandlesMethod<
                        0usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                1usize => {
                    <Self as __lambda_client_Fields::__lambda_client_runtime::__private::HandlesMethod<
                        1usize,
                        _,
                    >>::handle(self, __lambda_client_invocation)
                }
                _ => {
                    __lambda_client_Fields::__lambda_client_runtime::__private::no_such_method(
                        __lambda_client_method,
                    )
                }
            }
        }
    }
};
