const _: () = {
    use ::renamed::client::__lambda_client as __lambda_client_runtime;
    #[automatically_derived]
    #[allow(deprecated)]
    impl __lambda_client_runtime::FunctionError for r#Error {
        const ERROR_TYPES: &'static [__lambda_client_runtime::server::ErrorType] = &[
            __lambda_client_runtime::server::ErrorType::new("Match"),
        ];
        fn from_error(__error: __lambda_client_runtime::Error) -> Self {
            if let ::core::option::Option::Some(__failure) = __lambda_client_runtime::Error::failure(
                &__error,
            ) {
                match __lambda_client_runtime::failure::Failure::error_type(__failure) {
                    ::core::option::Option::Some("Match") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (
                                ::core::option::Option::Some(__field_0),
                                ::core::option::Option::Some(__field_1),
                                ::core::option::Option::Some(__field_2),
                                ::core::option::Option::Some(__field_3),
                            ) = (
                                (__lambda_client_runtime::__private::error_field::<u8>()
                                    .read)(&__fields, "type"),
                                (__lambda_client_runtime::__private::error_field::<u8>()
                                    .read)(&__fields, "message"),
                                (__lambda_client_runtime::__private::error_field::<u8>()
                                    .read)(&__fields, "failure"),
                                (__lambda_client_runtime::__private::error_field::<u8>()
                                    .read)(&__fields, "__failure"),
                            ) {
                                return Self::r#Match {
                                    r#type: __field_0,
                                    message: __field_1,
                                    failure: __field_2,
                                    __failure: __field_3,
                                };
                            }
                        }
                    }
                    _ => {}
                }
            }
            Self::r#Other {
                0: (__lambda_client_runtime::__private::other_error::<
                    ::renamed::client::Error,
                >()
                    .from_error)(__error),
            }
        }
        fn to_document(&self) -> __lambda_client_runtime::server::ErrorDocument {
            let __text = __lambda_client_runtime::__private::error_text::<Self>(self);
            match self {
                Self::r#Match {
                    r#type: __field_0,
                    message: __field_1,
                    failure: __field_2,
                    __failure: __field_3,
                } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<u8>()
                            .write)(
                            (__lambda_client_runtime::__private::error_field::<u8>()
                                .write)(
                                (__lambda_client_runtime::__private::error_field::<u8>()
                                    .write)(
                                    (__lambda_client_runtime::__private::error_field::<u8>()
                                        .write)(
                                        __lambda_client_runtime::__private::ErrorFields::new(
                                            __text,
                                        ),
                                        "type",
                                        __field_0,
                                    ),
                                    "message",
                                    __field_1,
                                ),
                                "failure",
                                __field_2,
                            ),
                            "__failure",
                            __field_3,
                        ),
                        "Match",
                    )
                }
                Self::r#Other { 0: __error } => {
                    (__lambda_client_runtime::__private::other_error::<
                        ::renamed::client::Error,
                    >()
                        .to_document)(__error)
                }
            }
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::core::convert::From<__lambda_client_runtime::CallError<r#Error>> for r#Error {
        fn from(__error: __lambda_client_runtime::CallError<Self>) -> Self {
            __lambda_client_runtime::CallError::into_error(__error)
        }
    }
    mod when_step_functions {
        use __lambda_client_runtime::__private::ErrorName as __ErrorName;
        #[automatically_derived]
        #[allow(dead_code, deprecated, unreachable_pub)]
        impl r#Error {
            /// Names the error `Match` in the definition of a state machine (AWS Step Functions).
            pub const MATCH: __ErrorName<Self> = __ErrorName::new("Match");
        }
    }
};
