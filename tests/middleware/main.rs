//! Middleware that sends a request more than once in an attempt: what was sent stays sent, whatever comes after it.

mod leaf;
mod several;

use std::time::Duration;

use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, Evidence, InvokeRequest, InvokeResponse, SendProgress, SendStage, Transport,
    TransportError, TransportErrorKind,
};
use lambda_client::{DidRun, Error, ErrorKind, Lambda, LocalLambda, RetryConfig};

use self::leaf::{FATES, Fate, Leaf, MANNERS, Manner, Record};
use self::several::{Several, WAYS, Way};

/// Makes a call that may last through any order of transports, and through three attempts.
async fn call(
    way: Way,
    transports: &[(Fate, Manner)],
    idempotent: bool,
) -> (Result<u32, Error>, Record) {
    let record = Record::default();
    let leaves = transports.iter().map(|&(fate, manner)| Leaf {
        fate,
        manner,
        record: record.clone(),
    });
    let lambda = Lambda::new(Several {
        way,
        leaves: leaves.collect(),
        record: record.clone(),
    });
    let call = lambda.call("f").json(&1).idempotent(idempotent);
    let call = call.retry(RetryConfig::new().max_attempts(3));
    let result = call.attempt_timeout(Duration::from_millis(200)).await;
    (result, record)
}

/// Checks that nothing runs twice over several attempts, and that `No` is said of nothing that ran and of all that certainly did
/// not.
fn check(result: &Result<u32, Error>, record: &Record, order: &[(Fate, Manner)], case: &str) {
    let runs = record.runs();
    let error = match result {
        Ok(_) => return assert!(!runs.is_empty(), "{case}: a response without a run"),
        Err(error) => error,
    };
    assert_eq!(error.attempts().len(), record.attempts(), "{case}");
    if let Some(first) = runs.first() {
        assert!(error.did_run() >= DidRun::Unknown, "{case}: {error}");
        assert_eq!(*first, record.attempts(), "{case}: retried after a run");
        return;
    }
    let all_report = order.iter().all(|(_, manner)| *manner == Manner::Reports);
    let all_refuse = order.iter().all(|(fate, _)| *fate == Fate::Refused);
    if all_report || all_refuse {
        assert_eq!(error.did_run(), DidRun::No, "{case}: {error}");
        assert_eq!(record.attempts(), 3, "{case}: not retried: {error}");
    }
}

fn all_orders(length: usize) -> Vec<Vec<(Fate, Manner)>> {
    let mut orders = vec![Vec::new()];
    for _ in 0..length {
        let longer = orders.iter().flat_map(|order| {
            FATES.iter().flat_map(move |&fate| {
                MANNERS.iter().map(move |&manner| {
                    let mut order: Vec<_> = order.clone();
                    order.push((fate, manner));
                    order
                })
            })
        });
        orders = longer.collect();
    }
    orders
}

async fn check_all_orders(length: usize) {
    let orders = all_orders(length);
    assert_eq!(orders.len(), 18_usize.pow(length as u32));
    for order in orders {
        for way in WAYS {
            let (result, record) = call(way, &order, false).await;
            check(&result, &record, &order, &format!("{way:?} {order:?}"));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn one_transport_in_every_order() {
    check_all_orders(1).await;
}

#[tokio::test(start_paused = true)]
async fn two_transports_in_every_order() {
    check_all_orders(2).await;
}

#[tokio::test(start_paused = true)]
async fn three_transports_in_every_order() {
    check_all_orders(3).await;
}

#[tokio::test(start_paused = true)]
async fn an_idempotent_call_is_retried_whatever_was_sent() {
    for way in WAYS {
        let order = [Fate::RunsAndResets, Fate::Refused].map(|fate| (fate, Manner::Reports));
        let (result, record) = call(way, &order, true).await;
        assert_eq!(result.unwrap_err().did_run(), DidRun::Unknown, "{way:?}");
        assert_eq!(record.runs(), [1, 2, 3], "{way:?}");
    }
}

/// Middleware that sends a request once more if it fails, as no middleware should.
#[derive(Debug)]
struct Retrying<T>(T);

impl<T: Transport> Transport for Retrying<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            match self.0.invoke(request.clone()).await {
                Ok(response) if response.function_error.is_none() => Ok(response),
                _ => self.0.invoke(request).await,
            }
        })
    }
}

fn reset() -> TransportError {
    TransportError::new(TransportErrorKind::Connection, Evidence::Unknown)
}

fn refused() -> TransportError {
    TransportError::new(TransportErrorKind::Connect, Evidence::NotSent)
}

fn throttled() -> TransportError {
    TransportError::service(429).with_code("TooManyRequestsException")
}

/// What a call through such middleware is told, and how many requests there were.
async fn retried(steps: [Step; 2]) -> (DidRun, usize) {
    let script = ScriptedTransport::new(steps).otherwise(Step::fail(refused()));
    let lambda = Lambda::new(Retrying(script.clone()));
    let call = lambda.call("f").json::<u32>(&1);
    let call = call.attempt_timeout(Duration::from_secs(1));
    let error = call.await.expect_err("nothing succeeds");
    (error.did_run(), script.requests().len())
}

#[tokio::test(start_paused = true)]
async fn a_second_request_does_not_unsend_the_first() {
    for first in [
        reset(),
        TransportError::service(500),
        TransportError::service(504),
    ] {
        for second in [
            Step::fail(refused()),
            Step::fail(throttled()),
            Step::hang().at_stage(SendStage::Preparing),
        ] {
            let case = format!("{first:?} {second:?}");
            let told = retried([Step::fail(first.clone()), second]).await;
            assert_eq!(told, (DidRun::Unknown, 2), "{case}");
        }
    }
}

