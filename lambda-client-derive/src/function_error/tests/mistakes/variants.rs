//! The enum, its variants and their fields.

use quote::quote;

use super::{assert_message, messages};

#[test]
fn only_enums() {
    assert_message(
        quote!(
            struct E;
        ),
        "`FunctionError` cannot be derived for a struct; write an enum with a variant for each error of the function",
    );
    assert_message(
        quote!(
            union E {
                a: u8,
            }
        ),
        "`FunctionError` cannot be derived for a union; write an enum with a variant for each error of the function",
    );
}

#[test]
fn one_variant_is_other() {
    assert_message(
        quote!(
            enum E {}
        ),
        "missing variant for errors that are not declared; add `#[function_error(other)] Other(lambda_client::Error)`",
    );
    assert_message(
        quote! {
            #[function_error(crate = crate::client)]
            enum E { A }
        },
        "missing variant for errors that are not declared; add `#[function_error(other)] Other(crate::client::Error)`",
    );
    assert_message(
        quote! {
            enum E { A, Rest(lambda_client::Error) }
        },
        "missing variant for errors that are not declared; mark `Rest` with `#[function_error(other)]`",
    );
    assert_message(
        quote! {
            enum E {
                #[function_error(other)] A(Error),
                #[function_error(other)] B(Error),
            }
        },
        "duplicate `other`: the variant `A` is already marked; remove one of the two",
    );
}

#[test]
fn other_holds_the_error_alone() {
    for fields in [
        quote!(),
        quote!(()),
        quote!({}),
        quote!((Error, u8)),
        quote!({ source: Error, at: u8 }),
    ] {
        assert_message(
            quote!(enum E { #[function_error(other)] Rest #fields }),
            "the variant marked `other` must hold the error and nothing else; write `Rest(lambda_client::Error)`",
        );
    }
}

#[test]
fn fields_are_owned() {
    assert_eq!(
        messages(quote! {
            enum E<'a> {
                A(&'static str),
                B { bytes: &'a [u8], path: &'a Path },
                #[function_error(other)]
                Other(Error),
            }
        }),
        [
            "an error cannot borrow its fields; write `String`",
            "an error cannot borrow its fields; write `Vec<u8>`",
            "an error cannot borrow its fields; write `Path`",
        ]
    );
}
