//! Errors of a user's own `Serialize` and `Deserialize` implementations, which may quote the value.

use std::error::Error as StdError;

use lambda_client::{Error, ErrorKind, lambda_fn};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use crate::server::{LambdaResponse, Server};

const SECRET: &str = "card-4111222233334444";

/// A card number that quotes itself in its errors.
#[derive(Clone, Debug)]
struct Card(String);

impl Serialize for Card {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(ser::Error::custom(format_args!("{} is not valid", self.0)))
    }
}

impl<'de> Deserialize<'de> for Card {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Err(de::Error::custom(String::deserialize(deserializer)?))
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Payment {
    cents: u32,
    card: Card,
}

#[lambda_fn(name = "{method}")]
trait Payments {
    async fn whole(&self, payment: Payment) -> Result<u32, Error>;
    async fn parts(&self, cents: u32, card: Card) -> Result<u32, Error>;
    async fn spread(&self, #[serde(flatten)] payment: Payment, retries: u32) -> Result<u32, Error>;
    async fn read(&self) -> Result<Payment, Error>;
}

/// Everything that can be printed of an error.
fn everything(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(cause) = next {
        text += &format!(" {cause} {cause:?} {cause:#?}");
        next = cause.source();
    }
    text
}

fn payment() -> Payment {
    Payment {
        cents: 998,
        card: Card(SECRET.into()),
    }
}

#[tokio::test]
async fn an_argument_that_refuses_to_be_serialized() {
    let server = Server::start([]).await;
    let lambda = server.lambda().build();
    let payments = PaymentsClient::new(&lambda);
    let left_out = "a `Serialize` implementation returned an error; its text is left out because it may quote the value";
    let of_payment = format!("{left_out} (at byte 20 of the JSON of `e2e::custom_serde::Payment`)");
    let of_card = format!("{left_out} (at byte 0 of the JSON of `e2e::custom_serde::Card`)");
    for (error, expected) in [
        (payments.whole(payment()).await, of_payment.clone()),
        (
            payments.parts(998, payment().card).await,
            format!("argument `card`: {of_card}"),
        ),
        (
            payments.spread(payment(), 1).await,
            format!("{left_out} (at byte 20 of the argument's JSON)"),
        ),
        (lambda.call("f").json(&payment()).await, of_payment),
    ] {
        let error = error.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode);
        assert_eq!(
            error.to_string(),
            format!("cannot serialize the arguments: {expected}")
        );
        let text = everything(&error);
        assert!(!text.contains("4111"), "{text}");
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_client_context_that_refuses_to_be_serialized() {
    let server = Server::start([]).await;
    let call = server.lambda().build().call("f").json::<u32>(&1);
    let error = call.client_context(&payment()).await.unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with("cannot serialize the client context: a `Serialize` implementation"),
        "{said}"
    );
    let text = everything(&error);
    assert!(!text.contains("4111"), "{text}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn a_result_that_refuses_to_be_deserialized() {
    let response = format!(r#"{{"cents":998,"card":"{SECRET}"}}"#);
    let server = Server::start([LambdaResponse::ok(response)]).await;
    let payments = PaymentsClient::new(&server.lambda().build());
    let error = payments.read().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let cause = error.source().map(ToString::to_string);
    assert_eq!(
        cause.as_deref(),
        Some("card: the type rejects a value at line 1 column 44")
    );
    let text = everything(&error);
    assert!(!text.contains("4111"), "{text}");
}
