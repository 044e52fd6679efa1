//! How events reach observers: on their own thread, in order, and without anybody who waits.

use std::collections::BTreeMap;
use std::panic::panic_any;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use lambda_client::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Observer};
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::{Lambda, Raw};

/// How long a test waits in vain.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many events wait at most, as the documentation says.
const CAPACITY: usize = 8_192;

/// Holds every callback until it is opened, or until so much time has passed that a test has failed.
struct Gate {
    until: Instant,
    is_open: Mutex<bool>,
    opened: Condvar,
    passed: AtomicUsize,
    lost: Mutex<Vec<(usize, u64)>>,
}

impl Gate {
    fn new() -> Arc<Gate> {
        Arc::new(Gate {
            until: Instant::now() + PATIENCE,
            is_open: Mutex::default(),
            opened: Condvar::default(),
            passed: AtomicUsize::default(),
            lost: Mutex::default(),
        })
    }

    fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let closed = self.is_open.lock().unwrap();
        let wait = self.until.saturating_duration_since(Instant::now());
        drop(
            self.opened
                .wait_timeout_while(closed, wait, |is_open| !*is_open),
        );
        self.passed.fetch_add(1, Ordering::SeqCst);
    }

    fn passed(&self) -> usize {
        self.passed.load(Ordering::SeqCst)
    }
}

impl Observer for Gate {
    fn attempt_started(&self, _: &AttemptStart) {
        self.pass();
    }

    fn attempt_finished(&self, _: &AttemptEnd) {
        self.pass();
    }

    fn call_finished(&self, _: &CallEnd) {
        self.pass();
    }

    fn call_dropped(&self, _: &CallDrop) {
        self.pass();
    }

    fn events_lost(&self, count: u64) {
        self.lost.lock().unwrap().push((self.passed(), count));
    }
}

async fn call(lambda: &Lambda) {
    let call = lambda.call("orders").json::<Raw>(&());
    call.await.unwrap();
}

fn seven() -> ScriptedTransport {
    ScriptedTransport::always(Step::json("7"))
}

#[tokio::test]
async fn a_call_does_not_wait_for_an_observer() {
    let gate = Gate::new();
    let lambda = Lambda::builder(seven()).observer(Arc::clone(&gate)).build();
    call(&lambda).await;
    let dropped = lambda.call("orders").json::<Raw>(&());
    drop(tokio::time::timeout(Duration::ZERO, dropped).await);
    assert_eq!(gate.passed(), 0);
    gate.open();
    lambda.flush_observers().await;
    assert!(gate.passed() >= 3, "{}", gate.passed());
}

#[tokio::test]
async fn what_the_queue_cannot_hold_is_counted_where_it_is_missing() {
    let calls = CAPACITY / 3 + 200;
    let gate = Gate::new();
    let lambda = Lambda::builder(seven()).observer(Arc::clone(&gate)).build();
    // The first event is in the hands of the observer, and in the queue no longer.
    for _ in 0..calls {
        call(&lambda).await;
    }
    gate.open();
    lambda.flush_observers().await;
    let lost = gate.lost.lock().unwrap().clone();
    let [(at, count)] = lost[..] else {
        panic!("{lost:?}");
    };
    assert_eq!(gate.passed(), at, "nothing happened after the loss");
    assert_eq!(at + usize::try_from(count).unwrap(), calls * 3);
    assert!((CAPACITY..=CAPACITY + 1).contains(&at), "{at}");
    // The queue has room again.
    call(&lambda).await;
    lambda.flush_observers().await;
    assert_eq!(gate.passed(), at + 3);
    assert_eq!(gate.lost.lock().unwrap().len(), 1);
}

/// Keeps the codes of attempts and calls.
#[derive(Default)]
struct Codes(Mutex<Vec<String>>);

impl Observer for Codes {
    fn attempt_finished(&self, end: &AttemptEnd) {
        self.0.lock().unwrap().extend(end.code().map(str::to_owned));
    }

    fn call_finished(&self, call: &CallEnd) {
        let attempts = call.attempts().iter().filter_map(|attempt| attempt.code());
        let codes = attempts.chain(call.code()).map(str::to_owned);
        self.0.lock().unwrap().extend(codes);
    }
}

