//! The function `orders-place` as a process that prints its spans, one a line. It calls `stock-take` in the same process.

use lambda_client::serve::ServeError;
use lambda_client::{LocalLambda, serve};
use lambda_client_telemetry_tests::seen::{Seen, subscriber};
use lambda_client_telemetry_tests::shop::{OrdersServer, Shelf, Shop, StockServer};
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, SpanExporter};
use tracing_subscriber::util::SubscriberInitExt as _;

/// Prints each span as JSON.
#[derive(Debug)]
struct Lines;

impl SpanExporter for Lines {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        for span in batch {
            println!("{}", serde_json::json!(Seen::from(span)));
        }
        Ok(())
    }
}

#[tokio::main]
async fn main() -> Result<(), ServeError> {
    let (_provider, subscriber) =
        subscriber(SdkTracerProvider::builder().with_simple_exporter(Lines));
    subscriber.init();
    let stock = LocalLambda::builder()
        .serve(StockServer::new(Shelf))
        .build();
    // X-Ray may record this function in its own trace, which the header of its calls keeps.
    let lambda = stock.lambda_builder().propagate_in_client_context(true);
    serve(OrdersServer::new(Shop::new(&lambda.build()))).await
}
