//! What the compiler says about mistakes, word by word, and what must compile without a word.
//!
//! `TRYBUILD=overwrite cargo test -p lambda-client-ui-tests` writes the messages anew; read them before they are committed.

use std::process::Command;

/// The messages of another compiler may differ, so only the pinned one is asked.
fn is_pinned_compiler() -> bool {
    let toolchain = include_str!("../../rust-toolchain.toml");
    let version = Command::new("rustc").arg("--version").output();
    version.is_ok_and(|output| {
        let version = String::from_utf8_lossy(&output.stdout);
        let release = version.split_whitespace().nth(1).unwrap_or_default();
        toolchain.contains(&format!("\"{release}\""))
    })
}

#[test]
fn ui() {
    if !is_pinned_compiler() {
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.pass("pass/*.rs");
    for folder in [
        "args",
        "trait",
        "method",
        "types",
        "recovery",
        "function-error",
    ] {
        cases.compile_fail(format!("{folder}/*.rs"));
    }
}
