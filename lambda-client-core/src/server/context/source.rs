//! Where a context comes from: an invocation, and the runtime that makes it.

use std::sync::Arc;
use std::time::Duration;

use crate::clock::{Clock, TokioClock};
use crate::server::Invocation;
use crate::server::context::{Context, Facts, LogSink};
use crate::uuid;

/// How long before its own deadline an invocation ends the calls that it makes, so that there is time left to respond.
const DEADLINE_MARGIN: Duration = Duration::from_millis(200);

/// What a runtime adds to its invocations.
#[derive(Clone)]
pub(crate) struct ContextSource {
    /// Takes what [`log`](crate::server::log) writes.
    pub(crate) log: Option<LogSink>,
    /// The clock on which the remaining time runs.
    pub(crate) clock: Arc<dyn Clock>,
    /// How long before the deadline of the invocation its outgoing calls end.
    pub(crate) deadline_margin: Duration,
}

impl Default for ContextSource {
    fn default() -> Self {
        ContextSource {
            log: None,
            clock: Arc::new(TokioClock),
            deadline_margin: DEADLINE_MARGIN,
        }
    }
}

/// The time that the outgoing calls of an invocation have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeForCalls {
    /// How long a call that starts now may take.
    pub(crate) left: Duration,
    /// How much of the invocation's time is left after that.
    pub(crate) kept: Duration,
}

impl Context {
    /// Returns the time that an outgoing call has, or `None` if there is no limit.
    pub(crate) fn time_for_calls(&self) -> Option<TimeForCalls> {
        self.facts.deadline?;
        let (remaining, margin) = (self.remaining_time(), self.facts.deadline_margin);
        Some(TimeForCalls {
            left: remaining.saturating_sub(margin),
            kept: remaining.min(margin),
        })
    }

    /// Creates the context of an invocation that begins now.
    pub(crate) fn of(invocation: &Invocation, source: ContextSource) -> Context {
        let ContextSource {
            log,
            clock,
            deadline_margin,
        } = source;
        let request_id = invocation.request_id.clone();
        Context::new(Facts {
            // Idempotent work may be named after the ID, so it must never be empty.
            request_id: request_id
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| uuid::from_bits(fastrand::u128(..))),
            function_name: invocation.function_name.clone(),
            function_arn: invocation.function_arn.clone(),
            version: invocation.version.clone(),
            tenant_id: invocation.tenant_id.clone(),
            trace_header: invocation.trace_header.clone(),
            client_context: invocation.client_context.clone(),
            log_group: invocation.log_group.clone(),
            log_stream: invocation.log_stream.clone(),
            is_local: invocation.is_local,
            // A time that `Instant` cannot represent never comes.
            deadline: invocation
                .remaining_time
                .and_then(|remaining| clock.now().checked_add(remaining)),
            deadline_margin,
            clock,
            log,
        })
    }

    /// Creates the context in which a generated server runs an invocation: that of the surrounding runtime, with its own
    /// notes of downstream errors.
    ///
    /// An invocation with another request ID is not the one that surrounds it: a handler has made it. It knows its own facts, but
    /// cannot outlast the one that it is part of.
    pub(crate) fn entered(invocation: &Invocation) -> Context {
        let Some(outer) = Context::current() else {
            return Context::of(invocation, ContextSource::default());
        };
        let id = invocation.request_id.as_deref();
        if id.is_none_or(|id| id.is_empty() || id == outer.request_id()) {
            return Context {
                facts: outer.facts,
                downstream_errors: Arc::default(),
            };
        }
        let mut invocation = about(invocation);
        let outer_time = outer.deadline().map(|_| outer.remaining_time());
        let times = [invocation.remaining_time, outer_time];
        invocation.remaining_time = times.into_iter().flatten().min();
        let source = ContextSource {
            log: outer.facts.log.clone(),
            clock: Arc::clone(&outer.facts.clock),
            deadline_margin: outer.facts.deadline_margin,
        };
        Context::of(&invocation, source)
    }

    fn new(facts: Facts) -> Context {
        Context {
            facts: Arc::new(facts),
            downstream_errors: Arc::default(),
        }
    }
}

