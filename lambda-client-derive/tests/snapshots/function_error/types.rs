#[automatically_derived]
#[allow(deprecated)]
impl ::lambda_client::FunctionError for E {
    fn from_error(__error: ::lambda_client::Error) -> Self {
        if let ::core::option::Option::Some(__failure) = ::lambda_client::Error::failure(
            &__error,
        ) {
            match ::lambda_client::failure::Failure::error_type(__failure) {
                ::core::option::Option::Some("com.acme.Busy" | "Busy") => {
                    return Self::Busy {};
                }
                ::core::option::Option::Some("Slow") => {
                    return Self::TooSlow {
                        0: ::lambda_client::__private::failure_message(__failure),
                    };
                }
                ::core::option::Option::Some("Fatal") => {
                    return Self::Fatal {
                        0: ::lambda_client::__private::failure_message(__failure),
                    };
                }
                _ => {}
            }
        }
        Self::Other {
            source: (::lambda_client::__private::other_error::<lambda_client::Error>()
                .from_error)(__error),
        }
    }
    fn to_document(&self) -> ::lambda_client::server::ErrorDocument {
        let __text = ::lambda_client::__private::error_text::<Self>(self);
        match self {
            Self::Busy {} => {
                ::lambda_client::server::ErrorDocument::new(
                    "com.acme.Busy",
                    ::std::string::ToString::to_string(__text),
                )
            }
            Self::TooSlow { 0: __message } => {
                ::lambda_client::server::ErrorDocument::new(
                    "Slow",
                    ::core::clone::Clone::clone(__message),
                )
            }
            Self::Fatal { 0: __message } => {
                ::lambda_client::server::ErrorDocument::new(
                    "Fatal",
                    ::core::clone::Clone::clone(__message),
                )
            }
            Self::Other { source: __error } => {
                (::lambda_client::__private::other_error::<lambda_client::Error>()
                    .to_document)(__error)
            }
        }
    }
    fn is_retryable(
        __failure: &::lambda_client::failure::Failure,
    ) -> ::core::primitive::bool {
        ::core::matches!(
            ::lambda_client::failure::Failure::error_type(__failure),
            ::core::option::Option::Some("com.acme.Busy" | "Busy" | "Slow")
        )
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<::lambda_client::CallError<E>> for E {
    fn from(__error: ::lambda_client::CallError<Self>) -> Self {
        ::lambda_client::CallError::into_error(__error)
    }
}
