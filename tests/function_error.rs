//! `derive(FunctionError)`: what a function writes, its callers read.

use std::collections::HashMap;

use bytes::Bytes;
use lambda_client::{
    DidRun, Error, FunctionError, Lambda, failure::Failure, server::ErrorDocument,
    test_util::ScriptedTransport, transport::InvokeResponse,
};
use serde::{Deserialize, Serialize};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("the shop is closed")]
    Closed,
    #[error("nothing in the cart")]
    Empty {},
    #[error("the card was declined: {0}")]
    #[function_error(type = "com.acme.CardDeclined", type = "CardDeclinedException")]
    CardDeclined(String),
    #[error("limit: {message}")]
    Limit { message: String },
    #[error("{sku} is out of stock")]
    OutOfStock {
        sku: String,
        left: Option<u32>,
        near: Vec<Place>,
    },
    #[error("{0} is not in {1:?}")]
    Range(u128, (f64, f64)),
    #[error("code {code}")]
    Rejected { code: u8, message: Vec<String> },
    #[error("row {}", r#type)]
    r#Row { r#type: u8 },
    #[error("busy")]
    #[function_error(retry, type = "Busy", type = "com.acme.Busy")]
    IsBusy,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Place {
    name: String,
}

/// What a caller gets from a function that answers with these bytes.
async fn called(raw: impl Into<Bytes>) -> Error {
    let response = InvokeResponse::new(200, raw.into()).with_function_error("Unhandled");
    let lambda = Lambda::new(ScriptedTransport::always(response));
    let answer: Result<serde_json::Value, Error> = lambda.call("orders").json(&()).await;
    answer.expect_err("the function fails")
}

async fn received(document: &ErrorDocument) -> OrderError {
    OrderError::from_error(called(document.to_bytes()).await)
}

/// Out of a function and into its caller.
async fn sent(error: OrderError) -> OrderError {
    received(&error.to_document()).await
}

