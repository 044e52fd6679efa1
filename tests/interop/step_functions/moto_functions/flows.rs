//! States around tasks.

use lambda_client::local::Fault;
use lambda_client::step_functions::definition::{constant, distributed_map, map};

use super::{Desk, Order, StockClient, StockError, Visit, languages, run, soon};

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_retries_each_item_of_a_map_that_is_throttled() {
    let mut desk = Desk::new().await;
    let task = || StockClient::reserve_task().retry(soon());
    let inline = languages(|| map(task()));
    let distributed = languages(|| distributed_map(task()));
    for (number, (language, definition)) in inline.into_iter().chain(distributed).enumerate() {
        let machine = desk.create::<Vec<Visit>>(&format!("each-{number}"), definition);
        desk.inject("stock-reserve", Fault::throttle().times(2));
        let orders = [1, 2, 3].map(|id| Order {
            id,
            ..Order::default()
        });
        let visits = run(&machine, &orders).await.expect("visits");
        let orders: Vec<u32> = visits.iter().map(|visit| visit.order).collect();
        assert_eq!(orders, [1, 2, 3], "{language}");
        let retries: u32 = visits.iter().map(|visit| visit.retries).sum();
        assert_eq!(retries, 2, "{language}");
        assert_eq!(desk.runs("stock-reserve"), 3, "{language}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_catches_an_error_after_its_retries() {
    let mut desk = Desk::new().await;
    let retry = soon().max_attempts(2);
    let steps = || {
        StockClient::take_task()
            .retry(retry)
            .catch(StockError::BUSY, constant(&none()))
    };
    for (language, definition) in languages(steps) {
        let machine = desk.create::<Visit>(&format!("caught-{language}"), definition);
        desk.clear();
        let busy = Order {
            busy: 5,
            ..Order::default()
        };
        let caught = run(&machine, &busy).await;
        assert_eq!(caught.expect("the handler's output"), none(), "{language}");
        assert_eq!(desk.runs("stock-take"), 2, "{language}");
        // An error that is not caught ends the execution.
        desk.inject(
            "stock-take",
            Fault::service_error("ServiceException").times(1),
        );
        let error = run(&machine, &busy).await;
        assert!(
            matches!(error, Err(StockError::Other(_))),
            "{language}: {error:?}"
        );
    }
}

fn none() -> Visit {
    Visit {
        order: 0,
        execution: String::new(),
        state: None,
        retries: 0,
    }
}
