//! The `errorType`s of variants, and what is said of them.

use quote::quote;

use super::{assert_message, messages};

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
        "Lambda.ServiceException",
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
