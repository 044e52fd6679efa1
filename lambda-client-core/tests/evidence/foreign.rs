//! HTTP clients that a user passes: how they are trusted, and which are not.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient as SmithyClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
    SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use hyper::body::Body as _;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{self, NotSent, Unknown};
use lambda_client_core::{DidRun, Lambda, SdkTransport};
use lambda_client_test_support::{Peer, Response, Step};

use crate::clients::{FOREIGN, HttpClient, credentials, invoke, transport};

/// Which of its attempts a wrapping client makes with a clone of the request. Clones have lost their extensions, the place for
/// notes among them.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Clones {
    /// All: it records or mirrors what it sends.
    All,
    /// All but the last one, for which nothing is left to keep.
    AllButTheLast,
    None,
}

/// A client of the user's that sends with the SDK's one and makes up to this many attempts. It forwards the other one's name.
#[derive(Clone, Debug)]
struct Wrapper {
    inner: SharedHttpClient,
    clones: Clones,
    attempts: usize,
    sent: Arc<AtomicUsize>,
}

impl SmithyClient for Wrapper {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(WrappingConnector {
            inner: self.inner.http_connector(settings, components),
            wrapper: self.clone(),
        })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.inner.connector_metadata()
    }
}

#[derive(Clone, Debug)]
struct WrappingConnector {
    inner: SharedHttpConnector,
    wrapper: Wrapper,
}

impl HttpConnector for WrappingConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let Wrapper {
                clones, attempts, ..
            } = this.wrapper;
            for _ in 1..attempts {
                let clone = request.try_clone().expect("the body is in memory");
                this.wrapper.sent.fetch_add(1, Ordering::SeqCst);
                if let Ok(response) = this.inner.call(clone).await {
                    return Ok(response);
                }
            }
            let last = match clones {
                Clones::All => request.try_clone().expect("the body is in memory"),
                Clones::AllButTheLast | Clones::None => request,
            };
            this.wrapper.sent.fetch_add(1, Ordering::SeqCst);
            this.inner.call(last).await
        })
    }
}

fn wrapped(client: HttpClient, clones: Clones, attempts: usize) -> Wrapper {
    Wrapper {
        inner: client.plain().expect("one of the SDK's clients"),
        clones,
        attempts,
        sent: Arc::default(),
    }
}

fn transport_over(wrapper: &Wrapper, endpoint: &str) -> SdkTransport {
    let timeouts = TimeoutConfig::builder().build();
    transport(
        endpoint,
        Some(wrapper.clone().into_shared()),
        timeouts,
        credentials(),
    )
}

async fn evidence(transport: &SdkTransport) -> Evidence {
    invoke(transport).await.unwrap_err().evidence()
}

#[tokio::test]
async fn a_client_is_trusted_once_it_has_noted_a_connection() {
    for client in FOREIGN {
        let mut peer = Peer::always(Response::new(200, "7")).await;
        let transport = client.transport(&peer.http());
        invoke(&transport).await.expect("a response");
        peer.stop().await;
        // The first one may be sent on the connection that has just closed.
        let _ = invoke(&transport).await;
        assert_eq!(evidence(&transport).await, NotSent, "{client:?}");
    }
}

#[tokio::test]
async fn a_client_that_sends_clones_is_never_trusted() {
    for client in FOREIGN {
        let clones = [
            (Clones::All, 1),
            (Clones::All, 2),
            (Clones::AllButTheLast, 2),
        ];
        for (clones, attempts) in clones {
            let wrapper = wrapped(client, clones, attempts);
            let mut peer = Peer::always(Response::new(200, "7")).await;
            let transport = transport_over(&wrapper, &peer.http());
            invoke(&transport).await.expect("a response");
            peer.stop().await;
            for _ in 0..3 {
                let evidence = evidence(&transport).await;
                assert_eq!(evidence, Unknown, "{client:?} {clones:?} {attempts}");
            }
        }
    }
}

#[tokio::test]
async fn a_wrapper_that_sends_the_request_itself_is_trusted() {
    for client in FOREIGN {
        let wrapper = wrapped(client, Clones::None, 1);
        let mut peer = Peer::always(Response::new(200, "7")).await;
        let transport = transport_over(&wrapper, &peer.http());
        invoke(&transport).await.expect("a response");
        peer.stop().await;
        let _ = invoke(&transport).await;
        assert_eq!(evidence(&transport).await, NotSent, "{client:?}");
    }
}

/// The first attempt runs the function and is reset; the last one finds the port closed.
#[tokio::test]
async fn a_client_that_repeats_and_then_finds_no_connection_is_not_believed() {
    for client in FOREIGN {
        for clones in [Clones::All, Clones::AllButTheLast] {
            let peer = Peer::start(|_| async { Step::silence().reset() }).await;
            let wrapper = wrapped(client, clones, 2);
            let lambda = Lambda::new(transport_over(&wrapper, &peer.http()));
            let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {clones:?}");
            assert_eq!(error.attempts().len(), 1, "{client:?} {clones:?}");
            assert_eq!(wrapper.sent.load(Ordering::SeqCst), 2);
            drop(peer);
            let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {clones:?}");
        }
    }
}

/// A client that sends with the SDK's one until it is told to send by itself, without notes. The function runs, and the connection
/// breaks.
#[derive(Clone, Debug)]
struct Router {
    inner: SharedHttpClient,
    sends_itself: Arc<AtomicBool>,
}

impl SmithyClient for Router {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(RoutingConnector {
            inner: self.inner.http_connector(settings, components),
            sends_itself: self.sends_itself.clone(),
        })
    }
}

#[derive(Debug)]
struct RoutingConnector {
    inner: SharedHttpConnector,
    sends_itself: Arc<AtomicBool>,
}

impl HttpConnector for RoutingConnector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        if !self.sends_itself.load(Ordering::SeqCst) {
            return self.inner.call(request);
        }
        HttpConnectorFuture::new(async move {
            let mut body = request.take_body();
            let read = std::future::poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await;
            let frame = read.expect("a body").expect("no error");
            assert_eq!(frame.into_data().expect("data"), "{}");
            Err(ConnectorError::io("reset".into()))
        })
    }
}

#[tokio::test]
async fn a_client_that_notes_only_some_connections_is_not_believed() {
    for client in FOREIGN {
        let peer = Peer::always(Response::new(200, "7")).await;
        let router = Router {
            inner: client.plain().expect("one of the SDK's clients"),
            sends_itself: Arc::default(),
        };
        let sends_itself = router.sends_itself.clone();
        let timeouts = TimeoutConfig::builder().build();
        let router = Some(router.into_shared());
        let transport = transport(&peer.http(), router, timeouts, credentials());
        invoke(&transport).await.expect("a response");
        sends_itself.store(true, Ordering::SeqCst);
        assert_eq!(evidence(&transport).await, Unknown, "{client:?}");
    }
}
