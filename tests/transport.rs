//! What users write around transports: middleware, a choice at run time, another directory; and what errors show.

use std::error::Error as _;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use lambda_client::clock::{FullJitter, Jitter, TokioClock};
use lambda_client::functions::{Directory, FunctionConfiguration, Page, PageRequest};
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, Evidence, Headers, InvokeRequest, InvokeResponse, SendProgress, SendStage,
    Transport, TransportError, TransportErrorKind,
};
use lambda_client::{ClientContext, DidRun, ErrorKind, Lambda, LocalLambda};

/// Middleware that changes every part of a request that it can.
#[derive(Debug)]
struct Swapped<T>(T);

impl<T: Transport> Transport for Swapped<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let function = format!("other-{}", request.function());
            let payload = Bytes::from(format!("[{}]", request.payload().len()));
            let request = request.with_function(&function).with_payload(payload);
            self.0.invoke(request).await
        })
    }

    fn inner(&self) -> Option<&dyn Transport> {
        Some(&self.0)
    }
}

/// Middleware that passes nothing on but invocations.
#[derive(Debug)]
struct Closed<T>(T);

impl<T: Transport> Transport for Closed<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request)
    }
}

fn local() -> LocalLambda {
    let echo = Function::new(|event: Invocation| async move { event.payload });
    LocalLambda::builder().function("orders", echo).build()
}

/// Middleware that sends a request that may have been sent once more, as no middleware should.
#[derive(Debug)]
struct Retrying<T>(T);

impl<T: Transport> Transport for Retrying<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            match self.0.invoke(request.clone()).await {
                Ok(response) => Ok(response),
                Err(_) => self.0.invoke(request).await,
            }
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_may_have_been_sent_is_not_unsent_by_the_next() {
    let reset = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown);
    let script = ScriptedTransport::new([
        Step::fail(reset).at_stage(SendStage::Sending),
        Step::hang().at_stage(SendStage::Preparing),
    ]);
    let lambda = Lambda::new(Retrying(script));
    let call = lambda.call("f").json::<u32>("event");
    let error = call
        .timeout(Duration::from_secs(1))
        .await
        .expect_err("it hangs");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.did_run(), DidRun::Unknown, "{error}");
}

#[tokio::test(start_paused = true)]
async fn middleware_that_changes_a_request_keeps_its_evidence() {
    for (stage, did_run) in [
        (SendStage::Preparing, DidRun::No),
        (SendStage::Sending, DidRun::Unknown),
    ] {
        let script = ScriptedTransport::always(Step::hang().at_stage(stage));
        let plain = Lambda::new(script.clone());
        let swapped = Lambda::new(Swapped(script.clone()));
        for lambda in [plain, swapped] {
            let call = lambda.call("f").json::<u32>("event");
            let error = call
                .timeout(Duration::from_millis(30))
                .await
                .expect_err("it hangs");
            assert_eq!(error.kind(), ErrorKind::Timeout);
            assert_eq!(error.did_run(), did_run, "{stage:?} {error}");
        }
    }
}

#[tokio::test]
async fn middleware_changes_one_part_and_keeps_the_others() {
    let script = ScriptedTransport::always(Step::json("7"));
    let lambda = Lambda::new(Swapped(script.clone()));
    let call = lambda.call("f:live").json::<u32>("event");
    assert_eq!(call.tail_log().tenant("blue").await.unwrap(), 7);

    let [request] = &script.requests()[..] else {
        panic!("one request: {script:?}");
    };
    assert_eq!(
        (request.function(), request.payload()),
        ("other-f", &Bytes::from("[7]"))
    );
    assert_eq!(request.qualifier(), Some("live"));
    assert_eq!(request.tenant_id(), Some("blue"));
    assert!(request.tail_log());
}