/// Emulators run the function in a dry run, and its first request may have met one.
#[tokio::test(start_paused = true)]
async fn a_dry_run_that_passes_speaks_of_its_own_request_only() {
    let passes = || Step::respond(InvokeResponse::new(204, "".into()));
    for (first, did_run) in [
        (Step::fail(reset()), DidRun::Unknown),
        (Step::fail(TransportError::service(504)), DidRun::Unknown),
        (Step::fail(throttled()), DidRun::No),
        (Step::fail(refused()), DidRun::No),
        (passes(), DidRun::No),
    ] {
        let script = ScriptedTransport::new([first.clone(), passes()]);
        let lambda = Lambda::new(Retrying(script));
        let call = lambda.call("f").json::<u32>(&1).dry_run();
        let response = call.send().await.expect("the dry run passes");
        let found = response.attempts().last().map(|attempt| attempt.did_run());
        assert_eq!(found, Some(did_run), "{first:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn requests_that_certainly_ran_nothing_leave_nothing_open() {
    for first in [refused(), throttled(), TransportError::service(404)] {
        for second in [
            Step::fail(refused()),
            Step::fail(throttled()),
            Step::hang().at_stage(SendStage::Preparing),
        ] {
            let case = format!("{first:?} {second:?}");
            let (did_run, requests) = retried([Step::fail(first.clone()), second]).await;
            assert_eq!(did_run, DidRun::No, "{case}");
            assert_eq!(requests, 6, "{case}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_error_that_contradicts_the_reports_is_not_believed() {
    let step = Step::fail(refused()).at_stage(SendStage::Sending);
    let script = ScriptedTransport::always(step);
    let lambda = Lambda::new(script.clone());
    let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown, "{error}");
    assert_eq!(script.requests().len(), 1);
}

/// Middleware that builds its first request anew, as no middleware should, and then sends the one that it was given.
#[derive(Debug)]
struct Rebuilding(ScriptedTransport);

impl Transport for Rebuilding {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        let anew = InvokeRequest::new(request.function(), request.payload().clone());
        Box::pin(async move {
            match self.0.invoke(anew).await {
                Ok(response) => Ok(response),
                Err(_) => self.0.invoke(request).await,
            }
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_built_anew_is_not_forgotten() {
    for timeout in [None, Some(Duration::from_secs(1))] {
        let script = ScriptedTransport::new([Step::fail(reset()), Step::fail(refused())]);
        let lambda = Lambda::new(Rebuilding(script.clone()));
        let mut call = lambda.call("f").json::<u32>(&1);
        if let Some(timeout) = timeout {
            call = call.attempt_timeout(timeout);
        }
        let error = call.await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::Unknown, "{error}");
        assert_eq!(script.requests().len(), 2);
    }
}

/// Middleware that lets its first request go on in a task, and fails without waiting for it.
#[derive(Debug)]
struct Spawning(LocalLambda);

impl Transport for Spawning {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        let (local, progress) = (self.0.clone(), request.progress().clone());
        let (function, payload) = (request.function().to_owned(), request.payload().clone());
        tokio::spawn(async move {
            let request = InvokeRequest::new(&function, payload).with_progress(&progress);
            tokio::time::sleep(Duration::from_secs(1)).await;
            local.invoke(request).await
        });
        Box::pin(async { Err(refused()) })
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_in_a_task_may_still_be_sent() {
    let echo = |event: lambda_client::server::Invocation| async move { event.payload };
    let local = LocalLambda::builder().handler("f", echo).build();
    let lambda = Lambda::new(Spawning(local.clone()));
    let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Unknown, "{error}");
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert_eq!(local.recorder().runs_of("f").len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_functions_wish_for_a_retry_is_about_its_own_run() {
    #[derive(Debug)]
    struct Again(Error);

    impl lambda_client::FunctionError for Again {
        fn from_error(error: Error) -> Self {
            Again(error)
        }

        fn to_document(&self) -> lambda_client::server::ErrorDocument {
            self.0.to_document()
        }

        fn is_retryable(_: &lambda_client::failure::Failure) -> bool {
            true
        }
    }

    #[lambda_client::lambda_fn(name = "f")]
    trait Function {
        async fn run(&self) -> Result<u32, Again>;
    }

    let busy = || Step::function_error("Busy", "busy");
    for (first, requests) in [
        // The first request may have run the function to its end.
        (Step::fail(reset()), 2),
        // It ran nothing.
        (Step::fail(throttled()), 6),
    ] {
        let script =
            ScriptedTransport::new([first.clone(), busy(), first.clone(), busy(), first, busy()]);
        let client = FunctionClient::new(&Lambda::new(Retrying(script.clone())));
        let error = client.run().await.unwrap_err().0;
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Function, DidRun::Yes)
        );
        assert_eq!(script.requests().len(), requests);
    }
}

#[test]
fn a_request_that_somebody_makes_has_a_progress_too() {
    let request = InvokeRequest::new("f", "1".into());
    assert_eq!(request.progress().stage(), None);
    request.report(SendStage::Sending);
    assert_eq!(request.progress().stage(), Some(SendStage::Sending));

    let progress = SendProgress::new();
    let observed = request.clone().with_progress(&progress);
    observed.report(SendStage::Responded);
    for progress in [&progress, request.progress()] {
        assert_eq!(progress.stage(), Some(SendStage::Responded));
        assert!(progress.may_be_sent());
    }
}
