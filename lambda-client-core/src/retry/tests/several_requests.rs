//! The failure of an attempt in which middleware has sent several requests.

use crate::certainty::{DidRun, Operation};
use crate::retry::AttemptFailure;
use crate::transport::{Evidence, TransportError, TransportErrorKind};

#[test]
fn the_message_says_of_what_the_error_does_not_know() {
    let others = "another request of the same attempt may have been sent";
    for (evidence, message, expected) in [
        (
            Evidence::NotSent,
            Some("refused"),
            Some(format!("refused; {others}")),
        ),
        (Evidence::NotSent, Some(""), Some(others.to_owned())),
        (Evidence::NotSent, None, Some(others.to_owned())),
        // The error itself says that the function may have run.
        (Evidence::Unknown, Some("reset"), Some("reset".to_owned())),
    ] {
        let error = TransportError::new(TransportErrorKind::Connect, evidence);
        let error = match message {
            Some(message) => error.with_message(message),
            None => error,
        };
        let operation = Operation::default();
        let failure = AttemptFailure::transport(error, operation).of_one_of_several(operation);
        assert_eq!(failure.class().did_run, DidRun::Unknown);
        let error = failure.into_error(operation, None).build();
        assert_eq!(
            error.message(),
            expected.as_deref(),
            "{evidence:?} {message:?}"
        );
    }
}
