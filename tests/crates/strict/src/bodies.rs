//! Methods with a body, whose arguments live as long as the future in every edition.

use std::sync::Mutex;

use lambda_client::{Error, lambda_fn};

/// Counters.
#[lambda_fn(name = "counter-{method}")]
pub trait Counter: Sync {
    /// Counts on the other side.
    ///
    /// # Errors
    ///
    /// Returns an error if the call fails.
    async fn count(&self) -> Result<u32, Error>;

    /// Drops the guard of the mutex before the mutex.
    async fn locked(&self, number: Mutex<u32>) -> u32 {
        *number
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Does not use its arguments, and takes one apart.
    async fn unused(&self, _held: Mutex<u32>, (first, _): (u32, String)) -> u32 {
        first
    }

    /// Returns nothing.
    async fn nothing(&self, mut number: u32) {
        number += 1;
        drop(self.count().await.map(|count| count + number));
    }

    /// Coerces what it returns.
    async fn object(&self) -> Box<dyn std::fmt::Display + Send> {
        Box::new(1)
    }
}
