//! Many small items in few calls.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use lambda_client::fan_out::{PackError, pack};
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{DidRun, Error, Lambda, LocalLambda};

/// A function that returns its event, or fails if the event contains the text `bad`, and the number of its runs.
fn echo() -> (Lambda, Arc<AtomicUsize>) {
    let runs = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&runs);
    let function = Function::new(move |invocation: Invocation| {
        seen.fetch_add(1, Ordering::Relaxed);
        async move {
            match String::from_utf8_lossy(&invocation.payload).contains("bad") {
                true => Err(Error::function("Bad", "a bad item")),
                false => Ok::<Bytes, _>(invocation.payload),
            }
        }
    });
    let local = LocalLambda::builder().function("echo", function).build();
    (local.lambda(), runs)
}

fn call(lambda: &Lambda, items: &[String]) -> lambda_client::Call<Result<Vec<String>, Error>> {
    lambda.call("echo").json(items)
}

#[tokio::test]
async fn items_fill_calls_up_to_their_size_and_number() {
    for (max_bytes, max_items, expected) in [
        (usize::MAX, usize::MAX, 1),
        (usize::MAX, 10, 10),
        // `["000"]` has 7 bytes, and each further item 6.
        (25, usize::MAX, 25),
        (24, usize::MAX, 34),
        // Too small for any item: each has its own call.
        (3, usize::MAX, 100),
        (usize::MAX, 0, 100),
    ] {
        let (lambda, runs) = echo();
        let items = (0..100).map(|item| format!("{item:03}"));
        let batch = pack(items.clone(), |items| call(&lambda, &items))
            .max_bytes(max_bytes)
            .max_items(max_items)
            .collect()
            .await;
        assert!(batch.succeeded().cloned().eq(items), "{max_bytes}");
        assert_eq!(runs.load(Ordering::Relaxed), expected, "{max_bytes}");
        assert_eq!(batch.summary().succeeded, 100);
    }
}

#[tokio::test]
async fn a_payload_beyond_the_limit_of_lambda_is_split() {
    let (lambda, runs) = echo();
    let large = "x".repeat(2_000_000);
    let batch = pack(vec![large; 5], |items| call(&lambda, &items))
        .max_bytes(usize::MAX)
        .collect()
        .await;
    assert!(batch.is_success(), "{batch:?}");
    // All five are refused; two, one and two fit.
    assert!(runs.load(Ordering::Relaxed) <= 3);
    let huge = [
        "small".to_owned(),
        "y".repeat(7_000_000),
        "small".to_owned(),
    ];
    let batch = pack(huge, |items| call(&lambda, &items)).collect().await;
    let failed: Vec<_> = batch.failed().collect();
    assert_eq!((failed.len(), failed[0].index), (1, 1));
    assert_eq!(failed[0].error.did_run(), DidRun::No);
    assert_eq!(batch.summary().not_run, 1);
}

#[tokio::test]
async fn an_error_of_the_function_is_split_only_if_the_call_is_idempotent() {
    let items: Vec<_> = (0..16)
        .map(|item| format!("{}{item}", if item == 5 { "bad" } else { "good" }))
        .collect();
    let (lambda, runs) = echo();
    let batch = pack(items.clone(), |items| call(&lambda, &items))
        .collect()
        .await;
    assert_eq!(runs.load(Ordering::Relaxed), 1);
    assert_eq!(batch.failed().count(), 16);
    assert!(
        batch
            .failed()
            .all(|failed| failed.error.did_run() == DidRun::Yes)
    );
    let batch = pack(items, |items| call(&lambda, &items))
        .idempotent(true)
        .collect()
        .await;
    let failed: Vec<_> = batch.failed().collect();
    assert_eq!((failed.len(), failed[0].index), (1, 5));
    assert_eq!(failed[0].input, "bad5");
    let error = failed[0].error.error().unwrap();
    assert!(matches!(error, PackError::Call(error) if error.is_function_error()));
    assert!(
        batch
            .summary()
            .to_string()
            .contains("15 succeeded, 1 failed")
    );
}

#[tokio::test]
async fn a_failure_that_halves_would_share_is_not_split() {
    let (lambda, _) = echo();
    let calls = AtomicUsize::new(0);
    let batch = pack(0..100_u32, |items| {
        calls.fetch_add(1, Ordering::Relaxed);
        lambda.call("missing").json::<Vec<u32>>(&items)
    })
    .idempotent(true)
    .collect()
    .await;
    assert_eq!(calls.load(Ordering::Relaxed), 1);
    assert_eq!(batch.not_run().count(), 100);
}

#[tokio::test]
async fn a_response_is_expected_for_each_item() {
    let batch = pack(0..3_u32, |items| async move {
        Ok::<_, Error>(items[1..].to_vec())
    });
    let batch = batch.collect().await;
    assert_eq!(batch.failed().count(), 3);
    let text = batch.failed().next().unwrap().error.to_string();
    assert_eq!(text, "the function returned 2 responses to 3 items");
}

#[tokio::test]
async fn a_panic_fails_the_items_of_its_call() {
    let batch = pack(0..6_u32, |items| async move {
        assert!(!items.contains(&3), "three");
        Ok::<_, Error>(items)
    });
    let batch = batch.max_items(2).collect().await;
    let failed: Vec<_> = batch.failed().map(|failed| failed.index).collect();
    assert_eq!(failed, [2, 3]);
    let error = &batch.failed().next().unwrap().error;
    assert!(error.panic_message().unwrap().contains("three"));
}
