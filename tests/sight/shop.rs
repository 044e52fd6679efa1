//! A trait, and calls of it that end in every way, over a script in virtual time.

use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lambda_client::clock::Jitter;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Location, SendStage, Transport, TransportError,
};
use lambda_client::{Error, FunctionError, LambdaBuilder, lambda_fn};

/// A part of everything that must not be seen.
pub(crate) const SECRET: &str = "hunter2";

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
    Undecodable,
    ColdStart,
}

impl Course {
    pub(crate) fn transport(self) -> Ireland {
        let response = || InvokeResponse::new(200, "7".into()).with_executed_version("3");
        let slow = |response| Step::respond(response).after(Duration::from_millis(50));
        let failed = |error_type: &str| {
            let document = format!(
                r#"{{"errorType":"{error_type}","errorMessage":"{{\"sku\":\"{SECRET}\"}}"}}"#
            );
            let response = InvokeResponse::new(200, document.into());
            response
                .with_function_error("Unhandled")
                .with_request_id("id-1")
        };
        let ends = match self {
            Course::Success => vec![slow(response().with_request_id("id-1"))],
            Course::ThrottledSuccess => vec![
                Step::fail(
                    TransportError::service(429)
                        .with_code("TooManyRequestsException")
                        .with_message(SECRET)
                        .with_request_id("id-1"),
                ),
                slow(response().with_request_id("id-2")),
            ],
            Course::Timeout => vec![Step::hang().at_stage(SendStage::Sending)],
            Course::TypedError => vec![slow(failed("OutOfStock"))],
            Course::UndeclaredError => vec![slow(failed("Surprise"))],
            Course::Undecodable => {
                let text = format!("\"{SECRET}\"");
                let response = InvokeResponse::new(200, text.into());
                vec![slow(response.with_request_id("id-1"))]
            }
            Course::ColdStart => {
                let log = format!(
                    "{SECRET}\nREPORT RequestId: id-1\tDuration: 3.50 ms\tBilled Duration: 90 ms\tMemory Size: 128 MB\tMax Memory Used: 31 MB\tInit Duration: 85.00 ms\t\n"
                );
                let response = response().with_request_id("id-1");
                vec![slow(response.with_log_result(BASE64_STANDARD.encode(log)))]
            }
        };
        Ireland(ScriptedTransport::new(ends))
    }

    /// Makes the call, with secrets in all that it carries.
    pub(crate) async fn run(self, builder: LambdaBuilder) -> Result<u32, OrderError> {
        let lambda = builder.jitter(Longest).build();
        let orders = OrdersClient::new(&lambda);
        let call = orders.place(SECRET).tenant(SECRET).client_context(
            &[(SECRET, SECRET)]
                .into_iter()
                .collect::<std::collections::BTreeMap<_, _>>(),
        );
        let call = call
            .timeout(Duration::from_secs(2))
            .attempt_timeout(Duration::from_secs(2));
        let result = match self {
            Course::ColdStart => call.tail_log().await,
            _ => call.await,
        };
        lambda.flush_observers().await;
        let is_declared = matches!(&result, Err(OrderError::OutOfStock { sku }) if sku == SECRET);
        assert_eq!(is_declared, self == Course::TypedError, "{result:?}");
        result
    }
}
