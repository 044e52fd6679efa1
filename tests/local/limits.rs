//! Limits and failures, with the messages of Lambda.

use std::time::Duration;

use bytes::Bytes;
use lambda_client::local::{Fault, Function};
use lambda_client::{
    DidRun, LocalLambda, Raw, RetryConfig,
    failure::FailureKind,
    server::Invocation,
    transport::{InvocationType, InvokeRequest, Transport},
};

use crate::shop::{echo, sleeping};

#[tokio::test]
async fn a_size_error_names_size_and_limit() {
    let local = LocalLambda::builder().function("f", echo()).build();
    for (invocation_type, limit) in [
        (InvocationType::RequestResponse, 6_291_456),
        (InvocationType::Event, 1_048_576),
    ] {
        let request = |bytes| {
            InvokeRequest::new("f", Bytes::from(vec![b'1'; bytes]))
                .with_invocation_type(invocation_type)
        };
        assert!(local.invoke(request(limit)).await.is_ok());
        let error = local.invoke(request(limit + 1)).await.unwrap_err();
        assert_eq!(
            (error.status(), error.code()),
            (Some(413), Some("RequestTooLargeException"))
        );
    }
}

#[tokio::test]
async fn a_response_that_is_too_large_is_a_function_error() {
    let large = |bytes: usize| Function::new(move |_: Invocation| async move { vec![b'1'; bytes] });
    let local = LocalLambda::builder()
        .function("fits", large(6_291_556))
        .function("large", large(6_291_557))
        .build();
    let lambda = local.lambda();
    let fits: Raw = lambda.call("fits").json(&()).await.unwrap();
    assert_eq!(fits.bytes().len(), 6_291_556);
    let error = lambda.call("large").json::<Raw>(&()).await.unwrap_err();
    let failure = error.failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::ResponseTooLarge);
    assert_eq!(
        failure.message(),
        Some("Response payload size exceeded maximum allowed payload size (6291556 bytes).")
    );
    assert_eq!(error.did_run(), DidRun::Yes);
}

#[tokio::test]
async fn an_event_that_is_not_json_is_rejected() {
    let local = LocalLambda::builder().function("f", echo()).build();
    let error = local
        .lambda()
        .call("f")
        .bytes("{")
        .await
        .map(|_: Raw| ())
        .unwrap_err();
    assert_eq!(error.code(), Some("InvalidRequestContentException"));
    let raw: Raw = local.lambda().call("f").bytes("").await.unwrap();
    assert_eq!(raw.bytes(), "{}");
    local.recorder().assert_runs("f", 1);
}

#[tokio::test(start_paused = true)]
async fn a_run_that_takes_too_long_is_ended() {
    let local = LocalLambda::builder().function("f", sleeping()).build();
    let error = local
        .lambda()
        .call("f")
        .json::<Raw>(&3_600_000)
        .send()
        .await
        .unwrap_err();
    let failure = error.failure().unwrap();
    assert_eq!(failure.error_type(), Some("Sandbox.Timedout"));
    let message = format!(
        "RequestId: {} Error: Task timed out after 3.00 seconds",
        error.request_ids().next().unwrap()
    );
    assert_eq!(failure.message(), Some(message.as_str()));
    assert_eq!(failure.kind(), FailureKind::Timeout);
    let runs = local.recorder().runs();
    assert_eq!(runs[0].duration, Some(Duration::from_secs(3)));
    let _ = local.lambda().call("f").json::<Raw>(&0).await.unwrap();
    assert!(
        local.recorder().runs()[1].cold_start,
        "the environment did not survive"
    );
}

