//! Attempts that wait before they are sent, for credentials or a connection: they show nothing about the function.

use std::time::Duration;

use futures::future::poll_immediate;
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, SendStage, Transport, TransportError,
};
use lambda_client::{Lambda, LocalLambda, fan_out};
use tokio::time::sleep;

const HOLD: Duration = Duration::from_secs(10);
const RUN: Duration = Duration::from_secs(60);

/// What a transport shows while it holds a request up.
#[derive(Clone, Copy, Debug)]
enum Shows {
    Nothing,
    Preparing,
    /// It has looked at the payload before, for example to sign it.
    ReadAndPreparing,
}

/// Holds each request up, and gives it to `LocalLambda` then.
#[derive(Debug)]
struct HoldsUp {
    shows: Shows,
    local: LocalLambda,
}

impl Transport for HoldsUp {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            match self.shows {
                Shows::Nothing => {}
                Shows::Preparing => request.report(SendStage::Preparing),
                Shows::ReadAndPreparing => {
                    assert!(!request.payload().is_empty());
                    request.report(SendStage::Preparing);
                }
            }
            sleep(HOLD).await;
            self.local.invoke(request).await
        })
    }
}

fn slow(capacity: u32) -> LocalLambda {
    let run = |invocation: Invocation| async move {
        sleep(RUN).await;
        invocation.payload
    };
    let function = Function::new(run).timeout(2 * RUN);
    LocalLambda::builder()
        .function("f", function.reserved_concurrency(capacity))
        .build()
}

/// Runs a fan-out of many items for this long, and returns the limit.
async fn limit_after(time: Duration, lambda: &Lambda) -> usize {
    let batch = fan_out(0..10_000, |item: u32| lambda.call("f").json::<u32>(&item));
    tokio::select! {
        _ = batch.collect() => unreachable!("it takes longer"),
        () = sleep(time) => lambda.limiter("f").limit(),
    }
}

#[tokio::test(start_paused = true)]
async fn an_attempt_that_is_held_up_does_not_raise_the_limit() {
    for shows in [Shows::Nothing, Shows::Preparing, Shows::ReadAndPreparing] {
        for (milliseconds, expected) in [
            (9_900, 10),
            // They have been sent just now, and may still be throttled.
            (10_550, 10),
            // They have been running for 0.6 seconds. At the next look, 0.5 seconds after the last one, they are believed to run.
            (11_200, 22),
        ] {
            let local = slow(1_000);
            let lambda = Lambda::new(HoldsUp { shows, local });
            let limit = limit_after(Duration::from_millis(milliseconds), &lambda).await;
            // With more than half of it unused, it does not grow. The attempts beyond it are probes.
            let is_expected = (expected..=expected + 4).contains(&limit);
            assert!(is_expected, "{shows:?}, {milliseconds} ms: {limit}");
        }
    }
}

/// Reports nothing, and runs for long.
#[derive(Debug)]
struct Silent;

impl Transport for Silent {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let payload = request.payload().clone();
            sleep(RUN).await;
            Ok(InvokeResponse::new(200, payload))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_transport_that_reports_nothing_has_sent_what_it_has_read() {
    let lambda = Lambda::new(Silent);
    let limit = limit_after(Duration::from_millis(650), &lambda).await;
    assert_eq!(limit, 22);
}

/// Is throttled after 0.55 seconds, as on a machine that stood still, and sends the request once more.
#[derive(Debug)]
struct Throttled;

impl Transport for Throttled {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            request.report(SendStage::Sending);
            sleep(Duration::from_millis(550)).await;
            let throttled = TransportError::service(429).with_code("TooManyRequestsException");
            request.report_error(&throttled);
            request.report(SendStage::Sending);
            sleep(RUN).await;
            Ok(InvokeResponse::new(200, request.payload().clone()))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn what_middleware_sends_anew_has_to_run_for_long_again() {
    for (milliseconds, expected) in [(1_000, 10), (1_250, 22)] {
        let lambda = Lambda::new(Throttled);
        let limit = limit_after(Duration::from_millis(milliseconds), &lambda).await;
        assert_eq!(limit, expected, "{milliseconds} ms");
    }
}

#[tokio::test(start_paused = true)]
async fn a_place_that_nobody_has_taken_does_not_raise_the_limit() {
    let limiter = Lambda::new(Silent).limiter("f");
    limiter.set_limit(8);
    let mut permits = Vec::new();
    for _ in 0..8 {
        permits.push(limiter.acquire().await);
    }
    let mut waiting: Vec<_> = (0..9).map(|_| Box::pin(limiter.acquire())).collect();
    for waiting in &mut waiting {
        assert!(poll_immediate(waiting).await.is_none());
    }
    // Eight of them may go on, but nobody asks them to.
    drop(permits);
    for _ in 0..40 {
        sleep(Duration::from_millis(100)).await;
        let last = waiting.last_mut().unwrap();
        assert!(poll_immediate(last).await.is_none());
    }
    assert_eq!((limiter.limit(), limiter.in_flight()), (8, 8));
}

#[tokio::test(start_paused = true)]
async fn the_limiter_does_not_hide_that_nothing_was_sent() {
    let shows = Shows::Preparing;
    let local = slow(1);
    let lambda = Lambda::new(HoldsUp { shows, local });
    let batch = fan_out(0..1, |item: u32| {
        let call = lambda.call("f").json::<u32>(&item);
        call.timeout(Duration::from_secs(1))
    });
    let batch = batch.collect().await;
    assert_eq!(batch.failed().count(), 1);
    assert_eq!(batch.unknown().count(), 0);
}
