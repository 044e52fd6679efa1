//! What a generated `Retry` does about real responses of Lambda.

use std::time::Duration;

use lambda_client::local::{Fault, RecordedRequest};
use lambda_client::step_functions::definition::{Definition, parallel};

use super::{Desk, LIMIT, Order, StockClient, StockError, Visit, languages, run, soon};

/// Returns the status and the code of a response.
fn response(request: &RecordedRequest) -> (Option<u16>, Option<&str>) {
    (request.status, request.code.as_deref())
}

const THROTTLED: (Option<u16>, Option<&str>) = (Some(429), Some("TooManyRequestsException"));

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_retries_a_throttled_task_and_its_function_runs_once() {
    let mut desk = Desk::new().await;
    for (language, definition) in languages(|| StockClient::take_task().retry(soon())) {
        let machine = desk.create::<Visit>(&format!("throttled-{language}"), definition);
        desk.inject("stock-take", Fault::throttle().times(2));
        run(&machine, &Order::default()).await.expect("a visit");
        let requests = desk.requests("stock-take");
        let responses: Vec<_> = requests.iter().map(response).collect();
        assert_eq!(
            responses,
            [THROTTLED, THROTTLED, (Some(200), None)],
            "{language}"
        );
        assert_eq!(desk.runs("stock-take"), 1, "{language}");
    }
}

/// One branch occupies the only place of the function, and the other one is throttled until it is free.
#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_retries_a_task_while_its_function_has_no_concurrency_left() {
    let mut desk = Desk::new().await;
    let retry = soon().max_attempts(100);
    let branch = |name| StockClient::take_task().retry(retry).named(name);
    let both = parallel((branch("one"), branch("other")));
    let machine = desk.create::<(Visit, Visit)>("crowded", Definition::standard(both));
    let held = Order {
        held: u32::MAX,
        ..Order::default()
    };
    let opened = async {
        while !desk
            .requests("stock-take")
            .iter()
            .any(|request| response(request) == THROTTLED)
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        desk.shelf.gate.add_permits(1);
    };
    let opened = tokio::time::timeout(LIMIT, opened);
    let (visits, opened) = tokio::join!(run(&machine, &held), opened);
    opened.expect("one branch is throttled");
    let (one, other) = visits.expect("two visits");
    assert_eq!(
        (one.state.as_deref(), other.state.as_deref()),
        (Some("one"), Some("other"))
    );
    // The one that came first was not retried.
    assert_eq!(one.retries.min(other.retries), 0);
    assert!(one.retries.max(other.retries) > 0);
    assert_eq!(desk.runs("stock-take"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_retries_what_may_have_run_only_if_idempotent() {
    let mut desk = Desk::new().await;
    let take = Definition::standard(StockClient::take_task().retry(soon()));
    let take = desk.create::<Visit>("take", take);
    let reserve = Definition::standard(StockClient::reserve_task().retry(soon()));
    let reserve = desk.create::<Visit>("reserve", reserve);
    // With the runs that an attempt costs.
    for (fault, name, runs) in [
        (
            Fault::service_error("ServiceException"),
            "Lambda.ServiceException",
            0,
        ),
        (Fault::reset_before_run(), "Lambda.SdkClientException", 0),
        (Fault::reset_after_run(), "Lambda.SdkClientException", 1),
        (Fault::cut_off_body(3), "Lambda.SdkClientException", 1),
    ] {
        desk.inject("stock-take", fault.clone().times(1));
        let error = run(&take, &Order::default()).await;
        let Err(StockError::Other(error)) = error else {
            panic!("{name}: {error:?}");
        };
        // moto has no name for a broken connection: `moto_states.py` adds the one that AWS documents.
        assert_eq!(error.code(), Some(name));
        assert_eq!(desk.requests("stock-take").len(), 1, "{name}");
        assert_eq!(desk.runs("stock-take"), runs, "{name}");

        desk.inject("stock-reserve", fault.times(1));
        let visit = run(&reserve, &Order::default()).await;
        assert_eq!(visit.expect("a visit").retries, 1, "{name}");
        assert_eq!(desk.requests("stock-reserve").len(), 2, "{name}");
        assert_eq!(desk.runs("stock-reserve"), runs + 1, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_runs_a_function_again_after_a_timeout_only_if_idempotent() {
    let mut desk = Desk::new().await;
    let limit = Duration::from_secs(8);
    let take = Definition::standard(StockClient::take_task().retry(soon()).timeout(limit));
    let take = desk.create::<Visit>("late-take", take);
    let reserve = Definition::standard(StockClient::reserve_task().retry(soon()).timeout(limit));
    let reserve = desk.create::<Visit>("late-reserve", reserve);
    let held = Order {
        held: 1,
        ..Order::default()
    };
    let error = run(&take, &held).await;
    let Err(StockError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.code(), Some("States.Timeout"));
    assert_eq!(desk.runs("stock-take"), 1);

    let visit = run(&reserve, &held).await.expect("a visit");
    assert_eq!(visit.retries, 1);
    assert_eq!(desk.runs("stock-reserve"), 2);
}
