//! Measures served functions against a stand-in for Lambda's Runtime API.
//!
//!     measure ROUNDS NAME=PROGRAM...
//!
//! For each program: the size, the median time from the start of the process to its first response over this many interleaved rounds, and
//! the instructions of one invocation, counted by valgrind. The ratios are to the first program.

mod function;
mod valgrind;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

type Failure = Box<dyn std::error::Error>;

/// The invocations that valgrind counts, after those that open the connection and fill every cache.
const COUNTED: u32 = 400;
const WARM: u32 = 100;

struct Program {
    name: String,
    path: PathBuf,
}

fn program(argument: &str) -> Result<Program, Failure> {
    let (name, path) = argument
        .split_once('=')
        .ok_or("expected the arguments ROUNDS NAME=PROGRAM...")?;
    Ok(Program {
        name: name.to_owned(),
        path: PathBuf::from(path),
    })
}

/// Returns the medians of the starts of each program, which take turns so that the machine's mood hits all of them.
async fn cold_starts(programs: &[Program], rounds: usize) -> Vec<Duration> {
    let mut times = vec![Vec::with_capacity(rounds); programs.len()];
    // The first round reads the programs from the disk.
    for round in 0..=rounds {
        for (program, times) in programs.iter().zip(&mut times) {
            let time = function::time_to_first_response(&program.path).await;
            if round > 0 {
                times.push(time);
            }
        }
    }
    let median = |mut times: Vec<Duration>| {
        times.sort();
        times[times.len() / 2]
    };
    times.into_iter().map(median).collect()
}

async fn run() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let rounds: usize = arguments.next().unwrap_or_default().parse()?;
    let programs: Vec<Program> = arguments
        .map(|argument| program(&argument))
        .collect::<Result<_, _>>()?;
    let starts = cold_starts(&programs, rounds.max(1)).await;

    let mut rows = Vec::new();
    for (program, start) in programs.iter().zip(starts) {
        let bytes = std::fs::metadata(&program.path)?.len() as f64;
        let fewer = valgrind::count(&program.path, WARM).await?;
        let more = valgrind::count(&program.path, WARM + COUNTED).await?;
        let instructions = (more - fewer) / f64::from(COUNTED);
        rows.push([bytes / 1e6, start.as_secs_f64() * 1e3, instructions / 1e3]);
    }
    println!(
        "{:<28} {:>18} {:>22} {:>26}",
        "", "stripped size, MB", "start to response, ms", "instructions, thousand"
    );
    for (program, row) in programs.iter().zip(&rows) {
        let cell = |n: usize| format!("{:.3} ({:.3} x)", row[n], row[n] / rows[0][n]);
        println!(
            "{:<28} {:>18} {:>22} {:>26}",
            program.name,
            cell(0),
            cell(1),
            cell(2)
        );
    }
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
