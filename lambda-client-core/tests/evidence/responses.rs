//! Responses that are hard to read.

use std::time::Duration;

use lambda_client_core::transport::Evidence::Responded;
use lambda_client_core::{
    DidRun, ErrorKind, Lambda, RetryConfig, transport::TransportErrorKind as Kind,
};
use lambda_client_test_support::{Peer, Step};

use crate::clients::{HTTP_CLIENTS, invoke};

fn response(head: &str, body: &str) -> Step {
    Step::bytes(format!("HTTP/1.1 {head}\r\n\r\n{body}")).close()
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_its_head() {
    for client in HTTP_CLIENTS {
        for length in ["content-length: 9", "transfer-encoding: chunked"] {
            let head = format!("200 OK\r\nx-amzn-requestid: id-1\r\n{length}");
            let peer = Peer::always(response(&head, "5\r\n12345")).await;
            let error = invoke(&client.transport(&peer.http())).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.evidence()),
                (Kind::Response, Responded),
                "{client:?} {error:?}"
            );
            assert_eq!(error.status(), Some(200));
            assert_eq!(error.request_id(), Some("id-1"));
        }
    }
}

#[tokio::test]
async fn an_error_whose_body_breaks_off_keeps_its_code() {
    for client in HTTP_CLIENTS {
        let head = "429 Slow\r\nx-amzn-errortype: TooManyRequestsException:http://internal\r\nretry-after: 7\r\ncontent-length: 99";
        let peer = Peer::always(response(head, "{\"Rea")).await;
        let error = invoke(&client.transport(&peer.http())).await.unwrap_err();
        assert_eq!(
            error.code(),
            Some("TooManyRequestsException"),
            "{client:?} {error:?}"
        );
        assert_eq!(error.retry_after(), Some(Duration::from_secs(7)));
    }
}

/// A body without a length ends with the connection, and so does that of a server that is killed.
#[tokio::test]
async fn an_error_that_may_be_cut_proves_nothing() {
    for client in HTTP_CLIENTS {
        let (unknown, no) = ((DidRun::Unknown, 1), (DidRun::No, 2));
        for (version, end, body, expected) in [
            ("1.1", "connection: close", "{\"Rea", unknown),
            ("1.1", "connection: close", "", unknown),
            ("1.1", "connection: close", "429", unknown),
            (
                "1.1",
                "connection: close",
                "{\"Reason\":\"CallerRateLimitExceeded\"}",
                no,
            ),
            // Read to the end of the connection, like a response without a length.
            ("1.1", "transfer-encoding: identity", "{\"Rea", unknown),
            ("1.1", "transfer-encoding: gzip", "{\"Rea", unknown),
            (
                "1.1",
                "transfer-encoding: chunked",
                "5\r\n{\"Rea\r\n",
                unknown,
            ),
            ("1.1", "transfer-encoding: chunked", "5\r\n{\"Rea", unknown),
            (
                "1.1",
                "transfer-encoding: chunked",
                "2\r\n{}\r\n0\r\n\r\n",
                no,
            ),
            ("1.1", "content-length: 9", "{\"Rea", unknown),
            ("1.0", "connection: close", "{\"Rea", unknown),
            ("1.0", "connection: keep-alive", "", unknown),
            ("1.0", "content-length: 9", "{\"Rea", unknown),
            ("1.0", "content-length: 2", "{}", no),
        ] {
            let head = format!(
                "HTTP/{version} 429 Slow\r\nx-amzn-errortype: TooManyRequestsException\r\nx-amzn-requestid: id-1\r\n{end}\r\n\r\n{body}"
            );
            let peer = Peer::always(Step::bytes(head).close()).await;
            let retry = RetryConfig::new().max_attempts(2).max_delay(Duration::ZERO);
            let call = Lambda::new(client.transport(&peer.http())).call("f");
            let error = call.json::<u32>(&1).retry(retry).await.unwrap_err();
            assert_eq!(
                (error.did_run(), error.attempts().len()),
                expected,
                "{client:?} {end} {body} {error:?}"
            );
            assert!(error.is_throttled(), "{client:?} {error:?}");
        }
    }
}

