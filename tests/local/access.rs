//! Who may use an endpoint: programs of this machine, and no web page that is not allowed to.

use lambda_client::LocalLambda;
use lambda_client::local::{Endpoint, EndpointBuilder};

use crate::raw::{Connection, Response, send};
use crate::shop::echo;

const INVOKE: &str = "/2015-03-31/functions/echo/invocations";
const LIST: &str = "/2015-03-31/functions";

fn local() -> LocalLambda {
    LocalLambda::builder().function("echo", echo()).build()
}

async fn listen(builder: EndpointBuilder) -> Endpoint {
    builder.listen(0).await.unwrap()
}

async fn request(
    endpoint: &Endpoint,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Response {
    let response = send(endpoint, method, path, headers, b"1").await;
    response.expect("a response")
}

/// Sends this head as it is, with an empty line behind it.
async fn status_of(endpoint: &Endpoint, head: &str) -> u16 {
    let mut connection = Connection::open(endpoint.address()).await;
    connection.write(format!("{head}\r\n\r\n").as_bytes()).await;
    connection.response().await.expect("a response").status
}

#[tokio::test]
async fn clients_name_this_machine() {
    let local = local();
    let endpoint = listen(local.endpoint()).await;
    let port = endpoint.address().port();
    for host in [
        format!("127.0.0.1:{port}"),
        format!("localhost:{port}"),
        format!("LOCALHOST:{port}"),
        format!("[::1]:{port}"),
        // The port of a tunnel, or one that a container publishes.
        "localhost:8080".to_owned(),
        "127.0.0.1".to_owned(),
    ] {
        let response = request(&endpoint, "POST", INVOKE, &[("Host", &host)]).await;
        assert_eq!(response.status, 200, "{host}");
    }
}

#[tokio::test]
async fn a_foreign_host_is_refused() {
    let local = local();
    let endpoint = listen(local.endpoint()).await;
    let port = endpoint.address().port();
    for host in [
        "evil.example.com",
        "evil.example.com:9001",
        &format!("evil.example.com:{port}"),
        "localhost.evil.example.com",
        "127.0.0.1.evil.example.com",
        "host.docker.internal:9001",
        "lambda:9001",
        "192.0.2.1:9001",
    ] {
        for (method, path) in [("GET", LIST), ("POST", INVOKE), ("OPTIONS", INVOKE)] {
            let response = request(&endpoint, method, path, &[("Host", host)]).await;
            assert_eq!(
                (response.status, response.header("x-amzn-errortype")),
                (403, Some("AccessDeniedException")),
                "{method} {host}"
            );
            assert!(
                response.json()["message"]
                    .as_str()
                    .unwrap()
                    .contains("EndpointBuilder::allow_host"),
                "{method} {host}"
            );
        }
    }
    // The target of a request overrides its `Host`.
    let head = "GET http://evil.example.com/2015-03-31/functions HTTP/1.1\r\nHost: localhost";
    assert_eq!(status_of(&endpoint, head).await, 403);
    let head = "GET http://localhost/2015-03-31/functions HTTP/1.1\r\nHost: localhost";
    assert_eq!(status_of(&endpoint, head).await, 200);
    local.recorder().assert_runs("echo", 0);
    local.recorder().assert_requests("echo", 0);
}

#[tokio::test]
async fn a_request_has_exactly_one_host() {
    let local = local();
    let endpoint = listen(local.endpoint()).await;
    let get = format!("GET {LIST} HTTP/1.1");
    for headers in [
        "X: y",
        "Host:",
        "Host: localhost\r\nHost: localhost",
        "Host: localhost\r\nHost: evil.example.com",
        "Host: evil.example.com\r\nhost: localhost",
        "Host: me@localhost",
        "Host: localhost:x",
        "Host: localhost, localhost",
        "Host: http://localhost",
    ] {
        let status = status_of(&endpoint, &format!("{get}\r\n{headers}")).await;
        assert_eq!(status, 400, "{headers}");
    }
    // HTTP/1.0 has no such header.
    let old = format!("GET {LIST} HTTP/1.0\r\nX: y");
    assert_eq!(status_of(&endpoint, &old).await, 200);
}

#[tokio::test]
async fn a_web_page_is_refused() {
    let local = local();
    let endpoint = listen(local.endpoint()).await;
    let port = endpoint.address().port();
    let evil = "https://evil.example.com";
    for headers in [
        &[("Origin", evil)][..],
        &[("Origin", evil), ("Content-Type", "text/plain")],
        &[("Origin", evil), ("Sec-Fetch-Site", "same-origin")],
        &[("Origin", "null")],
        &[("Origin", "")],
        // Another port of this machine is another origin.
        &[
            ("Origin", "http://localhost:3000"),
            ("Sec-Fetch-Site", "same-site"),
        ],
        &[
            ("Origin", "http://localhost"),
            ("Origin", "http://localhost"),
        ],
        &[("Sec-Fetch-Site", "cross-site")],
        &[("Sec-Fetch-Site", "same-site")],
        &[("Sec-Fetch-Site", "")],
        &[("Referer", "https://evil.example.com/page")],
        &[("Referer", "about:blank")],
    ] {
        for (method, path) in [("GET", LIST), ("POST", INVOKE)] {
            let response = request(&endpoint, method, path, headers).await;
            assert_eq!(
                (response.status, response.header("x-amzn-errortype")),
                (403, Some("AccessDeniedException")),
                "{method} {headers:?}"
            );
            assert_eq!(response.header("access-control-allow-origin"), None);
        }
    }
    let preflight = [("Origin", evil), ("Access-Control-Request-Method", "POST")];
    let response = request(&endpoint, "OPTIONS", INVOKE, &preflight).await;
    assert_eq!(response.status, 403);
    assert_eq!(response.header("access-control-allow-origin"), None);
    local.recorder().assert_requests("echo", 0);

    let own = format!("http://localhost:{port}");
    let host = format!("localhost:{port}");
    for headers in [
        &[("Host", &*host), ("Origin", &*own)][..],
        &[("Host", &host), ("Referer", &own)],
        // Somebody typed the URL into a browser.
        &[("Sec-Fetch-Site", "none")],
        // Node.js sends this for a program.
        &[("Sec-Fetch-Mode", "cors")],
    ] {
        let response = request(&endpoint, "POST", INVOKE, headers).await;
        assert_eq!(response.status, 200, "{headers:?}");
    }
}

#[tokio::test]
async fn a_host_can_be_allowed() {
    let local = local();
    let builder = local.endpoint().allow_host("Host.Docker.Internal");
    let endpoint = listen(builder.allow_host("192.0.2.1")).await;
    for (host, status) in [
        ("host.docker.internal:9001", 200),
        ("HOST.DOCKER.INTERNAL", 200),
        ("192.0.2.1:9001", 200),
        ("docker.internal", 403),
        ("evil.example.com", 403),
    ] {
        let response = request(&endpoint, "POST", INVOKE, &[("Host", host)]).await;
        assert_eq!(response.status, status, "{host}");
    }
    let page = [
        ("Host", "host.docker.internal:9001"),
        ("Origin", "https://evil.example.com"),
    ];
    assert_eq!(
        request(&endpoint, "POST", INVOKE, &page).await.status,
        403,
        "an allowed host does not allow pages"
    );
}

#[tokio::test]
async fn a_page_can_be_allowed() {
    let local = local();
    let app = "http://localhost:3000";
    let endpoint = listen(local.endpoint().allow_origin(app)).await;
    let preflight = [
        ("Origin", app),
        ("Access-Control-Request-Method", "POST"),
        ("Access-Control-Request-Headers", "x-amz-log-type"),
    ];
    let response = request(&endpoint, "OPTIONS", INVOKE, &preflight).await;
    assert_eq!(response.status, 204);
    assert_eq!(response.header("access-control-allow-origin"), Some(app));
    assert_eq!(
        response.header("access-control-allow-headers"),
        Some("x-amz-log-type")
    );
    let site = ("Sec-Fetch-Site", "same-site");
    let response = request(&endpoint, "POST", INVOKE, &[("Origin", app), site]).await;
    assert_eq!((response.status, &response.body[..]), (200, &b"1"[..]));
    assert_eq!(response.header("access-control-allow-origin"), Some(app));
    assert_eq!(response.header("vary"), Some("Origin"));
    for other in ["http://localhost:3001", "https://localhost:3000", "null"] {
        let response = request(&endpoint, "POST", INVOKE, &[("Origin", other)]).await;
        assert_eq!(response.status, 403, "{other}");
    }
    local.recorder().assert_runs("echo", 1);
}

#[tokio::test]
async fn a_malformed_host_or_origin_is_reported() {
    let local = local();
    for (builder, mistake) in [
        (local.endpoint().allow_host("lambda:9001"), "`lambda:9001`"),
        (
            local.endpoint().allow_host("http://lambda"),
            "`http://lambda`",
        ),
        (local.endpoint().allow_host(""), "``"),
        (
            local.endpoint().allow_origin("localhost:3000"),
            "`localhost:3000`",
        ),
        (local.endpoint().allow_origin("*"), "`*`"),
        (
            local.endpoint().allow_origin("http://localhost/app"),
            "`http://localhost/app`",
        ),
    ] {
        let error = builder.listen(0).await.unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidInput);
        assert!(error.to_string().contains(mistake), "{error}");
    }
}

