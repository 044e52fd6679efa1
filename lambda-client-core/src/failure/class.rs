//! The class of a function error: what it says about the function, and about another attempt.

use crate::certainty::{Class, Retryability};
use crate::failure::{Failure, FailureKind};

impl Failure {
    /// Returns the class of an attempt that ended with this function error.
    pub(crate) fn class(&self) -> Class {
        let retryability = match self.kind() {
            FailureKind::Init | FailureKind::Extension | FailureKind::Platform => {
                Retryability::NotReady
            }
            FailureKind::Application
            | FailureKind::Timeout
            | FailureKind::OutOfMemory
            | FailureKind::Exit
            | FailureKind::ResponseTooLarge
            | FailureKind::BadEvent
            | FailureKind::BadResult
            | FailureKind::Streaming
            | FailureKind::Downstream
            | FailureKind::Unreadable => Retryability::Permanent,
        };
        Class::new(self.did_run(), retryability)
    }
}
