#[automatically_derived]
#[allow(deprecated)]
impl<'a, T: Clone, const N: usize> ::lambda_client::FunctionError for E<'a, T, N>
where
    T: Send,
    E<'a, T, N>: 'static,
    E<'a, T, N>: ::core::fmt::Display,
    Vec<T>: ::lambda_client::__private::ErrorField,
{
    fn from_error(__error: ::lambda_client::Error) -> Self {
        if let ::core::option::Option::Some(__failure) = ::lambda_client::Error::failure(
            &__error,
        ) {
            match ::lambda_client::failure::Failure::error_type(__failure) {
                ::core::option::Option::Some("A") => {
                    if let ::core::option::Option::Some(__fields) = ::lambda_client::__private::FailureFields::parse(
                        __failure,
                    ) {
                        if let (::core::option::Option::Some(__field_0),) = (
                            (::lambda_client::__private::error_field::<Cow<'a, str>>()
                                .read)(&__fields, "0"),
                        ) {
                            return Self::A { 0: __field_0 };
                        }
                    }
                }
                ::core::option::Option::Some("B") => {
                    if let ::core::option::Option::Some(__fields) = ::lambda_client::__private::FailureFields::parse(
                        __failure,
                    ) {
                        if let (
                            ::core::option::Option::Some(__field_0),
                            ::core::option::Option::Some(__field_1),
                        ) = (
                            (::lambda_client::__private::error_field::<Vec<T>>()
                                .read)(&__fields, "items"),
                            (::lambda_client::__private::error_field::<[u8; N]>()
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
            0: (::lambda_client::__private::other_error::<lambda_client::Error>()
                .from_error)(__error),
        }
    }
    fn to_document(&self) -> ::lambda_client::server::ErrorDocument {
        let __text = ::lambda_client::__private::error_text::<Self>(self);
        match self {
            Self::A { 0: __field_0 } => {
                ::lambda_client::__private::ErrorFields::finish(
                    (::lambda_client::__private::error_field::<Cow<'a, str>>()
                        .write)(
                        ::lambda_client::__private::ErrorFields::new(__text),
                        "0",
                        __field_0,
                    ),
                    "A",
                )
            }
            Self::B { items: __field_0, count: __field_1 } => {
                ::lambda_client::__private::ErrorFields::finish(
                    (::lambda_client::__private::error_field::<[u8; N]>()
                        .write)(
                        (::lambda_client::__private::error_field::<Vec<T>>()
                            .write)(
                            ::lambda_client::__private::ErrorFields::new(__text),
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
                (::lambda_client::__private::other_error::<lambda_client::Error>()
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
> ::core::convert::From<::lambda_client::CallError<E<'a, T, N>>> for E<'a, T, N>
where
    T: Send,
{
    fn from(__error: ::lambda_client::CallError<Self>) -> Self {
        ::lambda_client::CallError::into_error(__error)
    }
}
