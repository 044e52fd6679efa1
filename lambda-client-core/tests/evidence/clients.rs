//! The HTTP clients that the SDK has, and the transport over them.

use std::time::Duration;

use aws_smithy_http_client::Builder;
use aws_smithy_http_client::pool;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_smithy_runtime_api::shared::IntoShared;
use lambda_client_core::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::sdk::aws_sdk_lambda::config::{
    Credentials, ProvideCredentials, SharedCredentialsProvider,
};
use lambda_client_core::{
    SdkTransport,
    transport::{InvokeRequest, InvokeResponse, Transport as _, TransportError},
};

/// How an HTTP client may be made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HttpClient {
    /// The SDK's default one.
    Default,
    /// The pool, which can keep connections alive.
    Pool,
}

pub(crate) const HTTP_CLIENTS: [HttpClient; 2] = [HttpClient::Default, HttpClient::Pool];

const PROVIDER: Provider = Provider::Rustls(CryptoMode::AwsLc);

impl HttpClient {
    /// A client that trusts this certificate alone.
    pub(crate) fn trusting(self, certificate: &str) -> SharedHttpClient {
        let store = TrustStore::empty().with_pem_certificate(certificate);
        let context = TlsContext::builder().with_trust_store(store);
        let context = context.build().expect("a TLS context");
        match self {
            HttpClient::Default => Builder::new()
                .tls_provider(PROVIDER)
                .tls_context(context)
                .build_https(),
            HttpClient::Pool => {
                let pool = pool::ConnectionPool::builder()
                    .tls_provider(PROVIDER)
                    .tls_context(context)
                    .build_https()
                    .expect("a pool");
                pool::Client::new(&pool).expect("a client").into_shared()
            }
        }
    }

    fn plain(self) -> Option<SharedHttpClient> {
        match self {
            HttpClient::Default => None,
            HttpClient::Pool => {
                let pool = pool::ConnectionPool::builder()
                    .tcp_keepalive(Duration::from_secs(60))
                    .build_http()
                    .expect("a pool");
                Some(pool::Client::new(&pool).expect("a client").into_shared())
            }
        }
    }

    /// A transport to this endpoint, with no timeouts but that of the connection.
    pub(crate) fn transport(self, endpoint: &str) -> SdkTransport {
        self.with_timeouts(endpoint, TimeoutConfig::builder().build())
    }

    pub(crate) fn with_timeouts(self, endpoint: &str, timeouts: TimeoutConfig) -> SdkTransport {
        transport(endpoint, self.plain(), timeouts, credentials())
    }
}

/// A transport of these parts; no HTTP client means the SDK's default one.
pub(crate) fn transport(
    endpoint: &str,
    client: Option<SharedHttpClient>,
    timeouts: TimeoutConfig,
    credentials: impl ProvideCredentials + 'static,
) -> SdkTransport {
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .timeout_config(timeouts)
        .endpoint_url(endpoint);
    config.set_http_client(client);
    SdkTransport::new(&config.build())
}

pub(crate) fn credentials() -> Credentials {
    Credentials::new("test", "test", None, None, "test")
}

/// One attempt.
pub(crate) async fn invoke(transport: &SdkTransport) -> Result<InvokeResponse, TransportError> {
    transport.invoke(InvokeRequest::new("f", "{}".into())).await
}