#[tokio::test]
async fn a_panic_ends_only_itself() {
    let panics = Function::new(|_: Invocation| async { panic!("no more") as &'static str });
    let local = LocalLambda::builder().function("f", panics).build();
    for _ in 0..2 {
        let error = local.lambda().call("f").json::<Raw>(&1).await.unwrap_err();
        assert_eq!(
            error.failure().unwrap().message(),
            Some("panicked: no more")
        );
    }
    assert!(
        !local.recorder().runs()[1].cold_start,
        "a runtime survives a panic of its handler"
    );
}

#[tokio::test]
async fn crashes_have_lambdas_messages() {
    let local = LocalLambda::builder()
        .function("f", echo())
        .fault("f", Fault::out_of_memory().on_call(1))
        .fault("f", Fault::exit(1).on_call(2))
        .fault("f", Fault::exit(0).on_call(3))
        .build();
    for (error_type, kind, words) in [
        (
            "Runtime.OutOfMemory",
            FailureKind::OutOfMemory,
            "Error: Runtime exited with error: signal: killed",
        ),
        (
            "Runtime.ExitError",
            FailureKind::Exit,
            "Error: Runtime exited with error: exit status 1",
        ),
        (
            "Runtime.ExitError",
            FailureKind::Exit,
            "Error: Runtime exited without providing a reason",
        ),
    ] {
        let error = local.lambda().call("f").json::<Raw>(&1).await.unwrap_err();
        let failure = error.failure().unwrap();
        assert_eq!(failure.error_type(), Some(error_type));
        assert_eq!(failure.kind(), kind);
        assert!(failure.message().unwrap().ends_with(words), "{failure:?}");
    }
    let _: Raw = local.lambda().call("f").json(&1).await.unwrap();
    assert!(
        local.recorder().runs().iter().all(|run| run.cold_start),
        "a crash takes the environment with it"
    );
}

#[tokio::test(start_paused = true)]
async fn concurrency_is_limited_for_function_and_account() {
    let local = LocalLambda::builder()
        .account_concurrency(3)
        .function("reserved", sleeping().reserved_concurrency(1))
        .function("off", echo().reserved_concurrency(0))
        .function("free", sleeping())
        .build();
    let lambda = local.lambda_builder().retry(RetryConfig::never()).build();
    let busy: Vec<_> = ["reserved", "free", "free"]
        .map(|name| tokio::spawn(lambda.call(name).json::<Raw>(&1000)))
        .into_iter()
        .collect();
    tokio::time::sleep(Duration::from_millis(10)).await;
    for (name, reason) in [
        (
            "reserved",
            "ReservedFunctionConcurrentInvocationLimitExceeded",
        ),
        ("free", "ConcurrentInvocationLimitExceeded"),
        ("off", "ReservedFunctionConcurrentInvocationLimitExceeded"),
    ] {
        let error = local
            .invoke(InvokeRequest::new(name, "1".into()))
            .await
            .unwrap_err();
        assert_eq!(
            (error.status(), error.code()),
            (Some(429), Some("TooManyRequestsException"))
        );
        assert_eq!(error.reason(), Some(reason), "{name}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(1)));
    }
    for call in busy {
        call.await.unwrap().unwrap();
    }
    let _: Raw = lambda.call("reserved").json(&0).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_function_that_is_switched_off_is_not_promised_for_later() {
    let local = LocalLambda::builder()
        .function("off", echo().reserved_concurrency(0))
        .function("busy", echo())
        .fault("busy", Fault::throttle())
        .build();
    let error = |name| {
        let call = local.lambda().call(name).json::<Raw>(&1);
        async move { call.await.unwrap_err() }
    };
    let off = error("off").await;
    assert_eq!(off.attempts().len(), 3);
    let unless = "; retry in 1s, unless the function's reserved concurrency is 0";
    assert!(off.to_string().contains(unless), "{off}");
    let busy = error("busy").await.to_string();
    assert!(
        busy.contains("; retry in 1s") && !busy.contains("unless"),
        "{busy}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_function_in_the_state_failed_is_called_once() {
    let words = "The operation cannot be performed at this time. The function is currently in the following state:";
    for (state, attempts) in [("Failed", 1), ("Pending", 3)] {
        let conflict = format!("{words} {state}");
        let local = LocalLambda::builder()
            .function("f", echo())
            .fault(
                "f",
                Fault::error(409, "ResourceConflictException", &conflict),
            )
            .build();
        let call = local.lambda().call("f").json::<Raw>(&1);
        let error = call.idempotent(true).await.unwrap_err();
        assert_eq!(error.attempts().len(), attempts, "{error}");
        assert_eq!(error.did_run(), DidRun::No);
    }
}

#[tokio::test(start_paused = true)]
async fn a_run_continues_without_its_caller_and_counts_toward_the_limit() {
    let local = LocalLambda::builder()
        .function("f", sleeping().reserved_concurrency(1))
        .build();
    let call = local
        .lambda()
        .call("f")
        .json::<Raw>(&1000)
        .timeout(Duration::from_millis(100));
    assert_eq!(call.await.unwrap_err().did_run(), DidRun::Unknown);
    assert!(
        local
            .invoke(InvokeRequest::new("f", "0".into()))
            .await
            .is_err()
    );
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(
        local
            .invoke(InvokeRequest::new("f", "0".into()))
            .await
            .is_ok()
    );
    assert_eq!(
        local.recorder().runs()[0].duration,
        Some(Duration::from_secs(1))
    );
}

#[tokio::test(start_paused = true)]
async fn environments_start_cold_and_stay_warm() {
    let slow = sleeping()
        .cold_start(Duration::from_millis(500))
        .keep_warm(Duration::from_secs(60));
    let local = LocalLambda::builder().function("f", slow).build();
    let lambda = local.lambda();
    let call = |lambda: lambda_client::Lambda| async move {
        lambda.call("f").json::<Raw>(&100).await.unwrap()
    };
    call(lambda.clone()).await;
    call(lambda.clone()).await;
    let _ = tokio::join!(call(lambda.clone()), call(lambda.clone()));
    tokio::time::sleep(Duration::from_secs(61)).await;
    call(lambda).await;
    let cold: Vec<bool> = local
        .recorder()
        .runs()
        .iter()
        .map(|run| run.cold_start)
        .collect();
    assert_eq!(cold, [true, false, false, true, true]);
}
