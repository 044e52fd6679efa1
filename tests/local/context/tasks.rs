//! The context in tasks that a method spawns.

use std::time::Duration;

use lambda_client::local::Function;
use lambda_client::server::{self, ErrorDocument, Invocation};
use lambda_client::{Context, DidRun, ErrorKind, Lambda, LocalLambda};
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

use super::slow;

/// What a task saw: whether it had a context, and how its call ended.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Seen {
    has_context: bool,
    value: Option<u8>,
    limited: bool,
}

/// Calls a function that takes two seconds.
async fn task(lambda: Lambda) -> Seen {
    server::log("from the task");
    let outcome = lambda.call("slow").json(&1).await;
    if let Err(error) = &outcome {
        assert_eq!(error.did_run(), DidRun::Unknown, "{error}");
    }
    Seen {
        has_context: Context::current().is_some(),
        limited: matches!(&outcome, Err(error) if error.kind() == ErrorKind::InvocationDeadline),
        value: outcome.ok(),
    }
}

/// Runs `task` as one that a method spawns with one second left, and returns what it saw, and the function's log.
async fn spawned<F, Fut>(stock: &LocalLambda, spawn: F) -> (Seen, String)
where
    F: Fn(Lambda) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Seen> + Send + 'static,
{
    let (sender, mut seen) = tokio::sync::mpsc::unbounded_channel();
    let lambda = stock.lambda();
    let front = Function::new(move |_: Invocation| {
        let (task, sender) = (spawn(lambda.clone()), sender.clone());
        async move {
            tokio::spawn(async move { sender.send(task.await) });
            sleep(Duration::from_millis(900)).await;
            Ok::<_, ErrorDocument>("1")
        }
    });
    let local = LocalLambda::builder()
        .function("front", front.timeout(Duration::from_secs(1)))
        .build();
    let call = local.lambda().call("front").json::<u8>(&1).tail_log();
    let response = call.send().await.unwrap();
    let log = response.log().expect("a log").text().to_owned();
    (seen.recv().await.expect("the task ends"), log)
}

#[tokio::test(start_paused = true)]
async fn a_task_without_scope_is_not_part_of_the_invocation() {
    let (seen, log) = spawned(&slow(), task).await;
    let free = Seen {
        has_context: false,
        value: Some(7),
        limited: false,
    };
    assert_eq!(seen, free);
    assert!(!log.contains("from the task"), "{log}");
}

#[tokio::test(start_paused = true)]
async fn scope_carries_the_context_into_a_task() {
    let limited = Seen {
        has_context: true,
        value: None,
        limited: true,
    };
    let by_scope = |lambda| {
        let context = Context::current().expect("a handler has a context");
        context.scope(task(lambda))
    };
    let (seen, log) = spawned(&slow(), by_scope).await;
    assert_eq!(seen, limited);
    assert!(log.contains("from the task"), "{log}");
    let (seen, _) = spawned(&slow(), |lambda| server::in_context(task(lambda))).await;
    assert_eq!(seen, limited);
}
