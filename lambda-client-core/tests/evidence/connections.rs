//! Connections that fail, and requests that are lost with them.

use std::time::Duration;

use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::transport::Evidence::{Answered, NotSent, Unknown};
use lambda_client_core::transport::TransportErrorKind as Kind;

use crate::clients::{HTTP_CLIENTS, invoke};
use crate::peers::{BlackHole, Manner, Peer, refused};

const SOON: Duration = Duration::from_millis(200);

#[tokio::test]
async fn a_refused_connection_sent_nothing() {
    for client in HTTP_CLIENTS {
        let transport = client.transport(&refused().await);
        let error = invoke(&transport).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connect, NotSent),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn a_name_that_does_not_resolve_sent_nothing() {
    for client in HTTP_CLIENTS {
        let transport = client.transport("http://nowhere.invalid");
        let error = invoke(&transport).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connect, NotSent),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn a_black_holed_address_sent_nothing() {
    let hole = BlackHole::open().await;
    for client in HTTP_CLIENTS {
        let timeouts = TimeoutConfig::builder().connect_timeout(SOON).build();
        let transport = client.with_timeouts(&hole.http(), timeouts);
        let error = invoke(&transport).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connect, NotSent),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn a_timeout_of_the_sdk_while_connecting_sent_nothing() {
    let hole = BlackHole::open().await;
    for client in HTTP_CLIENTS {
        for timeouts in [
            TimeoutConfig::builder().operation_attempt_timeout(SOON),
            TimeoutConfig::builder().operation_timeout(SOON),
        ] {
            let transport = client.with_timeouts(&hole.http(), timeouts.build());
            let error = invoke(&transport).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Timeout, NotSent),
                "{client:?} {error:?}"
            );
        }
    }
}

#[tokio::test]
async fn a_reset_leaves_it_open() {
    for client in HTTP_CLIENTS {
        for manner in [Manner::ResetUnread, Manner::Reset, Manner::Close] {
            let peer = Peer::start(manner.clone()).await;
            let transport = client.transport(&peer.http());
            let error = invoke(&transport).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Connection, Unknown),
                "{client:?} {manner:?} {error:?}"
            );
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_not_http_leaves_it_open() {
    for client in HTTP_CLIENTS {
        let peer = Peer::start(Manner::Answer(b"220 mail.example.com ESMTP\r\n\r\n".into())).await;
        let error = invoke(&client.transport(&peer.http())).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Connection, Unknown),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn silence_leaves_it_open() {
    for client in HTTP_CLIENTS {
        for timeouts in [
            TimeoutConfig::builder().read_timeout(SOON),
            TimeoutConfig::builder().operation_attempt_timeout(SOON),
            TimeoutConfig::builder().operation_timeout(SOON),
        ] {
            let peer = Peer::start(Manner::Silence).await;
            let transport = client.with_timeouts(&peer.http(), timeouts.build());
            let error = invoke(&transport).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Timeout, Unknown),
                "{client:?} {error:?}"
            );
            assert_eq!(peer.requests(), 1);
        }
    }
}

#[tokio::test]
async fn a_head_and_then_nothing_is_an_answer() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\nx-amzn-requestid: id-1\r\n\r\n12";
    for client in HTTP_CLIENTS {
        let peer = Peer::start(Manner::AnswerAndSilence(head.into())).await;
        let timeouts = TimeoutConfig::builder()
            .operation_attempt_timeout(SOON)
            .build();
        let error = invoke(&client.with_timeouts(&peer.http(), timeouts))
            .await
            .unwrap_err();
        assert_eq!(
            (error.kind(), error.evidence()),
            (Kind::Timeout, Answered),
            "{client:?} {error:?}"
        );
    }
}

#[tokio::test]
async fn a_kept_connection_that_has_died_is_replaced_unseen() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7";
    for client in HTTP_CLIENTS {
        // The peer closes each connection after one answer, and does not say so.
        let peer = Peer::start(Manner::Answer(answer.into())).await;
        let transport = client.transport(&peer.http());
        for _ in 0..5 {
            invoke(&transport).await.expect("an answer");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(peer.requests(), 5);
    }
}

#[tokio::test]
async fn a_peer_that_has_gone_since_the_last_request_was_sent_nothing() {
    let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7";
    for client in HTTP_CLIENTS {
        let mut peer = Peer::start(Manner::Keep(answer.into())).await;
        let transport = client.transport(&peer.http());
        invoke(&transport).await.expect("an answer");
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
