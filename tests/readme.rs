//! The code of the README, compiled and, where it needs only this process, run.
//!
//! Each block stands here as it stands there; a test compares them. Formatting is that of the README.

mod support {
    //! Names that a block of the README uses without defining them.

    use lambda_client::{Error, FunctionError, lambda_fn};

    #[derive(Debug, thiserror::Error, FunctionError)]
    pub(crate) enum OrderError {
        #[error("{sku} is out of stock")]
        OutOfStock { sku: String },
        #[error("the card was declined: {0}")]
        CardDeclined(String),
        #[error(transparent)]
        #[function_error(other)]
        Other(#[from] Error),
    }

    #[lambda_fn(name = "orders-{method}")]
    pub(crate) trait Orders {
        async fn place(&self, order: &str) -> Result<String, Error>;
    }

    pub(crate) struct Shop;

    impl Orders for Shop {
        async fn place(&self, order: &str) -> Result<String, Error> {
            Ok(order.to_owned())
        }
    }
}

#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, reason = "the program of a user, who has AWS; it is compiled, not run")]
mod program {
    use std::time::Duration;

    use lambda_client::{DidRun, FunctionError, Lambda, lambda_fn};
    use serde::{Deserialize, Serialize};

    #[derive(Serialize, Deserialize)]
    pub struct Order { pub sku: String, pub quantity: u32 }

    #[derive(Debug, Serialize, Deserialize)]
    pub struct Receipt { pub id: String, pub total_cents: u64 }

    #[derive(Debug, thiserror::Error, FunctionError)]
    pub enum OrderError {
        #[error("{sku} is out of stock")]
        OutOfStock { sku: String },
        #[error("the card was declined: {0}")]
        #[function_error(type = "com.acme.CardDeclined")]
        CardDeclined(String),
        #[error(transparent)]
        #[function_error(other)]                    // everything that the function did not declare
        Other(#[from] lambda_client::Error),
    }

    #[lambda_fn(name = "orders-{method}", qualifier = "live")]
    pub trait Orders {
        /// Invokes `orders-place:live` with the order as JSON.
        async fn place(&self, order: Order) -> Result<Receipt, OrderError>;

        /// Several arguments travel as an object: `{"sku": .., "quantity": ..}`.
        #[lambda_fn(idempotent, retry(max_attempts = 5))]
        async fn quote(&self, sku: &str, quantity: u32) -> Result<u64, OrderError>;

        /// Queued, not waited for.
        #[lambda_fn(name = "audit", mode = "event")]
        async fn audit(&self, entry: &str) -> Result<(), lambda_client::Error>;
    }

    #[tokio::main]
    async fn main() -> Result<(), OrderError> {
        let lambda = Lambda::from_env().await;      // one connection pool, cheap to clone
        let orders = OrdersClient::new(&lambda);

        let order = || Order { sku: "cup".into(), quantity: 2 };

        let receipt = orders.place(order()).await?; // the plain call
        println!("{receipt:?}");

        let response = orders.place(order())        // the same call, with options and everything known about it
            .timeout(Duration::from_secs(5))
            .tail_log()
            .send()
            .await;
        match response {
            Ok(response) => println!("version {:?} ran", response.executed_version()),
            Err(error) => match error.did_run() {
                DidRun::No => println!("nothing happened; try again later"),
                DidRun::Unknown => println!("look for {:?}", error.request_ids().collect::<Vec<_>>()),
                _ => println!("{error}"),
            },
        }
        Ok(())
    }
}

#[rustfmt::skip]
mod untyped {
    #[tokio::test]
    async fn run() -> Result<(), lambda_client::Error> {
        let function = lambda_client::local::Function::new(|_: lambda_client::server::Invocation| async { "998" });
        let local = lambda_client::LocalLambda::builder().function("quotes", function.publish().alias("live", 1)).build();
        let lambda = local.lambda();
        let total: u64 = lambda.call("quotes:live").json(&("cup", 2)).await?;
        assert_eq!(total, 998);
        Ok(())
    }
}

#[rustfmt::skip]
mod typed_errors {
    use super::support::*;

    #[test]
    fn run() {
        let result = Err::<(), _>(OrderError::OutOfStock { sku: "cup".to_owned() });
        let _ = OrderError::CardDeclined(String::new());
        match result {
            Err(OrderError::OutOfStock { sku }) => println!("no {sku} left"),
            Err(OrderError::CardDeclined(why)) => println!("declined: {why}"),
            Err(OrderError::Other(error)) => println!("{error} ({:?})", error.did_run()),
            Ok(()) => {}
        }
    }
}

#[rustfmt::skip]
mod fakes {
    #[tokio::test]
    async fn run() -> Result<(), lambda_client::Error> {
        use lambda_client::{Error, LocalLambda, lambda_fn};

        #[lambda_fn(name = "greet")]
        trait Greeter {
            async fn greet(&self, name: &str) -> Result<String, Error>;
        }

        struct English;

        impl Greeter for English {
            async fn greet(&self, name: &str) -> Result<String, Error> {
                Ok(format!("Hello, {name}!"))
            }
        }

        // Without Lambda:
        assert_eq!(English.greet("Ada").await?, "Hello, Ada!");

        // With Lambda in this process: real bytes in both directions, errors and logs in Lambda's form (feature `local`).
        let local = LocalLambda::builder().serve(GreeterServer::new(English)).build();
        let greeter = GreeterClient::new(&local.lambda());
        assert_eq!(greeter.greet("Ada").await?, "Hello, Ada!");
        Ok(())
    }
}

#[rustfmt::skip]
mod local {
    use super::support::*;

