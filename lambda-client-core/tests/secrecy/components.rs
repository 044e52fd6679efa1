//! Components of the user's that quote a secret in their errors, without quotation marks.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use aws_credential_types::provider::{ProvideCredentials, error::CredentialsError, future};
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::identity::{
    IdentityFuture, ResolveCachedIdentity, SharedIdentityResolver,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use bytes::Bytes;
use hyper::body::{Body, Frame};
use lambda_client_core::sdk::aws_sdk_lambda::config::endpoint::{
    EndpointFuture, Params, ResolveEndpoint,
};
use lambda_client_core::sdk::aws_sdk_lambda::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use lambda_client_core::sdk::aws_sdk_lambda::config::{ConfigBag, Intercept};
use lambda_client_core::sdk::aws_sdk_lambda::error::BoxError;
use lambda_client_core::{Lambda, RetryConfig, SdkTransport};
use lambda_client_test_support::{Peer, Response};

use crate::Provoked;
use crate::markers::{MODES, SECRET_KEY, error_of};
use crate::sdk::{built, config};

/// Quotes a secret in `Display` and in `Debug`.
struct Talkative;

impl fmt::Display for Talkative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "component failed: secret={SECRET_KEY}")
    }
}

impl fmt::Debug for Talkative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl StdError for Talkative {}

/// Holds the talkative error in an I/O error, whose `source` skips it.
#[derive(Debug)]
struct Outer(io::Error);

impl fmt::Display for Outer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "outer: {}", self.0)
    }
}

impl StdError for Outer {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&self.0)
    }
}

/// The forms of an error of the user's.
const FORMS: [fn() -> BoxError; 4] = [
    || Talkative.into(),
    || format!("component failed: secret={SECRET_KEY}").into(),
    || io::Error::new(io::ErrorKind::ConnectionReset, Talkative).into(),
    || Outer(io::Error::other(Talkative)).into(),
];

/// A component that fails with an error of this form.
#[derive(Clone, Copy, Debug)]
struct Failing<K> {
    kind: K,
    error: fn() -> BoxError,
}

/// Makes an error of the SDK around that of the user's.
type Wrap<E> = fn(BoxError) -> E;

#[derive(Clone, Copy, Debug)]
struct Provider(Wrap<CredentialsError>);

impl ProvideCredentials for Failing<Provider> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err((self.kind.0)((self.error)())))
    }
}

#[derive(Clone, Copy, Debug)]
struct Panics;

impl ProvideCredentials for Failing<Panics> {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async { panic!("{}", (self.error)()) })
    }
}

#[derive(Clone, Copy, Debug)]
struct Cache;

impl ResolveCachedIdentity for Failing<Cache> {
    fn resolve_cached_identity<'a>(
        &'a self,
        _: SharedIdentityResolver,
        _: &'a RuntimeComponents,
        _: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::ready(Err((self.error)()))
    }
}

#[derive(Clone, Copy, Debug)]
struct Endpoints;

impl ResolveEndpoint for Failing<Endpoints> {
    fn resolve_endpoint<'a>(&'a self, _: &'a Params) -> EndpointFuture<'a> {
        EndpointFuture::ready(Err((self.error)()))
    }
}

/// The steps in which an interceptor fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    BeforeExecution,
    BeforeSigning,
    BeforeTransmit,
    AfterDeserialization,
    AfterAttempt,
}

impl Failing<Step> {
    fn at(self, step: Step) -> Result<(), BoxError> {
        match self.kind == step {
            true => Err((self.error)()),
            false => Ok(()),
        }
    }
}

impl Intercept for Failing<Step> {
    fn name(&self) -> &'static str {
        "talkative"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Step::BeforeExecution)
    }

    fn read_before_signing(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Step::BeforeSigning)
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Step::BeforeTransmit)
    }

    fn read_after_deserialization(
        &self,
        _: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Step::AfterDeserialization)
    }

    fn read_after_attempt(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Step::AfterAttempt)
    }
}

#[derive(Clone, Copy, Debug)]
enum Client {
    Fails(Wrap<ConnectorError>),
    /// Responds with a body that breaks.
    Breaks,
}

impl HttpClient for Failing<Client> {
    fn http_connector(
        &self,
        _: &HttpConnectorSettings,
        _: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(*self)
    }
}

impl HttpConnector for Failing<Client> {
    fn call(&self, _: HttpRequest) -> HttpConnectorFuture {
        HttpConnectorFuture::ready(match self.kind {
            Client::Fails(fails) => Err(fails((self.error)())),
            Client::Breaks => {
                let body = SdkBody::from_body_1_x(Breaking(self.error));
                Ok(HttpResponse::new(200.try_into().expect("a status"), body))
            }
        })
    }
}

