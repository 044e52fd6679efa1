//! The queue of events, with retries, destinations and dead letters.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::invocation::limits::MAX_EVENT_PAYLOAD;
use crate::local::engine::Engine;
use crate::local::engine::outcome::RunOutcome;
use crate::local::engine::queue_size::QueueFull;
use crate::local::engine::run;
use crate::local::engine::run::RunRequest;
use crate::local::engine::task;
use crate::local::fault::FaultPoint;
use crate::local::fault::schedule::RequestFault;
use crate::local::function::destination::{Destination, DestinationKind};
use crate::local::function::invocation_record::{InvocationRecord, RecordedResponse};
use crate::local::registry::concurrency::Permit;
use crate::local::registry::{InvocationTarget, LATEST};

/// The delays before Lambda retries an event on which the function failed (AWS: "Error handling for asynchronous
/// invocation").
const RETRY_DELAYS: [Duration; 2] = [Duration::from_secs(60), Duration::from_secs(120)];

/// The first and the longest delay before Lambda retries an event that was throttled (same page).
const FIRST_THROTTLE_DELAY: Duration = Duration::from_secs(1);
const MAX_THROTTLE_DELAY: Duration = Duration::from_secs(300);

/// The number of runs after which Lambda stops functions that invoke each other (AWS: "Recursive loop detection").
const MAX_CHAIN: u32 = 16;

/// An accepted event.
pub(super) struct Event {
    pub(super) target: InvocationTarget,
    pub(super) request_id: String,
    pub(super) payload: Bytes,
    pub(super) tenant_id: Option<String>,
    pub(super) trace_header: String,
    /// The number of destinations that led from the first event to this one.
    pub(super) chain_length: u32,
}

/// Adds an event to the queue, unless that is full.
pub(super) fn enqueue(engine: &Arc<Engine>, event: Event) -> Result<(), QueueFull> {
    let place = engine.queue_size.enter(event.payload.len())?;
    // The age of the event starts here, not when its task is first polled.
    let queued = QueuedEvent::new(engine, event);
    let shared = Arc::clone(engine);
    task::spawn(engine, async move {
        queued.process(&shared).await;
        drop(place);
    });
    Ok(())
}

/// An event in the queue.
struct QueuedEvent {
    event: Event,
    accepted: Instant,
    runs: u32,
    throttle_delay: Duration,
    last_run: Option<RunOutcome>,
}

impl QueuedEvent {
    fn new(engine: &Engine, event: Event) -> QueuedEvent {
        QueuedEvent {
            event,
            accepted: engine.clock.now(),
            runs: 0,
            throttle_delay: FIRST_THROTTLE_DELAY,
            last_run: None,
        }
    }

    async fn process(mut self, engine: &Arc<Engine>) {
        let condition = self.run_to_end(engine).await;
        self.deliver(engine, condition);
    }

