//! Runs of a benchmark in processes of their own, so that neither time nor memory of one counts for another.

use std::error::Error;
use std::fs;
use std::process::{Command, ExitCode};

/// Why a benchmark failed.
pub type Failure = Box<dyn Error>;

/// Runs a benchmark with the arguments of the program, and prints why it failed.
pub fn run(benchmark: impl FnOnce(&[&str]) -> Result<(), Failure>) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match benchmark(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::FAILURE
        }
    }
}

#[expect(clippy::print_stderr, reason = "whoever runs a benchmark reads it")]
fn report(error: &Failure) {
    eprintln!("{error}");
}

/// Runs the running program again with these arguments, and returns what it prints.
///
/// # Errors
///
/// Returns an error if the program cannot be started, or with its error if it fails.
pub fn output_of(arguments: &[&str]) -> Result<String, Failure> {
    let output = Command::new(std::env::current_exe()?)
        .args(arguments)
        .output()?;
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout)?),
        false => Err(String::from_utf8_lossy(&output.stderr).into()),
    }
}

/// Runs the running program again with these arguments, and returns the figures that it prints, separated by white space.
///
/// # Errors
///
/// Returns an error if the run fails or prints another number of figures.
pub fn figures<const N: usize>(arguments: &[&str]) -> Result<[String; N], Failure> {
    let printed = output_of(arguments)?;
    let figures: Vec<String> = printed.split_whitespace().map(str::to_owned).collect();
    let figures = figures.try_into();
    figures.map_err(|_| format!("expected {N} figures, but the run printed: {printed}").into())
}

/// Returns the largest resident set that this process has had, in kB (`VmHWM` of `proc_pid_status(5)`).
///
/// # Errors
///
/// Returns an error if the system does not tell.
pub fn peak_kilobytes() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kilobytes = kilobytes.ok_or("missing VmHWM in /proc/self/status")?;
    Ok(kilobytes.trim().parse()?)
}

/// Returns the largest resident set that this process has had, in MB, rounded up.
///
/// # Errors
///
/// Returns an error if the system does not tell.
pub fn peak_megabytes() -> Result<u64, Failure> {
    Ok(peak_kilobytes()?.div_ceil(1024))
}

/// Returns the median, or the larger of the two in the middle; NaN without numbers.
pub fn median(numbers: &[f64]) -> f64 {
    let mut sorted = numbers.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}