#[tokio::test]
async fn an_error_whose_body_is_not_json_keeps_its_code() {
    for client in HTTP_CLIENTS {
        let head = "502 Bad\r\nx-amzn-errortype: ENINotReadyException\r\nx-amzn-requestid: id-1\r\ncontent-length: 6";
        let peer = Peer::always(response(head, "<html>")).await;
        let error = invoke(&client.transport(&peer.http())).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Service);
        assert_eq!(
            error.code(),
            Some("ENINotReadyException"),
            "{client:?} {error:?}"
        );
        assert_eq!(error.request_id(), Some("id-1"));
    }
}

#[tokio::test]
async fn an_error_is_read_whole() {
    let body = r#"{"Type":"User","Message":"slow down","Reason":"CallerRateLimitExceeded"}"#;
    for client in HTTP_CLIENTS {
        let head = format!(
            "429 X\r\nx-amzn-errortype: TooManyRequestsException\r\nretry-after: 3\r\ncontent-length: {}",
            body.len()
        );
        let peer = Peer::always(response(&head, body)).await;
        let error = invoke(&client.transport(&peer.http())).await.unwrap_err();
        assert_eq!(error.status(), Some(429), "{client:?}");
        assert_eq!(error.code(), Some("TooManyRequestsException"));
        assert_eq!(error.reason(), Some("CallerRateLimitExceeded"));
        assert_eq!(error.retry_after(), Some(Duration::from_secs(3)));
    }
}

#[tokio::test]
async fn a_code_in_the_body_counts_where_the_head_has_none() {
    let body = r#"{"__type":"aws.lambda#EC2ThrottledException","message":"x"}"#;
    for client in HTTP_CLIENTS {
        let head = format!("502 X\r\ncontent-length: {}", body.len());
        let peer = Peer::always(response(&head, body)).await;
        let error = invoke(&client.transport(&peer.http())).await.unwrap_err();
        assert_eq!(error.code(), Some("EC2ThrottledException"), "{client:?}");
    }
}

/// A gateway has its own words, and some of them are codes of Lambda for requests that it has refused.
#[tokio::test]
async fn a_gateways_body_does_not_say_that_nothing_ran() {
    for body in [
        r#"{"code":"RequestTimeout","message":"upstream timed out"}"#,
        r#"{"code":"TooManyRequestsException"}"#,
        r#"{"__type":"ResourceConflictException"}"#,
    ] {
        for client in HTTP_CLIENTS {
            let head = format!(
                "HTTP/1.1 504 X\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            let peer = Peer::always(Step::bytes(head)).await;
            let call = Lambda::new(client.transport(&peer.http()))
                .call("f")
                .json::<u32>(&1);
            let error = call.await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{client:?} {body}");
            assert_eq!(peer.request_count(), 1, "it is not repeated: {body}");
        }
    }
}

/// The SDK refuses such a response.
#[tokio::test]
async fn a_function_error_counts_by_its_header_whatever_the_bytes() {
    for value in [
        &b"Unhandl\xff\xfe"[..],
        b"",
        b"Unhandled\r\nx-amz-function-error: Handled",
    ] {
        let mut bytes =
            b"HTTP/1.1 200 OK\r\nx-amzn-requestid: id-1\r\nx-amz-function-error: ".to_vec();
        bytes.extend(value);
        bytes.extend(b"\r\ncontent-length: 20\r\n\r\n{\"errorType\":\"Oops\"}");
        for client in HTTP_CLIENTS {
            let peer = Peer::always(Step::bytes(bytes.clone()).close()).await;
            let call = Lambda::new(client.transport(&peer.http()))
                .call("f")
                .json::<u32>(&1);
            let error = call.await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Function, "{client:?} {value:?}");
            assert_eq!((error.code(), error.did_run()), (Some("Oops"), DidRun::Yes));
            assert_eq!(error.request_ids().collect::<Vec<_>>(), ["id-1"]);
            assert_eq!(peer.request_count(), 1, "it is not repeated");
        }
    }
}

/// Headers that say nothing about the outcome do not spoil it.
#[tokio::test]
async fn a_success_with_headers_that_the_sdk_refuses_is_a_success() {
    let bytes = b"HTTP/1.1 200 OK\r\nx-amz-executed-version: \xff\r\nx-amz-log-result: \xfe\r\ncontent-length: 1\r\n\r\n7";
    for client in HTTP_CLIENTS {
        let peer = Peer::always(Step::bytes(bytes).close()).await;
        let call = Lambda::new(client.transport(&peer.http()))
            .call("f")
            .json::<u32>(&1);
        assert_eq!(call.await.expect("a response"), 7, "{client:?}");
    }
}
