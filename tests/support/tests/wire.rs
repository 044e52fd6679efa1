//! Messages, read byte by byte as a slow network would bring them.

use std::pin::Pin;
use std::task::{Context, Poll};

use lambda_client_test_support::{Decoder, Message, Request, Response};
use tokio::io::{AsyncRead, ReadBuf};

/// A stream of these bytes, one at each read.
struct Drip<'a>(&'a [u8]);

impl AsyncRead for Drip<'_> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        if let Some((first, rest)) = self.0.split_first() {
            buffer.put_slice(&[*first]);
            self.0 = rest;
        }
        Poll::Ready(Ok(()))
    }
}

/// All messages in these bytes: read one byte at a time, at once, and without a runtime.
async fn read_all<M: Message + PartialEq + std::fmt::Debug>(bytes: &[u8]) -> Vec<M> {
    let (mut slow, mut drip, mut slowly) = (Decoder::new(), Drip(bytes), Vec::new());
    while let Some(message) = slow.read(&mut drip).await.expect("HTTP") {
        slowly.push(message);
    }
    let (mut fast, mut all, mut quickly) = (Decoder::new(), bytes, Vec::new());
    while let Some(message) = fast.read(&mut all).await.expect("HTTP") {
        quickly.push(message);
    }
    let (mut blocking, mut all, mut blockingly) = (Decoder::new(), bytes, Vec::new());
    while let Some(message) = blocking.read_blocking(&mut all).expect("HTTP") {
        blockingly.push(message);
    }
    assert_eq!(slowly, quickly);
    assert_eq!(slowly, blockingly);
    slowly
}

#[tokio::test]
async fn requests_follow_each_other() {
    let first = Request::encode("POST", "/a?b=c", &[("X-One", "1"), ("x-one", "2")], b"body");
    let second = Request::encode("GET", "/", &[], b"");
    let requests: Vec<Request> = read_all(&[&first[..], &second].concat()).await;
    let [one, two] = &requests[..] else {
        panic!("{requests:?}");
    };
    assert_eq!((&*one.method, &*one.path), ("POST", "/a?b=c"));
    assert_eq!(one.header("X-ONE"), Some("1"));
    let values: Vec<_> = one.headers.values("x-One").collect();
    assert_eq!(values, [b"1", b"2"]);
    assert_eq!([&one.head[..], &one.body].concat(), first);
    assert_eq!(one.body, b"body");
    assert_eq!((&*two.method, &*two.body), ("GET", &b""[..]));
    assert!(one.is_whole && two.is_whole);
}

#[tokio::test]
async fn names_of_headers_keep_their_case() {
    let requests: Vec<Request> =
        read_all(&Request::encode("GET", "/", &[("X-Aa", "b")], b"")).await;
    let lines: Vec<_> = requests[0].headers.iter().collect();
    let expected: [(&str, &[u8]); 3] = [
        ("Host", b"localhost"),
        ("Content-Length", b"0"),
        ("X-Aa", b"b"),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_request_can_lie_about_its_length() {
    let bytes = Request::encode("POST", "/", &[("content-length", "9"), ("HOST", "h")], b"1");
    assert_eq!(
        bytes,
        b"POST / HTTP/1.1\r\ncontent-length: 9\r\nHOST: h\r\n\r\n1"
    );
}

#[tokio::test]
async fn a_chunked_body_is_put_together() {
    let bytes = b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\
                  3\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-Trailer: t\r\n\r\nGET / HTTP/1.1\r\n\r\n";
    let requests: Vec<Request> = read_all(bytes).await;
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].body, b"abc0123456789");
    assert_eq!(requests[0].trailers.get("x-trailer"), Some("t"));
    assert_eq!(requests[1].method, "GET");
}

#[tokio::test]
async fn the_end_of_the_stream_ends_a_body_without_a_length() {
    let responses: Vec<Response> = read_all(b"HTTP/1.0 200 OK\r\n\r\nall of it").await;
    assert_eq!(responses[0].body, b"all of it");
    assert!(responses[0].is_whole);
}

#[tokio::test]
async fn some_statuses_have_no_body() {
    let responses: Vec<Response> =
        read_all(b"HTTP/1.1 204 X\r\n\r\nHTTP/1.1 200 X\r\nContent-Length: 1\r\n\r\n7").await;
    assert_eq!((responses[0].status, responses[0].body.len()), (204, 0));
    assert_eq!(responses[1].body, b"7");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_whole() {
    for (bytes, body) in [
        (
            &b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n123"[..],
            &b"123"[..],
        ),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n12\r\n5\r\n3",
            b"12",
        ),
    ] {
        let requests: Vec<Request> = read_all(bytes).await;
        assert_eq!((&*requests[0].body, requests[0].is_whole), (body, false));
    }
}

#[tokio::test]
async fn half_a_head_is_not_a_message() {
    assert_eq!(read_all::<Request>(b"POST / HTTP/1.1\r\nHost: l").await, []);
    assert_eq!(read_all::<Response>(b"").await, []);
}

#[tokio::test]
async fn what_is_not_http_is_an_error() {
    for bytes in [
        &b"\x16\x03\x01\x02\x00\x01\r\n\r\n"[..],
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ] {
        let read = Decoder::<Request>::new().read(&mut Drip(bytes)).await;
        assert_eq!(read.unwrap_err().kind(), std::io::ErrorKind::InvalidData);
    }
}

#[tokio::test]
async fn a_message_is_bounded() {
    let head = b"POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n";
    let bytes = [&head[..], &vec![b'1'; (64 << 20) + 1]].concat();
    let read = Decoder::<Request>::new().read(&mut &bytes[..]).await;
    let error = read.unwrap_err();
    assert_eq!(error.to_string(), "the message is too large");
}

#[test]
fn a_response_is_written_with_its_length() {
    let response = Response::new(202, "7").with_header("X-A", "b");
    assert_eq!(
        response.to_bytes(),
        b"HTTP/1.1 202 X\r\nX-A: b\r\nContent-Length: 1\r\n\r\n7"
    );
    let framed = Response::new(200, "7").with_header("content-length", "9");
    assert_eq!(
        framed.to_bytes(),
        b"HTTP/1.1 200 X\r\ncontent-length: 9\r\n\r\n7"
    );
    assert_eq!(Response::new(204, "").to_bytes(), b"HTTP/1.1 204 X\r\n\r\n");
}
