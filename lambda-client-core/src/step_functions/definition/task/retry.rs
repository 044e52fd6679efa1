//! The retries of a task, by the table that the client uses.

use crate::certainty::codes::lambda_codes;
use crate::certainty::{Class, DidRun, Retryability};
use crate::error::ErrorType;
use crate::failure::is_reserved;
use crate::retry::{Decision, decide, delay_bounds};
use crate::settings::RetryConfig;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::seconds::whole_seconds;

/// How often a task is retried if nothing is declared: as often as AWS recommends (AWS Step Functions Developer Guide, "Handle
/// transient Lambda service exceptions").
const DEFAULT_ATTEMPTS: u32 = 7;

/// The largest `IntervalSeconds` and `MaxDelaySeconds` (Amazon States Language specification, "Errors").
const LONGEST_INTERVAL: u64 = 99_999_999;
const LONGEST_DELAY: u64 = 31_622_400;

/// The largest `MaxAttempts` (Amazon States Language specification, "Errors").
const MOST_RETRIES: u32 = 99_999_999;

/// The names that Step Functions gives to failures of its own requests to Lambda (AWS Step Functions Developer Guide, "Invoke an AWS
/// Lambda function with Step Functions"), and to a task that takes too long. The function may have run.
const CLASS_UNKNOWN: [&str; 4] = [
    "Lambda.AWSLambdaException",
    "Lambda.ClientExecutionTimeoutException",
    "Lambda.SdkClientException",
    "States.Timeout",
];

/// The name of a task that has not been heard of for too long. It is like `States.Timeout`.
const HEARTBEAT_TIMEOUT: &str = "States.HeartbeatTimeout";

/// Returns the field `Retry`, or `None` if nothing is retried.
pub(super) fn retriers(
    config: RetryConfig,
    idempotent: bool,
    error_types: &[ErrorType],
    has_heartbeat: bool,
) -> Option<Json> {
    let own = error_types
        .iter()
        // An error that the platform reports does not say how far the function's own code had got, and a retrier cannot tell who reports it.
        .filter(|known| known.is_retryable() && !is_reserved(known.name()))
        .map(|known| Failure {
            name: known.name().to_owned(),
            class: Class::new(DidRun::Yes, Retryability::Permanent),
            asked: true,
        });
    let table = lambda_codes().map(|row| Failure {
        name: format!("Lambda.{}", row.code),
        class: row.class,
        asked: false,
    });
    let heartbeat = has_heartbeat.then_some(&HEARTBEAT_TIMEOUT);
    let unknown = CLASS_UNKNOWN.iter().chain(heartbeat).map(|name| Failure {
        name: (*name).to_owned(),
        class: Class::new(DidRun::Unknown, Retryability::Transient),
        asked: false,
    });
    let mut retriers: Vec<Retrier> = Vec::new();
    for failure in own.chain(table).chain(unknown) {
        let Some(retrier) = Retrier::of(&failure, &config, idempotent) else {
            continue;
        };
        match retriers.iter_mut().find(|known| known.rule == retrier.rule) {
            Some(known) => known.names.extend(retrier.names),
            None => retriers.push(retrier),
        }
    }
    (!retriers.is_empty()).then(|| retriers.iter().map(Retrier::print).collect())
}

/// A failure of a task, by its name in Step Functions.
struct Failure {
    name: String,
    class: Class,
    /// The function itself asks for a retry.
    asked: bool,
}

/// The failures that are retried by one rule.
struct Retrier {
    names: Vec<String>,
    rule: Rule,
}

#[derive(PartialEq)]
struct Rule {
    /// The function's own errors count their retries apart from Lambda's.
    asked: bool,
    retries: u32,
    interval: u64,
    max_delay: u64,
}

impl Retrier {
    /// Returns the rule for a failure, or `None` if it is not retried.
    fn of(failure: &Failure, config: &RetryConfig, idempotent: bool) -> Option<Retrier> {
        let attempts = config.max_attempts.unwrap_or(DEFAULT_ATTEMPTS);
        let decision = decide(failure.class, idempotent, failure.asked, attempts);
        let retries = match decision {
            Decision::RetryUpTo(attempts) => attempts.saturating_sub(1).min(MOST_RETRIES),
            Decision::Fail => 0,
        };
        let (base, max) = delay_bounds(config, failure.class.retryability);
        (retries > 0).then(|| Retrier {
            names: vec![failure.name.clone()],
            rule: Rule {
                asked: failure.asked,
                retries,
                interval: whole_seconds(base).min(LONGEST_INTERVAL),
                max_delay: whole_seconds(max).min(LONGEST_DELAY),
            },
        })
    }

    fn print(&self) -> Json {
        let names = self.names.iter().map(String::as_str).collect();
        let Rule {
            retries,
            interval,
            max_delay,
            ..
        } = self.rule;
        let (retries, jitter) = (u64::from(retries).into(), ("JitterStrategy", "FULL".into()));
        // A limit that the first delay has reached leaves nothing to grow.
        match max_delay > interval {
            true => object([
                ("ErrorEquals", names),
                ("IntervalSeconds", interval.into()),
                ("MaxAttempts", retries),
                ("BackoffRate", 2.0.into()),
                ("MaxDelaySeconds", max_delay.into()),
                jitter,
            ]),
            false => object([
                ("ErrorEquals", names),
                ("IntervalSeconds", interval.into()),
                ("MaxAttempts", retries),
                ("BackoffRate", 1.0.into()),
                jitter,
            ]),
        }
    }
}
