//! Measures how well the limiter follows what a server throttles, over real connections.
//!
//! ```text
//! cargo bench -p lambda-client-benches --bench limiter
//! ```
//!
//! A server on loopback runs each call for 50 ms, give or take a fifth, and throttles what exceeds the slots of its function. The
//! ideal is the time in which the same calls would end if every slot were always used. Each line is a run of 5,000 calls through
//! `SdkTransport`:
//!
//! - 20 slots, found from ten attempts at a time and from 200;
//! - slots that change while the calls run;
//! - two fan-outs that share a function, and how much longer the later one takes than the earlier one;
//! - another function, without a limit, while the first one is throttled.
//!
//! The last line is `throttled X.X %; N.NN of the ideal time`, of the run that starts at 200. The benchmark fails above 5 % and 1.12, if
//! slots that change take more than 1.4 of the ideal time, if two fan-outs differ by more than a fifth, or if a call is lost or doubled.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

use std::process::ExitCode;
use std::time::{Duration, Instant};

use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::{Lambda, SdkTransport, fan_out};
use lambda_client_test_support::Slots;

const ITEMS: u32 = 5_000;
const RUN: Duration = Duration::from_millis(50);

type Failure = Box<dyn std::error::Error>;

/// What a fan-out took.
#[derive(Clone, Copy)]
struct Taken {
    seconds: f64,
    /// Of all attempts.
    throttled_percent: f64,
}

/// A run, as it is printed, with its bars.
struct Line {
    taken: Taken,
    ideal: f64,
    most_of_ideal: f64,
}

impl Line {
    fn of_ideal(&self) -> f64 {
        self.taken.seconds / self.ideal
    }

    fn figures(&self) -> String {
        let percent = self.taken.throttled_percent;
        format!(
            "throttled {percent:.1} %; {:.2} of the ideal time",
            self.of_ideal()
        )
    }

    fn print(&self, name: &str) -> Result<(), Failure> {
        println!("{name}: {}", self.figures());
        match self.of_ideal() <= self.most_of_ideal && self.taken.throttled_percent <= 5.0 {
            true => Ok(()),
            false => Err(format!(
                "{name}: more than {} of the ideal time, or than 5 % throttled",
                self.most_of_ideal
            )
            .into()),
        }
    }
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    match report().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn report() -> Result<(), Failure> {
    steady("20 slots, from the start", None)
        .await?
        .print("20 slots, from the start")?;
    changing("20 slots, then 100", 20, 100, 0.25).await?;
    changing("100 slots, then 10", 100, 10, 0.5).await?;
    shared().await?;
    let last = steady("20 slots, from 200", Some(200)).await?;
    last.print("20 slots, from 200")?;
    println!("{}", last.figures());
    Ok(())
}

/// Calls a function whose slots do not change.
async fn steady(name: &str, limit: Option<usize>) -> Result<Line, Failure> {
    let slots = Slots::start(RUN, [("f", 20)]).await;
    let lambda = lambda(&slots);
    if let Some(limit) = limit {
        lambda.limiter("f").set_limit(limit);
    }
    let taken = run(&lambda, "f", ITEMS).await?;
    check(name, &slots, ITEMS)?;
    Ok(Line {
        taken,
        ideal: ideal(ITEMS, 20),
        most_of_ideal: 1.12,
    })
}

/// Calls a function whose slots change after the time in which this share of the items would ideally have run.
async fn changing(name: &str, first: u32, then: u32, share: f64) -> Result<(), Failure> {
    let slots = Slots::start(RUN, [("f", usize::try_from(first)?)]).await;
    let lambda = lambda(&slots);
    let change_at = ideal(ITEMS, first) * share;
    let after = usize::try_from(then)?;
    let change = async {
        tokio::time::sleep(Duration::from_secs_f64(change_at)).await;
        slots.set("f", after);
    };
    let (taken, ()) = tokio::join!(run(&lambda, "f", ITEMS), change);
    check(name, &slots, ITEMS)?;
    let line = Line {
        taken: taken?,
        ideal: change_at + ideal(ITEMS, then) * (1.0 - share),
        most_of_ideal: 1.4,
    };
    line.print(name)
}

/// Runs two fan-outs of a function, and one of another function meanwhile.
async fn shared() -> Result<(), Failure> {
    let slots = Slots::start(RUN, [("f", 20), ("open", 10_000)]).await;
    let lambda = lambda(&slots);
    let (one, two, open) = tokio::join!(
        run(&lambda, "f", ITEMS / 2),
        run(&lambda, "f", ITEMS / 2),
        run(&lambda, "open", ITEMS / 2),
    );
    let (one, two, open) = (one?, two?, open?);
    check("two fan-outs", &slots, ITEMS)?;
    let (early, late) = match one.seconds < two.seconds {
        true => (one, two),
        false => (two, one),
    };
    let difference = (late.seconds / early.seconds - 1.0) * 100.0;
    println!("two fan-outs of one function: {difference:.1} % apart");
    println!(
        "another function meanwhile: {:.2} s for {} calls, throttled {}, limit {}",
        open.seconds,
        ITEMS / 2,
        slots.counts("open").throttled,
        lambda.limiter("open").limit()
    );
    match difference <= 20.0 && open.seconds * 2.0 < early.seconds {
        true => Ok(()),
        false => Err("the fan-outs are not independent".into()),
    }
}

async fn run(lambda: &Lambda, function: &str, items: u32) -> Result<Taken, Failure> {
    let started = Instant::now();
    let batch = fan_out(0..items, |item| lambda.call(function).json::<u32>(&item))
        .collect()
        .await;
    let seconds = started.elapsed().as_secs_f64();
    let summary = batch.summary();
    if !batch.is_success() || !batch.succeeded().copied().eq(0..items) {
        return Err(format!("not every call came back with its own response: {summary}").into());
    }
    let throttled = f64::from(u32::try_from(summary.throttled)?);
    Ok(Taken {
        seconds,
        throttled_percent: throttled / (throttled + f64::from(items)) * 100.0,
    })
}

/// Checks that the server has run each call once.
fn check(name: &str, slots: &Slots, items: u32) -> Result<(), Failure> {
    let runs = slots.counts("f").runs;
    match runs == usize::try_from(items)? {
        true => Ok(()),
        false => Err(format!("{name}: {runs} runs of {items} items").into()),
    }
}

/// Returns the seconds that `items` take if every slot is always used.
fn ideal(items: u32, slots: u32) -> f64 {
    RUN.as_secs_f64() * f64::from(items) / f64::from(slots)
}

fn lambda(slots: &Slots) -> Lambda {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(slots.http())
        .build();
    Lambda::new(SdkTransport::new(&config))
}
