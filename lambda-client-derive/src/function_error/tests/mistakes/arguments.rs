//! The arguments of the attribute.

use quote::quote;

use super::assert_message;

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
