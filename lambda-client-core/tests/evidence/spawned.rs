//! HTTP clients of users that send requests in separate tasks: a request whose call has ended may still be sent.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use aws_smithy_runtime_api::client::http::{
    HttpClient as SmithyClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings,
    SharedHttpClient, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::shared::IntoShared;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::{DidRun, Lambda};
use lambda_client_test_support::{Peer, Response};
use tokio::time::{sleep, timeout};

use crate::clients::{FOREIGN, credentials, transport};

/// A client that sends with the SDK's one, in a task, after a pause.
#[derive(Clone, Debug)]
struct Spawning {
    inner: SharedHttpClient,
    pause_ms: Arc<AtomicU64>,
    /// How long it waits for the task.
    patience: Duration,
}

impl SmithyClient for Spawning {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(SpawningConnector {
            inner: self.inner.http_connector(settings, components),
            client: self.clone(),
        })
    }
}

#[derive(Debug)]
struct SpawningConnector {
    inner: SharedHttpConnector,
    client: Spawning,
}

impl HttpConnector for SpawningConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let pause = Duration::from_millis(self.client.pause_ms.load(Ordering::SeqCst));
        let (inner, patience) = (self.inner.clone(), self.client.patience);
        HttpConnectorFuture::new(async move {
            let task = tokio::spawn(async move {
                sleep(pause).await;
                inner.call(request).await
            });
            match timeout(patience, task).await {
                Ok(sent) => sent.map_err(|error| ConnectorError::other(error.into(), None))?,
                Err(late) => Err(ConnectorError::timeout(late.into())),
            }
        })
    }
}

#[tokio::test]
async fn a_request_that_a_task_holds_may_still_be_sent() {
    let (short, long) = (Duration::from_millis(300), Duration::from_secs(60));
    for client in FOREIGN {
        // Either the call times out, or the client does.
        for (attempt_timeout, patience) in [(short, long), (long, short)] {
            let peer = Peer::always(Response::new(200, "7")).await;
            let pause_ms = Arc::new(AtomicU64::new(0));
            let spawning = Spawning {
                inner: client.plain().expect("one of the SDK's clients"),
                pause_ms: pause_ms.clone(),
                patience,
            };
            let timeouts = TimeoutConfig::builder().build();
            let client = Some(spawning.into_shared());
            let lambda = Lambda::new(transport(&peer.http(), client, timeouts, credentials()));
            // The client shows that it notes connections.
            let call = || lambda.call("f").json::<u32>(&1);
            assert_eq!(call().await.expect("a response"), 7);
            pause_ms.store(900, Ordering::SeqCst);
            let call = call().attempt_timeout(attempt_timeout);
            let error = call.await.expect_err("it takes too long");
            assert_eq!(error.did_run(), DidRun::Unknown, "{error}");
            assert_eq!(peer.request_count(), 1, "it has not been sent yet");
            let sent = async {
                while peer.request_count() < 2 {
                    sleep(Duration::from_millis(10)).await;
                }
            };
            timeout(long, sent).await.expect("the task sends it");
        }
    }
}
