//! Attempts that something else than the client's own loop makes.

use std::time::Duration;

use lambda_client_core::sdk::aws_sdk_lambda::Client;
use lambda_client_core::sdk::aws_sdk_lambda::config::interceptors::BeforeSerializationInterceptorContextRef;
use lambda_client_core::sdk::aws_sdk_lambda::config::retry::RetryConfig;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::sdk::aws_sdk_lambda::config::{
    BehaviorVersion, Config, ConfigBag, Intercept, Region,
};
use lambda_client_core::sdk::aws_sdk_lambda::error::BoxError;
use lambda_client_core::{
    DidRun, Error, Lambda, SdkTransport,
    transport::{BoxFuture, Evidence, InvokeRequest, InvokeResponse, Transport, TransportError},
};
use lambda_client_test_support::nowhere::{BlackHole, refused};
use lambda_client_test_support::{Peer, Response, Step};

use crate::clients::{HTTP_CLIENTS, HttpClient, credentials, transport};
use crate::credentials::Never;

/// Turns the SDK's retries on again, for every request.
#[derive(Debug)]
struct Insists;

impl Intercept for Insists {
    fn name(&self) -> &'static str {
        "insists"
    }

    fn read_before_execution(
        &self,
        _context: &BeforeSerializationInterceptorContextRef<'_>,
        config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        config
            .interceptor_state()
            .store_put(RetryConfig::standard().with_max_attempts(3));
        Ok(())
    }
}

#[tokio::test]
async fn retries_of_the_sdk_stay_off_whoever_turns_them_on() {
    let failed = Response::new(500, "{}");
    let nothing = Step::silence;
    for step in [nothing().close(), nothing().reset(), failed.into()] {
        let peer = Peer::always(step.clone()).await;
        let config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(credentials())
            .endpoint_url(peer.http())
            .interceptor(Insists)
            .build();
        let client = Client::from_conf(config);
        let lambda = Lambda::new(SdkTransport::from_client(&client));
        let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
        assert_eq!(peer.request_count(), 1, "{step:?}");
        assert_eq!(error.did_run(), DidRun::Unknown, "{step:?} {error:?}");
    }
}

/// Middleware that repeats, which it should not; the second time there are no credentials yet.
#[derive(Debug)]
struct Twice(SdkTransport, SdkTransport);

impl Transport for Twice {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            match self.0.invoke(request.clone()).await {
                Ok(response) => Ok(response),
                Err(_) => self.1.invoke(request).await,
            }
        })
    }
}

#[tokio::test]
async fn what_was_sent_once_stays_sent() {
    let peer = Peer::always(Step::silence().close()).await;
    let timeouts = TimeoutConfig::builder().build();
    let twice = Twice(
        HttpClient::Default.transport(&peer.http()),
        transport(&peer.http(), None, timeouts, Never),
    );
    let call = Lambda::new(twice).call("f").json(&1);
    let response: Result<u32, Error> = call.timeout(Duration::from_millis(300)).await;
    assert_eq!(peer.request_count(), 1);
    assert_eq!(response.unwrap_err().did_run(), DidRun::Unknown);
}

/// Middleware that asks a second transport as well if the first one takes long; the first result counts.
#[derive(Debug)]
struct Hedged(SdkTransport, SdkTransport);

impl Transport for Hedged {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let first = self.0.invoke(request.clone());
            let second = async {
                tokio::time::sleep(Duration::from_millis(50)).await;
                self.1.invoke(request).await
            };
            tokio::select! {
                result = first => result,
                result = second => result,
            }
        })
    }
}

#[tokio::test]
async fn a_request_that_never_got_a_connection_does_not_unsend_another() {
    let hole = BlackHole::open().await.expect("a black hole");
    for client in HTTP_CLIENTS {
        let hanging = Peer::always(Step::silence().stall()).await;
        let to = |endpoint: &str| client.transport(endpoint);
        for hedged in [
            Hedged(to(&hole.http()), to(&hanging.http())),
            Hedged(to(&hanging.http()), to(&hole.http())),
        ] {
            let before = hanging.request_count();
            let call = Lambda::new(hedged).call("f").json::<u32>(&1);
            let call = call.attempt_timeout(Duration::from_millis(400));
            let error = call.await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {error:?}");
            assert_eq!(hanging.request_count() - before, 1, "{client:?}");
        }
        let nowhere = Hedged(to(&hole.http()), to(&hole.http()));
        let call = Lambda::new(nowhere).call("f").json::<u32>(&1);
        let call = call.attempt_timeout(Duration::from_millis(200));
        let error = call.await.unwrap_err();
        let unsent = match client.unsent() {
            Evidence::NotSent => DidRun::No,
            _ => DidRun::Unknown,
        };
        assert_eq!(error.did_run(), unsent, "{client:?} {error:?}");
    }
}

#[tokio::test]
async fn a_refused_connection_does_not_unsend_a_request_that_was_reset() {
    for client in HTTP_CLIENTS {
        let peer = Peer::always(Step::silence().reset()).await;
        let twice = Twice(
            client.transport(&peer.http()),
            client.transport(&refused().await),
        );
        let error = Lambda::new(twice)
            .call("f")
            .json::<u32>(&1)
            .await
            .unwrap_err();
        assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {error:?}");
        assert_eq!(peer.request_count(), 1, "{client:?}");
        if client != HttpClient::Own {
            continue;
        }
        let text = error.to_string();
        let others =
            "cannot connect to Lambda: another request of the same attempt may have been sent";
        assert!(text.contains(others), "{text}");
    }
}

#[tokio::test]
async fn a_rejected_request_leaves_nothing_open() {
    let body = r#"{"message":"Rate Exceeded."}"#;
    let throttled =
        Response::new(429, body).with_header("x-amzn-errortype", "TooManyRequestsException");
    let client = HttpClient::Own;
    let peer = Peer::always(throttled).await;
    let refused = client.transport(&refused().await);
    let twice = Twice(client.transport(&peer.http()), refused);
    let call = Lambda::new(twice).call("f").json::<u32>(&1);
    let error = call.await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::No, "{error:?}");
    assert_eq!(peer.request_count(), 3);
}