#[tokio::test]
async fn a_path_that_is_almost_a_functions_is_not_its() {
    let local = local();
    let endpoint = listen(local.endpoint()).await;
    for path in [
        "/2015-03-31/functions/echo//invocations",
        "/2015-03-31/functions//echo/invocations",
        "/2015-03-31//functions/echo/invocations",
        "//2015-03-31/functions/echo/invocations",
        "/2015-03-31/functions/echo/invocations/",
        "/2015-03-31/functions/echo/invocations//",
        "/2015-03-31/functions/echo%2Finvocations",
        "/2015-03-31/functions/echo%2F/invocations",
        "/2015-03-31/functions/%2Fecho/invocations",
        "/2015-03-31/functions/x/../echo/invocations",
        "/2015-03-31/functions/x%2F..%2Fecho/invocations",
        "/2015-03-31/functions/%2e%2e/functions/echo/invocations",
        "/2015-03-31/functions/./echo/invocations",
        "/2015-03-31/functions/echo%20/invocations",
        "/2015-03-31/functions/echo%00/invocations",
        "/2015-03-31/functions/echo%2520/invocations",
        "/2015-03-31/functions/echo;v=1/invocations",
        "/2015-03-31/functions//invocations",
        "/2015-03-31/functions/ECHO/invocations",
    ] {
        let response = request(&endpoint, "POST", path, &[]).await;
        assert!(matches!(response.status, 400..=599), "{path}");
    }
    local.recorder().assert_runs("echo", 0);
    for path in [
        "/2015-03-31/functions/echo/",
        "/2015-03-31/functions/echo//configuration",
        "/2015-03-31/functions//",
        "/2015-03-31//functions",
    ] {
        let response = request(&endpoint, "GET", path, &[]).await;
        assert!(matches!(response.status, 400..=599), "{path}");
    }
    let encoded = "/2015-03-31/functions/%65cho/invocations";
    assert_eq!(request(&endpoint, "POST", encoded, &[]).await.status, 200);
    for path in [LIST, "/2015-03-31/functions/"] {
        assert_eq!(
            request(&endpoint, "GET", path, &[]).await.status,
            200,
            "{path}"
        );
    }
}
