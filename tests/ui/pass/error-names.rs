//! Each declared error has a name that a state machine can catch, unless the enum has something else of that name.

#![deny(warnings, missing_docs, unreachable_pub)]

use lambda_client::step_functions::definition::ErrorName;
use lambda_client::{Error, FunctionError};

/// An error.
#[derive(Debug, thiserror::Error, FunctionError)]
pub enum OrderError {
    /// Out of stock.
    #[error("{sku} is out of stock")]
    OutOfStock {
        /// The article.
        sku: String,
    },
    /// Its own name is the one that the constant would have.
    #[error("closed")]
    CLOSED,
    /// Its constant would have the name of one that the enum has.
    #[error("declined")]
    #[function_error(type = "com.acme.CardDeclined", constant = DECLINED)]
    CardDeclined,
    /// Everything else.
    #[error(transparent)]
    #[function_error(other)]
    Other(Error),
}

impl OrderError {
    /// A number.
    pub const CARD_DECLINED: u8 = 7;
}

mod inner {
    #[derive(Debug, thiserror::Error, lambda_client::FunctionError)]
    #[allow(dead_code)]
    pub(super) enum Generic<T: Send + std::fmt::Debug + serde::Serialize + serde::de::DeserializeOwned + Clone> {
        #[deprecated]
        #[error("busy")]
        IsBusy { why: Vec<T>, since: u8 },
        #[error(transparent)]
        #[function_error(other)]
        Other(lambda_client::Error),
    }
}

fn main() {
    let name: ErrorName<OrderError> = OrderError::OUT_OF_STOCK;
    assert_eq!(name.as_str(), "OutOfStock");
    assert_eq!(OrderError::DECLINED.as_str(), "com.acme.CardDeclined");
    assert_eq!(OrderError::CARD_DECLINED, 7);
    assert!(matches!(OrderError::CLOSED, OrderError::CLOSED));
    assert_eq!(inner::Generic::<u8>::IS_BUSY.as_str(), "IsBusy");
    let types = OrderError::ERROR_TYPES.iter();
    let types: Vec<&str> = types.map(|known| known.name()).collect();
    assert_eq!(types, ["OutOfStock", "CLOSED", "com.acme.CardDeclined"]);
}
