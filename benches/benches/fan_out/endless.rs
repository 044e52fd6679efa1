//! An endless input, of which nothing is kept: the memory does not depend on the number of items.

use std::time::Instant;

use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{Lambda, fan_out};
use lambda_client_benches::{Failure, peak_megabytes};

use crate::run::AT_A_TIME;

/// The numbers of items.
pub(crate) const ITEMS: [usize; 3] = [100_000, 1_000_000, 10_000_000];

/// Lambda in the same process, which takes a turn of the runtime for each call.
#[derive(Debug)]
struct Echo;

impl Transport for Echo {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            Ok(InvokeResponse::new(200, request.payload().clone()))
        })
    }
}

/// Takes this number of items from an endless input, and prints the seconds that they took and the peak memory in MB.
pub(crate) fn run(items: &str) -> Result<(), Failure> {
    let items: usize = items.parse()?;
    let lambda = Lambda::new(Echo);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let mut wrong = 0;
    let started = Instant::now();
    let calls = fan_out(0_u64.., |item| lambda.call("echo").json::<u64>(&item))
        .concurrency(AT_A_TIME)
        .until(items)
        .for_each(|done| {
            let is_right = done.result.is_ok_and(|response| response == done.input);
            wrong += usize::from(!is_right);
        });
    let summary = runtime.block_on(calls);
    let seconds = started.elapsed().as_secs_f64();
    if wrong > 0 || summary.succeeded < items {
        return Err(format!("{wrong} responses are wrong: {summary}").into());
    }
    println!("{seconds} {}", peak_megabytes()?);
    Ok(())
}
