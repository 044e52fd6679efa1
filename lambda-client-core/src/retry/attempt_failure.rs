//! A failed attempt: what it proves, and what it leaves for the caller.

use std::time::Duration;

use crate::certainty::{Attempt, Class, DidRun, Operation, Retryability};
use crate::error::{Error, ErrorBuilder, ErrorKind};
use crate::failure::{Failure, FailureKind};
use crate::transport::{InvokeResponse, TransportError};

/// A failed attempt.
#[derive(Debug)]
pub(crate) struct AttemptFailure {
    class: Class,
    /// The function itself asks for another attempt.
    asked: bool,
    /// The function may have run for another request of the attempt.
    is_one_of_several: bool,
    source: FailureSource,
}

/// Who reported the failure.
#[derive(Debug)]
enum FailureSource {
    Transport(TransportError),
    Function(Box<(Failure, InvokeResponse)>),
    /// A response that Lambda does not give to such a call, and what is wrong with it.
    Unexpected(Box<(String, InvokeResponse)>),
}

impl AttemptFailure {
    /// Classifies an attempt for which the transport returned an error.
    pub(crate) fn transport(error: TransportError, operation: Operation) -> AttemptFailure {
        AttemptFailure {
            class: operation.adjust(error.class()),
            asked: false,
            is_one_of_several: false,
            source: FailureSource::Transport(error),
        }
    }

    /// Classifies an attempt that the function ended with an error document. `is_retryable` says which of the function's own
    /// errors ask for another attempt.
    pub(crate) fn function(
        response: InvokeResponse,
        is_retryable: fn(&Failure) -> bool,
    ) -> AttemptFailure {
        let failure = Failure::decode(response.payload.clone());
        AttemptFailure {
            class: failure.class(),
            // Only the function's own code can ask: an error made by Lambda does not say how far that code had got.
            asked: failure.kind() == FailureKind::Application && is_retryable(&failure),
            is_one_of_several: false,
            source: FailureSource::Function(Box::new((failure, response))),
        }
    }

    /// Classifies an attempt that got a response which Lambda does not give to such a call, with what is wrong with it. It proves
    /// nothing about the function, and the next attempt would get the same.
    pub(crate) fn unexpected(response: InvokeResponse, cause: String) -> AttemptFailure {
        AttemptFailure {
            class: Class::new(DidRun::Unknown, Retryability::Permanent),
            asked: false,
            is_one_of_several: false,
            source: FailureSource::Unexpected(Box::new((cause, response))),
        }
    }

    /// Returns the failure as one that another attempt does not help.
    pub(crate) fn permanent(mut self) -> AttemptFailure {
        self.class.retryability = Retryability::Permanent;
        self
    }

    /// Adds that a middleware has sent several requests, and that the function may have run for one that this failure is not about.
    pub(crate) fn of_one_of_several(self, operation: Operation) -> AttemptFailure {
        let class = operation.adjust(Class {
            did_run: self.class.did_run.max(DidRun::Unknown),
            ..self.class
        });
        let source = match self.source {
            FailureSource::Transport(error) if class.did_run > self.class.did_run => {
                let others = "another request of the same attempt may have been sent";
                let message = match error.message() {
                    Some(message) if !message.is_empty() => format!("{message}; {others}"),
                    _ => others.to_owned(),
                };
                FailureSource::Transport(error.with_message(message))
            }
            source => source,
        };
        AttemptFailure {
            class,
            is_one_of_several: true,
            source,
            ..self
        }
    }

    pub(crate) fn class(&self) -> Class {
        self.class
    }

    /// Returns whether the function itself asks for another attempt. It speaks of its own run only.
    pub(crate) fn asks_for_retry(&self, idempotent: bool) -> bool {
        self.asked && (idempotent || !self.is_one_of_several)
    }

    /// Returns the kind of the error that a request would end with after this attempt.
    pub(crate) fn kind(&self) -> ErrorKind {
        match &self.source {
            FailureSource::Transport(error) => ErrorKind::of_transport(error),
            FailureSource::Function(_) => ErrorKind::Function,
            FailureSource::Unexpected(_) => ErrorKind::Response,
        }
    }

    /// Returns how long Lambda asked to wait before the next attempt.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match &self.source {
            FailureSource::Transport(error) => error.retry_after(),
            FailureSource::Function(_) | FailureSource::Unexpected(_) => None,
        }
    }

    /// Returns why Lambda throttled the attempt, if it said so.
    #[cfg(feature = "fan-out")]
    pub(super) fn throttle_reason(&self) -> Option<&str> {
        match &self.source {
            FailureSource::Transport(error) => error.reason(),
            FailureSource::Function(_) | FailureSource::Unexpected(_) => None,
        }
    }

    /// Returns whether the function has responded and does not ask for another attempt.
    pub(crate) fn is_final_response(&self) -> bool {
        matches!(self.source, FailureSource::Function(_)) && !self.asked
    }

    /// Returns the record of the attempt for the history of the request.
    pub(crate) fn attempt(&self) -> Attempt {
        match &self.source {
            FailureSource::Transport(error) => error.attempt(self.class),
            FailureSource::Function(function) => {
                let (failure, response) = &**function;
                Attempt {
                    code: failure.error_type().map(str::to_owned),
                    ..self.attempt_of(response)
                }
            }
            FailureSource::Unexpected(unexpected) => self.attempt_of(&unexpected.1),
        }
    }

    fn attempt_of(&self, response: &InvokeResponse) -> Attempt {
        Attempt {
            request_id: response.request_id.clone(),
            status: Some(response.status),
            code: None,
            did_run: self.class.did_run,
            retryability: Some(self.class.retryability),
            delay: Duration::ZERO,
        }
    }

    /// Starts the error of a request that ends with this attempt.
    pub(crate) fn into_error(self, operation: Operation, function: Option<&str>) -> ErrorBuilder {
        let error = match self.source {
            FailureSource::Transport(error) => Error::from_transport(error),
            FailureSource::Function(source) => {
                let (failure, response) = *source;
                Error::builder(ErrorKind::Function)
                    .response(&response)
                    .failure(failure)
            }
            FailureSource::Unexpected(source) => {
                let (cause, response) = *source;
                Error::builder(ErrorKind::Response)
                    .message(cause)
                    .response(&response)
                    .raw(response.payload)
            }
        };
        let error = error.operation(operation).did_run(self.class.did_run);
        match function {
            Some(function) => error.function(function),
            None => error,
        }
    }

    /// Returns the error of a request that would end with this attempt, if the function reported it.
    pub(crate) fn function_error(&self, operation: Operation, function: &str) -> Option<Error> {
        let FailureSource::Function(source) = &self.source else {
            return None;
        };
        let copy = AttemptFailure {
            source: FailureSource::Function(source.clone()),
            ..*self
        };
        Some(copy.into_error(operation, Some(function)).build())
    }
}
