const _: () = {
    use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[automatically_derived]
    #[allow(deprecated)]
    impl<'a, T: Clone, const N: usize> __lambda_client_runtime::FunctionError
    for E<'a, T, N>
    where
        T: Send,
        E<'a, T, N>: 'static,
        E<'a, T, N>: ::core::fmt::Display,
        Vec<T>: __lambda_client_runtime::__private::ErrorField,
    {
        const ERROR_TYPES: &'static [__lambda_client_runtime::server::ErrorType] = &[
            __lambda_client_runtime::server::ErrorType::new("A"),
            __lambda_client_runtime::server::ErrorType::new("B"),
        ];
        fn from_error(__error: __lambda_client_runtime::Error) -> Self {
            if let ::core::option::Option::Some(__failure) = __lambda_client_runtime::Error::failure(
                &__error,
            ) {
                match __lambda_client_runtime::failure::Failure::error_type(__failure) {
                    ::core::option::Option::Some("A") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (::core::option::Option::Some(__field_0),) = (
                                (__lambda_client_runtime::__private::error_field::<
                                    Cow<'a, str>,
                                >()
                                    .read)(&__fields, "0"),
                            ) {
                                return Self::A { 0: __field_0 };
                            }
                        }
                    }
                    ::core::option::Option::Some("B") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (
                                ::core::option::Option::Some(__field_0),
                                ::core::option::Option::Some(__field_1),
                            ) = (
                                (__lambda_client_runtime::__private::error_field::<Vec<T>>()
                                    .read)(&__fields, "items"),
                                (__lambda_client_runtime::__private::error_field::<
                                    [u8; N],
                                >()
                                    .read)(&__fields, "count"),
                            ) {
                                return Self::B {
                                    items: __field_0,
                                    count: __field_1,
                                };
                            }
                        }
                    }
                    _ => {}
                }
            }
            Self::Other {
                0: (__lambda_client_runtime::__private::other_error::<
                    lambda_client::Error,
                >()
                    .from_error)(__error),
            }
        }
        fn to_document(&self) -> __lambda_client_runtime::server::ErrorDocument {
            let __text = __lambda_client_runtime::__private::error_text::<Self>(self);
            match self {
                Self::A { 0: __field_0 } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<
                            Cow<'a, str>,
                        >()
                            .write)(
                            __lambda_client_runtime::__private::ErrorFields::new(__text),
                            "0",
                            __field_0,
                        ),
                        "A",
                    )
                }
                Self::B { items: __field_0, count: __field_1 } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<[u8; N]>()
                            .write)(
                            (__lambda_client_runtime::__private::error_field::<Vec<T>>()
                                .write)(
                                __lambda_client_runtime::__private::ErrorFields::new(
                                    __text,
                                ),
                                "items",
                                __field_0,
                            ),
                            "count",
                            __field_1,
                        ),
                        "B",
                    )
                }
                Self::Other { 0: __error } => {
                    (__lambda_client_runtime::__private::other_error::<
                        lambda_client::Error,
                    >()
                        .to_document)(__error)
                }
            }
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl<
        'a,
        T: Clone,
        const N: usize,
    > ::core::convert::From<__lambda_client_runtime::CallError<E<'a, T, N>>>
    for E<'a, T, N>
    where
        T: Send,
    {
        fn from(__error: __lambda_client_runtime::CallError<Self>) -> Self {
            __lambda_client_runtime::CallError::into_error(__error)
        }
    }
};