    #[tokio::test]
    async fn run() -> Result<(), Box<dyn std::error::Error>> {
        use std::time::Duration;
        use lambda_client::LocalLambda;
        use lambda_client::local::Fault;
        use lambda_client::server::Invocation;

        let local = LocalLambda::builder()
            .serve(OrdersServer::new(Shop))
            .configure("orders-place", |place| place.timeout(Duration::from_secs(10)).reserved_concurrency(5))
            .handler("echo", |invocation: Invocation| async move { invocation.payload })
            .fault("orders-place", Fault::reset_after_run().on_call(1))
            .build();
        let orders = OrdersClient::new(&local.lambda());

        assert!(orders.place("cup").await.is_err());            // the connection breaks after the run: unknown, so not retried
        local.recorder().assert_runs("orders-place", 1);
        let endpoint = local.listen(0).await?;                  // aws lambda invoke --endpoint-url ...
        endpoint.shutdown().await;
        Ok(())
    }
}

#[rustfmt::skip]
#[cfg(feature = "serve")]
#[allow(dead_code, reason = "the program of a function, which needs Lambda; it is compiled, not run")]
mod function {
    use lambda_client::serve::ServeError;

    use super::support::{OrdersServer, Shop};

    #[tokio::main]
    async fn main() -> Result<(), ServeError> {
        lambda_client::serve(OrdersServer::new(Shop)).await
    }
}

#[rustfmt::skip]
#[cfg(feature = "graceful-shutdown")]
#[allow(dead_code, reason = "the program of a function, which needs Lambda; it is compiled, not run")]
mod function_with_settings {
    use lambda_client::{Error, lambda_fn, serve};

    use super::support::{OrdersServer, Shop};

    #[lambda_fn(name = "greet")]
    trait Greeter {
        async fn greet(&self, name: &str) -> Result<String, Error>;
    }

    struct English;

    impl Greeter for English {
        async fn greet(&self, name: &str) -> Result<String, Error> {
            Ok(format!("Hello, {name}!"))
        }
    }

    async fn run() -> Result<(), serve::ServeError> {
        serve::builder(OrdersServer::new(Shop))
            .serve(GreeterServer::new(English))
            .only("place")
            .on_shutdown(|| async { println!("goodbye") })      // with the feature `graceful-shutdown`
            .run()
            .await
    }
}

#[rustfmt::skip]
mod where_to_look {
    use lambda_client::{DidRun, Error, ErrorKind};

    #[test]
    fn run() {
        let error = Error::builder(ErrorKind::Timeout).did_run(DidRun::Unknown).build();
        if let Some(location) = error.log_location() {
            println!("{}\n{}", location.query(), location.insights_url().unwrap_or_default());
        }
    }
}

#[rustfmt::skip]
mod many_calls {
    #[tokio::test]
    async fn run() {
        let echo = lambda_client::local::Function::new(|call: lambda_client::server::Invocation| async { call.payload });
        let lambda = lambda_client::LocalLambda::builder().function("resize", echo).build().lambda();
        let items = 0..10_u32;
        use lambda_client::fan_out;

        let batch = fan_out(items, |item| lambda.call("resize").json::<u32>(&item)).collect().await;
        println!("{}", batch.summary());                        // 5000 items in 13.6 s: 4998 succeeded, 2 failed (1 unknown); ..
        for failed in batch.not_run() {
            println!("item {}: {}", failed.index, failed.error); // with its input, to submit it again
        }
        assert!(batch.is_success());
    }
}

#[rustfmt::skip]
#[allow(dead_code, reason = "it needs AWS; it is compiled, not run")]
mod state_machines {
    use crate::support::OrderError;
    use lambda_client::step_functions::Machines;

    #[derive(serde::Deserialize)]
    struct Receipt {}

