//! The queue of events.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use tokio::sync::watch;

use crate::local::engine::run;
use crate::local::engine::run::{Ran, Run, pause};
use crate::local::fault::FaultPoint;
use crate::local::fault::faults::Broken;
use crate::local::recorder::record::{InvocationRecord, RecordedResponse};
use crate::local::registry::Target;
use crate::local::setup::destination::{Destination, Kind};
use crate::local::shared::Shared;
use crate::transport::limits::MAX_EVENT_PAYLOAD;

/// What Lambda waits before it runs an event again that the function failed on (AWS: "Error handling for asynchronous
/// invocation").
const RETRY_DELAYS: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(120)];

/// What Lambda waits before it tries again to run an event that was throttled: first, and at most (same page).
const FIRST_THROTTLE_DELAY: Duration = Duration::from_secs(1);
const LONGEST_THROTTLE_DELAY: Duration = Duration::from_secs(300);

/// Lambda stops a chain of functions that invoke each other after about this many runs (AWS: "Recursive loop detection").
const LONGEST_CHAIN: u32 = 16;

/// An event that was accepted.
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) target: Target,
    pub(crate) request_id: String,
    pub(crate) payload: Bytes,
    pub(crate) tenant_id: Option<String>,
    /// How many destinations led here.
    pub(crate) chain: u32,
}

/// Counts an event as pending for as long as it lives, however it ends.
struct Pending(watch::Sender<usize>);

impl Drop for Pending {
    fn drop(&mut self) {
        self.0.send_modify(|pending| *pending -= 1);
    }
}

/// Takes an event into the queue.
pub(crate) fn accept(shared: &Arc<Shared>, event: Event) {
    shared.pending.send_modify(|pending| *pending += 1);
    let pending = Pending(shared.pending.clone());
    // Its age counts from here, not from when the task gets its first turn.
    let queued = Queued::new(shared, event);
    let shared = Arc::clone(shared);
    tokio::spawn(async move {
        queued.work(&shared).await;
        drop(pending);
    });
}

/// An event on its way through the queue.
struct Queued {
    event: Event,
    accepted: Instant,
    runs: u32,
    throttle_delay: Duration,
    last: Option<Ran>,
}

impl Queued {
    fn new(shared: &Shared, event: Event) -> Queued {
        Queued {
            event,
            accepted: shared.clock.now(),
            runs: 0,
            throttle_delay: FIRST_THROTTLE_DELAY,
            last: None,
        }
    }

    async fn work(mut self, shared: &Arc<Shared>) {
        let condition = loop {
            if self.left(shared).is_zero() {
                break "EventAgeExceeded";
            }
            let function = Arc::clone(&self.event.target.function);
            let reserved = function.settings.reserved_concurrency;
            // A function that is switched off does not recover: Lambda gives its events up at once.
            if reserved == Some(0) {
                break "RetriesExhausted";
            }
            let hit = function.faults.next(FaultPoint::Queue, &function.chance);
            pause(shared, hit.delay).await;
            let refused = matches!(hit.broken, Some(Broken::Refused(_)));
            let permit = match refused {
                true => None,
                false => function.places.take().ok(),
            };
            let Some(permit) = permit else {
                self.wait(shared, self.throttle_delay).await;
                self.throttle_delay = LONGEST_THROTTLE_DELAY.min(self.throttle_delay * 2);
                continue;
            };
            self.runs += 1;
            let next = Run {
                target: self.event.target.clone(),
                request_id: self.event.request_id.clone(),
                payload: self.event.payload.clone(),
                client_context: None,
                tenant_id: self.event.tenant_id.clone(),
                attempt: self.runs,
                permit,
            };
            let ran = run::start(shared, next, false).await;
            let ran = ran.unwrap_or_else(|_lost| Ran::lost(&self.event.request_id));
            let failed = ran.failed;
            self.last = Some(ran);
            if !failed {
                break "Success";
            }
            if self.runs > function.settings.events.retries {
                break "RetriesExhausted";
            }
            let index = usize::try_from(self.runs - 1).unwrap_or_default();
            let delay = RETRY_DELAYS.get(index).copied();
            self.wait(shared, delay.unwrap_or_default()).await;
        };
        self.deliver(shared, condition);
    }

    /// How long the event may still wait.
    fn left(&self, shared: &Shared) -> Duration {
        let age = shared.clock.now().saturating_duration_since(self.accepted);
        let events = &self.event.target.function.settings.events;
        events.age.saturating_sub(age)
    }

    /// Waits in the queue, but not beyond the event's age.
    async fn wait(&self, shared: &Shared, delay: Duration) {
        pause(shared, delay.min(self.left(shared))).await;
    }

    /// Tells the destinations.
    fn deliver(self, shared: &Arc<Shared>, condition: &'static str) {
        let function = Arc::clone(&self.event.target.function);
        let events = &function.settings.events;
        let qualifier = self.event.target.qualifier.as_deref();
        let record = InvocationRecord {
            timestamp: shared.wall.at(shared.clock.now()),
            request_id: self.event.request_id,
            function_arn: function
                .key
                .qualified(Some(qualifier.unwrap_or(crate::local::registry::LATEST))),
            condition,
            invoke_count: self.runs,
            request_payload: self.event.payload,
            response: self.last.map(|ran| RecordedResponse {
                executed_version: ran.version,
                failed: ran.failed,
                payload: ran.payload,
            }),
        };
        let chain = self.event.chain;
        if condition == "Success" {
            return send(
                shared,
                &events.on_success,
                &record,
                InvocationRecord::to_json,
                chain,
            );
        }
        send(
            shared,
            &events.on_failure,
            &record,
            InvocationRecord::to_json,
            chain,
        );
        let event = |record: &InvocationRecord| record.request_payload.clone();
        send(shared, &events.dead_letters, &record, event, chain);
    }
}

/// Sends a record to a destination; a function gets `body` of it.
fn send(
    shared: &Arc<Shared>,
    destination: &Option<Destination>,
    record: &InvocationRecord,
    body: fn(&InvocationRecord) -> Bytes,
    chain: u32,
) {
    match destination.as_ref().map(|destination| &destination.0) {
        Some(Kind::Call(deliver)) => {
            // The panic hook has spoken already; the delivery is lost, as one that Lambda fails to make.
            let _ = catch_unwind(AssertUnwindSafe(|| deliver(record.clone())));
        }
        Some(Kind::Function(name)) if chain + 1 < LONGEST_CHAIN => {
            let payload = body(record);
            // What cannot be delivered is lost, a record that is too large for an event among it.
            if let Ok(target) = shared.registry.find(name, None)
                && payload.len() <= MAX_EVENT_PAYLOAD
            {
                let event = Event {
                    target,
                    request_id: shared.chance.uuid(),
                    payload,
                    tenant_id: None,
                    chain: chain + 1,
                };
                accept(shared, event);
            }
        }
        Some(Kind::Function(_)) | None => {}
    }
}
