//! What a status proves: without a code, and together with each code, in a whole response and in one that broke off.

use crate::certainty::DidRun::{No, Unknown};
use crate::certainty::{DidRun, Retryability};
use crate::retry::tests::classes::{
    EXPECTED,
    Then::{self, Fail, IfIdempotent, Repeat},
    then,
};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

fn whole(status: u16) -> TransportError {
    TransportError::service(status)
}

fn broken(status: u16) -> TransportError {
    TransportError::new(TransportErrorKind::Response, Evidence::Responded).with_status(status)
}

/// The client errors that do not prove that the request was refused: a time limit of a gateway, a client that left as a load
/// balancer and as a proxy call it, and the status of `EFSIOException`.
const OPEN_CLIENT_ERRORS: [u16; 4] = [408, 410, 460, 499];

fn without_a_code(status: u16, is_whole: bool) -> (DidRun, Then) {
    match status {
        429 if is_whole => (No, Repeat),
        400..=499 if is_whole && !OPEN_CLIENT_ERRORS.contains(&status) => (No, Fail),
        _ => (Unknown, IfIdempotent),
    }
}

#[test]
fn every_status_without_a_known_code() {
    for status in 100..=999 {
        for (error, is_whole) in [(whole(status), true), (broken(status), false)] {
            // Who says it makes no difference: nobody's request ID makes a status more, or less.
            for error in [
                error.clone(),
                error.clone().with_request_id("id-1"),
                error.clone().with_code("NewerThanThisException"),
                error.with_message("no").with_raw("no"),
            ] {
                let class = error.class();
                let expected = without_a_code(status, is_whole);
                assert_eq!((class.did_run, then(class)), expected, "{error:?}");
            }
        }
    }
}

#[test]
fn statuses_of_gateways_that_did_not_wait_are_open() {
    let gateways = [
        408, 460, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530, 561, 598,
        599,
    ];
    for status in gateways {
        let class = whole(status).class();
        assert_eq!(class.did_run, Unknown, "{status}");
        assert_eq!(class.retryability, Retryability::Transient, "{status}");
    }
}

/// A code is believed if Lambda can have sent the response, or an emulator that gives a client error another number.
#[test]
fn every_code_under_every_status_whole_and_broken() {
    for (documented, code, did_run, expected) in EXPECTED {
        for status in 100..=999_u16 {
            for (error, is_whole) in [(whole(status), true), (broken(status), false)] {
                let believed = match status {
                    400..=499 => is_whole,
                    500.. => status == *documented,
                    _ => false,
                };
                let error = error.with_code(*code).with_request_id("id-1");
                let class = error.class();
                // A code that proves nothing needs no proof.
                if believed || *did_run >= Unknown {
                    assert_eq!(
                        (class.did_run, then(class)),
                        (*did_run, *expected),
                        "{error:?}"
                    );
                } else {
                    assert_eq!(class.did_run, Unknown, "{error:?}");
                    assert_eq!(then(class), IfIdempotent, "{error:?}");
                }
            }
        }
    }
}

/// An error without a status comes from a transport that does not speak HTTP, and is believed.
#[test]
fn a_code_without_a_status_is_believed_if_the_response_is_whole() {
    let code = "TooManyRequestsException";
    let error =
        TransportError::new(TransportErrorKind::Service, Evidence::Responded).with_code(code);
    assert_eq!(then(error.class()), Repeat);
    let error =
        TransportError::new(TransportErrorKind::Response, Evidence::Responded).with_code(code);
    assert_eq!(then(error.class()), IfIdempotent);
}

/// Middleware that sent a second request reports what became of the first one by its evidence.
#[test]
fn a_refusal_does_not_speak_for_a_request_that_may_have_been_sent_besides() {
    for (status, code) in [
        (429, "TooManyRequestsException"),
        (502, "ENINotReadyException"),
    ] {
        let error = TransportError::new(TransportErrorKind::Service, Evidence::Unknown);
        let class = error.with_status(status).with_code(code).class();
        assert_eq!(class.did_run, Unknown, "{code}");
        assert_eq!(then(class), IfIdempotent, "{code}");
    }
}
