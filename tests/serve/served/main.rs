//! The functions that the tests run. `SERVE_*` variables choose the settings that a program would have in its code.

mod bytes;
mod shop;

use std::env;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use lambda_client::serve;
use lambda_client::serve::ServeError;
use tracing::Level;

use crate::bytes::Bytes;
use crate::shop::{OtherServer, ShopServer, Store};

#[tokio::main]
async fn main() -> Result<(), ServeError> {
    let setting = |name: &str| env::var(name).ok();
    if setting("SERVE_PLAIN").is_some() {
        return lambda_client::serve(ShopServer::new(Store::from_env().await)).await;
    }
    if setting("SERVE_THREAD").is_some() {
        return on_a_thread().await;
    }
    if let Some(level) = setting("SERVE_TRACING").and_then(|level| level.parse::<Level>().ok()) {
        let lines = tracing_subscriber::fmt().with_max_level(level);
        lines.with_writer(std::io::stderr).init();
    }
    if let Some(kind) = setting("SERVE_BYTES") {
        let is_failure = kind == "failure";
        return serve::builder(Bytes { is_failure }).only("any").run().await;
    }
    let store = Store::from_env().await;
    let mut builder = serve::builder(ShopServer::new(store.clone())).serve(OtherServer::new(store));
    if let Some(method) = setting("SERVE_ONLY") {
        builder = builder.only(method);
    }
    if let Some(name) = setting("SERVE_FUNCTION") {
        builder = builder.function(name);
    }
    if let Some(stage) = setting("SERVE_STAGE") {
        builder = builder.set("stage", stage);
    }
    if let Some(key) = setting("SERVE_KEY") {
        builder = builder.set(key, "value");
    }
    if let Some(margin) = setting("SERVE_MARGIN_MS").and_then(|margin| margin.parse().ok()) {
        builder = builder.deadline_margin(Duration::from_millis(margin));
    }
    if let Some(time) = setting("SERVE_OBSERVER_TIME_MS").and_then(|time| time.parse().ok()) {
        builder = builder.observer_time(Duration::from_millis(time));
    }
    if setting("SERVE_HOOK").is_some() {
        builder = builder.on_shutdown(|| async { eprintln!("the hook ran") });
    }
    builder.run().await
}

/// Serves outside of the runtime, as a `main` with another executor does.
async fn on_a_thread() -> Result<(), ServeError> {
    let store = Store::from_env().await;
    let serving = thread::spawn(|| {
        let mut serving = pin!(lambda_client::serve(ShopServer::new(store)));
        let polled = serving
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()));
        match polled {
            Poll::Ready(result) => result,
            Poll::Pending => Ok(()),
        }
    });
    serving.join().unwrap_or(Ok(()))
}
