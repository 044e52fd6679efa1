//! Renders the table of classes and decisions that the documentation includes.

use std::fmt::Write as _;

use crate::certainty::DidRun;
use crate::certainty::codes::{CODES, EXECUTION_CODES};
use crate::certainty::{Class, RetryLimit};
use crate::failure::Failure;
use crate::retry::tests::assert_stored;
use crate::retry::{Decision, decide};
use crate::transport::class::{ErrorResponse, classify_response, classify_without_response};
use crate::transport::{Evidence, TransportErrorKind};

/// More attempts than any rule allows, so that the rules with their own maximum stand out.
const MANY: u32 = u32::MAX;

const EVIDENCE: [(Evidence, &str); 3] = [
    (Evidence::NotSent, "nothing was sent"),
    (Evidence::Unknown, "it may have been sent"),
    (Evidence::Responded, "a response began"),
];

const KINDS: [(TransportErrorKind, &str); 8] = [
    (
        TransportErrorKind::Request,
        "the request could not be built",
    ),
    (
        TransportErrorKind::Credentials,
        "no credentials, region, endpoint or signature",
    ),
    (
        TransportErrorKind::CredentialsUnavailable,
        "the provider of credentials failed for a moment",
    ),
    (TransportErrorKind::Connect, "no connection"),
    (TransportErrorKind::Timeout, "timed out"),
    (
        TransportErrorKind::InvocationDeadline,
        "the invocation that made the call is about to end",
    ),
    (TransportErrorKind::Connection, "the connection broke"),
    (
        TransportErrorKind::Response,
        "the response broke off or is unreadable",
    ),
];

fn did_run(did_run: DidRun) -> &'static str {
    match did_run {
        DidRun::No => "no",
        DidRun::InitOnly => "its initialization at most",
        DidRun::Unknown => "unknown",
        DidRun::Yes => "yes",
    }
}

fn decision(class: Class, idempotent: bool) -> String {
    match decide(class, idempotent, false, MANY) {
        Decision::Fail => "fail".to_owned(),
        Decision::RetryUpTo(MANY) if class.limit == RetryLimit::Once => {
            "retry once, at once".to_owned()
        }
        Decision::RetryUpTo(MANY) => "retry".to_owned(),
        Decision::RetryUpTo(max) => format!("retry, at most {max} attempts"),
    }
}

fn line(text: &mut String, first: &str, second: &str, class: Class) {
    let ran = did_run(class.did_run);
    let (idempotent, other) = (decision(class, true), decision(class, false));
    let retryability = class.retryability;
    let _ = writeln!(
        text,
        "| {first} | {second} | {ran} | {retryability} | {idempotent} | {other} |"
    );
}

fn heading(text: &mut String, title: &str, first: &str, second: &str) {
    let _ = write!(
        text,
        "\n{title}\n\n| {first} | {second} | Did the function run? | Retryability | Idempotent call | Any other call |\n\
         |---|---|---|---|---|---|\n"
    );
}

