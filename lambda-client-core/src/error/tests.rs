use std::io;
use std::time::Duration;

use super::*;
use crate::certainty::Retryability;
use crate::certainty::codes::CODES;
use crate::transport::{Evidence, TransportError, TransportErrorKind};

pub(super) fn failed(document: &'static str) -> Error {
    Error::builder(ErrorKind::Function)
        .failure(Failure::decode(document.into()))
        .build()
}

fn lost(kind: TransportErrorKind, evidence: Evidence) -> Error {
    TransportError::new(kind, evidence).into()
}

#[test]
fn predicates_agree_with_the_table_for_every_code() {
    assert_eq!(CODES.len(), 59);
    for row in CODES {
        let error = Error::from(TransportError::service(row.status).with_code(row.code));
        let code = row.code;
        assert_eq!(error.did_run(), row.class.did_run, "{code}");
        assert_eq!(
            error.is_throttled(),
            row.class.retryability == Retryability::Throttled,
            "{code}"
        );
        assert_eq!(error.is_retryable(), row.class.is_safe_to_retry(), "{code}");
        assert_eq!(
            error.is_not_found(),
            code == "ResourceNotFoundException",
            "{code}"
        );
        assert!(!error.is_timeout(), "{code}");
        assert!(!error.is_function_error(), "{code}");
        assert_eq!(error.attempts().len(), 1, "{code}");
        assert_eq!(error.attempts()[0].code(), Some(code));
        assert_eq!(error.attempts()[0].status(), Some(row.status), "{code}");
        let retryability = error.attempts()[0].retryability();
        assert_eq!(retryability, Some(row.class.retryability), "{code}");
    }
    let throttled = CODES
        .iter()
        .filter(|row| row.class.retryability == Retryability::Throttled);
    assert_eq!(throttled.count(), 9);
}

#[test]
fn responses_without_a_code_are_throttles_by_their_status() {
    assert!(Error::from(TransportError::service(429)).is_throttled());
    assert!(!Error::from(TransportError::service(503)).is_throttled());
    let cut_off =
        TransportError::new(TransportErrorKind::Response, Evidence::Responded).with_status(429);
    assert!(Error::from(cut_off).is_throttled());
    let never_sent =
        TransportError::new(TransportErrorKind::Connect, Evidence::NotSent).with_status(429);
    assert!(!Error::from(never_sent).is_throttled());
}