/// Returns the invocation without its event.
fn about(invocation: &Invocation) -> Invocation {
    Invocation {
        payload: bytes::Bytes::new(),
        ..invocation.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;
    use std::time::Instant;

    fn with_id(id: &str) -> Invocation {
        let mut invocation = Invocation::new("{}");
        invocation.request_id = Some(id.to_owned());
        invocation
    }

    fn on(clock: &ManualClock) -> ContextSource {
        ContextSource {
            clock: Arc::new(clock.clone()),
            ..ContextSource::default()
        }
    }

    #[test]
    fn an_invocation_without_an_id_gets_a_random_one() {
        for invocation in [Invocation::new("{}"), with_id("")] {
            let id = || {
                let context = Context::of(&invocation, ContextSource::default());
                context.request_id().to_owned()
            };
            let (one, other) = (id(), id());
            assert_eq!(one.len(), 36, "{one}");
            assert_ne!(one, other);
        }
    }

    #[test]
    fn the_remaining_time_follows_the_clock_of_the_runtime() {
        let clock = ManualClock::new();
        let mut invocation = Invocation::new("{}");
        let unlimited = Context::of(&invocation, on(&clock));
        assert_eq!(unlimited.remaining_time(), Duration::MAX);
        assert_eq!(unlimited.deadline(), None);
        invocation.remaining_time = Some(Duration::MAX);
        assert_eq!(Context::of(&invocation, on(&clock)).deadline(), None);
        invocation.remaining_time = Some(Duration::from_secs(3));
        let context = Context::of(&invocation, on(&clock));
        let deadline: Option<Instant> = context.deadline();
        assert_eq!(deadline, Some(clock.now() + Duration::from_secs(3)));
        clock.advance(Duration::from_secs(1));
        assert_eq!(context.remaining_time(), Duration::from_secs(2));
        clock.advance(Duration::from_secs(5));
        assert_eq!(context.remaining_time(), Duration::ZERO);
    }

    #[test]
    fn whatever_is_not_a_task_s_client_context_names_no_state() {
        let state = |client_context: Option<&'static [u8]>| {
            let mut invocation = Invocation::new("{}");
            invocation.client_context = client_context.map(bytes::Bytes::from_static);
            Context::of(&invocation, ContextSource::default()).invoking_state()
        };
        let garbage: [Option<&[u8]>; 9] = [
            None,
            Some(b""),
            Some(b"\xff\xfe"),
            Some(b"null"),
            Some(b"[1]"),
            Some(b"{\"custom\": 7}"),
            Some(b"{\"custom\": {\"lambda-client:execution-arn\": null}}"),
            Some(b"{\"custom\": {\"lambda-client:state-name\": \"place\"}}"),
            Some(b"{\"custom\": {\"lambda-client:execution-arn\": \"arn\"}"),
        ];
        for client_context in garbage {
            assert_eq!(state(client_context), None, "{client_context:?}");
        }
        let task = br#"{"custom": {"lambda-client:execution-arn": "arn", "lambda-client:retry-count": 2}, "other": 7}"#;
        let state = state(Some(task)).unwrap();
        assert_eq!((state.execution_arn(), state.retry_count()), ("arn", 2));
    }

    #[tokio::test]
    async fn a_server_joins_the_invocation_around_it_unless_it_is_another() {
        let clock = ManualClock::new();
        let mut outer = with_id("outer");
        outer.remaining_time = Some(Duration::from_secs(3));
        outer.version = Some("7".to_owned());
        let outer = Context::of(&outer, on(&clock));
        let running = outer.scope(async {
            for joined in [with_id("outer"), with_id(""), Invocation::new("{}")] {
                let joined = Context::entered(&joined);
                assert_eq!(joined.request_id(), "outer");
                assert_eq!(joined.version(), Some("7"));
            }
            let mut other = with_id("other");
            other.remaining_time = Some(Duration::from_secs(10));
            let entered = Context::entered(&other);
            assert_eq!(entered.request_id(), "other");
            assert_eq!(entered.version(), None);
            assert_eq!(entered.remaining_time(), Duration::from_secs(3));
            other.remaining_time = Some(Duration::from_secs(1));
            let entered = Context::entered(&other);
            assert_eq!(entered.remaining_time(), Duration::from_secs(1));
        });
        running.await;
        let alone = Context::entered(&with_id("alone"));
        assert_eq!(alone.request_id(), "alone");
        assert_eq!(alone.remaining_time(), Duration::MAX);
    }
}
