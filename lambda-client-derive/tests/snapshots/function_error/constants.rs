const _: () = {
    use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[automatically_derived]
    #[allow(deprecated)]
    impl<'a, T: Clone> __lambda_client_runtime::FunctionError for E<'a, T>
    where
        E<'a, T>: 'static,
        E<'a, T>: ::core::fmt::Display,
        Vec<T>: __lambda_client_runtime::__private::ErrorField,
    {
        const ERROR_TYPES: &'static [__lambda_client_runtime::server::ErrorType] = &[
            __lambda_client_runtime::server::ErrorType::new("CLOSED"),
            __lambda_client_runtime::server::ErrorType::new("Full"),
            __lambda_client_runtime::server::ErrorType::new("Crowded"),
            __lambda_client_runtime::server::ErrorType::new("HTTPError"),
            __lambda_client_runtime::server::ErrorType::new("HttpError"),
            __lambda_client_runtime::server::ErrorType::new("Runtime.ExitError"),
            __lambda_client_runtime::server::ErrorType::new("Gone").retry(),
        ];
        fn from_error(__error: __lambda_client_runtime::Error) -> Self {
            if let ::core::option::Option::Some(__failure) = __lambda_client_runtime::Error::failure(
                &__error,
            ) {
                match __lambda_client_runtime::failure::Failure::error_type(__failure) {
                    ::core::option::Option::Some("CLOSED") => {
                        return Self::CLOSED {};
                    }
                    ::core::option::Option::Some("Full") => {
                        return Self::Full {};
                    }
                    ::core::option::Option::Some("Crowded") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (::core::option::Option::Some(__field_0),) = (
                                (__lambda_client_runtime::__private::error_field::<
                                    Cow<'a, str>,
                                >()
                                    .read)(&__fields, "0"),
                            ) {
                                return Self::Crowded { 0: __field_0 };
                            }
                        }
                    }
                    ::core::option::Option::Some("HTTPError") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (::core::option::Option::Some(__field_0),) = (
                                (__lambda_client_runtime::__private::error_field::<Vec<T>>()
                                    .read)(&__fields, "0"),
                            ) {
                                return Self::HTTPError { 0: __field_0 };
                            }
                        }
                    }
                    ::core::option::Option::Some("HttpError") => {
                        return Self::HttpError {};
                    }
                    ::core::option::Option::Some("Runtime.ExitError" | "Gone") => {
                        return Self::Exited {};
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
                Self::CLOSED {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "CLOSED",
                        ::std::string::ToString::to_string(__text),
                    )
                }
                Self::Full {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Full",
                        ::std::string::ToString::to_string(__text),
                    )
                }
                Self::Crowded { 0: __field_0 } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<
                            Cow<'a, str>,
                        >()
                            .write)(
                            __lambda_client_runtime::__private::ErrorFields::new(__text),
                            "0",
                            __field_0,
                        ),
                        "Crowded",
                    )
                }
                Self::HTTPError { 0: __field_0 } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<Vec<T>>()
                            .write)(
                            __lambda_client_runtime::__private::ErrorFields::new(__text),
                            "0",
                            __field_0,
                        ),
                        "HTTPError",
                    )
                }
                Self::HttpError {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "HttpError",
                        ::std::string::ToString::to_string(__text),
                    )
                }
                Self::Exited {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Runtime.ExitError",
                        ::std::string::ToString::to_string(__text),
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
        fn is_retryable(
            __failure: &__lambda_client_runtime::failure::Failure,
        ) -> ::core::primitive::bool {
            ::core::matches!(
                __lambda_client_runtime::failure::Failure::error_type(__failure),
                ::core::option::Option::Some("Runtime.ExitError" | "Gone")
            )
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl<
        'a,
        T: Clone,
    > ::core::convert::From<__lambda_client_runtime::CallError<E<'a, T>>> for E<'a, T> {
        fn from(__error: __lambda_client_runtime::CallError<Self>) -> Self {
            __lambda_client_runtime::CallError::into_error(__error)
        }
    }
    mod when_step_functions {
        use __lambda_client_runtime::__private::ErrorName as __ErrorName;
        #[automatically_derived]
        #[allow(dead_code, deprecated, unreachable_pub)]
        impl<'a, T: Clone> E<'a, T> {
            /// Names the error `Crowded` in the definition of a state machine (AWS Step Functions).
            pub const FULL: __ErrorName<Self> = __ErrorName::new("Crowded");
            /// Names the error `HTTPError` in the definition of a state machine (AWS Step Functions).
            pub const HTTP_ERROR: __ErrorName<Self> = __ErrorName::new("HTTPError");
            /// Names the error `Exited` in the definition of a state machine (AWS Step Functions).
            pub const EXITED: __ErrorName<Self> = __ErrorName::new("Runtime.ExitError")
                .or(&["Gone"]);
        }
    }
};
