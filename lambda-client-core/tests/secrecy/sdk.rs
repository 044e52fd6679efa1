//! Requests that the SDK refuses to build, to sign or to send.

use std::error::Error as StdError;
use std::time::Duration;

use aws_credential_types::provider::{ProvideCredentials, error::CredentialsError, future};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use lambda_client_core::sdk::aws_sdk_lambda::Client;
use lambda_client_core::sdk::aws_sdk_lambda::config::interceptors::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef,
};
use lambda_client_core::sdk::aws_sdk_lambda::config::{
    BehaviorVersion, Builder, Config, ConfigBag, Credentials, Intercept, Region,
};
use lambda_client_core::sdk::aws_sdk_lambda::error::BoxError;
use lambda_client_core::{Lambda, RetryConfig, SdkTransport};

use crate::Provoked;
use crate::markers::{ACCESS_KEY, MODES, SECRET_KEY, SESSION_TOKEN, error_of};

pub(crate) fn config(endpoint: &str) -> Builder {
    let token = Some(SESSION_TOKEN.to_owned());
    Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new(
            ACCESS_KEY, SECRET_KEY, token, None, "test",
        ))
        .endpoint_url(endpoint)
}

pub(crate) fn built(config: Builder) -> SdkTransport {
    SdkTransport::from_client(&Client::from_conf(config.build()))
}

/// A transport with a marker in each part of its credentials.
pub(crate) fn transport(endpoint: &str) -> SdkTransport {
    built(config(endpoint))
}

#[derive(Debug)]
struct Failing(fn() -> CredentialsError);

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err((self.0)()))
    }
}

/// An interceptor that fails in the step of this number, and quotes all that it sees.
#[derive(Debug)]
struct Quoting(u8);

impl Intercept for Quoting {
    fn name(&self) -> &'static str {
        "quoting"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match self.0 {
            0 => Err(format!("refused: {:?}", context.input()).into()),
            _ => Ok(()),
        }
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match self.0 {
            1 => Err(format!("refused: {:?}", context.request()).into()),
            _ => Ok(()),
        }
    }

    fn read_before_transmit(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        match self.0 {
            2 => Err(format!("refused: {:?}", context.request().headers()).into()),
            _ => Ok(()),
        }
    }
}

/// An HTTP client that quotes the request that it does not send.
#[derive(Clone, Debug)]
struct Broken(fn(Box<dyn StdError + Send + Sync>) -> ConnectorError);

impl HttpClient for Broken {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Broken {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let text = format!("cannot send {request:?} with {:?}", request.body().bytes());
        HttpConnectorFuture::ready(Err((self.0)(text.into())))
    }
}

pub(crate) async fn provoke(provoked: &mut Provoked) {
    let mut transports = Vec::new();
    for endpoint in [
        "localhost:4566",
        "not a url",
        "http://[::1",
        "http://",
        "//localhost",
        "http://local host",
        "/",
    ] {
        transports.push((format!("the endpoint `{endpoint}`"), transport(endpoint)));
    }
    let providers: [(&str, Failing); 5] = [
        (
            "not loaded",
            Failing(|| CredentialsError::not_loaded("no profile")),
        ),
        (
            "invalid",
            Failing(|| CredentialsError::invalid_configuration("a loop")),
        ),
        (
            "failed",
            Failing(|| CredentialsError::provider_error("503")),
        ),
        (
            "unhandled",
            Failing(|| CredentialsError::unhandled("not UTF-8")),
        ),
        (
            "late",
            Failing(|| CredentialsError::provider_timed_out(Duration::from_secs(5))),
        ),
    ];
    for (what, provider) in providers {
        let config = config("http://127.0.0.1:1").credentials_provider(provider);
        transports.push((format!("credentials: {what}"), built(config)));
    }
    // A key with a line break is not among them: with one, the SDK panics.
    let token = Some(format!("{SESSION_TOKEN}\r\n"));
    let credentials = Credentials::new(ACCESS_KEY, SECRET_KEY, token, None, "test");
    let unsigned = config("http://127.0.0.1:1").credentials_provider(credentials);
    transports.push(("a token that is not a header".to_owned(), built(unsigned)));
    for step in 0..3 {
        let config = config("http://127.0.0.1:1").interceptor(Quoting(step));
        transports.push((format!("an interceptor in step {step}"), built(config)));
    }
    let broken: [(&str, Broken); 4] = [
        ("I/O", Broken(ConnectorError::io)),
        ("user", Broken(ConnectorError::user)),
        ("timeout", Broken(ConnectorError::timeout)),
        ("other", Broken(|error| ConnectorError::other(error, None))),
    ];
    for (what, client) in broken {
        let config = config("http://127.0.0.1:1").http_client(client);
        transports.push((format!("an HTTP client: {what}"), built(config)));
    }
    for (what, transport) in transports {
        let lambda = Lambda::builder(transport)
            .timeout(Duration::from_secs(1))
            .retry(RetryConfig::new().max_attempts(1))
            .build();
        for mode in MODES {
            let error = error_of(&lambda, mode).await;
            provoked.add(format_args!("{what} {mode:?}"), error);
        }
        provoked.add(
            format_args!("a list: {what}"),
            lambda.functions().all().await.err(),
        );
    }
}
