//! Requests that the user's own parts of the SDK's client refuse: interceptors, and providers of credentials.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::{self, ProvideCredentials, error::CredentialsError, future};
use aws_smithy_types::endpoint::Endpoint;
use lambda_client_core::sdk::aws_config::SdkConfig;
use lambda_client_core::sdk::aws_sdk_lambda::Client;
use lambda_client_core::sdk::aws_sdk_lambda::config::interceptors::{
    BeforeSerializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
    BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextRef,
};
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::sdk::aws_sdk_lambda::config::{
    BehaviorVersion, Config, ConfigBag, Intercept, Region, RuntimeComponents,
    SharedCredentialsProvider,
};
use lambda_client_core::sdk::aws_sdk_lambda::error::BoxError;
use lambda_client_core::{
    Call, DidRun, Error, ErrorKind, Lambda, RetryConfig, SdkTransport,
    certainty::{Attempt, Retryability},
};
use lambda_client_test_support::{Peer, Response, Step};

use crate::clients::{credentials, transport};

/// Where an interceptor fails.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hook {
    BeforeExecution,
    BeforeSigning,
    BeforeTransmit,
    AfterAttempt,
}

/// An interceptor that fails.
#[derive(Debug)]
struct Fails(Hook);

impl Fails {
    fn at(&self, hook: Hook) -> Result<(), BoxError> {
        match self.0 == hook {
            true => Err("the quota of the tenant is used up".into()),
            false => Ok(()),
        }
    }
}

impl Intercept for Fails {
    fn name(&self) -> &'static str {
        "quotas"
    }

    fn read_before_execution(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Hook::BeforeExecution)
    }

    fn modify_before_signing(
        &self,
        _: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Hook::BeforeSigning)
    }

    fn read_before_transmit(
        &self,
        _: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Hook::BeforeTransmit)
    }

    fn read_after_attempt(
        &self,
        _: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.at(Hook::AfterAttempt)
    }
}

fn call(transport: SdkTransport) -> Call<Result<u32, Error>> {
    let retry = RetryConfig::new().base_delay(Duration::from_millis(1));
    Lambda::new(transport).call("f").json(&1).retry(retry)
}

async fn intercepted(hook: Hook, peer: &Peer) -> Error {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(credentials())
        .endpoint_url(peer.http())
        .interceptor(Fails(hook))
        .build();
    let transport = SdkTransport::from_client(&Client::from_conf(config));
    call(transport).await.unwrap_err()
}

#[tokio::test]
async fn an_interceptor_that_fails_refuses_the_request_once() {
    let peer = Peer::always(Response::new(200, "7")).await;
    for hook in [
        Hook::BeforeExecution,
        Hook::BeforeSigning,
        Hook::BeforeTransmit,
    ] {
        let error = intercepted(hook, &peer).await;
        assert_eq!(error.kind(), ErrorKind::Configuration, "{hook:?} {error:?}");
        assert_eq!(error.did_run(), DidRun::No, "{hook:?}");
        assert_eq!(error.attempts().len(), 1, "{hook:?}");
        let text = error.to_string();
        for part in [
            "an interceptor of the SDK's client refused the request before it was sent",
            "quotas",
            "the text of its error is left out because it may quote a secret",
        ] {
            assert!(text.contains(part), "{hook:?} {text}");
        }
        assert!(!text.contains("used up"), "{hook:?} {text}");
    }
    assert_eq!(peer.request_count(), 0);
}

#[tokio::test]
async fn an_interceptor_that_fails_after_the_request_was_sent_proves_nothing() {
    let peer = Peer::always(Step::silence().close()).await;
    let error = intercepted(Hook::AfterAttempt, &peer).await;
    assert_eq!(error.did_run(), DidRun::Unknown, "{error:?}");
    assert_eq!(peer.request_count(), 1);

    for status in [200, 500] {
        let peer = Peer::always(Response::new(status, "7")).await;
        let error = intercepted(Hook::AfterAttempt, &peer).await;
        assert_eq!(error.did_run(), DidRun::Unknown, "{error:?}");
        assert_eq!(peer.request_count(), 1);
        let cause = "an interceptor of the SDK's client failed after the response had arrived";
        assert!(error.to_string().contains(cause), "{error}");
    }
}

/// Credentials whose provider fails at first.
#[derive(Clone, Debug)]
struct Failing {
    times: usize,
    error: fn() -> CredentialsError,
    asked: Arc<AtomicUsize>,
}

