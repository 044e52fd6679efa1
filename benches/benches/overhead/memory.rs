//! Measures peak memory: the largest resident set of the process (`VmHWM` of `proc_pid_status(5)`), which is reset to the present
//! size by writing a 5 to `clear_refs` (`proc_pid_clear_refs(5)`).

use std::collections::BTreeSet;
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use lambda_client::{
    Lambda, SdkTransport,
    transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError},
};
use lambda_client_benches::{Failure, ServerProcess, output_of, peak_kilobytes};

use crate::client::{Caller, Side, runtime, sdk_transport};
use crate::documents::{Document, DocumentsClient, LARGE, SMALL};

/// Measures memory and prints it; runs in a separate process.
pub(crate) fn measured(arguments: &[&str], server: &ServerProcess) -> Result<String, Failure> {
    output_of(&[arguments, &[server.endpoint()]].concat())
}

/// Measures a call with a large payload both ways.
pub(crate) fn peak(side: &str, endpoint: &str) -> Result<(), Failure> {
    let side = Side::parse(side)?;
    let small = Document::of_bytes(SMALL);
    let large = Document::of_bytes(LARGE);
    runtime()?.block_on(async {
        let caller = Caller::new(side, endpoint);
        caller.store(&small).await?;
        let before = start()?;
        caller.store(&large).await?;
        let above = peak_kilobytes()?.saturating_sub(before);
        println!("  {side}: {above:>11} kB at the peak (VmHWM), argument not counted");
        Ok(())
    })
}

/// Measures each attempt of a call with a large payload and a short response.
pub(crate) fn attempts(endpoint: &str) -> Result<(), Failure> {
    let small = Document::of_bytes(SMALL);
    let large = Document::of_bytes(LARGE);
    let seen = Arc::default();
    let transport = Watched {
        inner: sdk_transport(endpoint),
        seen: Arc::clone(&seen),
    };
    runtime()?.block_on(async {
        let documents = DocumentsClient::new(&Lambda::new(transport));
        documents.busy(&small).await?;
        take(&seen);

        let before = start()?;
        let call = documents.busy(&large);
        println!(
            "  encoding:  {:>6} kB",
            peak_kilobytes()?.saturating_sub(before)
        );
        call.await?;

        let attempts = take(&seen);
        for (number, attempt) in attempts.iter().enumerate() {
            let above = attempt.highest.saturating_sub(before);
            println!(
                "  attempt {}: {above:>6} kB at the peak (VmHWM), argument not counted",
                number + 1
            );
        }
        let addresses: BTreeSet<_> = attempts.iter().map(|attempt| attempt.address).collect();
        println!(
            "  {} attempts, payloads at {} address(es), of {} kB",
            attempts.len(),
            addresses.len(),
            LARGE / 1024
        );
        match (attempts.len(), addresses.len()) {
            (3, 1) => Ok(()),
            _ => Err("three attempts were to share one payload".into()),
        }
    })
}

/// A transport that measures each attempt.
#[derive(Debug)]
struct Watched {
    inner: SdkTransport,
    seen: Arc<Mutex<Vec<Seen>>>,
}

#[derive(Debug)]
struct Seen {
    /// The address of the payload.
    address: usize,
    /// The peak during the attempt, in kB.
    highest: u64,
}

impl Transport for Watched {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let address = request.payload().as_ptr().addr();
            // Where memory cannot be measured, the figures show it.
            let _ = start();
            let response = self.inner.invoke(request).await;
            let highest = peak_kilobytes().unwrap_or_default();
            let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.push(Seen { address, highest });
            response
        })
    }
}

fn take(seen: &Mutex<Vec<Seen>>) -> Vec<Seen> {
    std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Resets the peak and returns the present size in kB.
fn start() -> Result<u64, Failure> {
    fs::write("/proc/self/clear_refs", "5")?;
    peak_kilobytes()
}
