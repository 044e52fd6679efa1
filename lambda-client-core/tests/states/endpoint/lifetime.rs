//! How long executions run.

use std::sync::Arc;
use std::time::Duration;

use lambda_client_core::step_functions::{LocalMachine, LocalMachines};
use lambda_client_core::{DidRun, Error, RetryConfig};
use serde_json::Value;

use super::builder;

#[tokio::test]
async fn executions_end_with_the_last_that_knows_them() {
    let held = Arc::new(());
    let of_machine = Arc::clone(&held);
    let machine = LocalMachine::new(move |_: Value| {
        let of_run = Arc::clone(&of_machine);
        async move {
            std::future::pending::<()>().await;
            drop(of_run);
            Ok::<_, Error>(())
        }
    });
    let local = LocalMachines::builder().standard("m", machine).build();
    let endpoint = local.listen(0).await.unwrap();
    let arn = local.arn("m");
    let machines = builder(&endpoint).build();
    machines.machine(&arn).start(&1).await.unwrap();
    drop(local);
    // The endpoint knows them still.
    machines.machine(&arn).start(&1).await.unwrap();
    // The machine itself, its two runs and this test.
    until_held(&held, 4).await;
    endpoint.shutdown().await;
    until_held(&held, 1).await;
}

async fn until_held(held: &Arc<()>, times: usize) {
    for _ in 0..1_000 {
        if Arc::strong_count(held) == times {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("held {} times, not {times}", Arc::strong_count(held));
}

#[tokio::test]
async fn an_execution_goes_on_without_its_client() {
    let local = LocalMachines::builder()
        .express(
            "slow",
            LocalMachine::new(|number: u8| async move {
                tokio::time::sleep(Duration::from_millis(200)).await;
                Ok::<_, Error>(number)
            }),
        )
        .build();
    let endpoint = local.listen(0).await.unwrap();
    let machines = builder(&endpoint).retry(RetryConfig::never()).build();
    let express = machines.express(&local.arn("slow")).output::<u8>();
    let error = express.run(&7).timeout(Duration::from_millis(50)).await;
    assert_eq!(error.unwrap_err().did_run(), DidRun::Unknown);
    assert_eq!(local.executions("slow"), 1);
    // A shutdown waits for what is in progress.
    let running = tokio::spawn(async move { express.run(&8).await });
    while local.executions("slow") < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    endpoint.shutdown().await;
    assert_eq!(running.await.unwrap().unwrap(), 8);
}