impl Failing {
    fn provide(&self) -> provider::Result {
        match self.asked.fetch_add(1, Ordering::Relaxed) < self.times {
            true => Err((self.error)()),
            false => Ok(credentials()),
        }
    }
}

impl ProvideCredentials for Failing {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(self.provide())
    }
}

/// Calls through a provider that fails so many times.
async fn provided(
    peer: &Peer,
    times: usize,
    error: fn() -> CredentialsError,
) -> (Result<u32, Error>, usize) {
    let provider = Failing {
        times,
        error,
        asked: Arc::default(),
    };
    let timeouts = TimeoutConfig::builder().build();
    let transport = transport(&peer.http(), None, timeouts, provider.clone());
    let result = call(transport).await;
    (result, provider.asked.load(Ordering::Relaxed))
}

#[tokio::test]
async fn a_provider_of_credentials_that_fails_once_is_asked_again() {
    let peer = Peer::always(Response::new(200, "7")).await;
    let passing: [fn() -> CredentialsError; 2] = [
        || CredentialsError::provider_error("503 from STS"),
        || CredentialsError::provider_timed_out(Duration::from_secs(5)),
    ];
    for error in passing {
        let (result, asked) = provided(&peer, 1, error).await;
        assert_eq!(result.expect("the second attempt has credentials"), 7);
        assert_eq!(asked, 2);

        let (result, asked) = provided(&peer, 9, error).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials, "{error:?}");
        assert_eq!((error.did_run(), asked), (DidRun::No, 3), "{error:?}");
        let transient = Some(Retryability::Transient);
        assert!(
            error
                .attempts()
                .iter()
                .map(Attempt::retryability)
                .all(|retryability| retryability == transient)
        );
        assert!(!error.to_string().contains("does not help"), "{error}");
    }
    assert_eq!(peer.request_count(), 2);
}

#[tokio::test]
async fn a_provider_without_credentials_is_asked_once() {
    let peer = Peer::always(Response::new(200, "7")).await;
    let lasting: [fn() -> CredentialsError; 3] = [
        || CredentialsError::not_loaded("no profile"),
        || CredentialsError::invalid_configuration("a loop of roles"),
        || CredentialsError::unhandled("not UTF-8"),
    ];
    for error in lasting {
        let (result, asked) = provided(&peer, 9, error).await;
        let error = result.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials, "{error:?}");
        assert_eq!((error.did_run(), asked), (DidRun::No, 1), "{error:?}");
    }
    let not_loaded = || CredentialsError::not_loaded("no profile");
    let error = provided(&peer, 9, not_loaded).await.0.unwrap_err();
    let advice = "no credentials were found; set `AWS_ACCESS_KEY_ID`";
    assert!(error.to_string().contains(advice), "{error}");
    assert_eq!(peer.request_count(), 0);
}

/// Both constructors, with this provider of credentials.
fn transports(
    peer: &Peer,
    provider: Option<impl ProvideCredentials + Clone + 'static>,
) -> [SdkTransport; 2] {
    let mut config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(peer.http());
    config.set_credentials_provider(provider.map(SharedCredentialsProvider::new));
    let config = config.build();
    let client = Client::new(&config);
    [
        SdkTransport::new(&config),
        SdkTransport::from_client(&client),
    ]
}

/// One call, which nothing is sent for.
async fn refused(transport: SdkTransport) -> Error {
    let call: Call<Result<u32, Error>> = Lambda::new(transport).call("f").json(&1);
    let error = call.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Credentials, "{error:?}");
    assert_eq!((error.did_run(), error.attempts().len()), (DidRun::No, 1));
    error
}

/// As from an environment variable that ends with a line break.
#[tokio::test]
async fn credentials_that_cannot_be_sent_are_refused() {
    let peer = Peer::always(Response::new(200, "7")).await;
    let credentials = Credentials::new("AKID\n", "secret", None, None, "test");
    for transport in transports(&peer, Some(credentials)) {
        // They are not cached either.
        for _ in 0..2 {
            let error = refused(transport.clone()).await;
            let said = format!("{error} {error:?}");
            assert!(
                error
                    .to_string()
                    .contains("the access key ID holds a line break"),
                "{said}"
            );
            assert!(!said.contains("AKID"), "{said}");
        }
    }
    assert_eq!(peer.request_count(), 0);
}

