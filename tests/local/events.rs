//! Events: the queue, its retries, and where events end.

use std::sync::mpsc;
use std::time::Duration;

use lambda_client::local::{Destination, Fault, Function, InvocationRecord};
use lambda_client::{ErrorKind, LocalLambda, Raw, clock::ManualClock, server::Invocation};
use serde_json::Value;
use tokio::time::Instant;

use crate::shop::{OrdersClient, OrdersServer, Shop, echo, failing, sleeping};

async fn send(local: &LocalLambda, function: &str) -> String {
    let call = local.lambda().call(function).json::<()>(&"event").event();
    call.send().await.unwrap().request_id().unwrap().to_owned()
}

fn json(record: &InvocationRecord) -> Value {
    serde_json::from_slice(&record.to_json()).unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_event_with_two_retries_and_a_dead_letter_takes_no_real_time() {
    let (letters, received) = mpsc::channel();
    let (failures, failed) = tokio::sync::mpsc::unbounded_channel();
    let function = failing().on_failure(failures).dead_letters(letters);
    let local = LocalLambda::builder().function("f", function).build();
    let (started, real) = (Instant::now(), std::time::Instant::now());

    let id = send(&local, "f").await;
    local.settled().await;

    assert_eq!(
        started.elapsed().as_secs(),
        180,
        "one and two minutes apart"
    );
    assert!(
        real.elapsed() < Duration::from_secs(60),
        "and no such time has passed"
    );
    let runs = local.recorder().runs();
    assert_eq!(
        runs.iter().map(|run| run.attempt).collect::<Vec<_>>(),
        [1, 2, 3]
    );
    assert!(
        runs.iter().all(|run| run.request_id == id),
        "Lambda's own retries keep the id"
    );
    let letter = received.try_recv().unwrap();
    assert_eq!(letter.request_payload(), "\"event\"");
    assert_eq!(
        (letter.error_code(), letter.error_message()),
        (200, "no".to_owned())
    );
    let mut failed = failed;
    let record = json(&failed.try_recv().unwrap());
    assert_eq!(record["version"], "1.0");
    let context = &record["requestContext"];
    assert_eq!(context["requestId"], id);
    assert_eq!(
        context["functionArn"],
        "arn:aws:lambda:us-east-1:000000000000:function:f:$LATEST"
    );
    assert_eq!(context["condition"], "RetriesExhausted");
    assert_eq!(context["approximateInvokeCount"], 3);
    assert_eq!(record["requestPayload"], "event");
    assert_eq!(record["responseContext"]["statusCode"], 200);
    assert_eq!(record["responseContext"]["executedVersion"], "$LATEST");
    assert_eq!(record["responseContext"]["functionError"], "Unhandled");
    assert_eq!(record["responsePayload"]["errorType"], "Oops");
}

#[tokio::test(start_paused = true)]
async fn retries_are_as_many_as_configured() {
    for retries in 0..=2 {
        let local = LocalLambda::builder()
            .function("f", failing().maximum_retry_attempts(retries))
            .build();
        send(&local, "f").await;
        local.settled().await;
        local.recorder().assert_runs("f", retries as usize + 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_successful_event_reaches_its_destination_and_is_not_retried() {
    let (done, received) = mpsc::channel();
    let function = echo().publish().alias("live", 1).on_success(done);
    let local = LocalLambda::builder()
        .function("f", function)
        .fault("f", Fault::exit(1).on_call(1))
        .build();
    send(&local, "f:live").await;
    local.settled().await;
    let record = received.try_recv().unwrap();
    assert_eq!((record.condition(), record.invoke_count()), ("Success", 2));
    assert_eq!(
        record.function_arn(),
        "arn:aws:lambda:us-east-1:000000000000:function:f:live"
    );
    assert_eq!(json(&record)["responseContext"]["executedVersion"], "1");
    assert!(
        json(&record)["responseContext"]
            .get("functionError")
            .is_none()
    );
    assert!(received.try_recv().is_err());
}

#[tokio::test(start_paused = true)]
async fn a_throttled_event_waits_in_the_queue() {
    let function = sleeping()
        .reserved_concurrency(1)
        .timeout(Duration::from_secs(60));
    let local = LocalLambda::builder().function("f", function).build();
    let lambda = local.lambda();
    let busy = tokio::spawn(lambda.call("f").json::<Raw>(&10_000));
    tokio::time::sleep(Duration::from_millis(1)).await;
    let started = Instant::now();
    send(&local, "f").await;
    busy.await.unwrap().unwrap();
    local.settled().await;
    // Tries after 1, 2, 4 and 8 seconds: the last one finds the place free.
    assert_eq!(started.elapsed().as_secs(), 15);
    let runs = local.recorder().runs();
    assert_eq!(
        (runs.len(), runs[1].attempt),
        (2, 1),
        "a throttled attempt is not a run"
    );
}

#[tokio::test(start_paused = true)]
async fn an_event_grows_too_old() {
    let (letters, received) = mpsc::channel();
    let age = Duration::from_secs(600);
    let function = echo().maximum_event_age(age).dead_letters(letters);
    let local = LocalLambda::builder()
        .function("f", function)
        .fault("f", Fault::throttle().in_queue())
        .build();
    let started = Instant::now();
    send(&local, "f").await;
    local.settled().await;
    assert_eq!(started.elapsed().as_secs(), age.as_secs());
    let letter = received.try_recv().unwrap();
    assert_eq!(
        (letter.condition(), letter.invoke_count()),
        ("EventAgeExceeded", 0)
    );
    assert_eq!(letter.error_code(), 429);
    assert!(json(&letter).get("responsePayload").is_none());
    local.recorder().assert_runs("f", 0);
}

#[tokio::test(start_paused = true)]
async fn the_events_of_a_function_that_is_switched_off_are_given_up_at_once() {
    let (letters, received) = mpsc::channel();
    let function = echo().reserved_concurrency(0).dead_letters(letters);
    let local = LocalLambda::builder().function("f", function).build();
    let started = Instant::now();
    send(&local, "f").await;
    local.settled().await;
    assert!(started.elapsed().is_zero());
    assert_eq!(received.try_recv().unwrap().invoke_count(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_function_is_a_destination() {
    let function = failing()
        .maximum_retry_attempts(0)
        .on_failure(Destination::function("on-failure"))
        .dead_letters(Destination::function("letters"));
    let local = LocalLambda::builder()
        .function("f", function)
        .function("on-failure", echo())
        .function("letters", echo())
        .build();
    let seen = local.clone();
    send(&local, "f").await;
    local.settled().await;
    seen.recorder().assert_runs("on-failure", 1);
    seen.recorder().assert_runs("letters", 1);
    seen.recorder().assert_requests("letters", 0);
}

#[tokio::test(start_paused = true)]
async fn a_destination_gets_the_record_and_a_dead_letter_the_event() {
    let (told, heard) = mpsc::channel();
    let tell = move |name: &'static str| {
        let told = told.clone();
        Function::new(move |invocation: Invocation| {
            let _ = told.send((name, invocation.payload));
            async { "null" }
        })
    };
    let function = failing()
        .maximum_retry_attempts(0)
        .on_failure(Destination::function("on-failure"))
        .dead_letters(Destination::function("letters"));
    let local = LocalLambda::builder()
        .function("f", function)
        .function("on-failure", tell("record"))
        .function("letters", tell("event"))
        .build();
    send(&local, "f").await;
    local.settled().await;
    for _ in 0..2 {
        match heard.try_recv().unwrap() {
            ("event", payload) => assert_eq!(payload, "\"event\""),
            (_, payload) => {
                let record: Value = serde_json::from_slice(&payload).unwrap();
                assert_eq!(record["requestPayload"], "event");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn functions_that_invoke_each_other_for_ever_are_stopped() {
    let quiet = || Function::new(|_: Invocation| async { "null" });
    let ring = |next: &str| quiet().on_success(Destination::function(next));
    let local = LocalLambda::builder()
        .function("a", ring("b"))
        .function("b", ring("a"))
        .build();
    send(&local, "a").await;
    local.settled().await;
    assert_eq!(local.recorder().runs().len(), 16);
}

#[tokio::test(start_paused = true)]
async fn a_destination_that_panics_holds_nothing_up() {
    let function = echo().on_success(Destination::call(|_| panic!("no")));
    let local = LocalLambda::builder().function("f", function).build();
    send(&local, "f").await;
    local.settled().await;
}

#[tokio::test(start_paused = true)]
async fn an_event_of_a_trait_is_retried_and_an_invalid_one_rejected() {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .configure("orders-audit", |audit| audit.maximum_retry_attempts(1))
        .build();
    let orders = OrdersClient::new(&local.lambda());
    orders.audit("bad").await.unwrap();
    orders.audit("good").await.unwrap();
    local.settled().await;
    local.recorder().assert_runs("orders-audit", 3);
    let error = orders.audit("x").qualifier("nope").await.unwrap_err();
    assert_eq!(
        error.kind(),
        ErrorKind::Service,
        "what is not there is not queued"
    );
}

#[tokio::test(start_paused = true)]
async fn a_dry_run_runs_nothing_and_checks() {
    let local = LocalLambda::builder().function("f", echo()).build();
    let lambda = local.lambda();
    let response = lambda
        .call("f")
        .json::<()>(&1)
        .dry_run()
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), 204);
    assert!(lambda.call("g").json::<()>(&1).dry_run().await.is_err());
    local.recorder().assert_runs("f", 0);
    local.recorder().assert_requests("f", 1);
}

#[tokio::test]
async fn the_age_of_an_event_counts_from_its_acceptance() {
    let clock = ManualClock::new();
    let (records, received) = mpsc::channel();
    let function = echo()
        .maximum_event_age(Duration::from_secs(60))
        .on_failure(records);
    let local = LocalLambda::builder()
        .clock(clock.clone())
        .function("f", function)
        .fault("f", Fault::throttle().in_queue())
        .build();
    send(&local, "f").await;
    clock.advance(Duration::from_secs(60));
    tokio::time::timeout(Duration::from_secs(10), local.settled())
        .await
        .expect("too old by now");
    assert_eq!(received.try_recv().unwrap().condition(), "EventAgeExceeded");
}
