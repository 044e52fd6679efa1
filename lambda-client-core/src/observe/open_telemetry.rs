//! The metric of OpenTelemetry.

use std::time::Duration;

use opentelemetry::metrics::{Histogram, Meter};
use opentelemetry::{InstrumentationScope, KeyValue, global};

use crate::certainty::DidRun;
use crate::observe::error_type::DROPPED;
use crate::observe::{AttemptEnd, CallDrop, CallEnd, Observer, Target};

/// The boundaries of the buckets that the conventions give for the duration of calls, in seconds.
const BOUNDARIES: [f64; 14] = [
    0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0,
];

/// Records the duration of every call of Lambda and Step Functions as OpenTelemetry's histogram `rpc.client.call.duration`, in seconds.
///
/// The [module](crate::observe#opentelemetry) lists its attributes. It is an observer, unlike the metrics of the feature `metrics`, since a
/// meter of OpenTelemetry belongs for good to the provider that made it: create this after setting the global one, or pass the meter
/// of another.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::Lambda;
/// use lambda_client::observe::OpenTelemetryMetrics;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// // After `opentelemetry::global::set_meter_provider(..)`.
/// let lambda = Lambda::builder(Echo).observer(OpenTelemetryMetrics::new()).build();
/// let seven: u32 = lambda.call("echo").json(&7).await?;
/// assert_eq!(seven, 7);
/// # Ok(()) }
/// ```
#[derive(Clone, Debug)]
pub struct OpenTelemetryMetrics {
    duration: Histogram<f64>,
}

impl OpenTelemetryMetrics {
    /// Creates an observer that records with a meter of the global provider. If none has been set yet, nothing is ever recorded.
    pub fn new() -> OpenTelemetryMetrics {
        let scope = InstrumentationScope::builder("lambda-client")
            .with_version(env!("CARGO_PKG_VERSION"))
            .build();
        OpenTelemetryMetrics::with_meter(&global::meter_with_scope(scope))
    }

    /// Creates an observer that records with this meter.
    pub fn with_meter(meter: &Meter) -> OpenTelemetryMetrics {
        let duration = meter
            .f64_histogram("rpc.client.call.duration")
            .with_unit("s")
            .with_description(
                "Duration of calls of AWS Lambda and Step Functions, with all attempts and delays.",
            )
            .with_boundaries(BOUNDARIES.to_vec())
            .build();
        OpenTelemetryMetrics { duration }
    }

    fn record(
        &self,
        target: &Target,
        duration: Duration,
        did_run: DidRun,
        error_type: Option<&str>,
    ) {
        let text = |name, value: &str| KeyValue::new(name, value.to_owned());
        let mut attributes = vec![
            KeyValue::new("rpc.system.name", "aws-api"),
            KeyValue::new("rpc.method", target.operation()),
        ];
        let names = match target.execution_operation() {
            Some(_) => {
                attributes.push(KeyValue::new("step_functions.did_run", did_run.as_str()));
                [
                    (
                        "aws.step_functions.state_machine.arn",
                        target.state_machine(),
                    ),
                    ("cloud.region", target.region()),
                ]
            }
            None => {
                attributes.push(KeyValue::new("faas.invoked_provider", "aws"));
                attributes.push(KeyValue::new("lambda.did_run", did_run.as_str()));
                let method = target.method();
                attributes.extend(method.map(|method| KeyValue::new("lambda.method", method)));
                [
                    ("faas.invoked_name", target.name()),
                    ("faas.invoked_region", target.region()),
                ]
            }
        };
        for (name, value) in names.into_iter().chain([("error.type", error_type)]) {
            attributes.extend(value.map(|value| text(name, value)));
        }
        self.duration.record(duration.as_secs_f64(), &attributes);
    }
}

impl Default for OpenTelemetryMetrics {
    fn default() -> OpenTelemetryMetrics {
        OpenTelemetryMetrics::new()
    }
}

impl Observer for OpenTelemetryMetrics {
    fn attempt_finished(&self, attempt: &AttemptEnd) {
        // A wait is not a call of the API, but each of its polls is.
        if attempt.target().is_wait() {
            let (duration, did_run) = (attempt.duration(), attempt.did_run());
            self.record(attempt.target(), duration, did_run, attempt.error_type());
        }
    }

    fn call_finished(&self, call: &CallEnd) {
        if call.target().is_wait() {
            return;
        }
        let (duration, did_run) = (call.duration(), call.did_run());
        self.record(call.target(), duration, did_run, call.error_type());
    }

    fn call_dropped(&self, call: &CallDrop) {
        if call.target().is_wait() {
            return;
        }
        let (duration, did_run) = (call.duration(), call.did_run());
        self.record(call.target(), duration, did_run, Some(DROPPED));
    }
}
