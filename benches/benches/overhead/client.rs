//! The process that is measured: it makes calls, by the stub or by hand.

use std::fmt;
use std::future::ready;
use std::hint::black_box;

use aws_smithy_http_client::Builder;
use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda::Client;
use lambda_client::sdk::aws_sdk_lambda::config::retry::RetryConfig as SdkRetryConfig;
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::{
    Lambda, RetryConfig, SdkTransport,
    sdk::aws_sdk_lambda,
    transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError},
};
use lambda_client_benches::Failure;
use tokio::runtime::Runtime;

use crate::by_hand;
use crate::documents::{Document, DocumentsClient};

/// The way to call.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    /// The stub over the HTTP client that the transport brings.
    Stub,
    /// The stub over the SDK's HTTP client, passed by the user.
    Passed,
    Hand,
    /// The stub over a transport that responds at once: what remains is the cost of this crate.
    Alone,
}

impl Side {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Side::Stub => "stub",
            Side::Passed => "passed",
            Side::Hand => "hand",
            Side::Alone => "alone",
        }
    }

    pub(crate) fn parse(text: &str) -> Result<Side, Failure> {
        let sides = [Side::Stub, Side::Passed, Side::Hand, Side::Alone];
        let found = sides.into_iter().find(|side| side.as_str() == text);
        found.ok_or_else(|| format!("unknown side `{text}`").into())
    }
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Side::Stub => "generated stub ",
            Side::Passed => "  SDK's HTTP   ",
            Side::Hand => "written by hand",
            Side::Alone => "stub, no SDK   ",
        })
    }
}

/// A caller, ready to call.
pub(crate) enum Caller {
    Stub(DocumentsClient),
    Hand(Client),
}

impl Caller {
    pub(crate) fn new(side: Side, endpoint: &str) -> Caller {
        match side {
            Side::Stub => Caller::stub(sdk_transport(endpoint)),
            Side::Passed => Caller::stub(SdkTransport::from_client(&sdk_client(endpoint))),
            Side::Hand => Caller::Hand(sdk_client(endpoint)),
            Side::Alone => Caller::stub(Echo),
        }
    }

    fn stub(transport: impl Transport) -> Caller {
        let lambda = Lambda::builder(transport).retry(RetryConfig::never());
        Caller::Stub(DocumentsClient::new(&lambda.build()))
    }

    pub(crate) async fn store(&self, document: &Document) -> Result<(), Failure> {
        let answered = match self {
            Caller::Stub(documents) => {
                let reply = documents.store(document).send().await?;
                black_box((reply.request_id(), reply.executed_version()));
                reply.into_value()
            }
            Caller::Hand(client) => {
                let stored = by_hand::store(client, document).await?;
                black_box((&stored.request_id, &stored.version));
                stored.document
            }
        };
        let given_back = answered.id == document.id && answered.text.len() == document.text.len();
        match given_back {
            true => Ok(()),
            false => Err("the response is not what was sent".into()),
        }
    }
}

/// Returns every payload, as the server does.
#[derive(Debug)]
struct Echo;

impl Transport for Echo {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        let response = InvokeResponse::new(200, request.payload().clone())
            .with_request_id("6cbdc6f8-3b5b-4b0e-9c6a-6f5a0e3a2b11")
            .with_executed_version("42");
        Box::pin(ready(Ok(response)))
    }
}

/// Builds a transport with the configuration of [`sdk_client`], and the HTTP client that a transport brings.
pub(crate) fn sdk_transport(endpoint: &str) -> SdkTransport {
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials()))
        .endpoint_url(endpoint);
    SdkTransport::new(&config.build())
}

/// Builds the SDK's client, with the SDK's HTTP client.
fn sdk_client(endpoint: &str) -> Client {
    let config = aws_sdk_lambda::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-central-1"))
        .credentials_provider(credentials())
        .endpoint_url(endpoint)
        .http_client(Builder::new().build_http())
        .retry_config(SdkRetryConfig::disabled());
    Client::from_conf(config.build())
}

fn credentials() -> Credentials {
    Credentials::new("AKIDBENCH", "secret", None, None, "bench")
}

pub(crate) fn runtime() -> Result<Runtime, Failure> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    Ok(builder.enable_all().build()?)
}

/// Makes this many calls.
pub(crate) fn client(side: &str, bytes: &str, calls: &str, endpoint: &str) -> Result<(), Failure> {
    let document = Document::of_bytes(bytes.parse()?);
    let calls: u32 = calls.parse()?;
    let side = Side::parse(side)?;
    runtime()?.block_on(async {
        let caller = Caller::new(side, endpoint);
        for _ in 0..calls {
            caller.store(&document).await?;
        }
        Ok(())
    })
}