#[tokio::test]
async fn events_that_wait_do_not_hold_whatever_a_function_calls_its_error() {
    let error_type = format!("a{}", "é".repeat(1_000_000));
    let script = ScriptedTransport::always(Step::function_error(&error_type, "out"));
    let codes = Arc::new(Codes::default());
    let lambda = Lambda::builder(script).observer(Arc::clone(&codes)).build();
    let call = lambda.call("orders").json::<Raw>(&());
    let error = call.await.unwrap_err();
    assert_eq!(error.code(), Some(&*error_type));
    lambda.flush_observers().await;
    let short = &error_type[..255];
    assert_eq!(*codes.0.lock().unwrap(), [short, short, short]);
}

/// The events of each call, by its number, and the threads that reported them.
#[derive(Default)]
struct ByCall {
    events: Mutex<BTreeMap<u64, Vec<&'static str>>>,
    threads: Mutex<Vec<Option<String>>>,
}

impl ByCall {
    fn add(&self, call: u64, event: &'static str) {
        let mut events = self.events.lock().unwrap();
        events.entry(call).or_default().push(event);
        let mut threads = self.threads.lock().unwrap();
        threads.push(thread::current().name().map(str::to_owned));
        threads.dedup();
    }
}

impl Observer for ByCall {
    fn attempt_started(&self, start: &AttemptStart) {
        self.add(start.call_id(), "start");
    }

    fn attempt_finished(&self, end: &AttemptEnd) {
        self.add(end.call_id(), "end");
    }

    fn call_finished(&self, call: &CallEnd) {
        self.add(call.call_id(), "call");
    }

    fn call_dropped(&self, call: &CallDrop) {
        self.add(call.call_id(), "drop");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_thread_reports_everything_in_order() {
    let seen = Arc::new(ByCall::default());
    let lambda = Lambda::builder(seven()).observer(Arc::clone(&seen)).build();
    let calls: Vec<_> = (0..1_000)
        .map(|_| {
            // Clones share the observers, and the numbers of calls.
            let lambda = lambda.clone();
            tokio::spawn(async move { call(&lambda).await })
        })
        .collect();
    for call in calls {
        call.await.unwrap();
    }
    lambda.flush_observers().await;
    let events = seen.events.lock().unwrap();
    assert!(events.keys().copied().eq(1..=1_000), "{:?}", events.keys());
    for events in events.values() {
        assert_eq!(events, &["start", "end", "call"]);
    }
    let threads = seen.threads.lock().unwrap();
    assert_eq!(*threads, [Some("lambda-observer".to_owned())]);
}

#[tokio::test]
async fn the_thread_ends_with_the_last_clone_after_the_last_event() {
    let gate = Gate::new();
    let lambda = Lambda::builder(seven()).observer(Arc::clone(&gate)).build();
    let clone = lambda.clone();
    call(&lambda).await;
    drop(lambda);
    call(&clone).await;
    drop(clone);
    gate.open();
    let since = Instant::now();
    // The thread holds the observer.
    while Arc::strong_count(&gate) > 1 {
        assert!(since.elapsed() < PATIENCE, "the thread goes on");
        thread::sleep(Duration::from_millis(1));
    }
    assert_eq!(gate.passed(), 6);
}

#[tokio::test]
async fn without_events_there_is_nothing_to_wait_for() {
    Lambda::new(seven()).flush_observers().await;
    let gate = Gate::new();
    let lambda = Lambda::builder(seven()).observer(Arc::clone(&gate)).build();
    lambda.flush_observers().await;
    // One that is given up leaves the others alone.
    call(&lambda).await;
    let given_up = tokio::time::timeout(Duration::from_millis(1), lambda.flush_observers());
    given_up.await.unwrap_err();
    gate.open();
    tokio::join!(lambda.flush_observers(), lambda.flush_observers());
    assert_eq!(gate.passed(), 3);
}

/// Panics with a value that panics once more when it is dropped.
struct Twice(AtomicBool);

impl Observer for Twice {
    fn attempt_started(&self, _: &AttemptStart) {
        struct Bomb;
        impl Drop for Bomb {
            fn drop(&mut self) {
                panic!("and again");
            }
        }
        self.0.store(true, Ordering::SeqCst);
        panic_any(Bomb);
    }
}

#[tokio::test]
async fn a_panic_with_a_value_that_panics_ends_nothing() {
    let twice = Arc::new(Twice(AtomicBool::default()));
    let seen = Arc::new(ByCall::default());
    let lambda = Lambda::builder(seven())
        .observer(Arc::clone(&twice))
        .observer(Arc::clone(&seen))
        .build();
    call(&lambda).await;
    lambda.flush_observers().await;
    assert!(twice.0.load(Ordering::SeqCst));
    assert_eq!(seen.events.lock().unwrap()[&1], ["start", "end", "call"]);
}
