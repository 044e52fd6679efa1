//! The function that is called, declared as a trait.

use lambda_client::{Error, FunctionError, lambda_fn};
use serde::{Deserialize, Serialize};

/// Bytes of a small payload.
pub(crate) const SMALL: usize = 100;

/// Bytes of a large payload: the most that Lambda takes.
pub(crate) const LARGE: usize = 6 * 1024 * 1024;

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Document {
    pub(crate) id: u64,
    pub(crate) text: String,
}

impl Document {
    /// Builds a document of this many bytes as JSON.
    pub(crate) fn of_bytes(bytes: usize) -> Document {
        let around = r#"{"id":7,"text":""}"#.len();
        Document {
            id: 7,
            text: "x".repeat(bytes.saturating_sub(around)),
        }
    }
}

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum DocumentError {
    #[error("rejected: {0}")]
    Rejected(String),
    #[error("the shelf for {id} is full")]
    Full { id: u64 },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "documents-{method}", qualifier = "live")]
pub(crate) trait Documents {
    /// Returns its argument.
    async fn store(&self, document: &Document) -> Result<Document, DocumentError>;

    /// Throttles two of three requests, and returns a number.
    #[lambda_fn(retry(base_delay = "1ms"))]
    async fn busy(&self, document: &Document) -> Result<u64, DocumentError>;
}
