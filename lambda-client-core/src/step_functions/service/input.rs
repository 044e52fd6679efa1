//! The input of an execution.

use std::fmt;

use bytes::Bytes;

use crate::server::{ArgumentSource, Terms};
use crate::step_functions::service::outcome::RUNTIME;

/// The input of an execution, for a [`MachineService`](super::MachineService).
///
/// `Debug` does not print it.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::MachineInput;
///
/// let input = MachineInput::new(r#"{"sku":"cup","quantity":2}"#);
/// assert_eq!(input.json(), r#"{"sku":"cup","quantity":2}"#);
/// ```
#[derive(Clone)]
pub struct MachineInput {
    json: Bytes,
}

impl MachineInput {
    /// Creates an input from JSON.
    pub fn new(json: impl Into<Bytes>) -> MachineInput {
        MachineInput { json: json.into() }
    }

    /// Returns the JSON.
    pub fn json(&self) -> &Bytes {
        &self.json
    }
}

impl ArgumentSource for MachineInput {
    const TERMS: Terms = Terms {
        noun: "input",
        error_type: RUNTIME,
    };

    fn json(&self) -> &Bytes {
        &self.json
    }
}

impl fmt::Debug for MachineInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MachineInput")
            .field("bytes", &self.json.len())
            .finish()
    }
}
