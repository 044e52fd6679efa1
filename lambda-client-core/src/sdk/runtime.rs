//! The tokio runtime that the SDK needs.

use std::panic::catch_unwind;
use std::time::Duration;

use tokio::runtime::Handle;

use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// Checks that there is a tokio runtime with a timer. The SDK panics without one.
///
/// # Errors
///
/// Fails with what to do about it.
pub(crate) fn require() -> Result<(), TransportError> {
    Handle::try_current().map_err(|error| {
        missing("there is no tokio runtime: call from one, such as in `#[tokio::main]`")
            .with_source(error)
    })?;
    // Tokio does not tell whether a runtime has a timer; to use it is the only way to find out.
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| {
        missing("the tokio runtime has no timer; build it with `enable_all()` or `enable_time()`")
    })
}

fn missing(what: &str) -> TransportError {
    TransportError::new(TransportErrorKind::Request, Evidence::NotSent).with_message(what)
}
