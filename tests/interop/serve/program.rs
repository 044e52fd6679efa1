//! The served function, as a program and as deployment packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::command::run;
use crate::functions::{pack, script};
use crate::install::{home, log};

/// Only the program is built: the tests have built everything else.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Returns the program, built once per process. It is an example of the package under test, so that it shares the dependencies
/// that are built for the tests.
pub(crate) fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build
            .args([
                "build",
                "--quiet",
                "--all-features",
                "--example",
                "served_function",
            ])
            .current_dir(env!("CARGO_MANIFEST_DIR"));
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        run(
            &mut build,
            &log("build-served"),
            LIMIT,
            "The served function does not build.",
        );
        // This test is in `target/debug/deps`, or below the folder of another profile.
        let tests = std::env::current_exe().expect("a test is a program");
        let profile = tests.ancestors().nth(2).expect("tests are in `deps`");
        profile.join("examples/served_function")
    })
}

/// Returns a package that holds the program itself as its `bootstrap`, without symbols, as one deploys it.
pub(crate) fn archive() -> &'static Path {
    static ARCHIVE: OnceLock<PathBuf> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        let folder = home().join("build");
        fs::create_dir_all(&folder).expect("the folder of a bootstrap can be made");
        let stripped = folder.join("served-bootstrap");
        let mut strip = Command::new("strip");
        strip.arg("-o").arg(&stripped).arg(program());
        run(
            &mut strip,
            &log("strip-served"),
            LIMIT,
            "`strip` is part of the tools that link programs (Debian: binutils).",
        );
        pack("served", &stripped, &[])
    })
}

/// Returns a package that starts the program where it is: most tests need no copy of it.
pub(crate) fn shortcut() -> &'static Path {
    static SHORTCUT: OnceLock<PathBuf> = OnceLock::new();
    SHORTCUT.get_or_init(|| {
        let command = format!("exec {}", program().display());
        pack("served-shortcut", &script("served", &command), &[])
    })
}
