//! Faults in the way of calls.

use std::time::Duration;

use lambda_client::local::Fault;
use lambda_client::{
    DidRun, Error, ErrorKind, LocalLambda, Raw, RetryConfig,
    server::ErrorDocument,
    transport::{Evidence, InvokeRequest, Transport, TransportErrorKind},
};
use tokio::time::Instant;

use crate::shop::echo;

async fn call(local: &LocalLambda) -> Result<Raw, Error> {
    let lambda = local.lambda_builder().retry(RetryConfig::never()).build();
    lambda.call("f").json(&1).await
}

fn with(fault: Fault) -> LocalLambda {
    LocalLambda::builder()
        .function("f", echo())
        .fault("f", fault)
        .build()
}

#[tokio::test]
async fn every_fault_yields_its_evidence() {
    for (fault, did_run, runs, code) in [
        (
            Fault::throttle(),
            DidRun::No,
            0,
            Some("TooManyRequestsException"),
        ),
        (
            Fault::service_error("ServiceException"),
            DidRun::Unknown,
            0,
            Some("ServiceException"),
        ),
        (
            Fault::service_error("ENINotReadyException"),
            DidRun::No,
            0,
            Some("ENINotReadyException"),
        ),
        (Fault::status(504), DidRun::Unknown, 0, None),
        (Fault::reset_before_run(), DidRun::Unknown, 0, None),
        (Fault::reset_after_run(), DidRun::Unknown, 1, None),
        (Fault::cut_off_body(0), DidRun::Unknown, 1, None),
        (
            Fault::failure(ErrorDocument::new("Oops", "no")),
            DidRun::Yes,
            1,
            Some("Oops"),
        ),
    ] {
        let name = format!("{fault:?}");
        let local = with(fault);
        let error = call(&local).await.unwrap_err();
        assert_eq!(error.did_run(), did_run, "{name}");
        assert_eq!(error.code(), code, "{name}");
        local.recorder().assert_runs("f", runs);
    }
}

#[tokio::test]
async fn the_evidence_is_that_of_a_network() {
    let error = |fault| async move {
        with(fault)
            .invoke(InvokeRequest::new("f", "1".into()))
            .await
            .unwrap_err()
    };
    let reset = error(Fault::reset_after_run()).await;
    assert_eq!(
        (reset.kind(), reset.evidence()),
        (TransportErrorKind::Connection, Evidence::Unknown)
    );
    let cut = error(Fault::cut_off_body(0)).await;
    assert_eq!(
        (cut.kind(), cut.evidence()),
        (TransportErrorKind::Response, Evidence::Responded)
    );
    assert_eq!(cut.status(), Some(200));
    let throttled = error(Fault::throttle_for("CallerRateLimitExceeded", Some(7))).await;
    assert_eq!(throttled.reason(), Some("CallerRateLimitExceeded"));
    assert_eq!(throttled.retry_after(), Some(Duration::from_secs(7)));
}

#[tokio::test]
async fn the_nth_call_is_hit_and_others_are_not() {
    let local = with(Fault::reset_after_run().on_call(2));
    assert!(call(&local).await.is_ok());
    assert!(call(&local).await.is_err());
    assert!(call(&local).await.is_ok());
    local.inject("f", Fault::throttle().times(1)).unwrap();
    assert_eq!(call(&local).await.unwrap_err().status(), Some(429));
    assert!(call(&local).await.is_ok());
    local.inject("f", Fault::throttle()).unwrap();
    local.clear_faults();
    assert!(call(&local).await.is_ok());
    for (function, bad) in [
        ("g", Fault::throttle()),
        ("f", Fault::status(204)),
        ("f", Fault::throttle().with_probability(1.5)),
    ] {
        let error = local.inject(function, bad).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration);
    }
    assert!(call(&local).await.is_ok());
}

#[tokio::test]
#[expect(
    clippy::reversed_empty_ranges,
    reason = "this is the mistake that is reported"
)]
async fn a_fault_that_never_applies_is_reported() {
    let fault = Fault::throttle;
    for (bad, words) in [
        (fault().every(0), "every 0th call never applies"),
        (
            fault().on_call(0),
            "call 0 never applies: the first call is 1",
        ),
        (fault().times(0), "the first 0 calls never applies"),
        (fault().on_calls(5..=1), "calls 5 to 1 never applies"),
        (fault().with_probability(0.0), "invalid probability 0"),
        (
            fault().with_probability(f64::NAN),
            "invalid probability NaN",
        ),
        (Fault::service_error(""), "invalid error code \"\""),
        (
            Fault::service_error("Service Exception"),
            "invalid error code",
        ),
        (Fault::error(500, "", "why"), "invalid error code \"\""),
        (
            Fault::throttle_for("", None),
            "invalid throttle reason \"\"",
        ),
        (Fault::signal(""), "empty signal"),
        (Fault::signal(" "), "empty signal"),
        (Fault::status(200), "invalid status 200"),
        (
            Fault::reset_after_run().in_queue(),
            "never applies in the queue",
        ),
        (
            Fault::reset_before_run().in_queue(),
            "never applies in the queue",
        ),
        (
            Fault::cut_off_body(1).in_queue(),
            "never applies in the queue",
        ),
    ] {
        let name = format!("{bad:?}");
        let builder = LocalLambda::builder().function("f", echo());
        let error = builder.fault("f", bad.clone()).try_build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        let message = error.to_string();
        assert!(
            message.contains("function `f`: ") && message.contains(words),
            "{message}"
        );
        let error = call(&with(bad)).await.unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
    for good in [
        fault().on_calls(0..=1),
        fault().times(1),
        fault().every(1),
        fault().with_probability(1.0),
        fault().in_queue(),
        Fault::delay(Duration::from_secs(1)).in_queue(),
        Fault::signal("segmentation fault"),
        Fault::exit(1).in_queue(),
    ] {
        let builder = LocalLambda::builder().function("f", echo());
        assert!(builder.fault("f", good).try_build().is_ok());
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_retries_temporary_faults() {
    let local = LocalLambda::builder()
        .function("f", echo())
        .fault("f", Fault::throttle().times(2))
        .build();
    let response = local
        .lambda()
        .call("f")
        .json::<u32>(&1)
        .send()
        .await
        .unwrap();
    assert_eq!(response.attempts().len(), 3);
    local.recorder().assert_runs("f", 1);
}

#[tokio::test(start_paused = true)]
async fn a_delay_is_waited_for() {
    let local = with(Fault::delay(Duration::from_secs(90)));
    let started = Instant::now();
    call(&local).await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_secs(90));
}

#[tokio::test(start_paused = true)]
async fn a_seed_makes_random_choices_and_delays_reproducible() {
    let run = |seed| async move {
        let local = LocalLambda::builder()
            .seed(seed)
            .function("f", echo())
            .fault(
                "f",
                Fault::service_error("ServiceException").with_probability(0.3),
            )
            .fault("f", Fault::throttle().with_probability(0.3))
            .build();
        let lambda = local.lambda();
        let mut seen = Vec::new();
        for _ in 0..30 {
            let call = lambda.call("f").json::<Raw>(&1).idempotent(true);
            let attempts = match call.send().await {
                Ok(response) => response.attempts().to_vec(),
                Err(error) => error.attempts().to_vec(),
            };
            seen.push(format!("{attempts:?}"));
        }
        seen
    };
    let first = run(5).await;
    assert_eq!(first, run(5).await);
    assert_ne!(first, run(6).await);
}
