//! HTTP clients that a user passes: how they are trusted, and which are not.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient as SmithyClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
    SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::sdk::aws_sdk_lambda::primitives::ByteStream;
use lambda_client_core::transport::Evidence::{self, NotSent, Unknown};
use lambda_client_core::{DidRun, Lambda, SdkTransport};
use lambda_client_test_support::nowhere::refused;
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
        let sent = peer.requests().remove(0);
        assert_eq!(sent.header("content-length"), Some("2"), "{client:?}");
        assert_eq!(sent.header("transfer-encoding"), None, "{client:?}");
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

/// How a client makes the request that it sends first.
#[derive(Clone, Copy, Debug)]
enum Copies {
    Clone,
    /// A request of its own, with the bytes of the body.
    Bytes,
    /// A request of its own, with the bytes of a clone's body.
    BytesOfClone,
}

impl Copies {
    async fn of(self, request: &HttpRequest) -> HttpRequest {
        let clone = request.try_clone().expect("the body is in memory");
        let bytes = match self {
            Copies::Clone => return clone,
            Copies::Bytes => request.body().bytes().map(<[u8]>::to_vec),
            Copies::BytesOfClone => clone.body().bytes().map(<[u8]>::to_vec),
        };
        let bytes = match bytes {
            Some(bytes) => bytes,
            None => ByteStream::new(clone.into_body())
                .collect()
                .await
                .expect("the body is in memory")
                .to_vec(),
        };
        let mut copy = HttpRequest::new(bytes.into());
        copy.set_method(request.method()).expect("a method");
        copy.set_uri(request.uri().to_owned()).expect("a URI");
        for (name, value) in request.headers() {
            copy.headers_mut().insert(name.to_owned(), value.to_owned());
        }
        copy
    }
}

/// A client that sends a copy first once it is told to, and then the request itself, to an address where nobody listens.
#[derive(Clone, Debug)]
struct Mirror {
    inner: SharedHttpClient,
    copies: Copies,
    refused: String,
    is_on: Arc<AtomicBool>,
}

impl SmithyClient for Mirror {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(MirroringConnector {
            inner: self.inner.http_connector(settings, components),
            mirror: self.clone(),
        })
    }
}

#[derive(Clone, Debug)]
struct MirroringConnector {
    inner: SharedHttpConnector,
    mirror: Mirror,
}

impl HttpConnector for MirroringConnector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        if !self.mirror.is_on.load(Ordering::SeqCst) {
            return self.inner.call(request);
        }
        let this = self.clone();
        HttpConnectorFuture::new(async move {
            let copy = this.mirror.copies.of(&request).await;
            let first = this.inner.call(copy).await;
            first.expect_err("the connection is reset");
            request.set_uri(this.mirror.refused).expect("a URI");
            this.inner.call(request).await
        })
    }
}

/// The first attempt runs the function and is reset; the last one finds the port closed.
#[tokio::test]
async fn a_client_that_repeats_and_then_finds_no_connection_is_not_believed() {
    for client in FOREIGN {
        for copies in [Copies::Clone, Copies::Bytes, Copies::BytesOfClone] {
            let is_on = Arc::new(AtomicBool::new(false));
            let resets = is_on.clone();
            let peer = Peer::start(move |_| {
                let step = match resets.load(Ordering::SeqCst) {
                    true => Step::silence().reset(),
                    false => Response::new(200, "7").into(),
                };
                async move { step }
            })
            .await;
            let mirror = Mirror {
                inner: client.plain().expect("one of the SDK's clients"),
                copies,
                refused: refused().await,
                is_on: is_on.clone(),
            };
            let timeouts = TimeoutConfig::builder().build();
            let mirror = Some(mirror.into_shared());
            let transport = transport(&peer.http(), mirror, timeouts, credentials());
            let lambda = Lambda::new(transport);
            let call = lambda.call("f").json::<u32>(&1);
            assert_eq!(call.await.expect("a response"), 7);
            is_on.store(true, Ordering::SeqCst);
            let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {copies:?}");
            assert_eq!(peer.request_count(), 2, "{client:?} {copies:?}");
        }
    }
}

/// What a client does with a request.
#[derive(Clone, Copy, Debug)]
enum Route {
    /// Sends it with the SDK's client, which notes the connection.
    Inner,
    /// Sends it without a note; the function runs, and the connection breaks.
    Breaks,
    /// Sends it without a note, and gets a response.
    Responds,
    /// Fails before it reads the body.
    Fails,
}

/// A client that sends with the SDK's one until it is told to do something else.
#[derive(Clone, Debug)]
struct Router {
    inner: SharedHttpClient,
    route: Arc<Mutex<Route>>,
}

impl Router {
    fn set(&self, route: Route) {
        *self.route.lock().expect("no panic") = route;
    }
}

impl SmithyClient for Router {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(RoutingConnector {
            inner: self.inner.http_connector(settings, components),
            route: self.route.clone(),
        })
    }
}

#[derive(Debug)]
struct RoutingConnector {
    inner: SharedHttpConnector,
    route: Arc<Mutex<Route>>,
}

impl HttpConnector for RoutingConnector {
    fn call(&self, mut request: HttpRequest) -> HttpConnectorFuture {
        let route = *self.route.lock().expect("no panic");
        if let Route::Inner = route {
            return self.inner.call(request);
        }
        HttpConnectorFuture::new(async move {
            if let Route::Breaks | Route::Responds = route {
                let body = ByteStream::new(request.take_body()).collect().await;
                assert_eq!(body.expect("no error").to_vec(), b"{}");
            }
            match route {
                Route::Responds => {
                    let status = 200.try_into().expect("a status");
                    Ok(HttpResponse::new(status, "7".into()))
                }
                _ => Err(ConnectorError::io("reset".into())),
            }
        })
    }
}

#[tokio::test]
async fn a_client_that_notes_only_some_connections_is_not_believed() {
    for client in FOREIGN {
        let peer = Peer::always(Response::new(200, "7")).await;
        let router = Router {
            inner: client.plain().expect("one of the SDK's clients"),
            route: Arc::new(Mutex::new(Route::Inner)),
        };
        let timeouts = TimeoutConfig::builder().build();
        let shared = Some(router.clone().into_shared());
        let transport = transport(&peer.http(), shared, timeouts, credentials());
        invoke(&transport).await.expect("a response");
        router.set(Route::Fails);
        assert_eq!(evidence(&transport).await, NotSent, "{client:?}");
        router.set(Route::Breaks);
        assert_eq!(evidence(&transport).await, Unknown, "{client:?}");
        router.set(Route::Responds);
        invoke(&transport).await.expect("a response");
        router.set(Route::Fails);
        assert_eq!(evidence(&transport).await, Unknown, "{client:?}");
    }
}
