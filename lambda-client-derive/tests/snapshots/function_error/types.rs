const _: () = {
    use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[automatically_derived]
    #[allow(deprecated)]
    impl __lambda_client_runtime::FunctionError for E {
        const ERROR_TYPES: &'static [__lambda_client_runtime::server::ErrorType] = &[
            __lambda_client_runtime::server::ErrorType::new("com.acme.Busy").retry(),
            __lambda_client_runtime::server::ErrorType::new("Busy").retry(),
            __lambda_client_runtime::server::ErrorType::new("Slow").retry(),
            __lambda_client_runtime::server::ErrorType::new("Fatal"),
        ];
        fn from_error(__error: __lambda_client_runtime::Error) -> Self {
            if let ::core::option::Option::Some(__failure) = __lambda_client_runtime::Error::failure(
                &__error,
            ) {
                match __lambda_client_runtime::failure::Failure::error_type(__failure) {
                    ::core::option::Option::Some("com.acme.Busy" | "Busy") => {
                        return Self::Busy {};
                    }
                    ::core::option::Option::Some("Slow") => {
                        return Self::TooSlow {
                            0: __lambda_client_runtime::__private::failure_message(
                                __failure,
                            ),
                        };
                    }
                    ::core::option::Option::Some("Fatal") => {
                        return Self::Fatal {
                            0: __lambda_client_runtime::__private::failure_message(
                                __failure,
                            ),
                        };
                    }
                    _ => {}
                }
            }
            Self::Other {
                source: (__lambda_client_runtime::__private::other_error::<
                    lambda_client::Error,
                >()
                    .from_error)(__error),
            }
        }
        fn to_document(&self) -> __lambda_client_runtime::server::ErrorDocument {
            let __text = __lambda_client_runtime::__private::error_text::<Self>(self);
            match self {
                Self::Busy {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "com.acme.Busy",
                        ::std::string::ToString::to_string(__text),
                    )
                }
                Self::TooSlow { 0: __message } => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Slow",
                        ::core::clone::Clone::clone(__message),
                    )
                }
                Self::Fatal { 0: __message } => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Fatal",
                        ::core::clone::Clone::clone(__message),
                    )
                }
                Self::Other { source: __error } => {
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
                ::core::option::Option::Some("com.acme.Busy" | "Busy" | "Slow")
            )
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::core::convert::From<__lambda_client_runtime::CallError<E>> for E {
        fn from(__error: __lambda_client_runtime::CallError<Self>) -> Self {
            __lambda_client_runtime::CallError::into_error(__error)
        }
    }
    mod when_step_functions {
        use __lambda_client_runtime::__private::ErrorName as __ErrorName;
        #[automatically_derived]
        #[allow(dead_code, deprecated, unreachable_pub)]
        impl E {
            /// Names the error `Busy` in the definition of a state machine (AWS Step Functions).
            pub const BUSY: __ErrorName<Self> = __ErrorName::new("com.acme.Busy")
                .or(&["Busy"]);
            /// Names the error `TooSlow` in the definition of a state machine (AWS Step Functions).
            pub const TOO_SLOW: __ErrorName<Self> = __ErrorName::new("Slow");
            /// Names the error `Fatal` in the definition of a state machine (AWS Step Functions).
            pub const FATAL: __ErrorName<Self> = __ErrorName::new("Fatal");
        }
    }
};