#[test]
fn a_timeout_is_the_callers_or_the_functions() {
    for kind in [
        TransportErrorKind::Timeout,
        TransportErrorKind::InvocationDeadline,
    ] {
        assert!(lost(kind, Evidence::Unknown).is_timeout());
    }
    assert!(failed(r#"{"errorType":"Sandbox.Timedout"}"#).is_timeout());
    assert!(!failed(r#"{"errorType":"OutOfStock"}"#).is_timeout());
    assert!(!lost(TransportErrorKind::Connection, Evidence::Unknown).is_timeout());
}

#[test]
fn an_error_of_the_function_is_not_a_missing_function() {
    let failed = failed(r#"{"errorType":"ResourceNotFoundException","errorMessage":"no table"}"#);
    assert_eq!(failed.code(), Some("ResourceNotFoundException"));
    assert!(!failed.is_not_found());
    assert!(failed.is_function_error());
    let missing = TransportError::service(404).with_code("ResourceNotFoundException");
    assert!(Error::from(missing).is_not_found());
    assert!(!Error::from(TransportError::service(404)).is_not_found());
}

#[test]
fn what_lambda_says_about_a_throttle_is_kept() {
    let throttled = TransportError::service(429)
        .with_reason("CallerRateLimitExceeded")
        .with_message("Rate Exceeded.")
        .with_request_id("id-1")
        .with_retry_after(Duration::from_secs(2));
    let error = Error::from(throttled);
    assert_eq!(error.throttle_reason(), Some("CallerRateLimitExceeded"));
    assert_eq!(error.message(), Some("Rate Exceeded."));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    assert_eq!(error.request_id(), Some("id-1"));
    let plain = Error::from(TransportError::service(429));
    assert_eq!(
        (
            plain.throttle_reason(),
            plain.message(),
            plain.retry_after()
        ),
        (None, None, None)
    );
    assert_eq!(plain.request_id(), None);
}

#[test]
fn what_is_not_set_follows_from_the_kind_and_the_failure() {
    for (kind, expected) in [
        (ErrorKind::Configuration, DidRun::No),
        (ErrorKind::Encode, DidRun::No),
        (ErrorKind::TooLarge, DidRun::No),
        (ErrorKind::Credentials, DidRun::No),
        (ErrorKind::Connect, DidRun::No),
        (ErrorKind::Throttled, DidRun::No),
        (ErrorKind::Timeout, DidRun::Unknown),
        (ErrorKind::InvocationDeadline, DidRun::Unknown),
        (ErrorKind::Connection, DidRun::Unknown),
        (ErrorKind::Service, DidRun::Unknown),
        (ErrorKind::Response, DidRun::Unknown),
        (ErrorKind::Function, DidRun::Yes),
        (ErrorKind::Decode, DidRun::Yes),
    ] {
        let error = Error::builder(kind).build();
        assert_eq!(error.did_run(), expected, "{kind}");
        assert_eq!(error.kind(), kind);
        assert!(!error.is_retryable());
    }
    let init = failed(r#"{"errorType":"Runtime.InitError"}"#);
    assert_eq!(init.did_run(), DidRun::InitOnly);
}

#[test]
fn attempts_add_to_what_the_builder_was_told() {
    let error = Error::builder(ErrorKind::Throttled)
        .did_run(DidRun::No)
        .attempts([Attempt::new(DidRun::Unknown), Attempt::new(DidRun::No)])
        .build();
    assert_eq!(error.did_run(), DidRun::Unknown);
    let error = Error::builder(ErrorKind::Configuration)
        .did_run(DidRun::Yes)
        .build();
    assert_eq!(error.did_run(), DidRun::Yes, "the builder corrects nothing");
}

#[test]
fn a_builder_sets_everything_that_an_error_tells() {
    let attempt = Attempt::new(DidRun::Unknown)
        .with_request_id("id-7")
        .with_status(500)
        .with_code("ServiceException")
        .with_retryability(Retryability::Transient)
        .with_delay(Duration::from_millis(5));
    let log = LogTail::decode("aGVsbG8=");
    let error = Error::builder(ErrorKind::Service)
        .function("f")
        .message("boom")
        .code("ServiceException")
        .status(500)
        .retryable(true)
        .throttle_reason("reason")
        .retry_after(Duration::from_secs(1))
        .attempts([attempt.clone()])
        .executed_version("3")
        .log(log.clone().unwrap())
        .raw("body")
        .source(io::Error::other("cause"))
        .build();
    assert_eq!(error.function_name(), Some("f"));
    assert_eq!(error.message(), Some("boom"));
    assert_eq!(error.code(), Some("ServiceException"));
    assert_eq!(error.status(), Some(500));
    assert!(error.is_retryable());
    assert_eq!(error.throttle_reason(), Some("reason"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    assert_eq!(error.attempts(), [attempt]);
    assert_eq!(error.request_ids().collect::<Vec<_>>(), ["id-7"]);
    assert_eq!(error.executed_version(), Some("3"));
    assert_eq!(error.log(), log.as_ref());
    assert_eq!(
        error.raw().map(|raw| raw.as_ref()),
        Some(b"body".as_slice())
    );
    assert_eq!(
        error.source().map(ToString::to_string).as_deref(),
        Some("cause")
    );
    assert_eq!(error.clone().kind(), error.kind());
}

#[test]
fn a_typed_error_says_what_its_details_say() {
    let throttled = TransportError::service(429)
        .with_code("ThrottlingException")
        .with_reason("CallerRateLimitExceeded")
        .with_message("slow down")
        .with_request_id("id-1")
        .with_retry_after(Duration::from_secs(2))
        .with_raw("body");
    let error = CallError::new("busy", Error::from(throttled));
    assert!(error.is_throttled() && error.is_retryable());
    assert!(!error.is_timeout() && !error.is_not_found() && !error.is_function_error());
    assert_eq!(error.kind(), ErrorKind::Throttled);
    assert_eq!(error.did_run(), DidRun::No);
    assert_eq!(error.code(), Some("ThrottlingException"));
    assert_eq!(error.status(), Some(429));
    assert_eq!(error.message(), Some("slow down"));
    assert_eq!(error.throttle_reason(), Some("CallerRateLimitExceeded"));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(2)));
    assert_eq!(error.request_id(), Some("id-1"));
    assert_eq!(error.request_ids().count(), 1);
    assert_eq!(
        error.raw().map(|raw| raw.as_ref()),
        Some(b"body".as_slice())
    );
    let (typed, details) = error.into_parts();
    assert_eq!((typed, details.attempts().len()), ("busy", 1));

    let timeout = lost(TransportErrorKind::Timeout, Evidence::Unknown);
    let error = CallError::new("late", timeout);
    assert!(error.is_timeout());
    assert!(!error.is_throttled() && !error.is_retryable());
    let missing = TransportError::service(404).with_code("ResourceNotFoundException");
    assert!(CallError::new("missing", Error::from(missing)).is_not_found());
    let failed = CallError::new("typed", failed(r#"{"errorType":"E"}"#));
    assert!(failed.is_function_error());
    assert_eq!(failed.failure().and_then(Failure::error_type), Some("E"));
}

#[test]
fn a_fake_that_allows_another_attempt_does_not_ask_for_a_check() {
    let error = |retryable| {
        let error = Error::builder(ErrorKind::Timeout).did_run(DidRun::Unknown);
        error.retryable(retryable).build().to_string()
    };
    assert!(error(false).ends_with("; check before retrying"));
    assert!(error(true).ends_with("; the function may have run"));
}

#[test]
fn a_failure_without_a_type_is_passed_on_under_a_name() {
    for (text, name) in [
        ("Task timed out after 3.00 seconds", "Sandbox.Timedout"),
        ("42", "Unknown"),
    ] {
        let document = failed(text).to_downstream(false);
        let cause = document.cause().expect("the failure");
        assert_eq!(cause.error_type(), name);
    }
}

#[test]
fn labels_for_metrics_are_stable() {
    for (kind, label) in [
        (ErrorKind::Configuration, "configuration"),
        (ErrorKind::Encode, "encode"),
        (ErrorKind::TooLarge, "too_large"),
        (ErrorKind::Credentials, "credentials"),
        (ErrorKind::Connect, "connect"),
        (ErrorKind::Timeout, "timeout"),
        (ErrorKind::InvocationDeadline, "invocation_deadline"),
        (ErrorKind::Connection, "connection"),
        (ErrorKind::Throttled, "throttled"),
        (ErrorKind::Service, "service"),
        (ErrorKind::Response, "response"),
        (ErrorKind::Function, "function"),
        (ErrorKind::Decode, "decode"),
        (ErrorKind::NameTaken, "name_taken"),
        (ErrorKind::ExecutionFailed, "execution_failed"),
        (ErrorKind::ExecutionTimedOut, "execution_timed_out"),
        (ErrorKind::ExecutionAborted, "execution_aborted"),
    ] {
        assert_eq!((kind.as_str(), &*kind.to_string()), (label, label));
    }
}

#[test]
fn an_empty_name_or_code_is_not_shown() {
    let error = Error::builder(ErrorKind::Service).function("").code("");
    assert_eq!(
        error.did_run(DidRun::No).build().to_string(),
        "Lambda returned an error; the function did not run"
    );
    let error = Error::builder(ErrorKind::Throttled).code("").status(429);
    assert_eq!(
        error.did_run(DidRun::No).build().to_string(),
        "throttled (HTTP 429); the function did not run"
    );
}

#[test]
fn a_full_stop_is_not_doubled_and_an_ellipsis_stays() {
    let text = |message: &str| {
        Error::builder(ErrorKind::Throttled)
            .message(message)
            .build()
            .to_string()
    };
    assert_eq!(
        text("Rate Exceeded."),
        "throttled: Rate Exceeded; the function did not run"
    );
    assert_eq!(
        text("wait..."),
        "throttled: wait...; the function did not run"
    );
    assert_eq!(text(""), "throttled; the function did not run");
}

#[test]
fn a_message_that_says_what_timed_out_needs_no_headline() {
    let text = |message: &str| {
        Error::builder(ErrorKind::Timeout)
            .did_run(DidRun::No)
            .message(message)
            .build()
            .to_string()
    };
    assert_eq!(
        text("timed out after 30ms"),
        "timed out after 30ms; the function did not run"
    );
    assert_eq!(
        text("the attempt timed out after 30ms"),
        "the attempt timed out after 30ms; the function did not run"
    );
    assert_eq!(
        text("too late"),
        "timed out: too late; the function did not run"
    );
}

#[test]
fn names_of_the_platform_are_not_a_handlers_to_send() {
    for (given, sent) in [
        ("Runtime.ExitError", "Runtime_ExitError"),
        ("Sandbox.Timedout", "Sandbox_Timedout"),
        ("Function.X.Y", "Function_X.Y"),
        ("Extension.Crash", "Extension_Crash"),
        ("lambda_client.Downstream", "lambda_client_Downstream"),
        ("States.Timeout", "States_Timeout"),
        ("Lambda.Unknown", "Lambda_Unknown"),
        ("LambdaRuntimeClientError", "_LambdaRuntimeClientError"),
        ("Init<LoadError>", "_Init<LoadError>"),
        ("Runtime<a.B>", "_Runtime<a_B>"),
        (
            "&lambda_runtime::deserializer::DeserializeError",
            "_&lambda_runtime::deserializer::DeserializeError",
        ),
        ("com.acme.Declined", "com.acme.Declined"),
        ("OutOfStock", "OutOfStock"),
    ] {
        let document = ErrorDocument::from(Error::function(given, "m"));
        assert_eq!((document.error_type(), document.message()), (sent, "m"));
        let read = Failure::decode(document.to_bytes());
        assert_eq!(
            (read.kind(), read.did_run()),
            (FailureKind::Application, DidRun::Yes)
        );
    }
}

#[test]
fn only_an_error_that_a_handler_made_leaves_as_it_is() {
    let own = Error::function("OutOfStock", "no cups left");
    assert_eq!(FunctionError::to_document(&own).error_type(), "OutOfStock");
    let received = failed(r#"{"errorType":"OutOfStock","errorMessage":"no cups left"}"#);
    let document = FunctionError::to_document(&received);
    assert_eq!(document.error_type(), "lambda_client.Downstream");
    assert_eq!(
        document.cause().map(ErrorDocument::error_type),
        Some("OutOfStock")
    );
}

#[test]
fn the_report_is_read_from_the_log() {
    // "REPORT RequestId: a\tDuration: 3.50 ms\n"
    let log = LogTail::decode("UkVQT1JUIFJlcXVlc3RJZDogYQlEdXJhdGlvbjogMy41MCBtcwo=");
    let with_log = Error::builder(ErrorKind::Function)
        .log(log.unwrap())
        .build();
    let duration = with_log.report().and_then(|report| report.duration());
    assert_eq!(duration, Some(Duration::from_micros(3500)));
    assert!(failed("{}").report().is_none());
}
