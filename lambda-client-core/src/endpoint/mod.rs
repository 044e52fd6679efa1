//! A port on which an API is served, for the AWS SDKs of any language.
//!
//! An endpoint knows nothing about its [`Api`](api::Api). It accepts connections within bounds, refuses requests of foreign hosts and web
//! pages, reads bodies without trusting their clients, and counts what it holds for them.

mod accept;
mod access;
mod activity;
pub(crate) mod api;
pub(crate) mod body;
pub(crate) mod body_budget;
mod builder;
mod client_stream;
mod connection;
pub(crate) mod connection_context;
mod connections;
mod cors;
mod host;
mod lifecycle;
pub(crate) mod refusal;
pub(crate) mod request_body;
mod respond;
pub(crate) mod runtime;
mod settings;

use std::net::SocketAddr;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use self::lifecycle::EndpointState;

pub use self::builder::{Address, EndpointBuilder};

/// Serves an API of AWS on a port, for any AWS SDK.
///
/// [`LocalLambda::listen`](crate::LocalLambda::listen) returns one that serves Lambda's REST API. With the feature `step-functions`,
/// `LocalMachines::listen` returns one that serves the API of Step Functions. Dropping it stops it like [`shutdown`](Self::shutdown), but
/// does not wait.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
/// let local = LocalLambda::builder().handler("ping", |_: Invocation| async { "1" }).build();
/// let endpoint = local.listen(0).await?;
/// assert_eq!(endpoint.url(), format!("http://{}", endpoint.address()));
/// endpoint.shutdown().await;
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "an endpoint stops when it is dropped"]
pub struct Endpoint {
    address: SocketAddr,
    state: watch::Sender<EndpointState>,
    serving: Option<JoinHandle<()>>,
}

impl Endpoint {
    /// Returns the address on which this endpoint listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of this endpoint, for the `endpoint_url` setting of an SDK.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Stops listening, waits for requests in progress up to the [`shutdown_timeout`](EndpointBuilder::shutdown_timeout), and closes
    /// all connections. Functions and executions that are running continue.
    pub async fn shutdown(mut self) {
        self.stop();
        if let Some(serving) = self.serving.take() {
            // The endpoint is shut down either way, so a panic in its task is not passed on.
            let _ = serving.await;
        }
    }

    fn stop(&self) {
        self.state.send_if_modified(|state| {
            let serving = *state == EndpointState::Serving;
            *state = EndpointState::Draining.max(*state);
            serving
        });
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        self.stop();
    }
}