fn render() -> String {
    let mut text = String::new();
    heading(&mut text, "Lambda's error codes:", "Code", "HTTP");
    for row in CODES {
        let status = row.status.to_string();
        line(&mut text, &format!("`{}`", row.code), &status, row.class);
    }
    heading(
        &mut text,
        "Step Functions' error codes (feature `step-functions`). \"Did it run?\" asks whether the request took effect: whether the execution \
         started, was stopped or redriven, or the task was told. A start under a name that a Standard machine accepts once counts as \
         idempotent, and so do stops, redrives and reports to a task:",
        "Code",
        "HTTP",
    );
    for row in EXECUTION_CODES {
        let status = row.status.to_string();
        line(&mut text, &format!("`{}`", row.code), &status, row.class);
    }
    text.push_str(
        "\nAn execution that exists (`ExecutionAlreadyExists`) is described, and its input compared with that of the start. For a task that is \
         unknown or has ended (`InvalidToken`, `TaskDoesNotExist`, `TaskTimedOut`) it matters whether an earlier attempt may have told it.\n",
    );
    text.push_str(
        "\nA code is believed if Lambda can have sent the response: with a client error (4xx) of any number, since emulators \
         differ there, if the body arrived to its end; with a server error (5xx) if it is the one in the table; never with 2xx \
         or 3xx. A code that is not believed counts as unknown. A client error with neither `content-length` nor a \
         `transfer-encoding` that ends with `chunked` ends with its connection, as a broken one does: its body counts as broken off \
         unless it is a whole JSON object.\n",
    );
    heading(
        &mut text,
        "Error responses without a known code:",
        "Status",
        "Example",
    );
    for (status, is_whole, name, example) in [
        (200, false, "2xx", "the body broke off"),
        (307, true, "3xx", "a gateway"),
        (
            408,
            true,
            "408, 460, 499",
            "a gateway: no response in time, or the client left",
        ),
        (410, true, "410", "a gateway"),
        (429, true, "429", "a gateway"),
        (429, false, "429", "the body broke off"),
        (
            400,
            true,
            "other 4xx",
            "a gateway, an emulator, or an unknown code",
        ),
        (400, false, "other 4xx", "the body broke off"),
        (500, true, "5xx", "a gateway, or an unknown code"),
    ] {
        let class = classify_response(ErrorResponse {
            code: None,
            status: Some(status),
            reason: None,
            is_whole,
        });
        line(&mut text, name, example, class);
    }
    line(
        &mut text,
        "a refused signature",
        "the clocks differ",
        Class::CLOCK_SKEW,
    );
    text.push_str(
        "\nA refused signature is due to the clocks if the code is `RequestTimeTooSkewed`, if the message of \
         `InvalidSignatureException` says that the signature expired or is not yet current, or if the time in the response \
         differs from this machine's by four minutes or more and the code is `InvalidSignatureException`, \
         `SignatureDoesNotMatch`, `AuthFailure` or `AccessDeniedException`. The AWS SDK learns the difference from the \
         refusal and signs the next request by it. Refused for the same reason again, a call fails.\n",
    );
    text.push_str(
        "\nA response with 2xx is a success only if Lambda gives it to such a call: 200 to a synchronous one, 202 to an event, 204 to a \
         dry run. Emulators that ignore the invocation type, as the Runtime Interface Emulator and `cargo lambda watch` do, \
         respond to events and dry runs with 200 after they have run the function. Such a response, and one with any other \
         status, proves nothing and is not retried. Neither is the result of a synchronous call that cannot be decoded; it \
         proves that the function ran if it has a header of Lambda (`x-amzn-requestid`, `x-amz-executed-version` or \
         `x-amz-log-result`), and nothing otherwise. A result that says nothing (`null`, an empty body, or any bytes for a \
         method that accepts them) must have one of these headers, or a head that one of the known emulators sends: a content \
         type of JSON, `text/plain` or `application/octet-stream`, `lambda-runtime-function-response-mode`, or the headers with \
         which `cargo lambda watch` lets web pages read the response. What else responds with 200 may be a proxy or a login \
         page.\n",
    );
    heading(
        &mut text,
        "Attempts without a readable response:",
        "Failure",
        "Evidence",
    );
    for (kind, what) in KINDS {
        for (evidence, known) in EVIDENCE {
            let class = classify_without_response(evidence, kind);
            line(&mut text, what, known, class);
        }
    }
    heading(
        &mut text,
        "Function errors (status 200 with `X-Amz-Function-Error`); an error type declared with `retry` is retried in any case:",
        "The error document says",
        "Kind",
    );
    for (what, kind, document) in [
        (
            "the handler ran",
            "most kinds",
            r#"{"errorType":"OutOfStock"}"#,
        ),
        (
            "initialization failed",
            "`Init`, `Extension`",
            r#"{"errorType":"Runtime.InitError"}"#,
        ),
        (
            "the event could not be decoded",
            "`BadEvent`",
            r#"{"errorType":"Runtime.UnmarshalError"}"#,
        ),
        (
            "the platform does not say",
            "`Platform`, `Extension`",
            r#"{"errorType":"Runtime.Unknown"}"#,
        ),
        ("nothing readable", "`Unreadable`", ""),
    ] {
        let class = Failure::decode(document.into()).class();
        line(&mut text, what, kind, class);
    }
    text.push_str(
        "\nA call makes at most 3 attempts if it is throttled with the reason \
         `ReservedFunctionConcurrentInvocationLimitExceeded`, which is permanent for a reserved concurrency of zero. \
         `ResourceConflictException` is permanent if the message says that the function is in the state `Failed` or `Deleting`.\n\n\
         Sources: Lambda API reference, `Invoke`, for codes and statuses; AWS Step Functions API reference, the errors of each operation; AWS Lambda Developer Guide, \"Understanding retry \
         behavior in Lambda\"; RFC 9113, section 8.7, for streams that a server rejects unprocessed.\n",
    );
    text
}

#[test]
fn the_documented_table_is_the_one_in_force() {
    assert_stored("src/certainty/table.md", &render());
}
