//! The function in its own process, behind a stand-in for the Runtime API.

use std::process::Stdio;

use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::InvokeResponse;
use lambda_client::{ClientContext, Lambda};
use lambda_client_telemetry_tests::seen::{Seen, chain};
use lambda_client_telemetry_tests::shop::OrdersClient;
use lambda_client_test_support::runtime_api::{Event, RuntimeApi};
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tracing::{Instrument as _, info_span};

use crate::collector::Collector;
use crate::local::ONE_TRACE;

/// The spans that one invocation of the process has: the function's, and what comes after it.
const SPANS: usize = ONE_TRACE.len() - 3;

/// A process that serves, and prints its spans.
struct Served {
    api: RuntimeApi,
    lines: Lines<BufReader<ChildStdout>>,
    _child: Child,
}

impl Served {
    async fn start() -> Served {
        let api = RuntimeApi::start().await;
        let mut child = Command::new(env!("CARGO_BIN_EXE_traced"))
            .env_clear()
            .env("AWS_LAMBDA_RUNTIME_API", api.address().to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", "orders-place")
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "7")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Served {
            api,
            lines,
            _child: child,
        }
    }

    /// Invokes the function, and returns the spans that it prints.
    async fn invoke(&mut self, event: Event) -> Vec<Seen> {
        assert_eq!(self.api.invoke(event).await.body(), b"7");
        let mut spans = Vec::new();
        while spans.len() < SPANS {
            let line = self.lines.next_line().await.unwrap().unwrap();
            spans.push(serde_json::from_str(&line).unwrap());
        }
        spans
    }
}

fn invocation() -> Event {
    Event::new(r#""cup""#).with_header(
        "Lambda-Runtime-Invoked-Function-Arn",
        "arn:aws:lambda:eu-west-1:123456789012:function:orders-place:live",
    )
}

/// Returns what a call of the function sends, and the spans of the caller.
async fn sent(in_client_context: bool) -> (Event, Vec<Seen>) {
    let collector = Collector::start();
    let response = || Step::respond(InvokeResponse::new(200, "7".into()));
    let script = ScriptedTransport::always(response());
    let lambda = Lambda::builder(script.clone()).propagate_in_client_context(in_client_context);
    let client = OrdersClient::new(&lambda.build());
    let placed = async { client.place("cup").await };
    placed.instrument(info_span!("checkout")).await.unwrap();
    let request = script.requests().remove(0);
    let event = invocation().with_header(
        "Lambda-Runtime-Trace-Id",
        request.trace_header().unwrap_or_default(),
    );
    let event = match request.client_context() {
        // Lambda decodes it for the runtime.
        Some(context) => {
            let context = ClientContext::from_base64(context).unwrap();
            let json = serde_json::to_string(&context).unwrap();
            event.with_header("Lambda-Runtime-Client-Context", &json)
        }
        None => event,
    };
    (event, collector.spans())
}

#[tokio::test]
async fn a_served_function_continues_the_trace_of_its_caller() {
    let mut served = Served::start().await;
    let mut cold_starts = Vec::new();
    for in_client_context in [false, true] {
        let (event, mut spans) = sent(in_client_context).await;
        // With an active function, X-Ray's header names another trace.
        let event = match in_client_context {
            true => event.with_header(
                "Lambda-Runtime-Trace-Id",
                "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
            ),
            false => event,
        };
        let id = event.request_id().to_owned();
        spans.extend(served.invoke(event).await);
        assert_eq!(chain(&spans), ONE_TRACE);
        let serve = spans
            .iter()
            .find(|span| span.name == "orders-place")
            .unwrap();
        assert_eq!((&*serve.kind, &*serve.status), ("Server", "Unset"));
        let mut attributes = serve.attributes.clone();
        cold_starts.push(attributes.remove("faas.coldstart").unwrap());
        let attributes: Vec<_> = attributes.iter().map(|(k, v)| (&**k, &**v)).collect();
        assert_eq!(
            attributes,
            [
                (
                    "aws.lambda.invoked_arn",
                    "arn:aws:lambda:eu-west-1:123456789012:function:orders-place:live"
                ),
                ("cloud.account.id", "123456789012"),
                ("cloud.region", "eu-west-1"),
                (
                    "cloud.resource_id",
                    "arn:aws:lambda:eu-west-1:123456789012:function:orders-place:7"
                ),
                ("faas.invocation_id", &*id),
                ("faas.trigger", "other"),
            ]
        );
    }
    assert_eq!(cold_starts, ["true", "false"]);
}

#[tokio::test]
async fn a_served_function_begins_a_trace_if_there_is_none() {
    let mut served = Served::start().await;
    let lambdas_own = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0";
    for event in [
        invocation(),
        invocation().with_header("Lambda-Runtime-Trace-Id", lambdas_own),
        invocation().with_header("Lambda-Runtime-Trace-Id", "nothing"),
    ] {
        let spans = served.invoke(event).await;
        assert_eq!(chain(&spans), ONE_TRACE[3..]);
    }
}
