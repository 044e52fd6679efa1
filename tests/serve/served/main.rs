//! The functions that the tests run. `SERVE_*` variables choose the settings that a program would have in its code.

mod shop;

use std::env;
use std::time::Duration;

use lambda_client::serve;
use lambda_client::serve::ServeError;

use crate::shop::{OtherServer, ShopServer, Store};

#[tokio::main]
async fn main() -> Result<(), ServeError> {
    let setting = |name: &str| env::var(name).ok();
    if setting("SERVE_PLAIN").is_some() {
        return lambda_client::serve(ShopServer::new(Store)).await;
    }
    if setting("SERVE_TRACING").is_some() {
        let level = tracing::Level::DEBUG;
        let lines = tracing_subscriber::fmt().with_max_level(level);
        lines.with_writer(std::io::stderr).init();
    }
    let mut builder = serve::builder(ShopServer::new(Store)).serve(OtherServer::new(Store));
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
    if setting("SERVE_HOOK").is_some() {
        builder = builder.on_shutdown(|| async { eprintln!("the hook ran") });
    }
    builder.run().await
}
