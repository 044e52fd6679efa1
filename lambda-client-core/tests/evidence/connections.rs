//! Connections that fail, and requests that are lost with them.

use std::time::Duration;

use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{self, NotSent, Responded, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;
use lambda_client_test_support::nowhere::{BlackHole, refused};
use lambda_client_test_support::{Peer, Response, Step};

use crate::clients::{HTTP_CLIENTS, HttpClient, invoke};

const SOON: Duration = Duration::from_millis(200);

/// Where an attempt goes.
enum Target {
    Refused,
    NoSuchName,
    BlackHole,
    /// A peer that does this before it reads.
    Unread(Step),
    /// A peer that does this once it has read the request.
    Read(Step),
}

/// Which timeout of the SDK is set.
#[derive(Clone, Copy)]
enum Timeout {
    None,
    Connect,
    Read,
    Attempt,
    Operation,
}

impl Timeout {
    fn config(self) -> TimeoutConfig {
        let config = TimeoutConfig::builder();
        match self {
            Timeout::None => config,
            Timeout::Connect => config.connect_timeout(SOON),
            Timeout::Read => config.read_timeout(SOON),
            Timeout::Attempt => config.operation_attempt_timeout(SOON),
            Timeout::Operation => config.operation_timeout(SOON),
        }
        .build()
    }
}

/// A response of which the client only ever sees the beginning.
fn nine() -> Response {
    Response::new(200, "123456789").with_header("x-amzn-requestid", "id-1")
}

fn seven() -> Response {
    Response::new(200, "7")
}

const UNREAD: &str = "a reset of an unread request";

type Row = (&'static str, Target, Timeout, Kind, Evidence);

#[rustfmt::skip]
fn rows() -> Vec<Row> {
    use Target::{Read, Refused, NoSuchName, Unread};
    use Timeout::{Attempt, Connect, None, Operation};
    vec![
        ("a refused connection",               Refused,                                None,          Kind::Connect,    NotSent),
        ("a name that does not resolve",       NoSuchName,                             None,          Kind::Connect,    NotSent),
        ("a black hole, connect timeout",      Target::BlackHole,                      Connect,       Kind::Connect,    NotSent),
        ("a black hole, attempt timeout",      Target::BlackHole,                      Attempt,       Kind::Timeout,    NotSent),
        ("a black hole, operation timeout",    Target::BlackHole,                      Operation,     Kind::Timeout,    NotSent),
        (UNREAD,       Unread(Step::silence().reset()),        None,          Kind::Connection, Unknown),
        ("a reset after the request",          Read(Step::silence().reset()),          None,          Kind::Connection, Unknown),
        ("a close after the request",          Read(Step::silence().close()),          None,          Kind::Connection, Unknown),
        ("what is not HTTP",                   Read(Step::bytes("220 ESMTP\r\n\r\n").close()), None, Kind::Connection, Unknown),
        ("silence, read timeout",              Read(Step::silence().stall()),          Timeout::Read, Kind::Timeout,    Unknown),
        ("silence, attempt timeout",           Read(Step::silence().stall()),          Attempt,       Kind::Timeout,    Unknown),
        ("silence, operation timeout",         Read(Step::silence().stall()),          Operation,     Kind::Timeout,    Unknown),
        ("half a body and then silence",       Read(Step::cut(&nine(), 7).stall()),    Attempt,       Kind::Timeout,    Responded),
    ]
}

#[tokio::test]
async fn what_a_failed_connection_proves() {
    let hole = BlackHole::open().await.expect("a black hole");
    for client in HTTP_CLIENTS {
        for (name, target, timeout, kind, evidence) in rows() {
            let peer = match &target {
                Target::Unread(step) => Some(Peer::unread(step.clone()).await),
                Target::Read(step) => Some(Peer::always(step.clone()).await),
                Target::Refused | Target::NoSuchName | Target::BlackHole => None,
            };
            let endpoint = match (&target, &peer) {
                (Target::Refused, _) => refused().await,
                (Target::NoSuchName, _) => "http://nowhere.invalid".to_owned(),
                (_, Some(peer)) => peer.http(),
                (_, None) => hole.http(),
            };
            let transport = client.with_timeouts(&endpoint, timeout.config());
            let error = invoke(&transport).await.unwrap_err();
            let expected = match (client, kind, evidence) {
                (HttpClient::Own, ..) => (kind, evidence),
                // Such a client may have sent the request, for all that is known of it.
                (_, Kind::Connect, NotSent) if matches!(timeout, Timeout::Connect) => {
                    (Kind::Timeout, Unknown)
                }
                (_, Kind::Connect, NotSent) => (Kind::Connection, Unknown),
                (_, kind, NotSent) => (kind, Unknown),
                (_, kind, evidence) => (kind, evidence),
            };
            let found = (error.kind(), error.evidence());
            if (found, name) == ((Kind::Connection, NotSent), UNREAD) {
                // The reset came before the first byte was written.
                continue;
            }
            assert_eq!(found, expected, "{name}, {client:?}: {error:?}");
            if let (Target::Read(_), Some(peer)) = (&target, &peer) {
                assert_eq!(peer.request_count(), 1, "{name}, {client:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_kept_connection_that_has_died_is_replaced_unseen() {
    for client in HTTP_CLIENTS {
        // The peer closes each connection after one response, and does not say so.
        let peer = Peer::always(Step::from(seven()).close()).await;
        let transport = client.transport(&peer.http());
        for _ in 0..5 {
            invoke(&transport).await.expect("a response");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(peer.request_count(), 5);
    }
}

#[tokio::test]
async fn a_peer_that_has_gone_since_the_last_request_was_sent_nothing() {
    for client in HTTP_CLIENTS {
        let mut peer = Peer::always(seven()).await;
        let transport = client.transport(&peer.http());
        invoke(&transport).await.expect("a response");
        peer.stop().await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        let error = invoke(&transport).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connect, NotSent),
            "{client:?} {error:?}"
        );
    }
}
