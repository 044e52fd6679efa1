//! What a method knows about the invocation that it serves, and what its own calls take over from it.

mod deadlines;
mod facts;
mod panics;
mod tasks;
mod traces;

use std::time::Duration;

use lambda_client::{LocalLambda, server::Invocation};
use tokio::time::sleep;

/// A function `slow` that takes two seconds.
fn slow() -> LocalLambda {
    LocalLambda::builder()
        .handler("slow", |_: Invocation| async {
            sleep(Duration::from_secs(2)).await;
            "7"
        })
        .build()
}
