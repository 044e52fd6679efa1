//! What the derive writes, and what it says about mistakes.

use proc_macro2::TokenStream;
use quote::quote;

use crate::tests::assert_stored;

/// The messages of the `compile_error!`s in the output, in their order.
fn messages(input: TokenStream) -> Vec<String> {
    crate::tests::messages(&super::expand(input))
}

/// The one message about the input.
#[track_caller]
fn assert_message(input: TokenStream, expected: &str) {
    assert_eq!(messages(input), [expected]);
}

/// Compares the expansion with the stored one.
#[track_caller]
fn assert_snapshot(name: &str, input: TokenStream) {
    assert_stored("function_error", name, &super::expand(input));
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
    let output = super::expand(quote! {
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
        "`E` needs a variant for the errors that the function did not declare; add `#[function_error(other)] Other(lambda_client::Error)`",
    );
    assert_message(
        quote! {
            #[function_error(crate = crate::client)]
            enum E { A }
        },
        "`E` needs a variant for the errors that the function did not declare; add `#[function_error(other)] Other(crate::client::Error)`",
    );
    assert_message(
        quote! {
            enum E { A, Rest(lambda_client::Error) }
        },
        "`E` needs a variant for the errors that the function did not declare; mark `Rest` with `#[function_error(other)]`",
    );
    assert_message(
        quote! {
            enum E {
                #[function_error(other)] A(Error),
                #[function_error(other)] B(Error),
            }
        },
        "only one variant can be `other`, and `A` is already; remove one of them",
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
            "the variant marked `other` holds the error and nothing else; write `Rest(lambda_client::Error)`",
        );
    }
}

#[test]
fn other_has_no_type_and_no_retry() {
    assert_eq!(
        messages(quote! {
            enum E { #[function_error(other, type = "A", type = "B", retry)] Other(Error) }
        }),
        [
            "`other` stands for every type that no variant names; remove `type`",
            "`other` holds what the function did not declare, so it cannot ask for a retry; remove `retry`",
        ]
    );
}

#[test]
fn a_type_stands_for_one_variant() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    assert_message(
        quote!(enum E { A, #[function_error(type = "A")] B, #other }),
        "the error type `A` is that of the variant `A` already; give each variant its own by `#[function_error(type = \"..\")]`",
    );
    assert_message(
        quote!(enum E { #[function_error(type = "X", type = "B")] A, B, #other }),
        "the error type `B` is that of the variant `A` already; give each variant its own by `#[function_error(type = \"..\")]`",
    );
    assert_message(
        quote!(enum E { #[function_error(type = "X", type = "X")] A, #other }),
        "the error type `X` is given twice; keep one of them",
    );
    // The name of the variant is free once it has another type, and `other` takes none.
    let free = quote!(enum E {
        #[function_error(type = "B")] A,
        #[function_error(type = "A")] B,
        #[function_error(type = "Other")] C,
        #other
    });
    assert_eq!(messages(free), [""; 0]);
}

#[test]
fn a_type_is_a_text_of_the_function() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    assert_message(
        quote!(enum E { #[function_error(type = "")] A, #other }),
        "the error type is empty; write what the function puts into `errorType`, or leave `type` out for `A`",
    );
    assert_message(
        quote!(enum E { #[function_error(type = "lambda_client.Downstream")] A, #other }),
        "error types that begin with `lambda_client.` are made by the library itself; choose another",
    );
    for argument in [
        quote!(type),
        quote!(type =),
        quote!(type = A),
        quote!(type = 7),
        quote!(type = "A" "B"),
        quote!(type = b"A"),
        quote!(type(A, B)),
    ] {
        assert_message(
            quote!(enum E { #[function_error(#argument)] A, #other }),
            "`type` needs a string, as in `type = \"OutOfStock\"`",
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
            "an error owns its fields; write `String`",
            "an error owns its fields; write `Vec<u8>`",
            "an error owns its fields; write `Path`",
        ]
    );
}

#[test]
fn arguments_have_their_names_and_places() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    let cases = [
        (
            quote!(enum E { #[function_error(retri)] A, #other }),
            "`retri` is no argument of `#[function_error]` on a variant; did you mean `retry`? Known are `type`, `retry`, `other`",
        ),
        (
            quote!(enum E { #[function_error(colour = "red")] A, #other }),
            "`colour` is no argument of `#[function_error]` on a variant; known are `type`, `retry`, `other`",
        ),
        (
            quote!(#[function_error(crete = ::x)] enum E { #other }),
            "`crete` is no argument of `#[function_error]` on the enum; did you mean `crate`? Known are `crate`",
        ),
        (
            quote!(#[function_error(retry)] enum E { #other }),
            "`retry` goes on a variant, not on the enum",
        ),
        (
            quote!(enum E { #[function_error(crate = ::x)] A, #other }),
            "`crate` goes on the enum, not on a variant",
        ),
        (
            quote!(enum E { A(#[function_error(type = "A")] u8), #other }),
            "`#[function_error(..)]` belongs on a variant, not on a field of it",
        ),
        (
            quote!(enum E { #[function_error(retry, retry)] A, #other }),
            "`retry` is given twice; keep one of them",
        ),
        (
            quote!(enum E { #[function_error(retry = true)] A, #other }),
            "`retry` takes no value; write `retry` alone",
        ),
        (
            quote!(
                enum E {
                    #[function_error(other())]
                    Other(Error),
                }
            ),
            "`other` takes no value; write `other` alone",
        ),
        // One slip, one message: the variant is not missing.
        (
            quote!(
                enum E {
                    #[function_error(othr)]
                    Other(Error),
                }
            ),
            "`othr` is no argument of `#[function_error]` on a variant; did you mean `other`? Known are `type`, `retry`, `other`",
        ),
        (
            quote!(
                enum E {
                    #[function_error]
                    Other(Error),
                }
            ),
            "write the arguments in parentheses, as in `#[function_error(other)]`",
        ),
        (
            quote!(
                enum E {
                    #[function_error = "other"]
                    Other(Error),
                }
            ),
            "write the arguments in parentheses, as in `#[function_error(other)]`",
        ),
        (
            quote!(
                enum E {
                    #[function_error(other retry)]
                    Other(Error),
                }
            ),
            "there is no `,` between this argument and the one before it; write one",
        ),
    ];
    for (input, expected) in cases {
        assert_message(input, expected);
    }
}

#[test]
fn the_path_of_the_crate_is_absolute() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    for argument in [
        quote!(crate),
        quote!(crate = "lambda_client"),
        quote!(crate = 7),
        quote!(crate = ::a b),
    ] {
        assert_message(
            quote!(#[function_error(#argument)] enum E { #other }),
            "`crate` needs the path of the crate, as in `crate = ::lambda_client`",
        );
    }
    assert_message(
        quote!(#[function_error(crate = renamed::client)] enum E { #other }),
        "the path of the crate must be absolute; write `crate = ::renamed::client`",
    );
    assert_message(
        quote!(#[function_error(crate = ::a, crate = ::b)] enum E { #other }),
        "`crate` is given twice; keep one of them",
    );
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
            "`retri` is no argument of `#[function_error]` on a variant; did you mean `retry`? Known are `type`, `retry`, `other`",
            "the error type is empty; write what the function puts into `errorType`, or leave `type` out for `A`",
            "an error owns its fields; write `String`",
            "the error type `C` is that of the variant `B` already; give each variant its own by `#[function_error(type = \"..\")]`",
            "`E` needs a variant for the errors that the function did not declare; add `#[function_error(other)] Other(lambda_client::Error)`",
        ]
    );
}