#[tokio::test]
async fn functions_are_listed_through_middleware_and_pointers() {
    let shared: Arc<dyn Transport> = Arc::new(local());
    let boxed: Box<dyn Transport> = Box::new(Swapped(Arc::clone(&shared)));
    for lambda in [
        local().lambda(),
        Lambda::new(local()),
        Lambda::new(Swapped(Swapped(local()))),
        Lambda::new(shared),
        Lambda::new(boxed),
    ] {
        let functions = lambda.functions().all().await.expect("a list");
        assert_eq!(functions.len(), 1, "{lambda:?}");
        let orders = lambda.function("orders").await.expect("a configuration");
        assert_eq!(orders.name, "orders", "{lambda:?}");
    }
}

#[tokio::test]
async fn a_transport_without_a_directory_cannot_list() {
    for lambda in [
        Lambda::new(Closed(local())),
        Lambda::new(ScriptedTransport::always(Step::json("7"))),
    ] {
        let error = lambda.functions().all().await.expect_err("unsupported");
        assert_eq!(error.kind(), ErrorKind::Configuration);
        let text = error.to_string();
        assert!(
            text.contains("this transport cannot list functions"),
            "{text}"
        );
        assert!(text.contains("`Transport::inner`"), "{text}");
        assert!(text.contains("`LambdaBuilder::directory`"), "{text}");
        let error = lambda.function("orders").await.expect_err("unsupported");
        assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    }
}

/// An account that holds one function.
#[derive(Debug)]
struct Account;

impl Directory for Account {
    fn list_functions<'a>(
        &'a self,
        _page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        Box::pin(async { Ok(Page::last(vec![FunctionConfiguration::new("mine", "")])) })
    }
}

#[tokio::test]
async fn a_directory_of_the_users_wins_over_that_of_the_transport() {
    let account: Arc<dyn Directory> = Arc::new(Account);
    for lambda in [
        Lambda::builder(local()).directory(Account).build(),
        Lambda::builder(Closed(local())).directory(account).build(),
    ] {
        let functions = lambda.functions().all().await.expect("a list");
        let names: Vec<_> = functions.iter().map(|f| &*f.name).collect();
        assert_eq!(names, ["mine"]);
    }
}

#[tokio::test]
async fn transport_clock_and_jitter_are_chosen_at_run_time() {
    for is_local in [true, false] {
        let transport: Arc<dyn Transport> = match is_local {
            true => Arc::new(local()),
            false => Arc::new(ScriptedTransport::always(Step::json("\"scripted\""))),
        };
        let jitter: Arc<dyn Jitter> = Arc::new(FullJitter);
        let lambda = Lambda::builder(transport)
            .clock(Box::new(TokioClock))
            .jitter(jitter)
            .build();
        let response: String = lambda.call("orders").json("local").await.unwrap();
        assert_eq!(response, if is_local { "local" } else { "scripted" });
    }
}

#[test]
fn an_error_says_what_lambda_said() {
    let headers = Headers::new().with("Retry-After", "2");
    let error = TransportError::service(429)
        .with_code("TooManyRequestsException")
        .with_message("Rate Exceeded.")
        .with_headers(headers)
        .with_raw("{}")
        .with_source(io::Error::other("cause"));
    for error in [error.clone(), error] {
        assert_eq!(
            error.to_string(),
            "AWS responded with an error (TooManyRequestsException, HTTP 429): Rate Exceeded."
        );
        assert_eq!(error.message(), Some("Rate Exceeded."));
        assert_eq!(error.headers().get("retry-after"), Some("2"));
        assert_eq!(error.raw().map(|raw| &raw[..]), Some(&b"{}"[..]));
        let source = error.source().expect("the cause");
        assert!(source.downcast_ref::<io::Error>().is_some());
    }
    assert_eq!(
        TransportError::unsupported("list functions").to_string(),
        "this transport cannot list functions"
    );
    let timeout = TransportError::new(TransportErrorKind::Timeout, Evidence::Unknown);
    assert_eq!(timeout.to_string(), "timed out");
}

