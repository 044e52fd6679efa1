//! What the derive refuses, rule by rule.

mod arguments;
mod types;
mod variants;

use proc_macro2::TokenStream;
use quote::quote;

use crate::function_error::expand;

/// Returns the messages of the `compile_error!`s in the output, in order.
fn messages(input: TokenStream) -> Vec<String> {
    crate::tests::messages(&expand(input))
}

/// Asserts that the input causes this message and no other.
#[track_caller]
fn assert_message(input: TokenStream, expected: &str) {
    assert_eq!(messages(input), [expected]);
}

#[test]
fn reports_everything_at_once() {
    assert_eq!(
        messages(quote! {
            enum E {
                #[function_error(retri, type = "")]
                A(&'static str),
                #[function_error(type = "C")]
                B,
                C,
            }
        }),
        [
            "unknown argument `retri` in `#[function_error]` on a variant; did you mean `retry`?",
            "empty `type`; write the `errorType` that the function sends, or remove `type` to use `A`",
            "an error cannot borrow its fields; write `String`",
            "the error type `C` is already used by the variant `B`; choose another with `#[function_error(type = \"..\")]`",
            "missing variant for errors that are not declared; add `#[function_error(other)] Other(lambda_client::Error)`",
        ]
    );
}
