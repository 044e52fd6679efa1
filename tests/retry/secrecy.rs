//! What `Debug` of calls and builders shows, and what it does not.

use std::time::Duration;

use lambda_client::{Error, RetryConfig, lambda_fn};
use serde_json::json;

use crate::scripted::{Forgetful, lambda};

#[lambda_fn(name = "{stage}-{method}")]
trait Shop {
    async fn place(&self, order: String) -> Result<(), Error>;
}

#[test]
fn a_call_shows_its_function_and_settings_but_nothing_that_it_carries() {
    let call = lambda(Forgetful)
        .call("orders:live")
        .json::<u32>(&"secret-payload")
        .timeout(Duration::from_secs(5));
    let shown = format!("{call:?}");
    for part in [
        "orders",
        "live",
        "timeout: Some(5s)",
        "has_tenant: false",
        "has_client_context: false",
    ] {
        assert!(shown.contains(part), "{part} is missing in {shown}");
    }

    let call = call
        .tenant("secret-tenant")
        .client_context(&json!({"custom": {"token": "secret-context"}}));
    let shown = format!("{call:?} {call:#?}");
    assert!(!shown.contains("secret"), "{shown}");
    // The client context would stand there as base64.
    assert!(!shown.contains("eyJ"), "{shown}");
    assert!(shown.contains("has_tenant: true"), "{shown}");
    assert!(shown.contains("has_client_context: true"), "{shown}");
}

#[test]
fn a_builder_shows_what_was_set() {
    let lambda = lambda(Forgetful);
    let builder = ShopClient::builder(&lambda)
        .set("stage", "test")
        .retry(RetryConfig::new().max_attempts(7))
        .method("place", |method| {
            let method = method.name("place-2").qualifier("live");
            let shown = format!("{method:?}");
            assert!(shown.contains("place-2"), "{shown}");
            method
        });
    let shown = format!("{builder:?}");
    for part in ["stage", "test", "max_attempts: Some(7)", "place-2", "live"] {
        assert!(shown.contains(part), "{part} is missing in {shown}");
    }
    assert!(
        shown.starts_with("ClientBuilder") && !shown.contains("Forgetful"),
        "the transport is not part of it: {shown}"
    );

    let shown = format!("{:?}", builder.build().unwrap().place("secret".into()));
    assert!(
        shown.contains("place-2") && !shown.contains("secret"),
        "{shown}"
    );
}

#[tokio::test]
async fn a_tenant_id_has_up_to_256_characters() {
    let lambda = lambda(Forgetful);
    let call = |length| lambda.call("f").json::<u8>(&1).tenant("t".repeat(length));
    assert_eq!(call(256).await.unwrap(), 7);
    for length in [0, 257] {
        let error = call(length).await.unwrap_err().to_string();
        let text = format!("invalid tenant ID: it has {length} characters; use 1 to 256");
        assert!(error.ends_with(&text), "{error}");
    }
}

#[tokio::test]
async fn a_tenant_id_has_no_spaces_at_its_ends() {
    let lambda = lambda(Forgetful);
    let call = |tenant: &str| lambda.call("f").json::<u8>(&1).tenant(tenant);
    assert_eq!(call("a b").await.unwrap(), 7);
    for tenant in [" ", " acme", "acme "] {
        let error = call(tenant).await.unwrap_err().to_string();
        assert!(error.contains("begins or ends with a space"), "{error}");
        assert!(!error.contains("acme"), "{error}");
    }
}
