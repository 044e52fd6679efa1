//! Requests of a handler: they carry on its trace, end before its invocation, and their errors do not become its own.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::clients::Orders;
use super::ends::OrderError;
use super::script::{Script, described, ok, started};
use super::{EXECUTION, MACHINE, machine};
use crate::clock::TokioClock;
use crate::error::{Error, ErrorKind, FunctionError};
use crate::future::BoxFuture;
use crate::payload::{Encoded, encode};
use crate::server::context::source::ContextSource;
use crate::server::downstream_errors::leave_typed;
use crate::server::{Context, Invocation};
use crate::step_functions::{call, standard_codec};

fn context(trace_header: &str, remaining: Duration) -> Context {
    let mut invocation = Invocation::new("{}");
    invocation.remaining_time = Some(remaining);
    invocation.trace_header = Some(trace_header.to_owned());
    let source = ContextSource {
        clock: Arc::new(TokioClock),
        ..ContextSource::default()
    };
    Context::of(&invocation, source)
}

#[tokio::test(start_paused = true)]
async fn a_start_carries_on_the_trace_of_the_invocation() {
    let long = "x".repeat(257);
    for (trace, sent) in [
        ("Root=1-2-3", Some("Root=1-2-3")),
        (&*long, None),
        ("Root=ß", None),
    ] {
        let script = Script::new([started(EXECUTION, 0)]);
        let starts = async {
            machine(&script).start(&1).await?;
            script.machines().express(MACHINE).start(&1).await?;
            machine(&script).start(&1).trace_header("Root=9").await?;
            Ok::<_, Error>(())
        };
        let scope = context(trace, Duration::from_secs(60)).scope(starts);
        scope.await.unwrap();
        let requests = script.requests();
        let traces: Vec<_> = requests
            .iter()
            .map(|(_, body)| body["traceHeader"].as_str())
            .collect();
        assert_eq!(traces, [sent, sent, Some("Root=9")]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_wait_ends_before_the_invocation_does() {
    let script = Script::new([described(EXECUTION, "RUNNING", "")]);
    let execution = machine(&script).execution("order-17");
    let began = Instant::now();
    let invocation = context("Root=1-2-3", Duration::from_secs(10));
    let error = invocation
        .scope(execution.result().into_future())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvocationDeadline);
    let waited = began.elapsed();
    assert!(
        waited > Duration::from_secs(9) && waited < Duration::from_secs(10),
        "{waited:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn the_error_of_an_execution_leaves_a_handler_as_one_from_further_down() {
    let cause = r#","error":"OutOfStock","cause":"{\"errorType\":\"OutOfStock\",\"errorMessage\":\"no cups\"}""#;
    let script = Script::new([described(EXECUTION, "FAILED", cause)]);
    let execution = machine(&script).error::<OrderError>().execution("order-17");
    let own = leave_typed::<OrderError>(OrderError::OutOfStock("no cups".into()).to_document());
    assert_eq!(own.error_type(), "OutOfStock", "the handler's own");
    let leaving = async {
        let error = execution.result().await.unwrap_err();
        leave_typed::<OrderError>(error.to_document())
    };
    let invocation = context("Root=1-2-3", Duration::from_secs(60));
    let document = invocation.scope(leaving).await;
    assert_eq!(document.error_type(), "lambda_client.Downstream");
    assert_eq!(
        document.cause().map(|cause| cause.error_type()),
        Some("OutOfStock")
    );
}

#[tokio::test(start_paused = true)]
async fn the_error_of_what_a_handler_asks_is_noted_wherever_it_is_awaited() {
    const FAILED: &str = r#""status":"FAILED","error":"OutOfStock","cause":"{\"errorType\":\"OutOfStock\",\"errorMessage\":\"no cups\"}""#;
    type Asked = BoxFuture<'static, Result<(), OrderError>>;
    let wait = |script: &Script| -> Asked {
        let execution = machine(script).error::<OrderError>().execution("order-17");
        let result = execution.result();
        Box::pin(async move { result.await.map(drop) })
    };
    let call_and_wait = |script: &Script| -> Asked {
        let input = Encoded(encode(&1));
        let stub = Orders::new(script).0;
        Box::pin(call::<Result<(), OrderError>, _>(
            &stub,
            0,
            standard_codec(),
            input,
        ))
    };
    let run = |script: &Script| -> Asked {
        let machine = script.machines().express(MACHINE).error::<OrderError>();
        let run = machine.run(&1);
        Box::pin(async move { run.await.map(drop) })
    };
    let failed = || {
        ok(format!(
            r#"{{"executionArn":"{EXECUTION}","startDate":1.0,{FAILED}}}"#
        ))
    };
    for (name, steps, ask) in [
        ("wait", vec![failed()], &wait as &dyn Fn(&Script) -> Asked),
        (
            "call",
            vec![started(EXECUTION, 0), failed()],
            &call_and_wait,
        ),
        ("run", vec![failed()], &run),
    ] {
        let script = Script::new(steps);
        let leaving = async {
            let error = tokio::spawn(ask(&script)).await.unwrap().unwrap_err();
            leave_typed::<OrderError>(error.to_document())
        };
        let invocation = context("Root=1-2-3", Duration::from_secs(60));
        let document = invocation.scope(leaving).await;
        assert_eq!(document.error_type(), "lambda_client.Downstream", "{name}");
    }
}
