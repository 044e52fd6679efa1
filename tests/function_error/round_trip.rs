//! What a function writes, and that its callers read the same back.

use std::collections::HashMap;

use lambda_client::{Error, FunctionError, server::ErrorDocument};
use serde::{Deserialize, Serialize};

use crate::{OrderError, Place, called, sent};

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

#[derive(Debug, thiserror::Error, FunctionError)]
enum Unserializable {
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
async fn an_error_that_cannot_be_serialized_is_not_lost() {
    let error = Unserializable::Broken {
        keys: HashMap::from([("a".to_owned(), Unkeyed)]),
    };
    let document = error.to_document();
    assert_eq!(document, ErrorDocument::new("Broken", "broken"));
    let error = Unserializable::from_error(called(document.to_bytes()).await);
    assert!(
        matches!(&error, Unserializable::Other(error) if error.code() == Some("Broken")),
        "{error:?}"
    );
}
