//! Counts instructions with valgrind.

use std::path::Path;
use std::process::Stdio;

use lambda_client_test_support::runtime_api::RuntimeApi;
use tokio::io::AsyncReadExt;
use tokio::process::Command;

use crate::{Failure, function};

/// Returns the instructions of a program that serves this many invocations and is then told to end.
pub(crate) async fn count(program: &Path, invocations: u32) -> Result<f64, Failure> {
    let api = RuntimeApi::start().await;
    let arguments = [
        "--tool=callgrind".to_owned(),
        "--callgrind-out-file=/dev/null".to_owned(),
        program.display().to_string(),
    ];
    let mut command = function::command(Path::new("valgrind"), &arguments, &api);
    let missing = "this benchmark counts with valgrind, which is not installed: \
                   `apt-get install valgrind` on Debian and Ubuntu, `dnf install valgrind` on Fedora";
    let mut process = command
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|_| missing)?;
    for _ in 0..invocations {
        function::invoke(&api).await;
    }
    // Valgrind counts until the program ends; it would wait for an invocation for ever.
    let id = process.id().ok_or("the program has ended")?;
    Command::new("kill").arg(id.to_string()).status().await?;
    let mut output = String::new();
    if let Some(mut stderr) = process.stderr.take() {
        stderr.read_to_string(&mut output).await?;
    }
    process.wait().await?;
    let (_, rest) = output
        .split_once("Collected : ")
        .ok_or_else(|| format!("valgrind has not counted anything:\n{output}"))?;
    Ok(rest.lines().next().unwrap_or_default().trim().parse()?)
}
