#[automatically_derived]
#[allow(deprecated)]
impl ::renamed::client::FunctionError for r#Error {
    fn from_error(__error: ::renamed::client::Error) -> Self {
        if let ::core::option::Option::Some(__failure) = ::renamed::client::Error::failure(
            &__error,
        ) {
            match ::renamed::client::failure::Failure::error_type(__failure) {
                ::core::option::Option::Some("Match") => {
                    if let ::core::option::Option::Some(__fields) = ::renamed::client::__private::FailureFields::parse(
                        __failure,
                    ) {
                        if let (
                            ::core::option::Option::Some(__field_0),
                            ::core::option::Option::Some(__field_1),
                            ::core::option::Option::Some(__field_2),
                            ::core::option::Option::Some(__field_3),
                        ) = (
                            (::renamed::client::__private::error_field::<u8>()
                                .read)(&__fields, "type"),
                            (::renamed::client::__private::error_field::<u8>()
                                .read)(&__fields, "message"),
                            (::renamed::client::__private::error_field::<u8>()
                                .read)(&__fields, "failure"),
                            (::renamed::client::__private::error_field::<u8>()
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
            0: (::renamed::client::__private::other_error::<::renamed::client::Error>()
                .from_error)(__error),
        }
    }
    fn to_document(&self) -> ::renamed::client::server::ErrorDocument {
        let __text = ::renamed::client::__private::error_text::<Self>(self);
        match self {
            Self::r#Match {
                r#type: __field_0,
                message: __field_1,
                failure: __field_2,
                __failure: __field_3,
            } => {
                ::renamed::client::__private::ErrorFields::finish(
                    (::renamed::client::__private::error_field::<u8>()
                        .write)(
                        (::renamed::client::__private::error_field::<u8>()
                            .write)(
                            (::renamed::client::__private::error_field::<u8>()
                                .write)(
                                (::renamed::client::__private::error_field::<u8>()
                                    .write)(
                                    ::renamed::client::__private::ErrorFields::new(__text),
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
                (::renamed::client::__private::other_error::<::renamed::client::Error>()
                    .to_document)(__error)
            }
        }
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl ::core::convert::From<::renamed::client::CallError<r#Error>> for r#Error {
    fn from(__error: ::renamed::client::CallError<Self>) -> Self {
        ::renamed::client::CallError::into_error(__error)
    }
}
