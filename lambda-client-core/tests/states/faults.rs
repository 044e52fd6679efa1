//! Many starts under faults: each starts one execution at most, and none that started is said not to have.

use lambda_client_core::{DidRun, Error};
use lambda_client_test_support::{Response, Step};
use serde_json::json;

use crate::service::{Fault, Service, error, machine};

const STARTS: usize = 600;

/// Every kind of fault, and as many requests that pass.
fn faults() -> impl Iterator<Item = Option<Fault>> {
    let kinds = [
        Fault::Before(Step::silence().reset()),
        Fault::Before(Step::silence().close()),
        Fault::Before(error("ThrottlingException").into()),
        Fault::Before(error("KmsThrottlingException").into()),
        Fault::Before(Response::new(500, "{}").into()),
        Fault::After(Step::silence().reset()),
        Fault::After(Step::silence().close()),
        Fault::After(Response::new(503, "<html>").into()),
        Fault::After(Response::new(200, "{}").into()),
        Fault::Cut(1),
        Fault::Cut(40),
    ];
    // Two numbers without a common divisor mix the kinds in every order.
    (0..20 * STARTS).map(move |n| match n % 3 {
        0 => None,
        _ => Some(kinds[(n * 7 + n / 5) % kinds.len()].clone()),
    })
}

#[tokio::test]
async fn no_start_of_a_standard_machine_starts_two_executions() {
    let service = Service::start().await;
    service.faults(faults());
    let machines = service.machines();
    let mut started = 0;
    for (kind, is_named) in [("waiting", true), ("passing", true), ("passing", false)] {
        let machine = machines.machine(&machine(kind));
        for number in 0..STARTS / 3 {
            let input = json!({"kind": kind, "named": is_named, "number": number});
            let start = machine.start(&input);
            let result = match is_named {
                true => start.key(format!("{kind}/{number}")).await,
                false => start.await,
            };
            let starts = service.starts(&input);
            assert!(starts <= 1, "{input} started {starts} times");
            match result {
                Ok(_) => assert_eq!(starts, 1, "{input}"),
                Err(error) if error.did_run() == DidRun::No => {
                    assert_eq!(starts, 0, "{input}: {error}")
                }
                Err(_) => {}
            }
            started += starts;
        }
    }
    assert!(started > STARTS / 2, "{started}");
}

#[tokio::test]
async fn no_express_run_that_may_have_started_is_sent_again() {
    let service = Service::start().await;
    service.faults(faults());
    let express = service.machines().express(&machine("express"));
    for number in 0..STARTS / 3 {
        let result: Result<(), Error> = match number % 2 {
            0 => express.run(&number).await.map(|_| ()),
            _ => express.start(&number).await.map(|_| ()),
        };
        let starts = service.starts(&json!(number));
        assert!(starts <= 1, "{number} started {starts} times");
        match result {
            Ok(()) => assert_eq!(starts, 1, "{number}"),
            Err(error) if error.did_run() == DidRun::No => {
                assert_eq!(starts, 0, "{number}: {error}")
            }
            Err(_) => {}
        }
    }
}
