//! How a function's process ends.

use lambda_client_test_support::runtime_api::Event;

use crate::process::Served;

#[tokio::test]
async fn the_hook_runs_before_the_process_ends() {
    let served = Served::start("shop-nothing", &[("SERVE_HOOK", "1")]).await;
    served.api.invoke(Event::new("{}")).await;
    let extensions = served.api.extensions();
    assert_eq!(
        extensions,
        ["_lambda-rust-runtime-no-op-graceful-shutdown-helper"]
    );
    served.signal("-TERM").await;
    let ended = served.end().await;
    assert!(ended.status.success(), "{}", ended.log);
    assert!(ended.log.contains("the hook ran\n"), "{}", ended.log);
}

#[tokio::test]
async fn without_a_hook_no_extension_is_registered() {
    let served = Served::start("shop-nothing", &[]).await;
    served.api.invoke(Event::new("{}")).await;
    assert_eq!(served.api.extensions(), [""; 0]);
    served.stop().await;
}
