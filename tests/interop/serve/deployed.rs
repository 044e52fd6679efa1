//! The served function on ministack.

use std::path::Path;
use std::sync::OnceLock;

use serde_json::json;

use crate::ministack::{Function, Ministack};
use crate::serve::program::{archive, shortcut};
use crate::serve::shop::{DeskClient, ShopClient};

/// Returns the endpoint with the functions that the traits name.
pub(crate) fn ministack() -> &'static Ministack {
    static DEPLOYED: OnceLock<()> = OnceLock::new();
    DEPLOYED.get_or_init(|| {
        deploy("served-shop", archive(), |function| function);
        deploy("served-place-order", shortcut(), |function| function);
        deploy("served-audit", shortcut(), |function| function);
    });
    Ministack::shared()
}

/// Creates a function. The functions that it calls are on the same endpoint.
pub(crate) fn deploy<'a>(
    name: &'a str,
    archive: &'a Path,
    settings: impl FnOnce(Function<'a>) -> Function<'a>,
) {
    let ministack = Ministack::shared();
    let function = settings(Function::program(name, archive));
    let endpoint = ministack.endpoint();
    let mut environment = vec![("AWS_ENDPOINT_URL", endpoint.as_str())];
    environment.extend_from_slice(function.environment);
    ministack.create(Function {
        name,
        archive,
        handler: function.handler,
        timeout_seconds: function.timeout_seconds,
        environment: &environment,
    });
}

/// Publishes version 1 of a function, and gives it the alias `live`.
pub(crate) fn publish(name: &str) {
    let ministack = Ministack::shared();
    ministack.set_up("PublishVersion", json!({ "FunctionName": name }));
    let alias = json!({ "FunctionName": name, "Name": "live", "FunctionVersion": "1" });
    ministack.set_up("CreateAlias", alias);
}

/// Returns a client of the functions that the trait names.
pub(crate) fn shop() -> ShopClient {
    ShopClient::new(&ministack().lambda().build())
}

/// Returns a client of the functions that the trait names.
pub(crate) fn desk() -> DeskClient {
    DeskClient::new(&ministack().lambda().build())
}

/// Returns a client of one function.
pub(crate) fn shop_at(function: &str) -> ShopClient {
    super::shop_at(ministack().lambda(), function)
}
