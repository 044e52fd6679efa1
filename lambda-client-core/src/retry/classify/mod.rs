//! Classification of failed attempts: what each of them proves.

use crate::certainty::{Class, Retryability};
use crate::failure::{Failure, FailureKind};

/// Classifies a function error.
pub(crate) fn classify_failure(failure: &Failure) -> Class {
    let retryability = match failure.kind() {
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
    Class::new(failure.did_run(), retryability)
}

#[cfg(test)]
mod tests;
