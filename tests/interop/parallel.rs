//! Many calls at once through one client.

use std::time::{Duration, Instant};

use futures::future::try_join_all;
use lambda_client::Error;
use serde_json::json;

use crate::client::WorkshopClient;
use crate::functions::Language;
use crate::ministack::Ministack;

const CALLS: u64 = 10;

#[tokio::test]
async fn ministack_calls_run_side_by_side() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    for language in Language::ALL {
        let builder = WorkshopClient::builder(&lambda).set("function", language.name());
        let shop = builder.build()?;
        let started = Instant::now();
        // Each has a different length, so that responses cannot be confused.
        let slept = try_join_all((0..CALLS).map(|call| shop.sleep(1_000 + call))).await?;
        assert!(slept.into_iter().eq((0..CALLS).map(|call| 1_000 + call)));
        // Sequential calls would take ten seconds; starting an environment for each takes a while.
        assert!(
            started.elapsed() < Duration::from_secs(8),
            "{:?}",
            started.elapsed()
        );
    }
    Ok(())
}

#[tokio::test]
async fn ministack_responses_do_not_mix() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let shop = WorkshopClient::builder(&lambda)
        .set("function", "rust")
        .build()?;
    let sent: Vec<_> = (0..50).map(|number| json!({ "number": number })).collect();
    let calls = sent.iter().map(|value| shop.echo(value));
    assert_eq!(try_join_all(calls).await?, sent);
    Ok(())
}
