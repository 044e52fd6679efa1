//! Measures a fan-out next to a loop written by hand with `buffer_unordered`, over every transport.
//!
//! ```text
//! cargo bench -p lambda-client-benches --bench fan_out
//! ```
//!
//! Each run makes 100,000 calls, 64 at a time, in a separate process; a server on loopback, over plain HTTP, is another process.
//! Both sides make the same calls through the same client, in turns, and each checks that every call came back once, with its
//! own response. A third side makes the calls with the SDK's own client, which is printed and not judged. Another run asks for the order of
//! the inputs and checks it. Peak memory is that of a fan-out's whole process (`VmHWM` of `proc_pid_status(5)`).
//!
//! The last line is `ratio to hand-written: X.XX; peak memory N MB`: calls a second of the fan-out over calls a second by hand, the
//! lowest of all transports, from the medians of the runs. Below 0.98 or above 64 MB the benchmark fails.
//!
//! With `-- endless`, it takes 100 thousand, 1 million and 10 million items of an endless input through a transport in the same process,
//! keeps nothing, and prints the peak memory of each. It fails if that grows by more than 2 MB.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

mod endless;
mod run;
mod server;

use std::process::ExitCode;

use lambda_client_benches::{Failure, ServerProcess, figures, median};

use self::run::{CALLS, Side, TRANSPORTS};

/// The number of runs of each side.
const RUNS: usize = 5;

const LEAST_RATIO: f64 = 0.98;
const MOST_MEMORY: u64 = 64;

/// How much more memory an endless run may take for a hundred times the items, in MB.
const MOST_GROWTH: u64 = 2;

/// What a run took.
struct Taken {
    seconds: f64,
    megabytes: u64,
}

fn main() -> ExitCode {
    lambda_client_benches::run(|arguments| match arguments {
        ["server"] => server::serve(),
        ["run", side, transport, endpoint] => run::run(side, transport, endpoint),
        ["run-endless", items] => endless::run(items),
        // Cargo adds the argument `--bench`.
        ["endless", ..] => report_endless(),
        _ => report(),
    })
}

fn report() -> Result<(), Failure> {
    let server = ServerProcess::start()?;
    let (mut ratio, mut megabytes) = (f64::INFINITY, 0);
    for transport in TRANSPORTS {
        let run = |side: Side| measure(&["run", side.as_str(), transport, server.endpoint()]);
        let mut seconds = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..RUNS {
            let ours = run(Side::FanOut)?;
            megabytes = megabytes.max(ours.megabytes);
            seconds.0.push(ours.seconds);
            seconds.1.push(run(Side::ByHand)?.seconds);
            if transport != "local" {
                seconds.2.push(run(Side::Plain)?.seconds);
            }
        }
        let ordered = run(Side::Ordered)?;
        megabytes = megabytes.max(ordered.megabytes);
        let (ours, by_hand) = (median(&seconds.0), median(&seconds.1));
        ratio = ratio.min(by_hand / ours);
        let rate = |seconds: f64| f64::from(CALLS) / seconds;
        println!(
            "{transport}: {:.0} calls/s; by hand {:.0} (ratio {:.2}); in order {:.0}",
            rate(ours),
            rate(by_hand),
            by_hand / ours,
            rate(ordered.seconds)
        );
        if !seconds.2.is_empty() {
            let plain = median(&seconds.2);
            println!(
                "    by hand with the SDK's client: {:.0} calls/s (ratio {:.2})",
                rate(plain),
                plain / ours
            );
        }
    }
    println!("ratio to hand-written: {ratio:.2}; peak memory {megabytes} MB");
    match ratio >= LEAST_RATIO && megabytes <= MOST_MEMORY {
        true => Ok(()),
        false => Err(format!(
            "the ratio must be at least {LEAST_RATIO}, and the memory at most {MOST_MEMORY} MB"
        )
        .into()),
    }
}

fn report_endless() -> Result<(), Failure> {
    let mut megabytes = Vec::new();
    for items in endless::ITEMS {
        let taken = measure(&["run-endless", &items.to_string()])?;
        println!(
            "{items} items: {:.1} s, peak memory {} MB",
            taken.seconds, taken.megabytes
        );
        megabytes.push(taken.megabytes);
    }
    let (least, most) = (megabytes.iter().min(), megabytes.iter().max());
    match least.zip(most) {
        Some((least, most)) if most - least <= MOST_GROWTH => Ok(()),
        _ => Err(format!("the memory grows by more than {MOST_GROWTH} MB").into()),
    }
}

/// Makes a run in a separate process.
fn measure(arguments: &[&str]) -> Result<Taken, Failure> {
    let [seconds, megabytes] = figures(arguments)?;
    Ok(Taken {
        seconds: seconds.parse()?,
        megabytes: megabytes.parse()?,
    })
}
