//! Why an item of a pack failed.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// Why an item of a [`pack`](crate::fan_out::pack()) failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum PackError<E> {
    /// The call that the item was part of failed with this error, which its other items share.
    Call(Arc<E>),
    /// The function did not return a response for each item.
    Count {
        /// The number of items.
        expected: usize,
        /// The number of responses.
        received: usize,
    },
}

impl<E> Clone for PackError<E> {
    fn clone(&self) -> Self {
        match self {
            PackError::Call(error) => PackError::Call(Arc::clone(error)),
            &PackError::Count { expected, received } => PackError::Count { expected, received },
        }
    }
}

impl<E: fmt::Display> fmt::Display for PackError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PackError::Call(error) => error.fmt(f),
            PackError::Count { expected, received } => write!(
                f,
                "the function returned {received} responses to {expected} items"
            ),
        }
    }
}

impl<E: StdError> StdError for PackError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            PackError::Call(error) => error.source(),
            PackError::Count { .. } => None,
        }
    }
}
