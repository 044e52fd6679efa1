//! What is left to do after an error, before the execution fails with it.

use lambda_client::step_functions::definition::{
    Definition, fail, fail_with_caught, keep_input, pass,
};

use super::{Desk, Order, StockClient, StockError, Visit, run};

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_compensates_and_fails_with_the_caught_error() {
    let mut desk = Desk::new().await;
    let give_back = || StockClient::reserve_task().input_from(["$states.input.input"]);
    let given_back = keep_input(give_back());
    let broken = keep_input(give_back().then(fail::<_, ()>("Worse", "")));
    for (name, compensation) in [
        ("compensation", given_back),
        ("broken-compensation", broken.catch_all(pass())),
    ] {
        let ship = StockClient::ship_task();
        let steps = ship.catch_with_error(StockError::LOST, compensation.then(fail_with_caught()));
        let machine = desk.create::<Visit>(name, Definition::standard(steps));
        desk.clear();
        let order = Order {
            id: 7,
            ..Order::default()
        };
        let error = run(&machine, &order).await;
        let Err(StockError::Lost { order, found }) = error else {
            panic!("{name}: {error:?}");
        };
        assert_eq!((order, found.as_deref()), (7, Some("on a truck")), "{name}");
        let visits = desk.visits();
        let orders: Vec<u32> = visits.iter().map(|visit| visit.order).collect();
        assert_eq!(orders, [7], "{name}");
    }
}
