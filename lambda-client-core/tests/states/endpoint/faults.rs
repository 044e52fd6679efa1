//! Faults between the SDK and the machines.

use std::time::Duration;

use lambda_client_core::RetryConfig;
use lambda_client_core::step_functions::{LocalFault, Machines, StartOutcome};

use super::{builder, listen, once};

#[tokio::test]
async fn a_fault_is_on_the_wire_what_it_is_in_this_process() {
    let (local, endpoint) = listen().await;
    let (remote, in_process) = (once(&endpoint), {
        let retry = RetryConfig::never();
        Machines::builder(local.clone()).retry(retry).build()
    });
    let faults = [
        (LocalFault::refuse("ThrottlingException"), 0),
        (LocalFault::refuse("StateMachineDeleting"), 0),
        (LocalFault::lose_request(), 0),
        (LocalFault::lose_response(), 1),
        (LocalFault::cut_response(), 1),
        (LocalFault::server_error(), 1),
    ];
    for (fault, effects) in faults {
        let mut seen = Vec::new();
        for machines in [&in_process, &remote] {
            let before = local.executions("waiting");
            local.fault(fault.clone().on("StartExecution"));
            let machine = machines.machine(&local.arn("waiting"));
            let error = machine.start(&1).await.unwrap_err();
            let started = local.executions("waiting") - before;
            assert_eq!(started, effects, "{fault:?}: {error}");
            let code = error.code().map(str::to_owned);
            seen.push((error.kind(), error.did_run(), code, error.status()));
        }
        assert_eq!(seen[0], seen[1], "{fault:?}");
    }
}

#[tokio::test]
async fn nothing_starts_twice_over_the_wire() {
    const STARTS: usize = 300;
    let (local, endpoint) = listen().await;
    let retry = RetryConfig::new()
        .base_delay(Duration::ZERO)
        .max_delay(Duration::ZERO)
        .budget(1_000_000);
    let machines = builder(&endpoint).retry(retry).build();
    let machine = machines.machine(&local.arn("passing"));
    let mut successes = 0;
    for number in 0..STARTS {
        for fault in 0..(number * 7 + number / 11) % 3 {
            local.fault(match (number / 3 + fault * 2) % 5 {
                0 => LocalFault::lose_request(),
                1 => LocalFault::lose_response(),
                2 => LocalFault::server_error(),
                3 => LocalFault::cut_response(),
                _ => LocalFault::refuse("ThrottlingException"),
            });
        }
        let started = machine.start(&number).await.unwrap();
        assert_eq!(started.outcome(), StartOutcome::New);
        successes += 1;
    }
    assert_eq!((successes, local.executions("passing")), (STARTS, STARTS));
}
