//! A server that sends the same bytes to every request, and a client that leads there.

use std::time::Duration;

use lambda_client::{
    Call, DidRun, Error, Lambda, RetryConfig, SdkTransport,
    sdk::{aws_config, aws_sdk_lambda},
};
use lambda_client_test_support::{Peer, Step};
use serde::{Deserialize, Serialize};

/// The most attempts of a call.
pub(crate) const ATTEMPTS: usize = 3;

/// The server.
pub(crate) struct Endpoint(Peer);

impl Endpoint {
    /// Starts a server that sends a response with these lines behind `HTTP/1.1 ` and this body, whose length it adds.
    pub(crate) async fn sending(head: &str, body: &str) -> Endpoint {
        Endpoint::doing(Step::bytes(bytes(head, body, 0))).await
    }

    /// Starts a server that does this with every request.
    pub(crate) async fn doing(step: impl Into<Step>) -> Endpoint {
        Endpoint(Peer::always(step).await)
    }

    /// Starts a server that takes these steps, one for each request, and closes the connection for any other.
    pub(crate) async fn script(steps: impl IntoIterator<Item = Step>) -> Endpoint {
        Endpoint(Peer::script(steps, Step::silence().close()).await)
    }

    pub(crate) fn lambda(&self) -> Lambda {
        let credentials =
            aws_sdk_lambda::config::Credentials::new("test", "test", None, None, "test");
        let config = aws_config::SdkConfig::builder()
            .behavior_version(aws_config::BehaviorVersion::latest())
            .region(aws_config::Region::new("us-east-1"))
            .credentials_provider(aws_sdk_lambda::config::SharedCredentialsProvider::new(
                credentials,
            ))
            .endpoint_url(self.0.http());
        let retry = RetryConfig::new()
            .max_attempts(u32::try_from(ATTEMPTS).expect("a small number"))
            .base_delay(Duration::from_millis(1))
            .max_delay(Duration::from_millis(1))
            .budget(u32::MAX);
        Lambda::builder(SdkTransport::new(&config.build()))
            .retry(retry)
            .build()
    }

    pub(crate) fn call<T: serde::de::DeserializeOwned + 'static>(&self) -> Call<Result<T, Error>> {
        self.lambda().call("f").json(&1)
    }

    pub(crate) fn requests(&self) -> usize {
        self.0.request_count()
    }

    /// The headers of each request.
    pub(crate) fn headers(&self, name: &str) -> Vec<String> {
        let requests = self.0.requests();
        let values = requests.iter().filter_map(|request| request.header(name));
        values.map(str::to_owned).collect()
    }
}

/// Responds as each request says.
pub(crate) struct Obedient {
    endpoint: Endpoint,
    lambda: Lambda,
}

/// What an [`Obedient`] server is to send.
#[derive(Serialize, Deserialize)]
struct Order {
    bytes: String,
    is_whole: bool,
}

impl Obedient {
    pub(crate) async fn start() -> Obedient {
        let peer = Peer::start(|request| {
            let order: Order = serde_json::from_slice(&request.body).expect("an order");
            let step = Step::bytes(order.bytes);
            std::future::ready(if order.is_whole { step } else { step.close() })
        })
        .await;
        let endpoint = Endpoint(peer);
        let lambda = endpoint.lambda();
        Obedient { endpoint, lambda }
    }

    /// Makes a call that is answered in this way, first as it is and then as an idempotent one. Returns what both say about the
    /// function, and how often each was sent.
    pub(crate) async fn outcome(
        &self,
        head: &str,
        body: &str,
        is_whole: bool,
    ) -> (DidRun, [usize; 2]) {
        let order = Order {
            bytes: bytes(head, body, if is_whole { 0 } else { 1 }),
            is_whole,
        };
        let mut said = Vec::new();
        let mut sent = [0; 2];
        for idempotent in [false, true] {
            let before = self.endpoint.requests();
            let call = self.lambda.call("f").json::<u32>(&order);
            let error = call.idempotent(idempotent).await.expect_err(head);
            let requests = self.endpoint.requests() - before;
            assert_eq!(error.attempts().len(), requests, "{error:?}");
            said.push(error.did_run());
            sent[usize::from(idempotent)] = requests;
        }
        assert_eq!(said[0], said[1], "{head}");
        (said[0], sent)
    }
}

/// Writes a response whose head has these lines behind `HTTP/1.1 `, and this body. Its length is that of the body and of what is
/// missing.
fn bytes(head: &str, body: &str, missing: usize) -> String {
    let lines = head.replace('\n', "\r\n");
    let length = body.len() + missing;
    format!("HTTP/1.1 {lines}\r\ncontent-length: {length}\r\n\r\n{body}")
}
