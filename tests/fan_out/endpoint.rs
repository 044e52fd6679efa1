//! A function whose capacity is known, and changes.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{Lambda, LocalLambda};
use tokio::time::sleep;

/// How long a run takes, give or take a fifth.
pub(crate) const RUN: Duration = Duration::from_millis(50);

/// Half of a round trip.
const WAY: Duration = Duration::from_millis(1);

/// The functions `f`, with a limit on its runs at a time, and `open`, without one.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    local: LocalLambda,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    capacity: AtomicUsize,
    running: AtomicUsize,
}

impl Endpoint {
    pub(crate) fn with(capacity: usize) -> Endpoint {
        let function = || {
            Function::new(|invocation: Invocation| async move {
                sleep(RUN.mul_f64(0.8 + 0.4 * fraction(&invocation.payload))).await;
                invocation.payload
            })
        };
        let local = LocalLambda::builder()
            .function("f", function())
            .function("open", function())
            .build();
        Endpoint {
            local,
            shared: Arc::new(Shared {
                capacity: AtomicUsize::new(capacity),
                running: AtomicUsize::new(0),
            }),
        }
    }

    pub(crate) fn lambda(&self) -> Lambda {
        Lambda::new(self.clone())
    }

    /// Changes the capacity after this time.
    pub(crate) fn set_after(&self, time: Duration, capacity: usize) {
        let shared = Arc::clone(&self.shared);
        tokio::spawn(async move {
            sleep(time).await;
            shared.capacity.store(capacity, Ordering::Relaxed);
        });
    }
}

/// A run that is counted, until its end or until the request is dropped.
struct Slot<'a>(&'a AtomicUsize);

impl<'a> Slot<'a> {
    fn of(running: &'a AtomicUsize) -> Slot<'a> {
        running.fetch_add(1, Ordering::Relaxed);
        Slot(running)
    }
}

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// A number from 0 to 1 that depends on the payload alone, so that every run of a test is the same.
fn fraction(payload: &[u8]) -> f64 {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619);
    let hash = payload.iter().fold(2_166_136_261, mix);
    f64::from(hash % 1_000) / 1_000.0
}

impl Transport for Endpoint {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            sleep(WAY).await;
            let is_limited = request.function() == "f";
            let Shared { capacity, running } = &*self.shared;
            let capacity = capacity.load(Ordering::Relaxed);
            if is_limited && running.load(Ordering::Relaxed) >= capacity {
                sleep(WAY).await;
                return Err(TransportError::service(429)
                    .with_code("TooManyRequestsException")
                    .with_reason("ReservedFunctionConcurrentInvocationLimitExceeded")
                    .with_retry_after(Duration::from_secs(1)));
            }
            let slot = is_limited.then(|| Slot::of(running));
            let result = self.local.invoke(request).await;
            drop(slot);
            sleep(WAY).await;
            result
        })
    }
}
