//! What the derive refuses, rule by rule.

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
fn other_has_no_type_and_no_retry() {
    assert_eq!(
        messages(quote! {
            enum E { #[function_error(other, type = "A", type = "B", retry)] Other(Error) }
        }),
        [
            "`other` cannot have a `type`: it stands for every type that is not declared; remove `type`",
            "`other` cannot ask for a `retry`: it holds errors that are not declared; remove `retry`",
        ]
    );
}

#[test]
fn the_platform_does_not_ask_for_a_retry() {
    for name in [
        "Runtime.ExitError",
        "Sandbox.Timedout",
        "Function.ResponseSizeTooLarge",
        "Extension.Crash",
        "Runtime<X>",
        "Init<LoadError>",
        "lambda_client.Downstream",
    ] {
        let expected = format!(
            "`retry` has no effect on `{name}`, an error of the platform: only the function itself can ask for a retry; remove \
             `retry`"
        );
        assert_message(
            quote! {
                enum E {
                    #[function_error(type = #name, retry)]
                    Failed,
                    #[function_error(other)]
                    Other(Error),
                }
            },
            &expected,
        );
    }
    // One of the types is the function's own.
    let accepted = quote! {
        enum E {
            #[function_error(type = "Sandbox.Timedout", type = "Late", retry)]
            Late,
            #[function_error(type = "Runtimes", retry)]
            Runtimes,
            #[function_error(other)]
            Other(Error),
        }
    };
    assert_eq!(messages(accepted), [""; 0]);
}

#[test]
fn a_type_stands_for_one_variant() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    assert_message(
        quote!(enum E { A, #[function_error(type = "A")] B, #other }),
        "the error type `A` is already used by the variant `A`; choose another with `#[function_error(type = \"..\")]`",
    );
    assert_message(
        quote!(enum E { #[function_error(type = "X", type = "B")] A, B, #other }),
        "the error type `B` is already used by the variant `A`; choose another with `#[function_error(type = \"..\")]`",
    );
    assert_message(
        quote!(enum E { #[function_error(type = "X", type = "X")] A, #other }),
        "duplicate error type `X`; remove one of the two",
    );
    // The types of the platform can be decoded like any other.
    let platform = quote!(enum E {
        #[function_error(type = "Sandbox.Timedout")] A,
        #[function_error(type = "lambda_client.Downstream")] B,
        #other
    });
    assert_eq!(messages(platform), [""; 0]);
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
        "empty `type`; write the `errorType` that the function sends, or remove `type` to use `A`",
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
            "expected a string for `type`; write `type = \"OutOfStock\"`",
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

#[test]
fn arguments_have_their_names_and_places() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    let cases = [
        (
            quote!(enum E { #[function_error(retri)] A, #other }),
            "unknown argument `retri` in `#[function_error]` on a variant; did you mean `retry`?",
        ),
        (
            quote!(enum E { #[function_error(color = "red")] A, #other }),
            "unknown argument `color` in `#[function_error]` on a variant; expected one of `type`, `retry`, `constant`, `other`",
        ),
        (
            quote!(#[function_error(crete = ::x)] enum E { #other }),
            "unknown argument `crete` in `#[function_error]` on the enum; did you mean `crate`?",
        ),
        (
            quote!(#[function_error(retry)] enum E { #other }),
            "`retry` is not allowed on the enum; move it to a variant",
        ),
        (
            quote!(enum E { #[function_error(crate = ::x)] A, #other }),
            "`crate` is not allowed on a variant; move it to the enum",
        ),
        (
            quote!(enum E { A(#[function_error(type = "A")] u8), #other }),
            "`#[function_error(..)]` is not allowed on a field; move it to the variant",
        ),
        (
            quote!(enum E { #[function_error(retry, retry)] A, #other }),
            "duplicate argument `retry`; remove one of them",
        ),
        (
            quote!(enum E { #[function_error(retry = true)] A, #other }),
            "`retry` does not take a value; write `retry`",
        ),
        (
            quote!(
                enum E {
                    #[function_error(other())]
                    Other(Error),
                }
            ),
            "`other` does not take a value; write `other`",
        ),
        // One slip, one message: the variant is not missing.
        (
            quote!(
                enum E {
                    #[function_error(othr)]
                    Other(Error),
                }
            ),
            "unknown argument `othr` in `#[function_error]` on a variant; did you mean `other`?",
        ),
        (
            quote!(
                enum E {
                    #[function_error]
                    Other(Error),
                }
            ),
            "expected the arguments in parentheses; write `#[function_error(other)]`",
        ),
        (
            quote!(
                enum E {
                    #[function_error = "other"]
                    Other(Error),
                }
            ),
            "expected the arguments in parentheses; write `#[function_error(other)]`",
        ),
        (
            quote!(enum E { #[function_error(retry type = "B")] A, #other }),
            "missing `,` before `type`; add it",
        ),
        (
            quote!(enum E { #[function_error(type = "B" retry)] A, #other }),
            "missing `,` before `retry`; add it",
        ),
        // What was meant is known, so that nothing else seems to be missing.
        (
            quote!(
                enum E {
                    #[function_error(other: true)]
                    Other(Error),
                }
            ),
            "expected `=` after `other`, found `:`; write `other = true`",
        ),
        (
            quote!(
                enum E {
                    #[function_error(fallback)]
                    Other(Error),
                }
            ),
            "unknown argument `fallback` in `#[function_error]` on a variant; write `other`",
        ),
        (
            quote!(enum E { #[function_error(retryable = true)] A, #other }),
            "unknown argument `retryable` in `#[function_error]` on a variant; write `retry`",
        ),
        (
            quote!(#[function_error(krate = 7)] enum E { #other }),
            "unknown argument `krate` in `#[function_error]` on the enum; write `crate = ::lambda_client`",
        ),
        (
            quote!(enum E { #[function_error()] A, #other }),
            "empty `#[function_error]`; write arguments, such as `#[function_error(other)]`, or remove the attribute",
        ),
    ];
    for (input, expected) in cases {
        assert_message(input, expected);
    }
}

#[test]
fn names_of_step_functions_are_reserved() {
    let enum_of = |literal: &str| {
        quote! {
            enum E {
                #[function_error(type = "Slow", type = #literal)]
                Slow,
                #[function_error(other)]
                Other(Error),
            }
        }
    };
    for name in ["States.Timeout", "States.Slow", "States."] {
        let message = format!(
            "`{name}` cannot be the type of a function's error: Step Functions reserves names that begin with `States.`, so that no state \
             machine could catch the error by its name; choose another name"
        );
        assert_message(enum_of(name), &message);
    }
    for name in [
        "States",
        "StatesTimeout",
        "com.acme.States.Timeout",
        "states.Timeout",
    ] {
        assert!(messages(enum_of(name)).is_empty(), "{name}");
    }
}

#[test]
fn constants_have_names_of_their_own() {
    let other = quote!(
        #[function_error(other)]
        Other(Error)
    );
    let cases = [
        (
            quote!(enum E { #[function_error(constant = "A")] A, #other }),
            "expected a name for `constant`; write `constant = OUT_OF_STOCK`",
        ),
        (
            quote!(enum E { #[function_error(constant)] A, #other }),
            "expected a name for `constant`; write `constant = OUT_OF_STOCK`",
        ),
        (
            quote!(enum E { #[function_error(constant = X, constant = Y)] A, #other }),
            "duplicate argument `constant`; remove one of them",
        ),
        (
            quote!(enum E { #[function_error(constant = X)] A, #[function_error(constant = X)] B, #other }),
            "the name `X` is already used by the variant `A`; choose another name for the constant",
        ),
        (
            quote!(enum E { A, #[function_error(constant = A)] B, #other }),
            "the name `A` is already used by the variant `A`; choose another name for the constant",
        ),
        (
            quote!(
                enum E {
                    #[function_error(other, constant = X)]
                    Other(Error),
                }
            ),
            "`other` cannot have a `constant`: it holds errors that are not declared; remove `constant`",
        ),
        (
            quote!(enum E { #[function_error(const_name = X)] A, #other }),
            "unknown argument `const_name` in `#[function_error]` on a variant; write `constant = OUT_OF_STOCK`",
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
            "expected a path for `crate`; write `crate = ::lambda_client`",
        );
    }
    assert_message(
        quote!(#[function_error(crate = renamed::client)] enum E { #other }),
        "expected an absolute path for `crate`; write `crate = ::renamed::client`",
    );
    assert_message(
        quote!(#[function_error(crate = ::a, crate = ::b)] enum E { #other }),
        "duplicate argument `crate`; remove one of them",
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
            "unknown argument `retri` in `#[function_error]` on a variant; did you mean `retry`?",
            "empty `type`; write the `errorType` that the function sends, or remove `type` to use `A`",
            "an error cannot borrow its fields; write `String`",
            "the error type `C` is already used by the variant `B`; choose another with `#[function_error(type = \"..\")]`",
            "missing variant for errors that are not declared; add `#[function_error(other)] Other(lambda_client::Error)`",
        ]
    );
}
