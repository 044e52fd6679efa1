//! A stand-in for Lambda whose functions have a number of slots.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::sleep;

use crate::peer::Peer;
use crate::request::Request;
use crate::response::Response;

/// A server whose functions respond with their payload after some time, and throttle what exceeds their slots as Lambda throttles
/// what exceeds a reserved concurrency.
#[derive(Debug)]
pub struct Slots {
    peer: Peer,
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    run: Duration,
    functions: Mutex<HashMap<String, Counts>>,
}

/// What a function has seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// How many runs are allowed at a time.
    pub slots: usize,
    /// How many are running.
    pub running: usize,
    /// How many runs have ended.
    pub runs: usize,
    /// How many requests were throttled.
    pub throttled: usize,
}

impl Slots {
    /// Starts a server whose functions run for this time, give or take a fifth. A function has as many slots as `slots` says of its
    /// name.
    pub async fn start(
        run: Duration,
        slots: impl IntoIterator<Item = (&'static str, usize)>,
    ) -> Slots {
        let functions = slots.into_iter().map(|(name, slots)| {
            let counts = Counts {
                slots,
                ..Counts::default()
            };
            (name.to_owned(), counts)
        });
        let shared = Arc::new(Shared {
            run,
            functions: Mutex::new(functions.collect()),
        });
        let serving = Arc::clone(&shared);
        let peer = Peer::start(move |request| {
            let shared = Arc::clone(&serving);
            async move { shared.respond(request).await }
        });
        Slots {
            peer: peer.await,
            shared,
        }
    }

    /// Returns the URL of the server.
    pub fn http(&self) -> String {
        self.peer.http()
    }

    /// Changes how many slots a function has. What is running goes on.
    pub fn set(&self, function: &str, slots: usize) {
        if let Some(counts) = self.shared.lock().get_mut(function) {
            counts.slots = slots;
        }
    }

    /// Returns what a function has seen.
    pub fn counts(&self, function: &str) -> Counts {
        let functions = self.shared.lock();
        functions.get(function).copied().unwrap_or_default()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Counts>> {
        self.functions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    async fn respond(&self, request: Request) -> Response {
        // `/2015-03-31/functions/NAME/invocations`.
        let name = request.path.split('/').nth(3).unwrap_or_default();
        match self.lock().get_mut(name) {
            Some(counts) if counts.running < counts.slots => counts.running += 1,
            Some(counts) => {
                counts.throttled += 1;
                return throttled();
            }
            None => return Response::new(404, "{}"),
        }
        sleep(self.run.mul_f64(0.8 + 0.4 * fraction(&request.body))).await;
        if let Some(counts) = self.lock().get_mut(name) {
            counts.running -= 1;
            counts.runs += 1;
        }
        Response::new(200, request.body)
            .with_header("Content-Type", "application/json")
            .with_header("X-Amz-Executed-Version", "$LATEST")
            .with_header("x-amzn-RequestId", "6cbdc6f8-3b5b-4b0e-9c6a-6f5a0e3a2b11")
    }
}

fn throttled() -> Response {
    let body = r#"{"Reason":"ReservedFunctionConcurrentInvocationLimitExceeded","Type":"User","message":"Rate Exceeded."}"#;
    Response::new(429, body)
        .with_header("Content-Type", "application/json")
        .with_header("x-amzn-ErrorType", "TooManyRequestsException")
        .with_header("x-amzn-RequestId", "6cbdc6f8-3b5b-4b0e-9c6a-6f5a0e3a2b12")
}

/// A number from 0 to 1 that depends on the payload alone, so that every run of a test is the same.
fn fraction(payload: &[u8]) -> f64 {
    let mix = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(16_777_619);
    let hash = payload.iter().fold(2_166_136_261, mix);
    f64::from(hash % 1_000) / 1_000.0
}
