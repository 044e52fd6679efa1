//! One run: many calls, by a fan-out or by hand.

use std::time::Instant;

use aws_smithy_http_client::Builder;
use futures::stream::{self, StreamExt};
use lambda_client::local::Function;
use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda::Client;
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::sdk::aws_sdk_lambda::primitives::Blob;
use lambda_client::server::Invocation;
use lambda_client::{Call, Error, Lambda, LocalLambda, SdkTransport, fan_out};
use lambda_client_benches::{Failure, peak_megabytes};

pub(crate) const CALLS: u32 = 100_000;
pub(crate) const AT_A_TIME: usize = 64;

/// The transports that there are: that of `Lambda::from_env` with its own HTTP client, one around a client of the SDK with the SDK's
/// HTTP client, and a local function.
pub(crate) const TRANSPORTS: [&str; 3] = ["sdk", "sdk-client", "local"];

/// Who makes the calls.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    FanOut,
    Ordered,
    /// The same calls, without the fan-out.
    ByHand,
    /// The calls of the SDK's own client.
    Plain,
}

impl Side {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Side::FanOut => "fan-out",
            Side::Ordered => "ordered",
            Side::ByHand => "by-hand",
            Side::Plain => "plain",
        }
    }

    fn parse(text: &str) -> Result<Side, Failure> {
        let sides = [Side::FanOut, Side::Ordered, Side::ByHand, Side::Plain];
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
    fn note(&mut self, item: u32, response: u32) -> Result<(), Failure> {
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
    let config = config(endpoint);
    let lambda = lambda(transport, &config)?;
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
    runtime.block_on(async {
        match side {
            Side::FanOut | Side::Ordered => fan_out_calls(side, &lambda, &mut seen).await,
            Side::ByHand => calls_by_hand(&lambda, &mut seen).await,
            Side::Plain => plain_calls(&sdk_client(&config), &mut seen).await,
        }
    })?;
    let seconds = started.elapsed().as_secs_f64();
    match seen.next {
        CALLS => println!("{seconds} {}", peak_megabytes()?),
        came => return Err(format!("{came} of {CALLS} calls came back").into()),
    }
    Ok(())
}

fn call(lambda: &Lambda, item: u32) -> Call<Result<u32, Error>> {
    lambda.call("echo").json(&item)
}

async fn fan_out_calls(side: Side, lambda: &Lambda, seen: &mut Seen) -> Result<(), Failure> {
    let many = fan_out(0..CALLS, |item| call(lambda, item)).concurrency(AT_A_TIME);
    let many = match side {
        Side::Ordered => many.ordered(),
        Side::FanOut | Side::ByHand | Side::Plain => many,
    };
    let mut many = many.stream();
    while let Some(done) = many.next().await {
        match done.result {
            Ok(response) => seen.note(done.input, response)?,
            Err(error) => return Err(error.to_string().into()),
        }
    }
    Ok(())
}

async fn calls_by_hand(lambda: &Lambda, seen: &mut Seen) -> Result<(), Failure> {
    let mut many = stream::iter(0..CALLS)
        .map(|item| {
            let call = call(lambda, item);
            async move { (item, call.await) }
        })
        .buffer_unordered(AT_A_TIME);
    while let Some((item, result)) = many.next().await {
        seen.note(item, result?)?;
    }
    Ok(())
}

async fn plain_calls(client: &Client, seen: &mut Seen) -> Result<(), Failure> {
    let mut many = stream::iter(0..CALLS)
        .map(|item| async move {
            let payload = Blob::new(serde_json::to_vec(&item)?);
            let call = client.invoke().function_name("echo").payload(payload);
            let response = call.send().await?;
            let payload = response.payload().map(Blob::as_ref).unwrap_or_default();
            Ok::<_, Failure>((item, serde_json::from_slice(payload)?))
        })
        .buffer_unordered(AT_A_TIME);
    while let Some(result) = many.next().await {
        let (item, response) = result?;
        seen.note(item, response)?;
    }
    Ok(())
}

fn config(endpoint: &str) -> SdkConfig {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench");
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint)
        .build()
}

/// The SDK's own client, with the HTTP client of its crates. The SDK is built without a default one here.
fn sdk_client(config: &SdkConfig) -> Client {
    let config = config.to_builder().http_client(Builder::new().build_http());
    Client::new(&config.build())
}

fn lambda(transport: &str, config: &SdkConfig) -> Result<Lambda, Failure> {
    match transport {
        "sdk" => Ok(Lambda::new(SdkTransport::new(config))),
        // The configuration names the SDK's HTTP client: without one, it would be given that of the transport.
        "sdk-client" => Ok(Lambda::new(SdkTransport::from_client(&sdk_client(config)))),
        "local" => {
            let echo = Function::new(|invocation: Invocation| async move { invocation.payload });
            let local = LocalLambda::builder().function("echo", echo).build();
            Ok(local.lambda())
        }
        other => Err(format!("unknown transport `{other}`").into()),
    }
}
