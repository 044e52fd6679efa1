//! One trace across a caller and the functions that it calls, with OpenTelemetry.
//!
//! ```text
//! cargo run -p lambda-client-telemetry-examples --example opentelemetry
//! cargo run -p lambda-client-telemetry-examples --example opentelemetry -- --full
//! ```
//!
//! The caller and both functions are in this process, but they share nothing: each function finds the trace in what the call has sent. On
//! AWS, caller and functions each have the first lines of `main`, with the exporter of their backend.
//!
//! With `--full`, the exporter of `opentelemetry-stdout` prints every attribute. Otherwise it prints:
//!
//! ```text
//! placed: 7 cups are left
//! one trace of 9 spans:
//! checkout
//!   Lambda.Invoke, client: orders-place, did_run yes
//!     lambda.attempt 1, did_run yes
//!       orders-place, server
//!         reserve
//!           Lambda.Invoke, client: stock-take, did_run yes
//!             lambda.attempt 1, did_run no, failed: TooManyRequestsException
//!             lambda.attempt 2, did_run yes
//!               stock-take, server
//! ```

use std::sync::{Arc, Mutex};

use lambda_client::local::Fault;
use lambda_client::{Error, LocalLambda, lambda_fn};
use opentelemetry::trace::{SpanId, SpanKind, TracerProvider as _};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tracing::{Instrument as _, info_span};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

#[lambda_fn(name = "orders-{method}")]
trait Orders {
    async fn place(&self, sku: &str) -> Result<u32, Error>;
}

#[lambda_fn(name = "stock-{method}")]
trait Stock {
    async fn take(&self, sku: &str) -> Result<u32, Error>;
}

/// Knows what is left of everything.
struct Shelf;

impl Stock for Shelf {
    async fn take(&self, sku: &str) -> Result<u32, Error> {
        match sku {
            "cup" => Ok(7),
            _ => Err(Error::function("OutOfStock", "none is left")),
        }
    }
}

/// Takes what it sells from the stock.
struct Shop {
    stock: StockClient,
}

impl Orders for Shop {
    async fn place(&self, sku: &str) -> Result<u32, Error> {
        let taking = async { self.stock.take(sku).await };
        taking.instrument(info_span!("reserve")).await
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    // Any exporter would do; these two print.
    let tree = Tree::default();
    let provider = match std::env::args().any(|argument| argument == "--full") {
        true => SdkTracerProvider::builder()
            .with_simple_exporter(opentelemetry_stdout::SpanExporter::default()),
        false => SdkTracerProvider::builder().with_simple_exporter(tree.clone()),
    };
    let provider = provider.build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"));
    tracing_subscriber::registry().with(layer).init();

    let stock = LocalLambda::builder()
        .serve(StockServer::new(Shelf))
        // A throttled attempt is a span, too.
        .fault("stock-take", Fault::throttle().on_call(1))
        .try_build()?;
    // On AWS: Lambda::from_env().await
    let shop = Shop {
        stock: StockClient::new(&stock.lambda()),
    };
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(shop))
        .try_build()?;
    let orders = OrdersClient::new(&local.lambda());

    let left = orders.place("cup").into_future();
    let left = left.instrument(info_span!("checkout")).await?;
    println!("placed: {left} cups are left");
    tree.print();
    Ok(())
}

/// Keeps the spans, and prints them as a tree.
#[derive(Clone, Debug, Default)]
struct Tree {
    spans: Arc<Mutex<Vec<SpanData>>>,
}

impl SpanExporter for Tree {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        let mut spans = self.spans.lock().unwrap_or_else(|lock| lock.into_inner());
        spans.extend(batch);
        Ok(())
    }
}

impl Tree {
    fn print(&self) {
        let mut spans = self.spans.lock().unwrap_or_else(|lock| lock.into_inner());
        let Some(first) = spans.first() else { return };
        let trace = first.span_context.trace_id();
        let is_one = spans
            .iter()
            .all(|span| span.span_context.trace_id() == trace);
        let kind = if is_one {
            "one trace"
        } else {
            "several traces"
        };
        println!("{kind} of {} spans:", spans.len());
        spans.sort_by_key(|span| span.start_time);
        print_below(&spans, SpanId::INVALID, 0);
    }
}

fn print_below(spans: &[SpanData], parent: SpanId, depth: usize) {
    for span in spans.iter().filter(|span| span.parent_span_id == parent) {
        println!("{}{}", "  ".repeat(depth), line(span));
        print_below(spans, span.span_context.span_id(), depth + 1);
    }
}

fn line(span: &SpanData) -> String {
    let attribute = |name: &str| {
        let found = span
            .attributes
            .iter()
            .find(|pair| pair.key.as_str() == name);
        found.map(|pair| pair.value.as_str())
    };
    let mut line = span.name.to_string();
    match span.span_kind {
        SpanKind::Client => line += ", client",
        SpanKind::Server => line += ", server",
        _ => {}
    }
    for (before, name) in [
        (": ", "faas.invoked_name"),
        (" ", "lambda.attempt"),
        (", did_run ", "lambda.did_run"),
        (", failed: ", "error.type"),
    ] {
        if let Some(value) = attribute(name) {
            line += &format!("{before}{value}");
        }
    }
    line
}
