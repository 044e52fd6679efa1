//! Counts instructions and allocations with valgrind.

use std::path::Path;
use std::process::Command;

use lambda_client_benches::{Failure, ServerProcess};

use crate::client::Side;

/// The cost of one call.
pub(crate) struct Counted {
    pub(crate) instructions: f64,
    pub(crate) allocations: f64,
    pub(crate) bytes: f64,
}

/// Returns valgrind's version, or an error that says how to install it.
pub(crate) fn version() -> Result<String, Failure> {
    let missing = "this benchmark counts with valgrind, which is not installed: \
                   `apt-get install valgrind` on Debian and Ubuntu, `dnf install valgrind` on Fedora";
    let output = Command::new("valgrind").arg("--version").output();
    let output = output.map_err(|_| missing)?;
    Ok(String::from_utf8(output.stdout)?.trim().to_owned())
}

/// Measures the cost of one call, averaged over this many calls.
pub(crate) fn count(
    side: Side,
    bytes: usize,
    calls: u32,
    server: &ServerProcess,
) -> Result<Counted, Failure> {
    // The first calls open the connection and fill every cache.
    let warm = calls / 4 + 1;
    let run = |tool, calls: u32| run(tool, side, bytes, calls, server);
    let each = |more: f64, fewer: f64| (more - fewer) / f64::from(calls);

    let fewer = run(Tool::Callgrind, warm)?;
    let more = run(Tool::Callgrind, warm + calls)?;
    let collected = |output: &str| number(output, "Collected : ", "");
    let instructions = each(collected(&more)?, collected(&fewer)?);

    let fewer = run(Tool::Dhat, warm)?;
    let more = run(Tool::Dhat, warm + calls)?;
    let total = |output: &str| number(output, "Total:", "bytes");
    let blocks = |output: &str| number(output, "bytes in ", "blocks");
    Ok(Counted {
        instructions,
        allocations: each(blocks(&more)?, blocks(&fewer)?),
        bytes: each(total(&more)?, total(&fewer)?),
    })
}

#[derive(Clone, Copy)]
enum Tool {
    Callgrind,
    Dhat,
}

/// Runs a process that makes this many calls under valgrind, and returns its output.
fn run(
    tool: Tool,
    side: Side,
    bytes: usize,
    calls: u32,
    server: &ServerProcess,
) -> Result<String, Failure> {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = |tool| directory.join(format!("{}-{bytes}.{tool}", side.as_str()));
    let mut valgrind = Command::new("valgrind");
    match tool {
        Tool::Callgrind => valgrind.arg("--tool=callgrind").arg(format!(
            "--callgrind-out-file={}",
            file("callgrind").display()
        )),
        Tool::Dhat => valgrind
            .arg("--tool=dhat")
            .arg(format!("--dhat-out-file={}", file("dhat").display())),
    };
    let output = valgrind
        .arg(std::env::current_exe()?)
        .args(["client", side.as_str(), &bytes.to_string()])
        .args([&calls.to_string(), server.endpoint()])
        .output()?;
    let said = String::from_utf8(output.stderr)?;
    match output.status.success() {
        true => Ok(said),
        false => Err(format!("the measured process failed:\n{said}").into()),
    }
}

/// Reads the number between these words.
fn number(output: &str, before: &str, behind: &str) -> Result<f64, Failure> {
    let found = output.lines().find_map(|line| {
        let (_, rest) = line.split_once(before)?;
        let (number, _) = match behind {
            "" => (rest, ""),
            behind => rest.split_once(behind)?,
        };
        number.trim().replace(',', "").parse().ok()
    });
    found.ok_or_else(|| format!("valgrind did not say `{before}`:\n{output}").into())
}
