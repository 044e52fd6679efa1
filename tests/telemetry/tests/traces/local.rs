//! Caller and function in one process, over LocalLambda and over its endpoint.

use lambda_client::local::{Endpoint, LocalLambdaBuilder};
use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::{Lambda, LambdaBuilder, LocalLambda, SdkTransport};
use lambda_client_telemetry_tests::seen::chain;
use lambda_client_telemetry_tests::shop::{OrdersClient, OrdersServer, Shelf, Shop, StockServer};
use tracing::{Instrument as _, info_span};

use crate::collector::Collector;

/// From the caller's own span to the last function.
pub(crate) const ONE_TRACE: [&str; 8] = [
    "checkout",
    "Lambda.Invoke",
    "lambda.attempt",
    "orders-place",
    "reserve",
    "Lambda.Invoke",
    "lambda.attempt",
    "stock-take",
];

/// The functions of a shop.
pub(crate) struct Functions {
    pub(crate) orders: LocalLambda,
    pub(crate) stock: LocalLambda,
}

impl Functions {
    /// Creates the functions. `configure` is for the calls from one to the other.
    pub(crate) fn new(configure: impl FnOnce(LambdaBuilder) -> LambdaBuilder) -> Functions {
        Functions::configured(configure, |local| local)
    }

    /// Creates the functions with these settings.
    pub(crate) fn configured(
        configure: impl FnOnce(LambdaBuilder) -> LambdaBuilder,
        settings: impl FnOnce(LocalLambdaBuilder) -> LocalLambdaBuilder,
    ) -> Functions {
        let stock = LocalLambda::builder()
            .serve(StockServer::new(Shelf))
            .build();
        let shop = Shop::new(&configure(stock.lambda_builder()).build());
        let orders = LocalLambda::builder()
            .region("eu-west-1")
            .account("123456789012")
            .serve(OrdersServer::new(shop));
        let orders = settings(orders).build();
        Functions { orders, stock }
    }
}

pub(crate) fn sdk(endpoint: &Endpoint) -> SdkTransport {
    let credentials = Credentials::new("test", "test", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("eu-west-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint.url());
    SdkTransport::new(&config.build())
}

/// Places an order, in a span of the caller.
pub(crate) async fn checkout(lambda: LambdaBuilder) {
    let client = OrdersClient::new(&lambda.build());
    let placed = async { client.place("cup").await };
    assert_eq!(placed.instrument(info_span!("checkout")).await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn caller_and_functions_are_one_trace_in_local_lambda() {
    for in_client_context in [false, true] {
        let configure =
            |lambda: LambdaBuilder| lambda.propagate_in_client_context(in_client_context);
        let collector = Collector::start();
        let functions = Functions::new(configure);
        checkout(configure(functions.orders.lambda_builder())).await;
        assert_eq!(chain(&collector.spans()), ONE_TRACE);
        for local in [&functions.orders, &functions.stock] {
            let request = &local.recorder().requests()[0];
            assert_eq!(request.client_context.is_some(), in_client_context);
            assert!(request.trace_header.is_some());
        }
    }
}

#[tokio::test]
async fn caller_and_functions_are_one_trace_over_the_endpoint_and_the_sdk() {
    for in_client_context in [false, true] {
        let configure =
            |lambda: LambdaBuilder| lambda.propagate_in_client_context(in_client_context);
        let collector = Collector::start();
        let functions = Functions::new(configure);
        let endpoint = functions.orders.listen(0).await.unwrap();
        checkout(configure(Lambda::builder(sdk(&endpoint)))).await;
        assert_eq!(chain(&collector.spans()), ONE_TRACE);
        let request = &functions.orders.recorder().requests()[0];
        assert_eq!(request.client_context.is_some(), in_client_context);
    }
}

#[tokio::test(start_paused = true)]
async fn an_event_continues_the_trace_by_the_header_alone() {
    let collector = Collector::start();
    let functions = Functions::new(|lambda| lambda);
    let lambda = functions.orders.lambda_builder();
    let client = OrdersClient::new(&lambda.propagate_in_client_context(true).build());
    let noted = async { client.note("text").await };
    noted.instrument(info_span!("checkout")).await.unwrap();
    functions.orders.settled().await;
    let expected = ["checkout", "Lambda.Invoke", "lambda.attempt", "orders-note"];
    assert_eq!(chain(&collector.spans()), expected);
    // Lambda would reject it.
    assert_eq!(
        functions.orders.recorder().requests()[0].client_context,
        None
    );
}