    /// Runs the event until it succeeds or Lambda would discard it, and returns the condition that its record names.
    async fn run_to_end(&mut self, engine: &Arc<Engine>) -> &'static str {
        let function = Arc::clone(&self.event.target.function);
        loop {
            if self.time_left(engine).is_zero() {
                return "EventAgeExceeded";
            }
            // Lambda discards the events of a function that is switched off at once: waiting would not help.
            if function.settings.reserved_concurrency == Some(0) {
                return "RetriesExhausted";
            }
            let Some(permit) = self.permit(engine).await else {
                self.wait(engine, self.throttle_delay).await;
                self.throttle_delay = MAX_THROTTLE_DELAY.min(self.throttle_delay * 2);
                continue;
            };
            if self.run(engine, permit).await {
                return "Success";
            }
            if self.runs > function.settings.events.retries {
                return "RetriesExhausted";
            }
            let index = usize::try_from(self.runs - 1).unwrap_or_default();
            let delay = RETRY_DELAYS.get(index).copied();
            self.wait(engine, delay.unwrap_or_default()).await;
        }
    }

    /// Returns `None` if the event is throttled, by a fault or by the concurrency limit.
    async fn permit(&self, engine: &Engine) -> Option<Permit> {
        let function = &self.event.target.function;
        let faults = function.faults.next(FaultPoint::Queue, &function.rng);
        engine.sleep(faults.delay).await;
        match faults.request {
            Some(RequestFault::Error(_)) => None,
            _ => function.concurrency.acquire().ok(),
        }
    }

    /// Runs the function once and returns whether it succeeded.
    async fn run(&mut self, engine: &Arc<Engine>, permit: Permit) -> bool {
        self.runs += 1;
        let request = RunRequest {
            target: self.event.target.clone(),
            request_id: self.event.request_id.clone(),
            payload: self.event.payload.clone(),
            client_context: None,
            tenant_id: self.event.tenant_id.clone(),
            trace_header: self.event.trace_header.clone(),
            attempt: self.runs,
            permit,
            body: None,
        };
        let outcome = run::run(engine, request, false).await;
        let succeeded = !outcome.failed;
        self.last_run = Some(outcome);
        succeeded
    }

    /// Returns how long the event may still wait before it is too old.
    fn time_left(&self, engine: &Engine) -> Duration {
        let age = engine.clock.now().saturating_duration_since(self.accepted);
        let events = &self.event.target.function.settings.events;
        events.max_age.saturating_sub(age)
    }

    /// Waits in the queue, but no longer than until the event is too old.
    async fn wait(&self, engine: &Engine, delay: Duration) {
        engine.sleep(delay.min(self.time_left(engine))).await;
    }

    /// Sends the record of the event to its destinations.
    fn deliver(self, engine: &Arc<Engine>, condition: &'static str) {
        let function = Arc::clone(&self.event.target.function);
        let events = &function.settings.events;
        let qualifier = self.event.target.qualifier.as_deref();
        let record = InvocationRecord {
            timestamp: engine.wall_clock.at(engine.clock.now()),
            request_id: self.event.request_id,
            function_arn: function.key.qualified(Some(qualifier.unwrap_or(LATEST))),
            condition,
            invoke_count: self.runs,
            request_payload: self.event.payload,
            response: self.last_run.map(|run| RecordedResponse {
                executed_version: run.version,
                failed: run.failed,
                payload: run.payload,
            }),
        };
        let sender = Sender {
            chain_length: self.event.chain_length + 1,
            trace_header: self.event.trace_header,
        };
        let send_record = |destination: &Option<Destination>| {
            let body = InvocationRecord::to_json;
            sender.send(engine, destination, &record, body);
        };
        if condition == "Success" {
            return send_record(&events.on_success);
        }
        send_record(&events.on_failure);
        let event = |record: &InvocationRecord| record.request_payload.clone();
        sender.send(engine, &events.dead_letters, &record, event);
    }
}

/// What an event passes on to the functions behind its destinations.
struct Sender {
    chain_length: u32,
    trace_header: String,
}

impl Sender {
    /// Sends a record to a destination. A function receives `body` of the record.
    fn send(
        &self,
        engine: &Arc<Engine>,
        destination: &Option<Destination>,
        record: &InvocationRecord,
        body: fn(&InvocationRecord) -> Bytes,
    ) {
        match destination.as_ref().map(|destination| &destination.0) {
            Some(DestinationKind::Call(deliver)) => {
                // The panic hook has reported the panic. The record is lost, as one is that Lambda cannot deliver.
                let _ = catch_unwind(AssertUnwindSafe(|| deliver(record.clone())));
            }
            Some(DestinationKind::Function(name)) if self.chain_length < MAX_CHAIN => {
                let payload = body(record);
                // A record is lost if it cannot be delivered: it is too large for an event, or the queue is full.
                if let Ok(target) = engine.registry.find(name, None)
                    && payload.len() <= MAX_EVENT_PAYLOAD
                {
                    let event = Event {
                        target,
                        request_id: engine.rng.uuid(),
                        payload,
                        tenant_id: None,
                        trace_header: engine.trace_header(Some(&self.trace_header)),
                        chain_length: self.chain_length,
                    };
                    let _ = enqueue(engine, event);
                }
            }
            Some(DestinationKind::Function(_)) | None => {}
        }
    }
}
