//! A server that responds as told and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use lambda_client::{
    Lambda, LambdaBuilder, SdkTransport,
    sdk::{aws_config, aws_sdk_lambda},
};
use lambda_client_test_support::{Peer, Request, Response};

/// A response, with the head that Lambda would send.
#[derive(Clone, Debug)]
pub(crate) struct LambdaResponse(Response);

impl LambdaResponse {
    pub(crate) fn new(status: u16, body: impl Into<Vec<u8>>) -> LambdaResponse {
        LambdaResponse(Response::new(status, body)).header("Content-Type", "application/json")
    }

    pub(crate) fn ok(body: impl Into<Vec<u8>>) -> LambdaResponse {
        LambdaResponse::new(200, body).header("X-Amz-Executed-Version", "$LATEST")
    }

    /// A function error with this document.
    pub(crate) fn failed(document: impl Into<Vec<u8>>) -> LambdaResponse {
        LambdaResponse::ok(document).header("X-Amz-Function-Error", "Unhandled")
    }

    /// An error response of Lambda.
    pub(crate) fn refused(status: u16, code: &str) -> LambdaResponse {
        let body = format!(r#"{{"Type":"User","message":"refused with {code}"}}"#);
        LambdaResponse::new(status, body).header("x-amzn-errortype", code)
    }

    pub(crate) fn header(self, name: &'static str, value: impl Into<String>) -> LambdaResponse {
        LambdaResponse(self.0.with_header(name, value))
    }
}

/// The server; it follows its script, and then responds with `null`.
pub(crate) struct Server(Peer);

impl Server {
    pub(crate) async fn start(script: impl IntoIterator<Item = LambdaResponse>) -> Server {
        let script: Mutex<VecDeque<LambdaResponse>> = Mutex::new(script.into_iter().collect());
        let count = AtomicUsize::new(0);
        let respond = move |_| {
            let response = script
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .pop_front();
            let response = response.unwrap_or_else(|| LambdaResponse::ok("null"));
            let id = count.fetch_add(1, Ordering::SeqCst) + 1;
            std::future::ready(response.header("x-amzn-RequestId", format!("id-{id}")).0)
        };
        Server(Peer::start(respond).await)
    }

    /// AWS, as far as a client can tell.
    pub(crate) fn lambda(&self) -> LambdaBuilder {
        Lambda::builder(SdkTransport::new(&self.sdk_config()))
    }

    pub(crate) fn sdk_config(&self) -> aws_config::SdkConfig {
        let credentials =
            aws_sdk_lambda::config::Credentials::new("test", "test", None, None, "test");
        aws_config::SdkConfig::builder()
            .behavior_version(aws_config::BehaviorVersion::latest())
            .region(aws_config::Region::new("us-east-1"))
            .credentials_provider(aws_sdk_lambda::config::SharedCredentialsProvider::new(
                credentials,
            ))
            .endpoint_url(self.0.http())
            .build()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.0.requests()
    }

    /// The one request that there was.
    pub(crate) fn request(&self) -> Request {
        self.0.request()
    }

    pub(crate) fn connections(&self) -> usize {
        self.0.connections()
    }
}
