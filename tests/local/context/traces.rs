//! The trace header, from a caller to a function and on to what that calls.

use lambda_client::local::{Destination, Function, RecordedRequest};
use lambda_client::server::Invocation;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{Context, Lambda, LocalLambda};

const ROOT: &str = "Root=1-5759e988-bd862e3fe1be46a994272793";

/// Sends every call as part of one trace.
#[derive(Debug)]
struct Traced<T>(T, String);

impl<T: Transport> Transport for Traced<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request.with_trace_header(Some(&self.1)))
    }
}

/// A function that returns its trace header.
fn trace() -> Function {
    Function::new(|_: Invocation| async {
        let header =
            Context::current().and_then(|context| context.trace_header().map(str::to_owned));
        serde_json::to_vec(&header).unwrap_or_default()
    })
}

/// A function that calls `trace`, and returns its own trace header and the one that `trace` received.
fn front(lambda: Lambda) -> Function {
    Function::new(move |invocation: Invocation| {
        let lambda = lambda.clone();
        async move {
            let inner = lambda.call("trace").json::<Option<String>>(&1).await;
            serde_json::to_vec(&(invocation.trace_header, inner.ok().flatten())).unwrap_or_default()
        }
    })
}

type Headers = (Option<String>, Option<String>);

fn requests(local: &LocalLambda) -> Vec<RecordedRequest> {
    local.recorder().requests()
}

/// Checks that both are of the trace, and of the segment of the first caller: nobody else records one.
#[track_caller]
fn assert_continued(headers: &Headers, sent: &str) {
    let (outer, inner) = (headers.0.as_deref().unwrap(), headers.1.as_deref().unwrap());
    for header in [outer, inner] {
        assert!(header.starts_with(&format!("{ROOT};Parent=")), "{header}");
        assert!(header.ends_with(";Sampled=1"), "{header}");
    }
    assert_eq!(outer, inner);
    assert_eq!(
        sent, outer,
        "a call carries the header of its invocation as it is"
    );
}

#[tokio::test(start_paused = true)]
async fn a_call_made_while_serving_continues_the_trace() {
    let stock = LocalLambda::builder().function("trace", trace()).build();
    let local = LocalLambda::builder()
        .function("front", front(stock.lambda()))
        .build();
    let header = format!("{ROOT};Parent=53995c3f42cd8ad8;Sampled=1");
    let lambda = Lambda::new(Traced(local.clone(), header.clone()));
    let headers: Headers = lambda.call("front").json(&1).await.unwrap();
    assert_eq!(requests(&local)[0].trace_header.as_ref(), Some(&header));
    assert_continued(
        &headers,
        requests(&stock)[0].trace_header.as_deref().unwrap(),
    );

    // A caller without a trace sends none, and the function begins one.
    let headers: Headers = local.lambda().call("front").json(&1).await.unwrap();
    assert_eq!(requests(&local)[1].trace_header, None);
    let root = |header: &Option<String>| header.as_deref().map(|header| header[..40].to_owned());
    assert!(root(&headers.0).is_some_and(|root| root.starts_with("Root=1-") && root != ROOT));
    assert_eq!(root(&headers.0), root(&headers.1));
}

#[tokio::test(start_paused = true)]
async fn an_event_and_its_destination_belong_to_the_trace() {
    let (sender, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let note = |name: &'static str| {
        let sender = sender.clone();
        Function::new(move |invocation: Invocation| {
            let sent = sender.send((name, invocation.trace_header.unwrap_or_default()));
            async move { if sent.is_ok() { "1" } else { "0" } }
        })
    };
    let local = LocalLambda::builder()
        .function(
            "event",
            note("event").on_success(Destination::function("after")),
        )
        .function("after", note("after"))
        .build();
    let lambda = Lambda::new(Traced(local.clone(), format!("{ROOT};Sampled=1")));
    lambda.call("event").json::<()>(&1).event().await.unwrap();
    local.settled().await;
    for expected in ["event", "after"] {
        let (name, header) = seen.recv().await.unwrap();
        assert_eq!(name, expected);
        assert!(header.starts_with(ROOT), "{header}");
    }
}

#[cfg(feature = "aws-sdk")]
mod over_http {
    use lambda_client::SdkTransport;
    use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
    use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
    use lambda_client_test_support::{Peer, Response};

    use super::*;

    fn sdk(endpoint: &str) -> SdkTransport {
        let credentials = Credentials::new("test", "test", None, None, "test");
        let config = SdkConfig::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("us-east-1"))
            .credentials_provider(SharedCredentialsProvider::new(credentials))
            .endpoint_url(endpoint);
        SdkTransport::new(&config.build())
    }

    #[tokio::test]
    async fn the_trace_passes_through_the_sdk_and_the_endpoint() {
        let stock = LocalLambda::builder().function("trace", trace()).build();
        let stock_endpoint = stock.listen(0).await.unwrap();
        let front = front(Lambda::new(sdk(&stock_endpoint.url())));
        let local = LocalLambda::builder().function("front", front).build();
        let endpoint = local.listen(0).await.unwrap();
        let header = format!("{ROOT};Parent=53995c3f42cd8ad8;Sampled=1");
        let lambda = Lambda::new(Traced(sdk(&endpoint.url()), header));
        let headers: Headers = lambda.call("front").json(&1).await.unwrap();
        assert_continued(
            &headers,
            requests(&stock)[0].trace_header.as_deref().unwrap(),
        );
    }

    #[tokio::test]
    async fn concurrent_invocations_send_their_own_trace() {
        let peer = Peer::start(|_| async { Response::new(200, "null") }).await;
        let lambda = Lambda::new(sdk(&peer.http()));
        let front = Function::new(move |_: Invocation| {
            let lambda = lambda.clone();
            async move {
                let own = Context::current()
                    .and_then(|context| context.trace_header().map(str::to_owned));
                // The payload says which header is to go with it.
                let _ = lambda.call("f").json::<()>(&own).await;
                "1"
            }
        });
        let local = LocalLambda::builder().function("front", front).build();
        let lambda = local.lambda();
        let calls = (0..8).map(|_| lambda.call("front").json::<u8>(&1).send());
        let outcomes = futures::future::join_all(calls).await;
        assert!(outcomes.iter().all(Result::is_ok));
        let requests = peer.requests();
        assert_eq!(requests.len(), 8);
        let mut roots = std::collections::BTreeSet::new();
        for request in &requests {
            let own = request.json();
            let own = own.as_str().expect("a trace header");
            assert_eq!(request.header("x-amzn-trace-id"), Some(own));
            roots.insert(own.to_owned());
        }
        assert_eq!(roots.len(), 8);
    }
}
