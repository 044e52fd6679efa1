//! Who shares a retry budget.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lambda_client::{
    Error, Lambda, RetryConfig,
    functions::{Directory, FunctionConfiguration, Page, PageRequest},
    test_util::ScriptedTransport,
    transport::{BoxFuture, TransportError},
};

use crate::scripted::Scripted;
use crate::{refused, throttled};

#[tokio::test(start_paused = true)]
async fn a_function_has_a_retry_budget_of_its_own() {
    let transport = Scripted::new((0..9).map(|_| Err(refused())));
    let lambda = transport.lambda();
    let retry = RetryConfig::new().budget(3);
    let call = |name: &str| lambda.call(name).json::<u32>(&1).retry(retry);
    assert_eq!(call("a").await.unwrap_err().attempts().len(), 3);
    assert_eq!(
        call("a:live").await.unwrap_err().attempts().len(),
        2,
        "an alias has the same budget"
    );
    assert_eq!(call("a").await.unwrap_err().attempts().len(), 1);
    assert_eq!(call("b").await.unwrap_err().attempts().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn the_spellings_of_one_name_share_a_budget() {
    let transport = Scripted::new((0..9).map(|_| Err(throttled())));
    let lambda = transport.lambda();
    let mut attempts = Vec::new();
    for name in [
        "f",
        "function:f",
        "123456789012:function:f",
        "arn:aws:lambda:us-east-1:123456789012:function:f",
    ] {
        let retry = RetryConfig::new().budget(1);
        let call = lambda.call(name).json::<u32>(&1).retry(retry);
        attempts.push(call.await.unwrap_err().attempts().len());
    }
    assert_eq!(attempts, [2, 1, 1, 1]);
}

#[tokio::test(start_paused = true)]
async fn equal_names_in_two_accounts_do_not_share_a_budget() {
    let transport = Scripted::new((0..9).map(|_| Err(throttled())));
    let lambda = transport.lambda();
    for account in ["111111111111", "222222222222"] {
        let name = format!("{account}:function:f");
        let retry = RetryConfig::new().budget(1);
        let call = lambda.call(&name).json::<u32>(&1).retry(retry);
        assert_eq!(call.await.unwrap_err().attempts().len(), 2);
    }
}

/// Throttles every listing, and counts the requests.
#[derive(Clone, Debug, Default)]
struct Throttling(Arc<AtomicUsize>);

impl Directory for Throttling {
    fn list_functions<'a>(
        &'a self,
        _: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        self.0.fetch_add(1, Ordering::Relaxed);
        Box::pin(async { Err(throttled()) })
    }
}

#[tokio::test(start_paused = true)]
async fn all_listings_share_a_budget() {
    let directory = Throttling::default();
    let lambda = Lambda::builder(ScriptedTransport::always(throttled()))
        .directory(directory.clone())
        .retry(RetryConfig::new().budget(1))
        .build();
    let mut made = Vec::new();
    for _ in 0..2 {
        let error: Error = lambda.functions().all().await.unwrap_err();
        assert!(error.is_throttled());
        made.push(directory.0.swap(0, Ordering::Relaxed));
    }
    assert_eq!(made, [2, 1], "one retry, and then the budget is used up");

    let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
    assert_eq!(error.attempts().len(), 2, "calls have another budget");
}
