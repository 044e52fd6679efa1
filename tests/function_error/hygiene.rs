//! Generated code in surroundings that shadow everything it could lean on.

use lambda_client::{FunctionError, server::ErrorDocument};

use crate::called;

/// Nothing of the prelude, and what generated code might have meant by its names.
mod hygiene {
    #![no_implicit_prelude]
    #![allow(dead_code, non_camel_case_types, clippy::all)]

    struct Option;
    struct Result;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct Vec;
    struct Box;
    struct bool;
    struct Failure;
    struct ErrorDocument;
    struct ErrorFields;
    struct FunctionError;
    mod core {}
    mod std {}
    mod serde {}

    use ::lambda_client as renamed;

    #[derive(::core::fmt::Debug, renamed::FunctionError)]
    #[function_error(crate = ::lambda_client)]
    pub(super) enum Error {
        Unit,
        Text(::std::string::String),
        #[function_error(retry)]
        Fields {
            __failure: u8,
            __error: u8,
            __text: u8,
            __fields: u8,
            __field_0: u8,
            error: u8,
            message: u8,
            this: ::core::option::Option<u8>,
        },
        #[function_error(other)]
        Other(renamed::Error),
    }

    impl ::core::fmt::Display for Error {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str("text")
        }
    }

    macro_rules! generated {
        ($name:ident, $variant:ident, $field:ident, $ty:ty, $text:ty, $wire:literal) => {
            #[derive(::core::fmt::Debug, renamed::FunctionError)]
            pub(super) enum $name {
                $variant {
                    $field: $ty,
                },
                #[function_error(type = $wire)]
                Text($text),
                #[function_error(other)]
                Other(renamed::Error),
            }

            impl ::core::fmt::Display for $name {
                fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                    f.write_str("text")
                }
            }
        };
    }

    generated!(Generated, Variant, field, u8, ::std::string::String, "wire");
}

#[tokio::test]
async fn generated_code_minds_no_names() {
    let error = hygiene::Error::Fields {
        __failure: 1,
        __error: 2,
        __text: 3,
        __fields: 4,
        __field_0: 5,
        error: 6,
        message: 7,
        this: None,
    };
    let before = format!("{error:?}");
    let after = hygiene::Error::from_error(called(error.to_document().to_bytes()).await);
    assert_eq!(format!("{after:?}"), before);

    let error = hygiene::Generated::Text("a text".to_owned());
    assert_eq!(error.to_document(), ErrorDocument::new("wire", "a text"));
    let error = hygiene::Generated::Variant { field: 1 };
    let after = hygiene::Generated::from_error(called(error.to_document().to_bytes()).await);
    assert!(matches!(after, hygiene::Generated::Variant { field: 1 }));
}
