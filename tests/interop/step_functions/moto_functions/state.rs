//! What a served function knows about the state that it runs for.

use lambda_client::local::Fault;
use lambda_client::step_functions::definition::Definition;

use super::{Desk, LIMIT, Order, StockClient, StockError, Visit, languages, run, soon};

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_hands_over_execution_state_and_retries() {
    let mut desk = Desk::new().await;
    for (language, definition) in
        languages(|| StockClient::take_task().named("take it").retry(soon()))
    {
        let machine = desk.create::<Visit>(&format!("seen-{language}"), definition);
        for throttles in [0, 1] {
            desk.clear();
            if throttles > 0 {
                desk.inject("stock-take", Fault::throttle().times(1));
            }
            let order = Order {
                id: 17 + throttles,
                busy: 1 + throttles,
                ..Order::default()
            };
            // The `States.Base64Encode` of moto's JSONPath takes nothing but ASCII.
            let name = match language {
                "jsonata" => format!("größe-{}", order.id),
                _ => format!("size-{}", order.id),
            };
            let started = machine.start(&order).name(&name).await.expect("a start");
            let execution = started.into_execution();
            let last = execution.result().timeout(LIMIT).await.expect("a visit");
            let expected = [throttles, throttles + 1].map(|retries| Visit {
                order: order.id,
                execution: execution.arn().to_owned(),
                state: Some("take it".to_owned()),
                retries,
            });
            assert!(execution.arn().ends_with(&name));
            assert_eq!(desk.visits(), expected, "{language}");
            assert_eq!(last, expected[1], "{language}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_hands_nothing_over_if_that_is_switched_off() {
    let mut desk = Desk::new().await;
    let task = StockClient::take_task().without_context();
    let machine = desk.create::<Visit>("unseen", Definition::standard(task));
    let error = run(&machine, &Order::default()).await;
    let Err(StockError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.code(), Some("NoState"));
    assert_eq!(desk.requests("stock-take")[0].client_context, None);
}
