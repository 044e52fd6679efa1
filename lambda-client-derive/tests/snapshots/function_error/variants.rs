const _: () = {
    use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[automatically_derived]
    #[allow(deprecated)]
    impl __lambda_client_runtime::FunctionError for OrderError {
        const ERROR_TYPES: &'static [__lambda_client_runtime::server::ErrorType] = &[
            __lambda_client_runtime::server::ErrorType::new("Closed"),
            __lambda_client_runtime::server::ErrorType::new("CardDeclined"),
            __lambda_client_runtime::server::ErrorType::new("Limit"),
            __lambda_client_runtime::server::ErrorType::new("OutOfStock"),
            __lambda_client_runtime::server::ErrorType::new("Range"),
            __lambda_client_runtime::server::ErrorType::new("Empty"),
        ];
        fn from_error(__error: __lambda_client_runtime::Error) -> Self {
            if let ::core::option::Option::Some(__failure) = __lambda_client_runtime::Error::failure(
                &__error,
            ) {
                match __lambda_client_runtime::failure::Failure::error_type(__failure) {
                    ::core::option::Option::Some("Closed") => {
                        return Self::Closed {};
                    }
                    ::core::option::Option::Some("CardDeclined") => {
                        return Self::CardDeclined {
                            0: __lambda_client_runtime::__private::failure_message(
                                __failure,
                            ),
                        };
                    }
                    ::core::option::Option::Some("Limit") => {
                        return Self::Limit {
                            message: __lambda_client_runtime::__private::failure_message(
                                __failure,
                            ),
                        };
                    }
                    ::core::option::Option::Some("OutOfStock") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (
                                ::core::option::Option::Some(__field_0),
                                ::core::option::Option::Some(__field_1),
                            ) = (
                                (__lambda_client_runtime::__private::error_field::<String>()
                                    .read)(&__fields, "sku"),
                                (__lambda_client_runtime::__private::error_field::<u32>()
                                    .read)(&__fields, "left"),
                            ) {
                                return Self::OutOfStock {
                                    sku: __field_0,
                                    left: __field_1,
                                };
                            }
                        }
                    }
                    ::core::option::Option::Some("Range") => {
                        if let ::core::option::Option::Some(__fields) = __lambda_client_runtime::__private::FailureFields::parse(
                            __failure,
                        ) {
                            if let (
                                ::core::option::Option::Some(__field_0),
                                ::core::option::Option::Some(__field_1),
                            ) = (
                                (__lambda_client_runtime::__private::error_field::<u8>()
                                    .read)(&__fields, "0"),
                                (__lambda_client_runtime::__private::error_field::<
                                    Option<u8>,
                                >()
                                    .read)(&__fields, "1"),
                            ) {
                                return Self::Range {
                                    0: __field_0,
                                    1: __field_1,
                                };
                            }
                        }
                    }
                    ::core::option::Option::Some("Empty") => {
                        return Self::Empty {};
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
                Self::Closed {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Closed",
                        ::std::string::ToString::to_string(__text),
                    )
                }
                Self::CardDeclined { 0: __message } => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "CardDeclined",
                        ::core::clone::Clone::clone(__message),
                    )
                }
                Self::Limit { message: __message } => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Limit",
                        ::core::clone::Clone::clone(__message),
                    )
                }
                Self::OutOfStock { sku: __field_0, left: __field_1 } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<u32>()
                            .write)(
                            (__lambda_client_runtime::__private::error_field::<String>()
                                .write)(
                                __lambda_client_runtime::__private::ErrorFields::new(
                                    __text,
                                ),
                                "sku",
                                __field_0,
                            ),
                            "left",
                            __field_1,
                        ),
                        "OutOfStock",
                    )
                }
                Self::Range { 0: __field_0, 1: __field_1 } => {
                    __lambda_client_runtime::__private::ErrorFields::finish(
                        (__lambda_client_runtime::__private::error_field::<Option<u8>>()
                            .write)(
                            (__lambda_client_runtime::__private::error_field::<u8>()
                                .write)(
                                __lambda_client_runtime::__private::ErrorFields::new(
                                    __text,
                                ),
                                "0",
                                __field_0,
                            ),
                            "1",
                            __field_1,
                        ),
                        "Range",
                    )
                }
                Self::Empty {} => {
                    __lambda_client_runtime::server::ErrorDocument::new(
                        "Empty",
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
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl ::core::convert::From<__lambda_client_runtime::CallError<OrderError>>
    for OrderError {
        fn from(__error: __lambda_client_runtime::CallError<Self>) -> Self {
            __lambda_client_runtime::CallError::into_error(__error)
        }
    }
    mod when_step_functions {
        use __lambda_client_runtime::__private::ErrorName as __ErrorName;
        #[automatically_derived]
        #[allow(dead_code, deprecated, unreachable_pub)]
        impl OrderError {
            /// Names the error `Closed` in the definition of a state machine (AWS Step Functions).
            pub const CLOSED: __ErrorName<Self> = __ErrorName::new("Closed");
            /// Names the error `CardDeclined` in the definition of a state machine (AWS Step Functions).
            pub const CARD_DECLINED: __ErrorName<Self> = __ErrorName::new(
                "CardDeclined",
            );
            /// Names the error `Limit` in the definition of a state machine (AWS Step Functions).
            pub const LIMIT: __ErrorName<Self> = __ErrorName::new("Limit");
            /// Names the error `OutOfStock` in the definition of a state machine (AWS Step Functions).
            pub const OUT_OF_STOCK: __ErrorName<Self> = __ErrorName::new("OutOfStock");
            /// Names the error `Range` in the definition of a state machine (AWS Step Functions).
            pub const RANGE: __ErrorName<Self> = __ErrorName::new("Range");
            /// Names the error `Empty` in the definition of a state machine (AWS Step Functions).
            pub const EMPTY: __ErrorName<Self> = __ErrorName::new("Empty");
        }
    }
};
