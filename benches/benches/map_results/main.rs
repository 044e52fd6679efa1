//! Measures the decoding of the results of a Distributed Map next to `serde_json` with the whole file in memory.
//!
//! ```text
//! cargo bench -p lambda-client-benches --bench map_results
//! ```
//!
//! The file is made up while it is read, and not stored: an array of whole executions (the transformation `NONE`), of which every
//! hundredth failed. Both sides decode the same bytes into the same types and add up the outputs; each run is a separate process, and the
//! sides take turns. Time is that of the processor, and includes making up the file, which takes the same on both sides; peak memory is that
//! of the whole process (`VmHWM` of `proc_pid_status(5)`).
//!
//! The benchmark fails if the sums differ, if the decoder takes more than 16 MB, or if a million records take 1 MB more than a hundred
//! thousand.
#![expect(
    clippy::print_stdout,
    reason = "the figures are what this program is for"
)]

mod file;
mod run;

use std::process::ExitCode;

use lambda_client_benches::{Failure, figures, median};

/// The number of runs of each side.
const RUNS: usize = 5;

const FEW: u64 = 100_000;
const MANY: u64 = 1_000_000;

const MOST_MEMORY: u64 = 16;
const MOST_GROWTH: u64 = 1;

/// What a run took, and what it decoded.
struct Taken {
    seconds: f64,
    megabytes: u64,
    sum: u64,
}

fn main() -> ExitCode {
    lambda_client_benches::run(|arguments| match arguments {
        ["run", side, records] => run::run(side, records),
        // Cargo adds the argument `--bench`.
        _ => report(),
    })
}

fn report() -> Result<(), Failure> {
    println!("{MANY} records, {} MB", file::size(MANY)? / (1024 * 1024));
    let few = measure("decoder", FEW)?.megabytes;
    let (mut ours, mut whole) = (Side::default(), Side::default());
    for _ in 0..RUNS {
        ours.add(measure("decoder", MANY)?);
        whole.add(measure("whole", MANY)?);
    }
    let (rate, rate_whole) = (ours.rate(), whole.rate());
    println!(
        "decoder:                {rate:.0} records/s, peak memory {} MB; with {FEW} records {few} MB",
        ours.megabytes
    );
    println!(
        "serde_json of the whole: {rate_whole:.0} records/s, peak memory {} MB",
        whole.megabytes
    );
    println!(
        "ratio to serde_json: {:.2} of its records/s; {:.0} times less memory",
        rate / rate_whole,
        whole.megabytes as f64 / ours.megabytes as f64
    );
    if ours.sums != whole.sums {
        return Err("the sums differ".into());
    }
    match ours.megabytes <= MOST_MEMORY && ours.megabytes <= few + MOST_GROWTH {
        true => Ok(()),
        false => Err(format!(
            "the memory must be at most {MOST_MEMORY} MB, and grow by at most {MOST_GROWTH} MB"
        )
        .into()),
    }
}

/// The runs of one side.
#[derive(Default)]
struct Side {
    seconds: Vec<f64>,
    megabytes: u64,
    sums: Vec<u64>,
}

impl Side {
    fn add(&mut self, taken: Taken) {
        self.seconds.push(taken.seconds);
        self.megabytes = self.megabytes.max(taken.megabytes);
        self.sums.push(taken.sum);
    }

    /// Returns the records a second of the median run.
    fn rate(&self) -> f64 {
        MANY as f64 / median(&self.seconds)
    }
}

/// Makes a run in a separate process.
fn measure(side: &str, records: u64) -> Result<Taken, Failure> {
    let [seconds, megabytes, sum] = figures(&["run", side, &records.to_string()])?;
    Ok(Taken {
        seconds: seconds.parse()?,
        megabytes: megabytes.parse()?,
        sum: sum.parse()?,
    })
}
