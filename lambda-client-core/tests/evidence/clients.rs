//! The HTTP clients that a transport may have, and the transport over them.

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
    transport::{Evidence, InvokeRequest, InvokeResponse, Transport as _, TransportError},
};

/// How an HTTP client may be made.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum HttpClient {
    /// The one that the transport brings.
    Own,
    /// The SDK's default one, passed by the user.
    Default,
    /// The SDK's pool, which can keep connections alive, passed by the user.
    Pool,
}

pub(crate) const HTTP_CLIENTS: [HttpClient; 3] =
    [HttpClient::Own, HttpClient::Default, HttpClient::Pool];

/// Those that a user passes: nothing is known of them until a first response.
pub(crate) const FOREIGN: [HttpClient; 2] = [HttpClient::Default, HttpClient::Pool];

const PROVIDER: Provider = Provider::Rustls(CryptoMode::AwsLc);

impl HttpClient {
    /// A client that trusts this certificate alone.
    pub(crate) fn trusting(self, certificate: &str) -> SharedHttpClient {
        let store = TrustStore::empty().with_pem_certificate(certificate);
        let context = TlsContext::builder().with_trust_store(store);
        let context = context.build().expect("a TLS context");
        match self {
            HttpClient::Own => panic!("its certificates are those of the machine"),
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

    pub(crate) fn plain(self) -> Option<SharedHttpClient> {
        match self {
            HttpClient::Own => None,
            HttpClient::Default => Some(Builder::new().build_http()),
            HttpClient::Pool => {
                let pool = pool::ConnectionPool::builder()
                    .tcp_keepalive(Duration::from_secs(60))
                    .build_http()
                    .expect("a pool");
                Some(pool::Client::new(&pool).expect("a client").into_shared())
            }
        }
    }

    /// What is known of a request that never had a connection, before a first response.
    pub(crate) fn unsent(self) -> Evidence {
        match self {
            HttpClient::Own => Evidence::NotSent,
            HttpClient::Default | HttpClient::Pool => Evidence::Unknown,
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

/// A transport of these parts; without an HTTP client the transport brings its own.
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
