//! Failures of every kind, and responses that cannot be used, without a network.

use std::time::Duration;

use lambda_client_core::local::{Fault, Function};
use lambda_client_core::server::{FunctionResponse, Invocation};
use lambda_client_core::test_util::{ScriptedTransport, Step};
use lambda_client_core::transport::{
    Evidence, Headers, InvokeResponse, SendStage, TransportError, TransportErrorKind,
};
use lambda_client_core::{Error, Lambda, LocalLambda, RetryConfig};
use serde::Deserialize;

use crate::Provoked;
use crate::markers::{BODY, MODES, Mode, PAYLOAD, error_of};

const KINDS: [TransportErrorKind; 10] = [
    TransportErrorKind::Unsupported,
    TransportErrorKind::Request,
    TransportErrorKind::Credentials,
    TransportErrorKind::CredentialsUnavailable,
    TransportErrorKind::Connect,
    TransportErrorKind::Timeout,
    TransportErrorKind::InvocationDeadline,
    TransportErrorKind::Connection,
    TransportErrorKind::Response,
    TransportErrorKind::Service,
];

const EVIDENCE: [Evidence; 3] = [Evidence::NotSent, Evidence::Unknown, Evidence::Responded];

fn lambda(step: Step) -> Lambda {
    let retry = RetryConfig::new().max_attempts(1);
    Lambda::builder(ScriptedTransport::always(step))
        .retry(retry)
        .build()
}

pub(crate) async fn provoke(provoked: &mut Provoked) {
    transport_errors(provoked).await;
    unusable(provoked).await;
    failures(provoked).await;
    faults(provoked).await;
}

async fn transport_errors(provoked: &mut Provoked) {
    for mode in MODES {
        for kind in KINDS {
            for evidence in EVIDENCE {
                let error = TransportError::new(kind, evidence)
                    .with_status(503)
                    .with_code("ServiceException")
                    .with_headers(Headers::new().with("x-amz-log-result", BODY))
                    .with_raw(BODY);
                let error = error_of(&lambda(Step::fail(error)), mode).await;
                provoked.add(format_args!("{mode:?} {kind:?} {evidence:?}"), error);
            }
        }
        for stage in [
            SendStage::Preparing,
            SendStage::Sending,
            SendStage::Responded,
        ] {
            let script = ScriptedTransport::always(Step::hang().at_stage(stage));
            let lambda = Lambda::builder(script)
                .timeout(Duration::from_millis(5))
                .build();
            let error = error_of(&lambda, mode).await;
            provoked.add(format_args!("{mode:?} timeout {stage:?}"), error);
        }
        for status in [200, 202, 204, 299] {
            let response = InvokeResponse::new(status, format!("\"{BODY}\"").into())
                .with_log_result("bWFya2VyYm9keQ==");
            let lambda = lambda(Step::respond(response));
            provoked.add(
                format_args!("{mode:?} status {status}"),
                error_of(&lambda, mode).await,
            );
        }
    }
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "it is never made")]
struct Order {
    id: u32,
    kind: Kind,
}

#[derive(Debug, Deserialize)]
enum Kind {
    Known,
}

/// Results that do not fit.
async fn unusable(provoked: &mut Provoked) {
    for body in [
        String::new(),
        BODY.to_owned(),
        format!("\"{BODY}\""),
        format!("<html>{BODY}</html>"),
        format!(r#"{{"{BODY}":1}}"#),
        format!(r#"{{"id":"{BODY}"}}"#),
        format!(r#"{{"id":1,"kind":"{BODY}"}}"#),
        format!(r#"{{"id":1,"kind":{{"{BODY}":2}}}}"#),
        format!(r#"{{"statusCode":500,"body":"{BODY}"}}"#),
        format!(r#"{{"errorMessage":"{BODY}"}}"#),
        format!("\"{{\\\"id\\\":\\\"{BODY}\\\"}}\""),
        format!("{{\"id\": {BODY}"),
    ] {
        let request = lambda(Step::json(body.clone()));
        let typed = request.call("f").json::<Order>(PAYLOAD).await;
        provoked.add(
            format_args!("as an order: {}", body.len()),
            typed.expect_err("it does not fit"),
        );
        let error = error_of(&request, Mode::Call).await;
        provoked.add(format_args!("as a number: {}", body.len()), error);
    }
}

/// Errors of functions, with markers in what is not their message.
async fn failures(provoked: &mut Provoked) {
    for document in [
        String::new(),
        BODY.to_owned(),
        format!("[\"{BODY}\"]"),
        format!(r#"{{"{BODY}":"{BODY}"}}"#),
        format!(r#"{{"errorType":"OutOfStock","errorMessage":"none left","event":"{BODY}"}}"#),
        format!(r#"{{"errorType":"Runtime.ExitError","event":"{BODY}"}}"#),
        format!(r#"{{"errorType":"lambda_client.Downstream","event":"{BODY}"}}"#),
    ] {
        let response = InvokeResponse::new(200, document.clone().into())
            .with_function_error("Unhandled")
            .with_log_result("bWFya2VyYm9keQ==");
        let error = error_of(&lambda(Step::respond(response)), Mode::Call).await;
        // A text that is not a document is the message.
        if document != BODY {
            provoked.add(
                format_args!("a function error of {} bytes", document.len()),
                error,
            );
        }
    }
}

/// Everything that `LocalLambda` can be made to do.
async fn faults(provoked: &mut Provoked) {
    type Provocation = (&'static str, fn() -> Fault);
    let faults: [Provocation; 9] = [
        ("throttled", Fault::throttle),
        ("503", || Fault::error(503, "ServiceException", "try again")),
        ("403", || {
            Fault::error(403, "AccessDeniedException", "no permission")
        }),
        ("reset before", Fault::reset_before_run),
        ("reset after", Fault::reset_after_run),
        ("truncated", || Fault::cut_off_body(2)),
        ("out of memory", Fault::out_of_memory),
        ("exit", || Fault::exit(1)),
        ("delay", || Fault::delay(Duration::from_secs(5))),
    ];
    for (what, fault) in faults {
        for mode in MODES {
            let echo = |event: Invocation| async move { event.payload };
            let local = LocalLambda::builder()
                .function("f", Function::new(echo).tenant_isolation())
                .build();
            local.inject("f", fault()).expect("a fault");
            let lambda = Lambda::builder(local)
                .timeout(Duration::from_millis(50))
                .retry(RetryConfig::new().max_attempts(1))
                .build();
            // An event is accepted before its function runs.
            let error = error_of(&lambda, mode).await;
            provoked.add(format_args!("{what} {mode:?}"), error);
        }
    }
    let echo = |_: Invocation| async { FunctionResponse::result(format!("\"{BODY}\"")) };
    let local = LocalLambda::builder().handler("f", echo).build();
    let error: Error = local
        .lambda()
        .call("g")
        .json::<u32>(PAYLOAD)
        .await
        .expect_err("not found");
    provoked.add("no such function", error);
    let error = local.lambda().call("f").json::<u32>(PAYLOAD).await;
    provoked.add("another result", error.expect_err("it is a text"));
}
