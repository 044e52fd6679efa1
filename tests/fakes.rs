//! Fakes of a user's trait return every error that a real call can return.

use lambda_client::certainty::{Attempt, Retryability};
use lambda_client::transport::{Evidence, TransportError, TransportErrorKind};
use lambda_client::{DidRun, Error, ErrorKind, lambda_fn};

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<u32, Error>;
}

/// Fails with this error, always.
struct Failing(Error);

impl Orders for Failing {
    async fn place(&self, _sku: &str) -> Result<u32, Error> {
        Err(self.0.clone())
    }
}

/// What a program does after a call, depending on whether the function ran.
#[derive(Debug, PartialEq)]
enum Next {
    Done,
    RetryLater,
    GiveUp,
    Reconcile(Vec<String>),
    Compensate,
}

async fn order(orders: &impl Orders) -> Next {
    let Err(error) = orders.place("cup").await else {
        return Next::Done;
    };
    match error.did_run() {
        DidRun::No if error.is_retryable() => Next::RetryLater,
        DidRun::No | DidRun::InitOnly => Next::GiveUp,
        DidRun::Unknown => Next::Reconcile(error.request_ids().map(str::to_owned).collect()),
        DidRun::Yes => Next::Compensate,
    }
}

#[tokio::test]
async fn an_error_of_which_nobody_knows_whether_the_function_ran() {
    let error = Error::builder(ErrorKind::Timeout)
        .message("timed out after 5s")
        .attempts([Attempt::new(DidRun::Unknown).with_request_id("id-1")])
        .build();
    let next = order(&Failing(error)).await;
    assert_eq!(next, Next::Reconcile(vec!["id-1".to_owned()]));

    let reset = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown);
    let next = order(&Failing(reset.into())).await;
    assert_eq!(next, Next::Reconcile(Vec::new()));
}

#[tokio::test]
async fn errors_that_call_for_other_steps() {
    let throttled = TransportError::service(429).with_code("TooManyRequestsException");
    assert_eq!(order(&Failing(throttled.into())).await, Next::RetryLater);

    let denied = Error::builder(ErrorKind::Service)
        .did_run(DidRun::No)
        .code("AccessDeniedException")
        .status(403)
        .build();
    assert_eq!(order(&Failing(denied)).await, Next::GiveUp);

    let broken = Error::builder(ErrorKind::Function)
        .did_run(DidRun::InitOnly)
        .build();
    assert_eq!(order(&Failing(broken)).await, Next::GiveUp);

    let out_of_stock = Error::function("OutOfStock", "no cups");
    assert_eq!(order(&Failing(out_of_stock)).await, Next::Compensate);
}

#[test]
fn an_error_of_a_fake_reads_like_one_of_a_call() {
    let attempt = || {
        Attempt::new(DidRun::No)
            .with_request_id("id-1")
            .with_retryability(Retryability::Throttled)
    };
    let error = Error::builder(ErrorKind::Throttled)
        .function("orders-place")
        .code("TooManyRequestsException")
        .status(429)
        .message("Rate Exceeded.")
        .attempts([attempt(), attempt()])
        .build();
    assert_eq!(
        error.to_string(),
        "function `orders-place`: throttled (TooManyRequestsException, HTTP 429): Rate Exceeded; the function did not run; 2 \
         attempts; retry later (request IDs: id-1, id-1)"
    );
}
