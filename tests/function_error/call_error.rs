//! `?` behind `.send().await`, in a function that returns the error type of the method.

use lambda_client::{CallError, Error, FunctionError, lambda_fn, server::ErrorDocument};

use crate::OrderError;

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self) -> Result<u32, OrderError>;
    async fn find(&self) -> Result<u32, Generic<'static, u8, 2>>;
}

fn failing(document: &ErrorDocument) -> OrdersClient {
    OrdersClient::new(&crate::failing(document.to_bytes()))
}

async fn placed(orders: &OrdersClient) -> Result<u32, OrderError> {
    let response = orders.place().send().await?;
    Ok(response.into_value())
}

#[tokio::test]
async fn a_declared_error_arrives_as_its_variant() {
    let error = placed(&failing(&ErrorDocument::new(
        "com.acme.CardDeclined",
        "expired",
    )))
    .await;
    assert!(
        matches!(&error, Err(OrderError::CardDeclined(message)) if message == "expired"),
        "{error:?}"
    );
}

#[tokio::test]
async fn any_other_error_arrives_with_what_is_known_about_the_call() {
    let error = placed(&failing(&ErrorDocument::new("Unheard", "of"))).await;
    let Err(OrderError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.code(), Some("Unheard"));
    assert_eq!(error.attempts().len(), 1);
}

#[tokio::test]
async fn the_conversion_is_that_of_into_error() {
    let document = ErrorDocument::new("Row", r#"{"type":3}"#);
    let error: CallError<OrderError> = failing(&document).place().send().await.unwrap_err();
    assert!(matches!(
        OrderError::from(error),
        OrderError::Row { r#type: 3 }
    ));
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

async fn found(orders: &OrdersClient) -> Result<u32, Generic<'static, u8, 2>> {
    Ok(orders.find().send().await?.into_value())
}

#[tokio::test]
async fn a_generic_error_arrives_as_its_variant() {
    let error = found(&failing(&ErrorDocument::new("Text", r#"{"0":"a text"}"#))).await;
    assert!(
        matches!(&error, Err(Generic::Text(text)) if text == "a text"),
        "{error:?}"
    );
}
