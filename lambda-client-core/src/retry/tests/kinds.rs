//! Renders the table of the kinds of errors that the documentation includes, from the classes in force.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::certainty::codes::{CODES, EXECUTION_CODES};
use crate::certainty::{Class, DidRun, Retryability};
use crate::error::{Error, ErrorKind};
use crate::failure::Failure;
use crate::retry::tests::assert_stored;
use crate::retry::{Decision, decide};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

const KINDS: [ErrorKind; 17] = [
    ErrorKind::Configuration,
    ErrorKind::Encode,
    ErrorKind::TooLarge,
    ErrorKind::Credentials,
    ErrorKind::Connect,
    ErrorKind::Timeout,
    ErrorKind::InvocationDeadline,
    ErrorKind::Connection,
    ErrorKind::Throttled,
    ErrorKind::Service,
    ErrorKind::Response,
    ErrorKind::Function,
    ErrorKind::Decode,
    ErrorKind::NameTaken,
    ErrorKind::ExecutionFailed,
    ErrorKind::ExecutionTimedOut,
    ErrorKind::ExecutionAborted,
];

/// Whether an attempt that fails in this way is followed by another one: of an idempotent call, and of any other.
type Retried = [BTreeSet<bool>; 2];

/// What was found for each kind and each answer to "did the function run?".
#[derive(Default)]
struct Found(BTreeMap<(usize, DidRun), Retried>);

impl Found {
    fn add(&mut self, kind: ErrorKind, class: Class) {
        let at = KINDS
            .iter()
            .position(|known| *known == kind)
            .expect("a kind");
        let retried = self.0.entry((at, class.did_run)).or_default();
        for (set, idempotent) in retried.iter_mut().zip([true, false]) {
            set.insert(decide(class, idempotent, false, 9) != Decision::Fail);
        }
    }

    fn add_error(&mut self, error: &TransportError) {
        let kind = Error::from(error.clone()).kind();
        self.add(kind, error.class());
    }
}

/// Returns responses with an error, whole and broken off, with each code and without one.
fn responses() -> Vec<TransportError> {
    let mut responses = Vec::new();
    for status in 100..=999 {
        let broken = TransportError::new(TransportErrorKind::Response, Evidence::Responded);
        responses.extend([TransportError::service(status), broken.with_status(status)]);
    }
    let expired = TransportError::service(403).with_code("RequestTimeTooSkewed");
    let mut named = vec![expired];
    for row in CODES.iter().chain(EXECUTION_CODES) {
        for status in [row.status, 200, 302, 400, 408, 500, 504] {
            let broken = TransportError::new(TransportErrorKind::Response, Evidence::Responded);
            for response in [TransportError::service(status), broken.with_status(status)] {
                named.push(response.with_code(row.code));
            }
        }
    }
    responses.extend(named);
    responses
}

fn found() -> Found {
    use TransportErrorKind::{
        Connect, Connection, Credentials, CredentialsUnavailable, InvocationDeadline, Request,
        Timeout, Unsupported,
    };
    let mut found = Found::default();
    for kind in [
        Unsupported,
        Request,
        Credentials,
        CredentialsUnavailable,
        Connect,
    ] {
        // That a request may have been sent, a transport says with another kind.
        found.add_error(&TransportError::new(kind, Evidence::NotSent));
    }
    for kind in [Timeout, InvocationDeadline, Connection] {
        for evidence in [Evidence::NotSent, Evidence::Unknown, Evidence::Responded] {
            found.add_error(&TransportError::new(kind, evidence));
        }
    }
    for response in responses() {
        found.add_error(&response);
    }
    for document in [
        r#"{"errorType":"OutOfStock"}"#,
        r#"{"errorType":"Sandbox.Timedout"}"#,
        r#"{"errorType":"Runtime.InitError"}"#,
        r#"{"errorType":"Runtime.UnmarshalError"}"#,
        r#"{"errorType":"Runtime.Unknown"}"#,
        "",
    ] {
        let class = Failure::decode(document.into()).class();
        found.add(ErrorKind::Function, class);
    }
    // Found before an attempt, or after the last one.
    let permanent = |did_run| Class::new(did_run, Retryability::Permanent);
    found.add(ErrorKind::Encode, permanent(DidRun::No));
    found.add(ErrorKind::TooLarge, permanent(DidRun::No));
    found.add(ErrorKind::Response, permanent(DidRun::Unknown));
    found.add(ErrorKind::Decode, permanent(DidRun::Yes));
    found.add(ErrorKind::Decode, permanent(DidRun::Unknown));
    found.add(ErrorKind::NameTaken, permanent(DidRun::No));
    for kind in [
        ErrorKind::ExecutionFailed,
        ErrorKind::ExecutionTimedOut,
        ErrorKind::ExecutionAborted,
    ] {
        found.add(kind, permanent(DidRun::Yes));
    }
    found
}

fn words(retried: &BTreeSet<bool>) -> &'static str {
    match (retried.contains(&true), retried.contains(&false)) {
        (true, true) => "depends on the cause",
        (true, false) => "retry",
        (false, _) => "fail",
    }
}

fn render() -> String {
    let mut text =
        "| Kind | Did the function run? | Idempotent call | Any other call |\n|---|---|---|---|\n"
            .to_owned();
    for ((kind, did_run), [idempotent, other]) in &found().0 {
        let did_run = match did_run {
            DidRun::No => "no",
            DidRun::InitOnly => "its initialization at most",
            DidRun::Unknown => "unknown",
            DidRun::Yes => "yes",
        };
        let _ = writeln!(
            text,
            "| `{:?}` | {did_run} | {} | {} |",
            KINDS[*kind],
            words(idempotent),
            words(other)
        );
    }
    text
}

#[test]
fn the_documented_kinds_are_those_in_force() {
    assert_stored("src/error/kinds.md", &render());
}

/// A fake that says no more than the kind gets a row of the table.
#[test]
fn what_a_kind_alone_says_is_in_the_table() {
    let found = found();
    for (at, kind) in KINDS.into_iter().enumerate() {
        let did_run = Error::builder(kind).build().did_run();
        assert!(
            found.0.contains_key(&(at, did_run)),
            "{kind:?}: {did_run:?}"
        );
    }
}
