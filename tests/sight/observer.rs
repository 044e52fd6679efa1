//! What observers are told.

use std::sync::{Arc, Mutex};

use lambda_client::failure::Failure;
use lambda_client::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Observer};
use lambda_client::server::ErrorDocument;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::{Error, FunctionError, Lambda, LocalLambda, Raw};

use crate::shop::{Course, SECRET};

/// Writes down everything that it is told, by every getter and by `Debug`.
#[derive(Clone, Default)]
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    debug: Arc<Mutex<String>>,
}

impl Log {
    fn add(&self, line: String, debug: String) {
        self.lines.lock().unwrap().push(line);
        self.debug.lock().unwrap().push_str(&debug);
    }

    fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }
}

impl Observer for Log {
    fn attempt_started(&self, attempt: &AttemptStart) {
        let target = attempt.target();
        let line = format!(
            "start {} {}:{} {:?} {} {:?} {:?} after {:?}",
            attempt.number(),
            target.function(),
            target.qualifier().unwrap_or("-"),
            target.method(),
            target.operation(),
            target.invocation_type().map(|mode| mode.as_str()),
            target.region(),
            attempt.delay(),
        );
        self.add(line, format!("{attempt:?}"));
    }

    fn attempt_finished(&self, attempt: &AttemptEnd) {
        let line = format!(
            "end {} {} {:?} {:?} {:?} {:?} in {:?} after {:?}",
            attempt.number(),
            attempt.did_run().as_str(),
            attempt.error_kind().map(|kind| kind.as_str()),
            attempt.code(),
            attempt.status(),
            attempt.request_id(),
            attempt.duration(),
            attempt.delay(),
        );
        self.add(line, format!("{attempt:?}"));
    }

    fn call_dropped(&self, call: &CallDrop) {
        self.add("dropped".to_owned(), format!("{call:?}"));
    }

    fn call_finished(&self, call: &CallEnd) {
        let line = format!(
            "call {} {} {:?} {:?} {:?} {:?} v{:?} in {:?}, {} attempts, cold {:?}",
            call.target().function(),
            call.did_run().as_str(),
            call.error_kind().map(|kind| kind.as_str()),
            call.code(),
            call.status(),
            call.request_id(),
            call.executed_version(),
            call.duration(),
            call.attempts().len(),
            call.is_cold_start(),
        );
        let billed = call.report().and_then(|report| report.billed_duration());
        assert_eq!(billed.is_some(), call.is_cold_start().is_some());
        self.add(line, format!("{call:?}"));
    }
}

async fn observed(course: Course) -> Vec<String> {
    let log = Log::default();
    let builder = Lambda::builder(course.transport()).observer(log.clone());
    course.run(builder).await;
    assert!(!log.debug.lock().unwrap().contains(SECRET), "{course:?}");
    let lines = log.lines();
    assert!(!lines.concat().contains(SECRET), "{lines:?}");
    lines
}

const START: &str = "start 1 orders-place:live Some(\"place\") Invoke Some(\"RequestResponse\") Some(\"eu-west-1\") after 0ns";