    async fn run(arn: String, order: u32) -> Result<Receipt, OrderError> {
        let machines = Machines::from_env().await;
        let orders = machines.machine(&arn).output::<Receipt>().error::<OrderError>();

        let started = orders.start(&order).name("order-17").await?; // again with this name and input: the same execution
        println!("{:?}", started.outcome());                        // New, AlreadyRunning or AlreadyFinished
        let receipt = started.execution().result().await?;          // the error of a function is a variant of `OrderError`
        Ok(receipt)
    }
}

#[rustfmt::skip]
#[allow(dead_code, unreachable_pub, reason = "the trait of a user, whose methods are only tasks here")]
mod definitions {
    use crate::support::OrderError;
    use lambda_client::{Error, lambda_fn, step_functions::definition::{Definition, fail, parallel}};
    type Order = u8; type Stock = u16; type Quote = u32; type Receipt = u64;
    #[lambda_fn(name = "checkout-{method}", qualifier = "live")]
    pub trait Checkout {
        #[lambda_fn(idempotent)]
        async fn reserve(&self, order: Order) -> Result<Stock, OrderError>;
        #[lambda_fn(idempotent)]
        async fn price(&self, order: Order) -> Result<Quote, OrderError>;
        async fn charge(&self, stock: Stock, quote: Quote) -> Result<Receipt, OrderError>;
    }
    #[test]
    fn a_definition_is_printed() -> Result<(), Error> {
        let unpaid = fail("Unpaid", "the card was declined");
        let checkout = parallel((CheckoutClient::reserve_task(), CheckoutClient::price_task())) // from `Order` to `(Stock, Quote)`
            .then(CheckoutClient::charge_task().catch(OrderError::CARD_DECLINED, unpaid));
        let definition = Definition::standard(checkout).build()?;
        println!("{definition}"); // JSON for the CDK, SAM, Terraform or the AWS CLI
        if let Some(policy) = definition.iam_policy() {
            println!("{policy}"); // what the role of the machine needs
        }
        assert!(definition.to_json().contains(r#""FunctionName": "checkout-charge:live""#));
        Ok(())
    }
}

#[rustfmt::skip]
mod observers {
    use lambda_client::observe::{CallEnd, Observer};
    use lambda_client::{DidRun, Lambda, LocalLambda};
    struct Alarm;

    impl Observer for Alarm {
        fn call_finished(&self, call: &CallEnd) {
            if call.error_kind().is_some() && call.did_run() == DidRun::Unknown {
                println!("{}: unknown after {:?}", call.target().function(), call.duration());
            }
        }
    }

    #[tokio::test]
    async fn run() -> Result<(), lambda_client::Error> {
        let transport = LocalLambda::builder().build();
        let lambda = Lambda::builder(transport).observer(Alarm).build();
        lambda.functions().all().await?;
        Ok(())
    }
}

#[rustfmt::skip]
mod listing {
    use super::support::*;

    #[tokio::test]
    async fn run() -> Result<(), lambda_client::Error> {
        let local = lambda_client::LocalLambda::builder().serve(OrdersServer::new(Shop)).build();
        let lambda = local.lambda();
        let mut functions = lambda.functions();                 // all pages, fetched on demand
        while let Some(function) = functions.next().await {
            println!("{}", function?.name);
        }
        let configuration = lambda.function("orders-place").await?;
        let aliases = lambda.function("orders-place").aliases().all().await?;
        assert_eq!(configuration.name, "orders-place");
        assert!(aliases.is_empty());
        Ok(())
    }
}

#[rustfmt::skip]
#[allow(dead_code, reason = "a call of AWS is compiled, not made")]
mod by_hand {
    use lambda_client::sdk::aws_sdk_lambda;
    use serde_json::Value;

    async fn place(client: aws_sdk_lambda::Client, order: Value) -> Result<Value, Box<dyn std::error::Error>> {
        // By hand, and still without retries that know whether the function ran:
        let output = client.invoke()
            .function_name("orders-place").qualifier("live")
            .payload(aws_sdk_lambda::primitives::Blob::new(serde_json::to_vec(&order)?))
            .send().await?;
        let payload = output.payload().map(|blob| blob.as_ref()).unwrap_or_default();
        if output.function_error().is_some() {
            let document: Value = serde_json::from_slice(payload)?;
            return Err(format!("{}: {}", document["errorType"], document["errorMessage"]).into());
        }
        Ok(serde_json::from_slice(payload)?)
    }
}

/// Removes indentation, which differs between the README and a function body.
fn trimmed(text: &str) -> String {
    text.lines()
        .map(|line| format!("{}\n", line.trim()))
        .collect()
}

#[test]
fn every_block_of_the_readme_is_compiled() {
    let here = trimmed(include_str!("readme.rs"));
    let readme = include_str!("../README.md");
    let blocks = readme.split("```rust\n").skip(1);
    let blocks: Vec<&str> = blocks
        .filter_map(|block| block.split("```").next())
        .collect();
    assert!(!blocks.is_empty(), "the README has no code");
    for block in blocks {
        assert!(
            here.contains(&trimmed(block)),
            "copy this block to tests/readme.rs:\n{block}"
        );
    }
}
