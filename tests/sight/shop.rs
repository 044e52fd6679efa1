//! A trait, and calls of it that end in every way, over a script in virtual time. The tests of metrics use this file as well.

use std::collections::BTreeMap;
use std::time::Duration;

use lambda_client::clock::Jitter;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Location, SendStage, Transport, TransportError,
};
use lambda_client::{Error, FunctionError, LambdaBuilder, lambda_fn};

/// A part of everything that must not be seen.
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

#[lambda_fn(name = "orders-{method}", qualifier = "live")]
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
    /// An error with a code that no service of AWS has.
    OddCode,
    Undecodable,
    ColdStart,
    /// A mistake that is found before anything is sent.
    Refused,
    Event,
    DroppedInFlight,
    DroppedBeforeRetry,
}

impl Course {
    pub(crate) const ALL: [Course; 12] = [
        Course::Success,
        Course::ThrottledSuccess,
        Course::Timeout,
        Course::TypedError,
        Course::UndeclaredError,
        Course::OddCode,
        Course::Undecodable,
        Course::ColdStart,
        Course::Refused,
        Course::Event,
        Course::DroppedInFlight,
        Course::DroppedBeforeRetry,
    ];

    pub(crate) fn transport(self) -> Ireland {
        let slow = |response| Step::respond(response).after(Duration::from_millis(50));
        let response = |id: &str| {
            let response = InvokeResponse::new(200, "7".into()).with_executed_version("3");
            response.with_request_id(id)
        };
        let failed = |error_type: &str| {
            let document = format!(
                r#"{{"errorType":"{error_type}","errorMessage":"{{\"sku\":\"{SECRET}\"}}"}}"#
            );
            let response = InvokeResponse::new(200, document.into());
            let response = response.with_function_error("Unhandled");
            slow(response.with_request_id("id-1"))
        };
        let throttled = || {
            let error = TransportError::service(429).with_code("TooManyRequestsException");
            Step::fail(error.with_message(SECRET).with_request_id("id-1"))
        };
        let steps = match self {
            Course::Success => vec![slow(response("id-1"))],
            Course::ThrottledSuccess => vec![throttled(), slow(response("id-2"))],
            Course::Timeout | Course::DroppedInFlight => {
                vec![Step::hang().at_stage(SendStage::Sending)]
            }
            Course::TypedError => vec![failed("OutOfStock")],
            Course::UndeclaredError => vec![failed("Surprise")],
            Course::OddCode => {
                let error = TransportError::service(400).with_code("Surprise");
                vec![Step::fail(error.with_message(SECRET))]
            }
            Course::Undecodable => {
                let response = InvokeResponse::new(200, format!("\"{SECRET}\"").into());
                vec![slow(response.with_request_id("id-1"))]
            }
            Course::ColdStart => vec![slow(response("id-1").with_log_result(LOG))],
            Course::Refused => Vec::new(),
            Course::Event => vec![Step::json("7").after(Duration::from_millis(50))],
            Course::DroppedBeforeRetry => vec![throttled()],
        };
        Ireland(ScriptedTransport::new(steps))
    }

    /// Makes the call, with secrets in all that it carries, checks how it ends, and waits for its observers.
    pub(crate) async fn run(self, builder: LambdaBuilder) {
        let lambda = builder.jitter(Longest).build();
        self.call(&OrdersClient::new(&lambda)).await;
        lambda.flush_observers().await;
    }

    async fn call(self, orders: &OrdersClient) {
        let context = BTreeMap::from([(SECRET, SECRET)]);
        let limit = Duration::from_secs(2);
        let call = orders.place(SECRET).tenant(SECRET).timeout(limit);
        let result = match self {
            Course::Event => call.event().await.map(|()| 7),
            Course::ColdStart => call.tail_log().client_context(&context).await,
            Course::Refused => call.qualifier("not a qualifier").await,
            Course::DroppedInFlight | Course::DroppedBeforeRetry => {
                let call = tokio::time::timeout(Duration::from_millis(500), call);
                call.await.unwrap_err();
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