#[tokio::test(start_paused = true)]
async fn a_success_is_told_with_its_facts() {
    assert_eq!(
        observed(Course::Success).await,
        [
            START,
            "end 1 yes None None Some(200) Some(\"id-1\") in 50ms after 0ns",
            "call orders-place yes None None Some(200) Some(\"id-1\") vSome(\"3\") in 50ms, 1 attempts, cold None",
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn every_attempt_is_told() {
    let lines = observed(Course::ThrottledSuccess).await;
    assert_eq!(lines[0], START);
    assert_eq!(
        lines[1],
        "end 1 no Some(\"throttled\") Some(\"TooManyRequestsException\") Some(429) Some(\"id-1\") in 0ns after 0ns"
    );
    assert_eq!(
        lines[2],
        START
            .replace("start 1", "start 2")
            .replace("after 0ns", "after 1s")
    );
    assert_eq!(
        lines[3],
        "end 2 yes None None Some(200) Some(\"id-2\") in 50ms after 1s"
    );
    assert_eq!(
        lines[4],
        "call orders-place yes None None Some(200) Some(\"id-2\") vSome(\"3\") in 1.05s, 2 attempts, cold None"
    );
    assert_eq!(lines.len(), 5);
}

#[tokio::test(start_paused = true)]
async fn failures_are_told_with_their_kind() {
    for (course, attempt, call) in [
        (
            Course::Timeout,
            "end 1 unknown Some(\"timeout\") None None None in 2s",
            "unknown Some(\"timeout\") None None None vNone in 2s",
        ),
        (
            Course::TypedError,
            "end 1 yes Some(\"function\") Some(\"OutOfStock\") Some(200) Some(\"id-1\") in 50ms",
            "yes Some(\"function\") Some(\"OutOfStock\") Some(200) Some(\"id-1\") vNone in 50ms",
        ),
        (
            Course::UndeclaredError,
            "end 1 yes Some(\"function\") Some(\"Surprise\") Some(200) Some(\"id-1\") in 50ms",
            "yes Some(\"function\") Some(\"Surprise\") Some(200) Some(\"id-1\") vNone in 50ms",
        ),
        // Only decoding shows it.
        (
            Course::Undecodable,
            "end 1 yes None None Some(200) Some(\"id-1\") in 50ms",
            "yes Some(\"decode\") None Some(200) Some(\"id-1\") vNone in 50ms",
        ),
    ] {
        let lines = observed(course).await;
        assert_eq!(lines[0], START);
        assert!(lines[1].starts_with(attempt), "{lines:?}");
        assert!(
            lines[2].starts_with(&format!("call orders-place {call}, 1 attempts")),
            "{lines:?}"
        );
        assert_eq!(lines.len(), 3, "{lines:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn no_observer_sees_what_a_call_carries() {
    for course in Course::ALL {
        // It looks for the secret.
        assert!(!observed(course).await.is_empty(), "{course:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_log_tells_of_a_cold_start() {
    let lines = observed(Course::ColdStart).await;
    assert!(lines[2].ends_with("cold Some(true)"), "{lines:?}");
}

#[tokio::test]
async fn a_mistake_found_before_sending_is_a_call_without_attempts() {
    let log = Log::default();
    let script = ScriptedTransport::always(Step::json("7"));
    let lambda = Lambda::builder(script).observer(log.clone()).build();
    let call = lambda
        .call("orders")
        .json::<Raw>(&())
        .qualifier("no qualifier");
    call.await.unwrap_err();
    lambda.flush_observers().await;
    let lines = log.lines();
    assert_eq!(lines.len(), 1);
    let start = "call orders no Some(\"configuration\") None None None vNone in ";
    assert!(lines[0].starts_with(start), "{lines:?}");
    assert!(lines[0].ends_with(", 0 attempts, cold None"), "{lines:?}");
}

#[tokio::test]
async fn requests_that_read_are_told() {
    let log = Log::default();
    let local = LocalLambda::builder().build();
    let lambda = Lambda::builder(local).observer(log.clone()).build();
    lambda.functions().all().await.unwrap();
    lambda.function("orders").await.unwrap_err();
    lambda.flush_observers().await;
    let lines = log.lines();
    assert_eq!(
        lines[0],
        "start 1 :- None ListFunctions None None after 0ns"
    );
    assert!(lines[2].starts_with("call  no None"), "{lines:?}");
    assert_eq!(
        lines[3],
        "start 1 orders:- None GetFunctionConfiguration None None after 0ns"
    );
    let not_found =
        "call orders no Some(\"service\") Some(\"ResourceNotFoundException\") Some(404)";
    assert!(lines[5].starts_with(not_found), "{lines:?}");
    assert_eq!(lines.len(), 6);
}

/// Panics whenever it is told something.
struct Broken;

impl Observer for Broken {
    fn attempt_started(&self, _: &AttemptStart) {
        panic!("started");
    }

    fn attempt_finished(&self, _: &AttemptEnd) {
        panic!("finished");
    }

    fn call_finished(&self, _: &CallEnd) {
        panic!("ended");
    }
}

#[tokio::test(start_paused = true)]
async fn a_panic_of_an_observer_breaks_neither_the_call_nor_the_others() {
    let (before, after) = (Log::default(), Log::default());
    let builder = Lambda::builder(Course::ThrottledSuccess.transport())
        .observer(before.clone())
        .observer(Broken)
        .observer(Arc::new(after.clone()));
    Course::ThrottledSuccess.run(builder).await;
    assert_eq!(before.lines().len(), 5);
    assert_eq!(before.lines(), after.lines());
}

/// An error type that no function sends.
#[derive(Debug)]
struct Received(Error);

impl FunctionError for Received {
    fn from_error(error: Error) -> Self {
        Received(error)
    }

    fn to_document(&self) -> ErrorDocument {
        panic!("callers only receive it")
    }
}

#[lambda_client::lambda_fn(name = "stock")]
trait Stock {
    async fn count(&self) -> Result<u32, Received>;
}

#[tokio::test]
async fn an_error_type_that_cannot_make_a_document_can_be_observed() {
    let script = ScriptedTransport::always(Step::function_error("Sold", "out"));
    let log = Log::default();
    let lambda = Lambda::builder(script).observer(log.clone()).build();
    let error = StockClient::new(&lambda).count().await.unwrap_err();
    assert_eq!(error.0.code(), Some("Sold"));
    lambda.flush_observers().await;
    assert_eq!(log.lines().len(), 3);
}

/// An error type that can receive nothing, of a function that is run again for each of its errors.
#[derive(Debug)]
struct Unreceived;

impl FunctionError for Unreceived {
    fn from_error(_: Error) -> Self {
        panic!("nobody expected this")
    }

    fn to_document(&self) -> ErrorDocument {
        ErrorDocument::new("Unreceived", "")
    }

    fn is_retryable(_: &Failure) -> bool {
        true
    }
}

#[lambda_client::lambda_fn(name = "stock", idempotent)]
trait Depot {
    async fn count(&self) -> Result<u32, Unreceived>;
}

#[tokio::test(start_paused = true)]
async fn an_error_that_cannot_be_received_does_not_break_an_attempt_that_is_observed() {
    let steps = [Step::function_error("Sold", "out"), Step::json("7")];
    let log = Log::default();
    let builder = Lambda::builder(ScriptedTransport::new(steps));
    let lambda = builder.observer(log.clone()).build();
    assert_eq!(DepotClient::new(&lambda).count().await.unwrap(), 7);
    lambda.flush_observers().await;
    assert_eq!(log.lines().len(), 5);
}
