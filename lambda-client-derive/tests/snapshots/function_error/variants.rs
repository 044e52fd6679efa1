#[automatically_derived]
#[allow(deprecated)]
impl ::lambda_client::FunctionError for OrderError {
    fn from_error(__error: ::lambda_client::Error) -> Self {
        if let ::core::option::Option::Some(__failure) = ::lambda_client::Error::failure(
            &__error,
        ) {
            match ::lambda_client::failure::Failure::error_type(__failure) {
                ::core::option::Option::Some("Closed") => {
                    return Self::Closed {};
                }
                ::core::option::Option::Some("CardDeclined") => {
                    return Self::CardDeclined {
                        0: ::lambda_client::__private::failure_message(__failure),
                    };
                }
                ::core::option::Option::Some("Limit") => {
                    return Self::Limit {
                        message: ::lambda_client::__private::failure_message(__failure),
                    };
                }
                ::core::option::Option::Some("OutOfStock") => {
                    if let ::core::option::Option::Some(__fields) = ::lambda_client::__private::FailureFields::parse(
                        __failure,
                    ) {
                        if let (
                            ::core::option::Option::Some(__field_0),
                            ::core::option::Option::Some(__field_1),
                        ) = (
                            (::lambda_client::__private::error_field::<String>()
                                .read)(&__fields, "sku"),
                            (::lambda_client::__private::error_field::<u32>()
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
                    if let ::core::option::Option::Some(__fields) = ::lambda_client::__private::FailureFields::parse(
                        __failure,
                    ) {
                        if let (
                            ::core::option::Option::Some(__field_0),
                            ::core::option::Option::Some(__field_1),
                        ) = (
                            (::lambda_client::__private::error_field::<u8>()
                                .read)(&__fields, "0"),
                            (::lambda_client::__private::error_field::<Option<u8>>()
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
            0: (::lambda_client::__private::other_error::<lambda_client::Error>()
                .from_error)(__error),
        }
    }
    fn to_document(&self) -> ::lambda_client::server::ErrorDocument {
        let __text = ::lambda_client::__private::error_text::<Self>(self);
        match self {
            Self::Closed {} => {
                ::lambda_client::server::ErrorDocument::new(
                    "Closed",
                    ::std::string::ToString::to_string(__text),
                )
            }
            Self::CardDeclined { 0: __message } => {
                ::lambda_client::server::ErrorDocument::new(
                    "CardDeclined",
                    ::core::clone::Clone::clone(__message),
                )
            }
            Self::Limit { message: __message } => {
                ::lambda_client::server::ErrorDocument::new(
                    "Limit",
                    ::core::clone::Clone::clone(__message),
                )
            }
            Self::OutOfStock { sku: __field_0, left: __field_1 } => {
                ::lambda_client::__private::ErrorFields::finish(
                    (::lambda_client::__private::error_field::<u32>()
                        .write)(
                        (::lambda_client::__private::error_field::<String>()
                            .write)(
                            ::lambda_client::__private::ErrorFields::new(__text),
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
                ::lambda_client::__private::ErrorFields::finish(
                    (::lambda_client::__private::error_field::<Option<u8>>()
                        .write)(
                        (::lambda_client::__private::error_field::<u8>()
                            .write)(
                            ::lambda_client::__private::ErrorFields::new(__text),
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
                ::lambda_client::server::ErrorDocument::new(
                    "Empty",
                    ::std::string::ToString::to_string(__text),
                )
            }
            Self::Other { 0: __error } => {
                (::lambda_client::__private::other_error::<lambda_client::Error>()
                    .to_document)(__error)
            }
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<::lambda_client::CallError<OrderError>> for OrderError {
    fn from(__error: ::lambda_client::CallError<Self>) -> Self {
        ::lambda_client::CallError::into_error(__error)
    }
}
