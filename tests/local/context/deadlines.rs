//! Calls made while serving end before the invocation does.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use lambda_client::certainty::Retryability;
use lambda_client::local::{Fault, Function};
use lambda_client::server::{ErrorDocument, Invocation};
use lambda_client::{Call, Context, DidRun, Error, ErrorKind, Lambda, LocalLambda, RetryConfig};
use tokio::time::{Instant, sleep};

use super::slow;

/// What a method learned from one call: its error, and how much time the invocation had left then.
type Learned = (Error, Duration);

/// Sets options of the call.
type Change = fn(Call<Result<u8, Error>>) -> Call<Result<u8, Error>>;

/// Runs a function with a timeout of one second which waits until it has `left`, and then makes a call of `slow`.
async fn call_with(left: Duration, stock: &LocalLambda, change: Change) -> Learned {
    let learned = Arc::new(Mutex::new(None));
    let (lambda, sender) = (stock.lambda(), Arc::clone(&learned));
    let front = Function::new(move |_: Invocation| {
        let (lambda, sender): (Lambda, Arc<Mutex<Option<Learned>>>) =
            (lambda.clone(), Arc::clone(&sender));
        async move {
            let context = Context::current().expect("a handler has a context");
            sleep(context.remaining_time() - left).await;
            let error = change(lambda.call("slow").json(&1)).await.unwrap_err();
            *sender.lock().unwrap() = Some((error.clone(), context.remaining_time()));
            Err::<String, _>(ErrorDocument::from(error))
        }
    });
    let local = LocalLambda::builder()
        .function("front", front.timeout(Duration::from_secs(1)))
        .build();
    let outcome = local.lambda().call("front").json::<u8>(&1).await;
    let error = outcome.unwrap_err();
    assert_eq!(error.code(), Some("lambda_client.Downstream"), "{error}");
    let learned = learned.lock().unwrap().take();
    learned.expect("the call ended before the invocation did")
}

const LEFT: Duration = Duration::from_millis(300);
const MARGIN: Duration = Duration::from_millis(200);

#[tokio::test(start_paused = true)]
async fn a_call_ends_before_the_invocation_that_made_it() {
    for change in [
        (|call| call) as Change,
        |call| call.timeout(Duration::from_secs(60)),
        |call| call.attempt_timeout(Duration::from_secs(60)),
        |call| call.deadline((Instant::now() + Duration::from_secs(60)).into_std()),
        // Another attempt could not end in time either.
        |call| {
            call.idempotent(true)
                .retry(RetryConfig::new().max_attempts(9))
        },
    ] {
        let stock = slow();
        let (error, left) = call_with(LEFT, &stock, change).await;
        assert_eq!(error.kind(), ErrorKind::InvocationDeadline, "{error}");
        assert_eq!(error.did_run(), DidRun::Unknown);
        assert!(error.is_timeout() && !error.is_retryable());
        let retryability = error.attempts()[0].retryability();
        assert_eq!(retryability, Some(Retryability::Permanent));
        assert_eq!(left, MARGIN);
        sleep(Duration::from_secs(9)).await;
        assert_eq!(stock.recorder().runs().len(), 1);
        assert_eq!(
            error.to_string(),
            "function `slow`: no time left for the call: the invocation that made this call has 200ms left, which it keeps for \
             its own response; the function may have run; check before retrying"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_is_not_sent_if_nothing_but_the_margin_is_left() {
    for left in [MARGIN, Duration::from_millis(150)] {
        for change in [(|call| call) as Change, |call| call.idempotent(true)] {
            let stock = slow();
            let (error, at_end) = call_with(left, &stock, change).await;
            assert_eq!(error.kind(), ErrorKind::InvocationDeadline, "{error}");
            assert_eq!(error.did_run(), DidRun::No);
            assert_eq!(at_end, left, "it fails at once");
            assert_eq!(stock.recorder().requests().len(), 0);
            let left = left.as_millis();
            assert!(
                error.to_string().contains(&format!("{left}ms left")),
                "{error}"
            );
            let advice = "; the function did not run; safe to retry in another invocation";
            assert!(error.to_string().ends_with(advice), "{error}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_own_limits_of_a_call_count_if_they_come_first() {
    let stock = slow();
    let (error, left) =
        call_with(LEFT, &stock, |call| call.timeout(Duration::from_millis(50))).await;
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(left, Duration::from_millis(250));
    // An attempt that times out is retried while there is time.
    let stock = slow();
    let (error, _) = call_with(LEFT, &stock, |call| {
        let retry = RetryConfig::new()
            .max_attempts(9)
            .base_delay(Duration::from_millis(1))
            .max_delay(Duration::from_millis(1));
        let call = call.attempt_timeout(Duration::from_millis(30));
        call.idempotent(true).retry(retry)
    })
    .await;
    let attempts = error.attempts().len();
    assert!((2..=4).contains(&attempts), "{error}");
    assert_eq!(error.did_run(), DidRun::Unknown);
}

#[tokio::test(start_paused = true)]
async fn a_retry_waits_only_if_it_can_end_in_time() {
    let stock = LocalLambda::builder()
        .function("slow", Function::new(|_: Invocation| async { "7" }))
        .fault(
            "slow",
            Fault::throttle_for("CallerRateLimitExceeded", Some(1)),
        )
        .build();
    let (error, left) = call_with(LEFT, &stock, |call| call.idempotent(true)).await;
    assert_eq!(error.kind(), ErrorKind::Throttled, "{error}");
    assert_eq!(left, LEFT, "it does not wait");
    assert_eq!(stock.recorder().requests().len(), 1);
    assert!(
        error
            .to_string()
            .contains("no time left for another attempt"),
        "{error}"
    );
}

#[tokio::test(start_paused = true)]
async fn requests_that_read_end_in_time_too() {
    let stock = slow();
    let lambda = stock.lambda();
    let front = Function::new(move |_: Invocation| {
        let lambda = lambda.clone();
        async move {
            let context = Context::current().expect("a handler has a context");
            sleep(context.remaining_time() - MARGIN).await;
            let outcome = lambda.function("slow").configuration().await;
            let kind = outcome.err().map(|error| error.kind());
            format!("{:?}", kind == Some(ErrorKind::InvocationDeadline))
        }
    });
    let local = LocalLambda::builder().function("front", front).build();
    let in_time = local.lambda().call("front").json::<bool>(&1).await;
    assert!(in_time.unwrap());
}