#[test]
fn labels_for_metrics_are_stable() {
    for (evidence, label) in [
        (Evidence::NotSent, "not_sent"),
        (Evidence::Unknown, "unknown"),
        (Evidence::Responded, "responded"),
    ] {
        assert_eq!((evidence.as_str(), &*evidence.to_string()), (label, label));
    }
    for (stage, label) in [
        (SendStage::Preparing, "preparing"),
        (SendStage::Sending, "sending"),
        (SendStage::Responded, "responded"),
    ] {
        assert_eq!((stage.as_str(), &*stage.to_string()), (label, label));
    }
    for (kind, label) in [
        (TransportErrorKind::Unsupported, "unsupported"),
        (TransportErrorKind::Request, "request"),
        (TransportErrorKind::Credentials, "credentials"),
        (
            TransportErrorKind::CredentialsUnavailable,
            "credentials_unavailable",
        ),
        (TransportErrorKind::Connect, "connect"),
        (TransportErrorKind::Timeout, "timeout"),
        (
            TransportErrorKind::InvocationDeadline,
            "invocation_deadline",
        ),
        (TransportErrorKind::Connection, "connection"),
        (TransportErrorKind::Response, "response"),
        (TransportErrorKind::Service, "service"),
    ] {
        assert_eq!((kind.as_str(), &*kind.to_string()), (label, label));
    }
}

#[test]
fn what_is_empty_says_so_or_is_not_shown() {
    assert!(Headers::new().is_empty());
    assert!(!Headers::new().with("Date", "today").is_empty());
    let error = TransportError::service(500).with_message("");
    assert_eq!(error.to_string(), "AWS responded with an error (HTTP 500)");
    let progress = format!("{:?}", SendProgress::new());
    assert_eq!(progress, "SendProgress(None)");
}

#[test]
fn debug_prints_no_secret() {
    const SECRET: &str = "s3cr3t";
    let request = InvokeRequest::new("f", SECRET.into())
        .with_client_context(Some(SECRET))
        .with_tenant_id(Some(SECRET));
    let response = InvokeResponse::new(200, SECRET.into()).with_log_result(SECRET);
    let error = TransportError::service(500)
        .with_headers(Headers::new().with("x-amz-log-result", SECRET))
        .with_raw(SECRET);
    for text in [
        format!("{request:?}"),
        format!("{response:?}"),
        format!("{error:?}"),
        format!("{error}"),
    ] {
        assert!(!text.contains(SECRET), "{text}");
    }
    let text = format!("{request:?}");
    assert!(text.contains("payload_bytes: 6"), "{text}");
    assert!(text.contains("has_client_context: true"), "{text}");
    assert!(text.contains("has_tenant_id: true"), "{text}");
    let text = format!("{error:?}");
    assert!(text.contains(r#"headers: ["x-amz-log-result"]"#), "{text}");
    assert!(text.contains("raw_bytes: Some(6)"), "{text}");
}

#[tokio::test]
async fn debug_of_a_recorded_request_prints_no_secret() {
    const SECRET: &str = "s3cr3t";
    let script = ScriptedTransport::always(Step::json(format!("\"{SECRET}\"")));
    let lambda = Lambda::new(script.clone());
    let context = ClientContext::new().with_custom("key", SECRET);
    let base64 = context.to_base64().unwrap();
    let call = lambda.call("f").json::<String>(SECRET);
    let call = call.tenant(SECRET).client_context(&context);
    assert_eq!(call.await.unwrap(), SECRET);
    assert_eq!(script.requests()[0].client_context(), Some(base64.as_str()));
    let text = format!("{script:?}");
    assert!(text.contains("has_tenant_id: true"), "{text}");
    assert!(text.contains("has_client_context: true"), "{text}");
    for secret in [SECRET, &base64] {
        assert!(!text.contains(secret), "{text}");
    }
}
