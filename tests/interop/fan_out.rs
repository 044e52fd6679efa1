//! Many calls of a function with one place.

use lambda_client::{Error, fan_out};
use serde_json::json;

use crate::client::CountedClient;
use crate::counter::Counter;
use crate::functions::Language;
use crate::ministack::{Function, Ministack};

const ITEMS: u32 = 200;

#[tokio::test]
async fn ministack_a_fan_out_of_200_items_finishes_with_a_reserved_concurrency_of_one()
-> Result<(), Error> {
    let (ministack, name) = (Ministack::shared(), "fan-out");
    ministack.create(Function::new(name, Language::Python));
    let reserved = json!({ "FunctionName": name, "ReservedConcurrentExecutions": 1 });
    ministack.set_up("PutFunctionConcurrency", reserved);
    let lambda = ministack.lambda().build();
    let counted = CountedClient::builder(&lambda)
        .set("function", name)
        .build()?;
    let counter = Counter::new();

    let batch = fan_out(0..ITEMS, |item| counted.echo(&json!(item), counter.path()))
        .collect()
        .await;

    let summary = batch.summary();
    println!("{summary}");
    assert!(batch.is_success(), "{summary}");
    assert!(
        batch
            .succeeded()
            .cloned()
            .eq((0..ITEMS).map(|item| json!(item)))
    );
    // None was lost, none was doubled, and Lambda did throttle.
    assert_eq!(counter.runs(), 200);
    assert!((1..=200).contains(&summary.throttled), "{summary}");
    Ok(())
}
