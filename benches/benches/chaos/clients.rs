//! Sets up both clients alike.

use std::time::Duration;

use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_http_client::{Builder, pool};
use aws_smithy_runtime::client::retries::{RetryPartition, TokenBucket};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::shared::IntoShared;
use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda;
use lambda_client::sdk::aws_sdk_lambda::config::retry::RetryConfig as SdkRetryConfig;
use lambda_client::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::sdk::aws_sdk_lambda::primitives::Blob;
use lambda_client::sdk::aws_sdk_lambda::types::InvocationType;
use lambda_client::transport::Transport;
use lambda_client::{Error, FunctionError, Lambda, RetryConfig, SdkTransport, lambda_fn};

use crate::drive::ATTEMPT_TIMEOUT;
use crate::ledger::Mode;
use crate::lost::{self, Resolver};
use crate::server::Event;

pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_millis(150);
pub(crate) const BASE_DELAY: Duration = Duration::from_millis(1);
pub(crate) const MAX_DELAY: Duration = Duration::from_millis(2);

/// The errors that the function declares.
#[derive(Debug, thiserror::Error, FunctionError)]
pub(crate) enum ChaosError {
    #[error("busy: {0}")]
    #[function_error(retry)]
    Busy(String),
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// The function.
#[lambda_fn(name = "chaos")]
pub(crate) trait Chaos {
    /// Must not run twice.
    #[lambda_fn(name = "chaos-once")]
    async fn once(&self, event: Event) -> Result<usize, ChaosError>;

    /// May run twice.
    #[lambda_fn(name = "chaos-again", idempotent)]
    async fn again(&self, event: Event) -> Result<usize, ChaosError>;
}

/// The SDK's HTTP clients over which calls are made.
#[derive(Clone, Debug)]
pub(crate) struct HttpClients {
    pub(crate) plain: PlainHttp,
    /// Both again, for a server with its own certificate.
    pub(crate) encrypted_default: SharedHttpClient,
    pub(crate) encrypted_pool: SharedHttpClient,
}

impl HttpClients {
    /// The encrypted ones trust this certificate alone.
    pub(crate) fn new(resolver: &Resolver, certificate: &str) -> HttpClients {
        let store = TrustStore::empty().with_pem_certificate(certificate);
        let context = TlsContext::builder().with_trust_store(store).build();
        let context = context.expect("the certificate is valid");
        let provider = || Provider::Rustls(CryptoMode::AwsLc);
        let plain = plain_http(resolver);
        let encrypted_pool = pool::ConnectionPool::builder()
            .dns_resolver(resolver.clone())
            .tls_provider(provider())
            .tls_context(context.clone())
            .build_https()
            .expect("the certificate is valid");
        HttpClients {
            encrypted_default: Builder::new()
                .tls_provider(provider())
                .tls_context(context)
                .build_with_resolver(resolver.clone()),
            encrypted_pool: pool::Client::new(&encrypted_pool)
                .expect("the pool has a default partition")
                .into_shared(),
            plain,
        }
    }
}

/// The SDK's HTTP clients, for a server without encryption.
#[derive(Clone, Debug)]
pub(crate) struct PlainHttp {
    /// The default one.
    pub(crate) default: SharedHttpClient,
    /// The pool.
    pub(crate) pool: SharedHttpClient,
}

/// Creates the clients that look up names with this resolver.
pub(crate) fn plain_http(resolver: &Resolver) -> PlainHttp {
    let provider = || Provider::Rustls(CryptoMode::AwsLc);
    let pool = pool::ConnectionPool::builder()
        .dns_resolver(resolver.clone())
        .tls_provider(provider())
        .build_https()
        .expect("the machine has root certificates");
    PlainHttp {
        default: Builder::new()
            .tls_provider(provider())
            .build_with_resolver(resolver.clone()),
        pool: pool::Client::new(&pool)
            .expect("the pool has a default partition")
            .into_shared(),
    }
}

pub(crate) fn config(
    host: &str,
    port: u16,
    client: Option<SharedHttpClient>,
    timeouts: TimeoutConfig,
) -> SdkConfig {
    let credentials = Credentials::new("test", "test", None, None, "test");
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .timeout_config(timeouts)
        .endpoint_url(format!("http://{host}:{port}"));
    config.set_http_client(client);
    config.build()
}

/// A transport of ours over this HTTP client, or over the one that it brings.
pub(crate) fn transport(host: &str, port: u16, client: Option<SharedHttpClient>) -> SdkTransport {
    let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT);
    SdkTransport::new(&config(host, port, client, timeouts.build()))
}

/// A transport of ours over HTTP/2 and TLS.
pub(crate) fn encrypted(host: &str, port: u16, client: SharedHttpClient) -> SdkTransport {
    let timeouts = TimeoutConfig::builder().connect_timeout(CONNECT_TIMEOUT);
    let config = config(host, port, Some(client), timeouts.build());
    let endpoint = format!("https://{host}:{port}");
    SdkTransport::new(&config.into_builder().endpoint_url(endpoint).build())
}

/// The generated client.
pub(crate) fn ours(transport: impl Transport) -> ChaosClient {
    let retry = RetryConfig::new()
        .base_delay(BASE_DELAY)
        .max_delay(MAX_DELAY)
        .budget(u32::MAX);
    let lambda = Lambda::builder(transport)
        .attempt_timeout(ATTEMPT_TIMEOUT)
        .retry(retry)
        .build();
    ChaosClient::new(&lambda)
}

/// aws-sdk-lambda with its default retries.
pub(crate) fn sdk(lane: usize, port: u16, client: SharedHttpClient) -> aws_sdk_lambda::Client {
    let timeouts = TimeoutConfig::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .operation_attempt_timeout(ATTEMPT_TIMEOUT);
    let config = config(&lost::name(lane), port, Some(client), timeouts.build());
    let retry = SdkRetryConfig::standard()
        .with_initial_backoff(BASE_DELAY)
        .with_max_backoff(MAX_DELAY);
    let budget = RetryPartition::custom("chaos").token_bucket(TokenBucket::unlimited());
    let config = aws_sdk_lambda::config::Builder::from(&config)
        .retry_config(retry)
        .retry_partition(budget.build());
    aws_sdk_lambda::Client::from_conf(config.build())
}

/// A call as written without lambda-client: checks for a function error and decodes the response.
pub(crate) async fn call_sdk(client: &aws_sdk_lambda::Client, event: Event) -> Option<usize> {
    let payload = serde_json::to_vec(&event).ok()?;
    let invocation_type = match event.id.mode() {
        Mode::Synchronous => None,
        Mode::Event => Some(InvocationType::Event),
        Mode::DryRun => Some(InvocationType::DryRun),
    };
    let is_synchronous = invocation_type.is_none();
    let response = client
        .invoke()
        .function_name("chaos-once")
        .set_invocation_type(invocation_type)
        .payload(Blob::new(payload))
        .send()
        .await
        .ok()?;
    match response.function_error() {
        Some(_) => None,
        None if is_synchronous => serde_json::from_slice(response.payload()?.as_ref()).ok(),
        None => Some(event.id.number),
    }
}
