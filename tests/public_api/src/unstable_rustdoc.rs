//! Runs `rustdoc` with its unstable options allowed, on whatever toolchain cargo uses.
//!
//! Cargo takes this program in place of `rustdoc`. The variable is set for `rustdoc` alone: with it in the environment of cargo,
//! every dependency whose build script looks at it would be built once more.

use std::env;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let status = Command::new("rustdoc")
        .args(env::args_os().skip(1))
        .env("RUSTC_BOOTSTRAP", "1")
        .status();
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("rustdoc cannot be started: {error}");
            ExitCode::FAILURE
        }
    }
}