#[tokio::test]
async fn every_variant_makes_the_round_trip() {
    let errors = [
        OrderError::Closed,
        OrderError::Empty {},
        OrderError::CardDeclined("größe \"1\"\n\u{0}".to_owned()),
        OrderError::CardDeclined(String::new()),
        OrderError::Limit {
            message: r#"{"message":"json in a text"}"#.to_owned(),
        },
        OrderError::OutOfStock {
            sku: "A-1".to_owned(),
            left: Some(0),
            near: vec![Place {
                name: "Bern".to_owned(),
            }],
        },
        OrderError::OutOfStock {
            sku: String::new(),
            left: None,
            near: Vec::new(),
        },
        OrderError::Range(u128::MAX, (0.1, -0.0)),
        OrderError::Rejected {
            code: 7,
            message: vec!["two".to_owned(), "parts".to_owned()],
        },
        OrderError::Row { r#type: 3 },
        OrderError::IsBusy,
    ];
    for error in errors {
        let before = format!("{error:?}");
        assert_eq!(format!("{:?}", sent(error).await), before);
    }
}

#[test]
fn the_documents_are_those_of_any_runtime() {
    let cases = [
        (
            OrderError::Closed,
            r#"{"errorType":"Closed","errorMessage":"the shop is closed"}"#,
        ),
        (
            OrderError::CardDeclined("expired".to_owned()),
            r#"{"errorType":"com.acme.CardDeclined","errorMessage":"expired"}"#,
        ),
        (
            OrderError::Limit {
                message: "ten a day".to_owned(),
            },
            r#"{"errorType":"Limit","errorMessage":"ten a day"}"#,
        ),
        (
            OrderError::OutOfStock {
                sku: "A-1".to_owned(),
                left: None,
                near: Vec::new(),
            },
            r#"{"errorType":"OutOfStock","errorMessage":"{\"sku\":\"A-1\",\"left\":null,\"near\":[],\"message\":\"A-1 is out of stock\"}"}"#,
        ),
        (
            OrderError::Range(1, (2.0, 3.0)),
            r#"{"errorType":"Range","errorMessage":"{\"0\":1,\"1\":[2.0,3.0],\"message\":\"1 is not in (2.0, 3.0)\"}"}"#,
        ),
        (
            OrderError::Rejected {
                code: 7,
                message: Vec::new(),
            },
            r#"{"errorType":"Rejected","errorMessage":"{\"code\":7,\"message\":[]}"}"#,
        ),
        (
            OrderError::Row { r#type: 3 },
            r#"{"errorType":"Row","errorMessage":"{\"type\":3,\"message\":\"row 3\"}"}"#,
        ),
        (
            OrderError::IsBusy,
            r#"{"errorType":"Busy","errorMessage":"busy"}"#,
        ),
    ];
    for (error, expected) in cases {
        assert_eq!(error.to_document().to_bytes(), expected);
    }
}

#[tokio::test]
async fn every_declared_type_is_read() {
    for error_type in ["com.acme.CardDeclined", "CardDeclinedException"] {
        let document = ErrorDocument::new(error_type, "expired");
        let error = received(&document).await;
        assert!(
            matches!(&error, OrderError::CardDeclined(message) if message == "expired"),
            "{error:?}"
        );
    }
    // The variant's own name is no type any more once it has others.
    let error = received(&ErrorDocument::new("CardDeclined", "expired")).await;
    assert!(matches!(error, OrderError::Other(_)), "{error:?}");
}

#[tokio::test]
async fn what_a_function_in_another_language_writes_is_read() {
    let document = r#"{"errorMessage": "{\"sku\": \"A-1\", \"near\": [], \"extra\": {}}",
        "errorType": "OutOfStock", "requestId": "", "stackTrace": ["  File \"/var/task/app.py\""]}"#;
    let error = OrderError::from_error(called(document).await);
    let OrderError::OutOfStock { sku, left, near } = error else {
        panic!("{error:?}");
    };
    assert_eq!((sku.as_str(), left, near), ("A-1", None, Vec::new()));

    let error = OrderError::from_error(called(r#"{"errorType":"com.acme.CardDeclined"}"#).await);
    assert!(
        matches!(&error, OrderError::CardDeclined(message) if message.is_empty()),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_misfit_goes_to_other_with_its_bytes() {
    let documents: &[&[u8]] = &[
        // The fields do not fit.
        br#"{"errorType":"OutOfStock","errorMessage":"A-1 is out of stock"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":"{\"sku\":1,\"left\":0,\"near\":[]}"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":"{\"sku\":\"A-1\"}"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":"[\"A-1\",null,[]]"}"#,
        br#"{"errorType":"OutOfStock","errorMessage":null}"#,
        br#"{"errorType":"OutOfStock"}"#,
        br#"{"errorType":"Row","errorMessage":"{\"type\":256}"}"#,
        // Not declared.
        br#"{"errorType":"outofstock","errorMessage":"A-1"}"#,
        br#"{"errorType":"Other","errorMessage":"named like the variant"}"#,
        br#"{"errorType":"","errorMessage":""}"#,
        br#"{"errorMessage":"no type"}"#,
        br#"{"errorType":"lambda_client.Downstream","errorMessage":"x","cause":{"errorType":"Closed","errorMessage":"y"}}"#,
        // No document.
        b"",
        b"null",
        b"\xff\xfe",
        b"{\"errorType\":",
    ];
    for raw in documents {
        let error = OrderError::from_error(called(Bytes::from_static(raw)).await);
        let OrderError::Other(error) = error else {
            panic!("{error:?} of {}", String::from_utf8_lossy(raw));
        };
        assert_eq!(error.raw().map(Bytes::as_ref), Some(*raw), "{error:?}");
        assert!(error.failure().is_some(), "{error:?}");
    }
}

#[tokio::test]
async fn an_error_of_the_platform_goes_to_other() {
    let document = ErrorDocument::new(
        "Sandbox.Timedout",
        "RequestId: 8e1b Error: Task timed out after 3.00 seconds",
    );
    let OrderError::Other(error) = received(&document).await else {
        panic!("declared by nobody");
    };
    assert!(error.is_timeout());
    assert_eq!(error.did_run(), DidRun::Yes);
}

#[tokio::test]
async fn an_error_from_further_down_keeps_its_name_out_of_this_function() {
    // A function that our handler calls fails with a type that our own callers know.
    let downstream = called(ErrorDocument::new("Closed", "another shop").to_bytes()).await;
    let handler = || -> Result<(), OrderError> { Err(downstream)? };
    let error = handler().expect_err("it fails");

    let document = error.to_document();
    assert_eq!(document.error_type(), "lambda_client.Downstream");
    assert_eq!(
        document.cause().map(ErrorDocument::error_type),
        Some("Closed")
    );
    let error = received(&document).await;
    assert!(
        matches!(&error, OrderError::Other(error) if error.code() == Some("lambda_client.Downstream")),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_busy_function_further_down_asks_nobody_for_a_retry() {
    let busy = called(ErrorDocument::new("Busy", "not me").to_bytes()).await;
    let document = OrderError::Other(busy).to_document();
    assert!(!OrderError::asks_for_retry(&Failure::decode(
        document.to_bytes()
    )));
}

#[tokio::test]
async fn an_error_made_by_the_handler_keeps_its_type() {
    let error = OrderError::from(Error::function("Closed", "on Sundays"));
    assert!(matches!(error, OrderError::Other(_)));
    assert_eq!(
        error.to_document(),
        ErrorDocument::new("Closed", "on Sundays")
    );
    assert!(matches!(sent(error).await, OrderError::Closed));
}

#[test]
fn only_the_variants_marked_so_ask_for_a_retry() {
    let asks = |error_type: &str| {
        let document = ErrorDocument::new(error_type, "");
        OrderError::asks_for_retry(&Failure::decode(document.to_bytes()))
    };
    assert!(asks("Busy"));
    assert!(asks("com.acme.Busy"));
    for error_type in ["IsBusy", "Closed", "busy", "", "Other", "Sandbox.Timedout"] {
        assert!(!asks(error_type), "{error_type}");
    }
    assert!(!OrderError::asks_for_retry(&Failure::decode(Bytes::new())));
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum Unserialisable {
    #[error("broken")]
    Broken {
        #[allow(dead_code, reason = "never read back")]
        keys: HashMap<String, Unkeyed>,
    },
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

#[derive(Debug, Deserialize)]
struct Unkeyed;

impl Serialize for Unkeyed {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(serde::ser::Error::custom("not today"))
    }
}

#[tokio::test]
async fn an_error_that_cannot_be_serialised_is_not_lost() {
    let error = Unserialisable::Broken {
        keys: HashMap::from([("a".to_owned(), Unkeyed)]),
    };
    let document = error.to_document();
    assert_eq!(document, ErrorDocument::new("Broken", "broken"));
    let error = Unserialisable::from_error(called(document.to_bytes()).await);
    assert!(
        matches!(&error, Unserialisable::Other(error) if error.code() == Some("Broken")),
        "{error:?}"
    );
}

/// An error of any payload, borrowed or not.
#[derive(Debug, FunctionError)]
enum Generic<'a, T: Clone, const N: usize>
where
    T: std::fmt::Debug,
{
    Text(std::borrow::Cow<'a, str>),
    Items {
        items: Vec<T>,
        first: [Option<T>; N],
    },
    #[function_error(other)]
    Other {
        source: Error,
    },
}

impl<T: Clone + std::fmt::Debug, const N: usize> std::fmt::Display for Generic<'_, T, N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Generic::Text(text) => f.write_str(text),
            Generic::Items { items, first } => write!(f, "{} {}", items.len(), first.len()),
            Generic::Other { source } => source.fmt(f),
        }
    }
}

#[test]
fn enums_may_be_generic() {
    // Tuples of at most 32 elements have serde's traits, arrays of a parameter's length have not.
    fn asks_for_an_error<E: FunctionError>() {}
    asks_for_an_error::<Generic<'static, u8, 2>>();
}

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