#[tokio::test]
async fn a_configuration_without_a_provider_of_credentials_is_explained() {
    let peer = Peer::always(Response::new(200, "7")).await;
    for transport in transports(&peer, None::<Credentials>) {
        let error = refused(transport).await;
        let advice = "the configuration has no credentials provider; set `credentials_provider`";
        assert!(error.to_string().contains(advice), "{error}");
    }
    assert_eq!(peer.request_count(), 0);
}

/// The SDK panics over an empty one.
#[tokio::test]
async fn an_endpoint_that_is_not_a_url_is_explained() {
    for (endpoint, said) in [
        ("", "the endpoint URL is empty: unset `AWS_ENDPOINT_URL`"),
        (
            "localhost:4566",
            "the endpoint URL `localhost:4566` has no scheme",
        ),
    ] {
        let timeouts = TimeoutConfig::builder().build();
        let transport = transport(endpoint, None, timeouts, credentials());
        let call: Call<Result<u32, Error>> = Lambda::new(transport).call("f").json(&1);
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials, "{error:?}");
        assert_eq!((error.did_run(), error.attempts().len()), (DidRun::No, 1));
        assert!(error.to_string().contains(said), "{error}");
    }
}

/// Without a region nothing can be signed, with a custom endpoint neither.
#[tokio::test]
async fn an_unusable_region_is_explained() {
    for (region, said) in [
        (None, "there is no region: set `AWS_REGION`"),
        (Some(""), "the region is empty or invalid: set `AWS_REGION`"),
        (Some("us-east-1\n"), "the region is empty or invalid"),
    ] {
        for endpoint in [None, Some("http://127.0.0.1:9")] {
            let mut config = SdkConfig::builder()
                .behavior_version(BehaviorVersion::latest())
                .credentials_provider(SharedCredentialsProvider::new(credentials()));
            config.set_region(region.map(Region::new));
            config.set_endpoint_url(endpoint.map(str::to_owned));
            let transport = SdkTransport::new(&config.build());
            let call: Call<Result<u32, Error>> = Lambda::new(transport).call("f").json(&1);
            let error = call.await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Credentials, "{error:?}");
            assert_eq!((error.did_run(), error.attempts().len()), (DidRun::No, 1));
            assert!(error.to_string().contains(said), "{error}");
        }
    }
}

/// A provider that panics when it is polled, as `AWS_ENDPOINT_URL_STS=` makes that of a role do, or before.
#[derive(Clone, Debug)]
struct Panics {
    words: String,
    at_once: bool,
}

impl ProvideCredentials for Panics {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        assert!(!self.at_once, "{}", self.words);
        future::ProvideCredentials::new(async { panic!("{}", self.words) })
    }
}

#[tokio::test]
async fn an_empty_endpoint_of_a_service_for_credentials_is_explained() {
    let peer = Peer::always(Response::new(200, "7")).await;
    let built = std::panic::catch_unwind(|| Endpoint::builder().url("").build());
    let panic = built.expect_err("the SDK panics");
    let words = panic.downcast_ref::<String>().expect("its words").clone();
    let at_once = false;
    for transport in transports(&peer, Some(Panics { words, at_once })) {
        let error = refused(transport).await;
        let advice = "is empty: unset `AWS_ENDPOINT_URL_STS`";
        assert!(error.to_string().contains(advice), "{error}");
    }
    assert_eq!(peer.request_count(), 0);
}

/// Nothing was sent, whatever a provider does.
#[tokio::test]
async fn a_provider_of_credentials_that_panics_has_failed() {
    let peer = Peer::always(Response::new(200, "7")).await;
    for at_once in [false, true] {
        let words = "could not parse secret-4111".to_owned();
        let panics = Panics { words, at_once };
        for transport in transports(&peer, Some(panics)) {
            // It is asked again by the next call, and the calls that wait for the same credentials get an error, too.
            let (first, second) =
                tokio::join!(refused(transport.clone()), refused(transport.clone()));
            for error in [first, second, refused(transport).await] {
                let advice = "the credentials provider panicked; the panic hook has reported it";
                assert!(error.to_string().contains(advice), "{error}");
                assert!(!format!("{error:?}").contains("4111"), "{error:?}");
            }
        }
    }
    assert_eq!(peer.request_count(), 0);
}
