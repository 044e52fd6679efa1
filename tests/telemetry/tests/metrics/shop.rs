//! Calls that end in every way, over a script in virtual time, with a secret in all that they carry.

use std::collections::BTreeMap;
use std::time::Duration;

use lambda_client::clock::Jitter;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Location, SendStage, Transport, TransportError,
};
use lambda_client::{Error, FunctionError, LambdaBuilder, lambda_fn};

/// A part of everything that must not be a label.
pub(crate) const SECRET: &str = "hunter2";

/// The end of a log with the secret and the report of a cold start, as Lambda encodes it.
const LOG: &str = "aHVudGVyMgpSRVBPUlQgUmVxdWVzdElkOiBpZC0xCUR1cmF0aW9uOiAzLjUwIG1zCUJpbGxlZCBEdXJhdGlvbjogOTAgbXMJTWVtb3J5IFNpemU6IDEyOCBNQglNYXggTWVtb3J5IFVzZWQ6IDMxIE1CCUluaXQgRHVyYXRpb246IDg1LjAwIG1zCQo=";

#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum OrderError {
    #[error("{sku} is out of stock")]
    OutOfStock { sku: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "orders", qualifier = "live")]
pub(crate) trait Orders {
    #[lambda_fn(
        idempotent,
        retry(max_attempts = 2, base_delay = "1s", max_delay = "1s")
    )]
    async fn place(&self, order: &str) -> Result<u32, OrderError>;
}

/// A transport to Ireland that follows a script.
#[derive(Debug)]
pub(crate) struct Ireland(pub(crate) ScriptedTransport);

impl Transport for Ireland {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request)
    }

    fn location(&self) -> Location<'_> {
        Location::Region("eu-west-1")
    }
}

/// Delays are as long as they may be, or nearly.
#[derive(Debug)]
pub(crate) struct Longest;

impl Jitter for Longest {
    fn next(&self) -> f64 {
        1.0 - f64::EPSILON
    }
}

/// How a call goes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Course {
    Success,
    ThrottledSuccess,
    Timeout,
    TypedError,
    UndeclaredError,
    OddCode,
    ColdStart,
    Refused,
    Event,
    DroppedInFlight,
    DroppedBeforeRetry,
}

impl Course {
    pub(crate) const ALL: [Course; 11] = [
        Course::Success,
        Course::ThrottledSuccess,
        Course::Timeout,
        Course::TypedError,
        Course::UndeclaredError,
        Course::OddCode,
        Course::ColdStart,
        Course::Refused,
        Course::Event,
        Course::DroppedInFlight,
        Course::DroppedBeforeRetry,
    ];

    pub(crate) fn transport(self) -> Ireland {
        let slow = |step: Step| step.after(Duration::from_millis(50));
        let response = || InvokeResponse::new(200, "7".into()).with_request_id(SECRET);
        let failed = |error_type: &str| {
            let message = format!(r#"{{"sku":"{SECRET}"}}"#);
            slow(Step::function_error(error_type, message))
        };
        let throttled = || {
            let error = TransportError::service(429).with_code("TooManyRequestsException");
            Step::fail(error.with_message(SECRET).with_request_id(SECRET))
        };
        let steps = match self {
            Course::Success | Course::Event => vec![slow(Step::json("7"))],
            Course::ThrottledSuccess => vec![throttled(), slow(Step::respond(response()))],
            Course::Timeout | Course::DroppedInFlight => {
                vec![Step::hang().at_stage(SendStage::Sending)]
            }
            Course::TypedError => vec![failed("OutOfStock")],
            Course::UndeclaredError => vec![failed(SECRET)],
            Course::OddCode => {
                let code = format!("refused {SECRET}");
                vec![Step::fail(TransportError::service(400).with_code(code))]
            }
            Course::ColdStart => vec![slow(Step::respond(response().with_log_result(LOG)))],
            Course::Refused => Vec::new(),
            Course::DroppedBeforeRetry => vec![throttled()],
        };
        Ireland(ScriptedTransport::new(steps))
    }

    /// Makes the call.
    pub(crate) async fn run(self, builder: LambdaBuilder) {
        let lambda = builder.jitter(Longest).build();
        let orders = OrdersClient::new(&lambda);
        let context = BTreeMap::from([(SECRET, SECRET)]);
        let call = orders.place(SECRET).tenant(SECRET);
        let call = call.timeout(Duration::from_secs(2));
        let dropped = Duration::from_millis(500);
        let result = match self {
            Course::Event => call.event().await.map(|()| 7),
            Course::ColdStart => call.tail_log().client_context(&context).await,
            Course::Refused => call.qualifier(format!("not a qualifier: {SECRET}")).await,
            Course::DroppedInFlight | Course::DroppedBeforeRetry => {
                tokio::time::timeout(dropped, call).await.unwrap_err();
                return;
            }
            _ => call.client_context(&context).await,
        };
        match self {
            Course::Success | Course::ThrottledSuccess | Course::ColdStart | Course::Event => {
                assert_eq!(result.unwrap(), 7, "{self:?}");
            }
            Course::TypedError => {
                let error = result.unwrap_err();
                assert!(matches!(error, OrderError::OutOfStock { sku } if sku == SECRET));
            }
            _ => assert!(matches!(result, Err(OrderError::Other(_))), "{self:?}"),
        }
    }
}
