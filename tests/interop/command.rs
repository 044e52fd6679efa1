//! Runs one command to its end, and fails with everything needed to run it again.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The interval at which a running command is polled.
const LOOK: Duration = Duration::from_millis(20);

/// Runs `command` and writes its output to the file `log`.
///
/// # Panics
///
/// Panics if the command cannot be started, fails, or exceeds `limit`: a test that needs its output must not pass without
/// it. `advice` says what can be done about it.
pub(crate) fn run(command: &mut Command, log: &Path, limit: Duration, advice: &str) {
    if let Some(parent) = log.parent() {
        fs::create_dir_all(parent).expect("the folder of the log can be made");
    }
    let output = File::create(log).expect("the log can be created");
    let again = output.try_clone().expect("the log can be opened twice");
    let line = describe(command);
    command.stdin(Stdio::null()).stdout(output).stderr(again);

    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(error) => panic!("cannot start `{line}`: {error}\n{advice}"),
    };
    let deadline = Instant::now() + limit;
    let outcome = loop {
        match child.try_wait().expect("a child can be waited for") {
            Some(status) if status.success() => return,
            Some(status) => break format!("failed ({status})"),
            None if Instant::now() < deadline => thread::sleep(LOOK),
            None => {
                child.kill().expect("a child can be ended");
                child.wait().expect("a child can be waited for");
                break format!("was not done after {} seconds", limit.as_secs());
            }
        }
    };
    panic!(
        "`{line}` {outcome}\n{advice}\nThe end of its output ({}):\n{}",
        log.display(),
        tail(log)
    );
}

/// Returns whether a program of that name can be started.
pub(crate) fn exists(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

/// Returns the output of `program --version`, if there is any.
pub(crate) fn version(program: &str) -> String {
    let output = Command::new(program)
        .arg("--version")
        .stdin(Stdio::null())
        .output();
    output
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned())
        .unwrap_or_default()
}

/// Returns the last lines of a log.
pub(crate) fn tail(log: &Path) -> String {
    const LINES: usize = 40;
    let bytes = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES)..].join("\n")
}

fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line = words
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ");
    match command.get_current_dir() {
        Some(folder) => format!("cd {} && {line}", folder.display()),
        None => line,
    }
}