/// A body whose first part is an error.
struct Breaking(fn() -> BoxError);

impl Body for Breaking {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        Poll::Ready(Some(Err((self.0)())))
    }
}

/// Returns the transports with a failing component, each with its name and words that say which one failed.
fn transports(
    endpoint: &str,
    error: fn() -> BoxError,
) -> Vec<(&'static str, SdkTransport, &'static str)> {
    let mut transports = Vec::new();
    let providers: [(&str, Wrap<CredentialsError>, &str); 4] = [
        (
            "credentials that are not loaded",
            CredentialsError::not_loaded,
            "no credentials were found",
        ),
        (
            "invalid credentials",
            CredentialsError::invalid_configuration,
            "the configuration of the credentials provider is invalid",
        ),
        (
            "a provider that fails",
            CredentialsError::provider_error,
            "the credentials provider failed",
        ),
        (
            "a provider's other error",
            CredentialsError::unhandled,
            "the credentials provider failed",
        ),
    ];
    for (what, kind, told) in providers {
        let kind = Provider(kind);
        let config = config(endpoint).credentials_provider(Failing { kind, error });
        transports.push((what, built(config), told));
    }
    let panics = Failing {
        kind: Panics,
        error,
    };
    transports.push((
        "a provider that panics",
        built(config(endpoint).credentials_provider(panics)),
        "the credentials provider panicked",
    ));
    let cache = Failing { kind: Cache, error };
    transports.push((
        "an identity cache",
        built(config(endpoint).identity_cache(cache)),
        "the identity cache",
    ));
    let endpoints = Failing {
        kind: Endpoints,
        error,
    };
    transports.push((
        "an endpoint resolver",
        built(config(endpoint).endpoint_resolver(endpoints)),
        "the endpoint resolver",
    ));
    for (what, kind) in [
        ("an interceptor before execution", Step::BeforeExecution),
        ("an interceptor before signing", Step::BeforeSigning),
        ("an interceptor before transmission", Step::BeforeTransmit),
        (
            "an interceptor after the response",
            Step::AfterDeserialization,
        ),
        ("an interceptor after the attempt", Step::AfterAttempt),
    ] {
        let config = config(endpoint).interceptor(Failing { kind, error });
        transports.push((what, built(config), "talkative"));
    }
    let clients: [(&str, Wrap<ConnectorError>); 4] = [
        ("an HTTP client: I/O", ConnectorError::io),
        ("an HTTP client: user", ConnectorError::user),
        ("an HTTP client: timeout", ConnectorError::timeout),
        ("an HTTP client: other", |error| {
            ConnectorError::other(error, None)
        }),
    ];
    for (what, fails) in clients {
        let kind = Client::Fails(fails);
        let config = config(endpoint).http_client(Failing { kind, error });
        transports.push((what, built(config), ""));
    }
    let kind = Client::Breaks;
    let config = config(endpoint).http_client(Failing { kind, error });
    transports.push(("a body of a response", built(config), ""));
    transports
}

pub(crate) async fn provoke(provoked: &mut Provoked) {
    let peer = Peer::always(Response::new(200, "7").with_header("x-amzn-requestid", "id-1")).await;
    for (form, error) in FORMS.into_iter().enumerate() {
        for (what, transport, told) in transports(&peer.http(), error) {
            let lambda = Lambda::builder(transport)
                .timeout(Duration::from_secs(5))
                .retry(RetryConfig::new().max_attempts(1))
                .build();
            for mode in MODES {
                let error = error_of(&lambda, mode).await.expect("the component fails");
                let said = error.to_string();
                assert!(said.contains(told), "{what}: {said}");
                provoked.add(format_args!("{what}, form {form}, {mode:?}"), error);
            }
            let error = lambda.functions().all().await.err();
            provoked.add(format_args!("a list: {what}, form {form}"), error);
        }
    }
}

/// A component whose user built an error of this crate is quoted with it.
#[tokio::test]
async fn what_is_meant_to_be_seen_is_shown() {
    let error = || lambda_client_core::Error::function("Quota", "the quota is used up").into();
    for (what, transport, _) in transports("http://127.0.0.1:1", error) {
        let is_quoted = match what {
            "a provider that fails" => true,
            what => what.starts_with("an interceptor before"),
        };
        if is_quoted {
            let lambda = Lambda::builder(transport)
                .retry(RetryConfig::new().max_attempts(1))
                .build();
            let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
            assert!(
                error.to_string().contains("(Quota: the quota is used up)"),
                "{what}: {error}"
            );
        }
    }
}
