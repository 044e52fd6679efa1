//! Requests that cannot be signed, and HTTP clients of which nothing is known.

use std::future::pending;
use std::time::Duration;

use aws_credential_types::provider::{ProvideCredentials, error::CredentialsError, future};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{NotSent, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_test_support::{Peer, Step};

use crate::clients::{credentials, invoke, transport};

/// Credentials that never come.
#[derive(Debug)]
pub(crate) struct Never;

impl ProvideCredentials for Never {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(pending())
    }
}

/// No credentials.
#[derive(Debug)]
struct Nowhere;

impl ProvideCredentials for Nowhere {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded("there are none")))
    }
}

fn no_timeouts() -> TimeoutConfig {
    TimeoutConfig::builder().build()
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let peer = Peer::always(Step::silence().stall()).await;
    let error = invoke(&transport(&peer.http(), None, no_timeouts(), Nowhere))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.evidence()),
        (Kind::Credentials, NotSent),
        "{error:?}"
    );
    assert_eq!(peer.request_count(), 0);
}

#[tokio::test]
async fn a_timeout_while_credentials_are_looked_for_sent_nothing() {
    let peer = Peer::always(Step::silence().stall()).await;
    let soon = Duration::from_millis(100);
    let timeouts = TimeoutConfig::builder()
        .operation_attempt_timeout(soon)
        .build();
    let error = invoke(&transport(&peer.http(), None, timeouts, Never))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.evidence()),
        (Kind::Timeout, NotSent),
        "{error:?}"
    );
}

#[tokio::test]
async fn an_endpoint_that_is_none_sends_nothing() {
    let endpoint = "not a url";
    let error = invoke(&transport(endpoint, None, no_timeouts(), credentials()))
        .await
        .unwrap_err();
    assert_eq!(error.evidence(), NotSent, "{error:?}");
}

/// An HTTP client that may send requests before it fails, and tells nobody about its connections.
#[derive(Clone, Debug)]
struct Stranger;

impl HttpClient for Stranger {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Stranger)
    }
}

impl HttpConnector for Stranger {
    fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(Err(ConnectorError::io("it broke".into())))
    }
}

#[tokio::test]
async fn an_http_client_that_says_nothing_proves_nothing() {
    let stranger = Some(Stranger.into_shared());
    let endpoint = "http://127.0.0.1:9";
    let error = invoke(&transport(endpoint, stranger, no_timeouts(), credentials()))
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.evidence()),
        (Kind::Connection, Unknown),
        "{error:?}"
    );
}
