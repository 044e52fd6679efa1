//! One stored expansion for each feature of the derive.

use proc_macro2::TokenStream;
use quote::quote;

use crate::function_error::expand;
use crate::tests::assert_stored;

/// Compares the expansion with the stored one.
#[track_caller]
fn assert_snapshot(name: &str, input: TokenStream) {
    assert_stored("function_error", name, &expand(input));
}

#[test]
fn expands_every_kind_of_variant() {
    assert_snapshot(
        "variants",
        quote! {
            pub enum OrderError {
                Closed,
                CardDeclined(String),
                Limit { message: std::string::String },
                OutOfStock { sku: String, left: u32 },
                Range(u8, Option<u8>),
                Empty {},
                #[function_error(other)]
                Other(lambda_client::Error),
            }
        },
    );
}

#[test]
fn expands_types_and_retries() {
    assert_snapshot(
        "types",
        quote! {
            enum E {
                #[function_error(type = "com.acme.Busy", type = "Busy", retry)]
                Busy,
                #[function_error(type = "Slow")]
                #[function_error(retry)]
                TooSlow(String),
                Fatal(String),
                #[function_error(other)]
                Other { source: lambda_client::Error },
            }
        },
    );
}

#[test]
fn expands_names_that_need_care() {
    assert_snapshot(
        "names",
        quote! {
            #[function_error(crate = ::renamed::client)]
            enum r#Error {
                r#Match { r#type: u8, message: u8, failure: u8, __failure: u8 },
                #[function_error(other)]
                r#Other(::renamed::client::Error),
            }
        },
    );
}

#[test]
fn expands_constants() {
    assert_snapshot(
        "constants",
        quote! {
            enum E<'a, T: Clone> {
                /// Its name is that of its constant.
                CLOSED,
                Full,
                #[function_error(constant = FULL)]
                Crowded(Cow<'a, str>),
                HTTPError(Vec<T>),
                HttpError,
                #[function_error(type = "Runtime.ExitError", type = "Gone", retry)]
                Exited,
                #[function_error(other)]
                Other(lambda_client::Error),
            }
        },
    );
}

#[test]
fn expands_generics() {
    assert_snapshot(
        "generics",
        quote! {
            enum E<'a, T: Clone, const N: usize> where T: Send {
                A(Cow<'a, str>),
                B { items: Vec<T>, count: [u8; N] },
                #[function_error(other)]
                Other(lambda_client::Error),
            }
        },
    );
}

#[test]
fn an_enum_without_text_does_not_ask_for_display() {
    let output = expand(quote! {
        enum E { A(String), #[function_error(other)] Other(lambda_client::Error) }
    });
    assert!(!output.to_string().contains("error_text"), "{output}");
}

#[test]
fn a_mistake_keeps_the_implementation() {
    assert_snapshot(
        "mistake",
        quote! {
            enum E<'a, T> { A(Cow<'a, T>) }
        },
    );
}
