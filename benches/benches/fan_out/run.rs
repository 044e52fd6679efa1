//! One run: many calls, by a fan-out or by hand.

use std::fs;
use std::time::Instant;

use futures::stream::{self, StreamExt};
use lambda_client::local::Function;
use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::server::Invocation;
use lambda_client::{Call, Error, Lambda, LocalLambda, SdkTransport, fan_out};

use crate::Failure;

pub(crate) const CALLS: u32 = 100_000;
const AT_A_TIME: usize = 64;

/// The transports that there are.
pub(crate) const TRANSPORTS: [&str; 2] = ["sdk", "local"];

/// Who makes the calls.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    FanOut,
    Ordered,
    ByHand,
}

impl Side {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Side::FanOut => "fan-out",
            Side::Ordered => "ordered",
            Side::ByHand => "by-hand",
        }
    }

    fn parse(text: &str) -> Result<Side, Failure> {
        let sides = [Side::FanOut, Side::Ordered, Side::ByHand];
        let found = sides.into_iter().find(|side| side.as_str() == text);
        found.ok_or_else(|| format!("unknown side `{text}`").into())
    }
}

/// The calls that have come back.
struct Seen {
    calls: Vec<bool>,
    is_ordered: bool,
    next: u32,
}

impl Seen {
    /// Notes that a call came back with this response.
    fn note(&mut self, item: u32, result: Result<u32, Error>) -> Result<(), Failure> {
        let response = result?;
        if response != item {
            return Err(format!("item {item} got the response {response}").into());
        }
        if self.is_ordered && item != self.next {
            return Err(format!("item {item} came in place of {}", self.next).into());
        }
        self.next += 1;
        match self.calls.get_mut(usize::try_from(item)?) {
            Some(seen) if !*seen => *seen = true,
            _ => return Err(format!("item {item} came twice, or was never sent").into()),
        }
        Ok(())
    }
}

/// Makes the calls, and prints the seconds that they took and the peak memory in MB.
pub(crate) fn run(side: &str, transport: &str, endpoint: &str) -> Result<(), Failure> {
    let side = Side::parse(side)?;
    let lambda = lambda(transport, endpoint)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let mut seen = Seen {
        calls: vec![false; usize::try_from(CALLS)?],
        is_ordered: matches!(side, Side::Ordered),
        next: 0,
    };
    let started = Instant::now();
    runtime.block_on(calls(side, &lambda, &mut seen))?;
    let seconds = started.elapsed().as_secs_f64();
    match seen.next {
        CALLS => println!("{seconds} {}", peak_megabytes()?),
        came => return Err(format!("{came} of {CALLS} calls came back").into()),
    }
    Ok(())
}

async fn calls(side: Side, lambda: &Lambda, seen: &mut Seen) -> Result<(), Failure> {
    let call = |item: u32| -> Call<Result<u32, Error>> { lambda.call("echo").json(&item) };
    match side {
        Side::FanOut | Side::Ordered => {
            let many = fan_out(0..CALLS, call).concurrency(AT_A_TIME);
            let many = match side {
                Side::Ordered => many.ordered(),
                Side::FanOut | Side::ByHand => many,
            };
            let mut many = many.stream();
            while let Some(done) = many.next().await {
                let result = match done.result {
                    Ok(response) => Ok(response),
                    Err(error) => Err(error.into_error().ok_or("an item has no result")?),
                };
                seen.note(done.input, result)?;
            }
        }
        Side::ByHand => {
            let mut many = stream::iter(0..CALLS)
                .map(|item| {
                    let call = call(item);
                    async move { (item, call.await) }
                })
                .buffer_unordered(AT_A_TIME);
            while let Some((item, result)) = many.next().await {
                seen.note(item, result)?;
            }
        }
    }
    Ok(())
}

fn lambda(transport: &str, endpoint: &str) -> Result<Lambda, Failure> {
    match transport {
        "sdk" => {
            let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench");
            let config = SdkConfig::builder()
                .behavior_version(BehaviorVersion::latest())
                .region(Region::new("us-east-1"))
                .credentials_provider(SharedCredentialsProvider::new(credentials))
                .endpoint_url(endpoint)
                .build();
            Ok(Lambda::new(SdkTransport::new(&config)))
        }
        "local" => {
            let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
            let local = LocalLambda::builder().function("echo", echo).build();
            Ok(local.lambda())
        }
        other => Err(format!("unknown transport `{other}`").into()),
    }
}

/// Returns the largest resident set that this process has had.
fn peak_megabytes() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes: u64 = kilobytes
        .ok_or("missing VmHWM in /proc/self/status")?
        .trim()
        .parse()?;
    Ok(kilobytes.div_ceil(1024))
}
