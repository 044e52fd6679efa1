//! What the compiler says about mistakes, word by word, and what must compile without a word.
//!
//! `TRYBUILD=overwrite cargo test -p lambda-client-ui-tests` writes the messages anew; read them before they are committed.

use std::io::Write as _;
use std::process::Command;

/// The messages of another compiler may differ, so only the pinned one is asked.
fn is_pinned_compiler() -> bool {
    let toolchain = include_str!("../../rust-toolchain.toml");
    let version = Command::new("rustc").arg("--version").output();
    let is_pinned = version.is_ok_and(|output| {
        let version = String::from_utf8_lossy(&output.stdout);
        let release = version.split_whitespace().nth(1).unwrap_or_default();
        toolchain.contains(&format!("\"{release}\""))
    });
    if !is_pinned {
        // Not by `eprintln!`, of which the test harness shows nothing where a test passes.
        let warning =
            "warning: rustc is not the one of rust-toolchain.toml: messages are not compared";
        let _ = writeln!(std::io::stderr(), "{warning}");
    }
    is_pinned
}

// Two tests, as trybuild builds all files in one go where none of them must compile.

#[test]
fn what_is_right_compiles() {
    if is_pinned_compiler() {
        trybuild::TestCases::new().pass("pass/*.rs");
    }
}

#[test]
fn what_is_wrong_is_explained() {
    if !is_pinned_compiler() {
        return;
    }
    let cases = trybuild::TestCases::new();
    for folder in [
        "args",
        "trait",
        "method",
        "types",
        "function-error",
        "several",
        "recovery",
        "lints",
    ] {
        cases.compile_fail(format!("{folder}/*.rs"));
    }
}
