//! TLS with the HTTP client that the transport brings. It trusts the certificates that the environment names, so this runs in a
//! process of its own.

use std::process::Command;
use std::time::Duration;

use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{NotSent, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_test_support::tls::Certificate;
use lambda_client_test_support::{Peer, Response, Step};

use crate::clients::{HttpClient, invoke};

/// Names the file of the trusted certificate in the second process.
const TRUSTED: &str = "SSL_CERT_FILE";

#[test]
fn in_a_process_with_a_trusted_certificate() {
    let file = format!(
        "{}/evidence-{}.pem",
        env!("CARGO_TARGET_TMPDIR"),
        std::process::id()
    );
    let mut second = Command::new(std::env::current_exe().expect("this program"));
    let second = second
        .args(["--ignored", "--exact", "own_tls::second_process"])
        .env(TRUSTED, &file)
        .env_remove("SSL_CERT_DIR");
    let ended = second.output().expect("the program starts");
    let _ = std::fs::remove_file(&file);
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}");
    assert!(said.contains("1 passed"), "the test has a new name: {said}");
}

#[tokio::test]
#[ignore = "started in its own process by the test above"]
async fn second_process() {
    let trusted = Certificate::new();
    let file = std::env::var_os(TRUSTED).expect("the first process names a file");
    std::fs::write(file, trusted.pem()).expect("the file can be written");

    requests_share_a_connection(&trusted).await;
    what_broke_may_have_run(&trusted).await;
    an_untrusted_certificate_sent_nothing().await;
    a_peer_that_does_not_speak_tls_was_sent_nothing().await;
}

async fn requests_share_a_connection(trusted: &Certificate) {
    let peer = Peer::start_tls(trusted, |_| async { Response::new(200, "7") }).await;
    let transport = HttpClient::Own.transport(&peer.https());
    for _ in 0..10 {
        assert_eq!(invoke(&transport).await.expect("a response").payload, "7");
    }
    assert_eq!(peer.connections(), 1);
}

async fn what_broke_may_have_run(trusted: &Certificate) {
    let peer = Peer::start_tls(trusted, |_| async { Step::silence().close() }).await;
    let transport = HttpClient::Own.transport(&peer.https());
    let error = invoke(&transport).await.unwrap_err();
    let found = (error.kind(), error.evidence());
    assert_eq!(found, (Kind::Connection, Unknown), "{error:?}");
}

async fn an_untrusted_certificate_sent_nothing() {
    let untrusted = Certificate::new();
    let peer = Peer::start_tls(&untrusted, |_| async { Response::new(200, "7") }).await;
    let transport = HttpClient::Own.transport(&peer.https());
    let error = invoke(&transport).await.unwrap_err();
    let found = (error.kind(), error.evidence());
    assert_eq!(found, (Kind::Connect, NotSent), "{error:?}");
}

async fn a_peer_that_does_not_speak_tls_was_sent_nothing() {
    let soon = Duration::from_millis(300);
    let timeouts = TimeoutConfig::builder().connect_timeout(soon).build();
    for step in [
        Step::silence().reset(),
        Step::silence().stall(),
        Step::bytes("220 ESMTP\r\n").stall(),
    ] {
        let peer = Peer::unread(step.clone()).await;
        let transport = HttpClient::Own.with_timeouts(&peer.https(), timeouts.clone());
        let error = invoke(&transport).await.unwrap_err();
        let found = (error.kind(), error.evidence());
        assert_eq!(found, (Kind::Connect, NotSent), "{step:?} {error:?}");
    }
}
