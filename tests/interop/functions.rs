//! The test function in three languages, each behind AWS's own runtime client, as an archive that can be deployed.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use crate::command::run;
use crate::install::{build_tools, home, lock, log, node, python, source};

/// The first build fetches and compiles the runtime client for Rust.
const LIMIT: Duration = Duration::from_secs(10 * 60);

/// The language of a test function. All three handle the same events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Python,
    Node,
    Rust,
}

impl Language {
    pub(crate) const ALL: [Self; 3] = [Self::Python, Self::Node, Self::Rust];

    /// The value of `Handler`. The Rust program ignores it, but the service requires one.
    pub(crate) fn handler(self) -> &'static str {
        match self {
            Self::Python | Self::Node => "app.handler",
            Self::Rust => "bootstrap",
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
            Self::Rust => "rust",
        }
    }

    /// Returns the deployment package for the runtime `provided.al2023`, built once per process.
    pub(crate) fn archive(self) -> &'static Path {
        static ARCHIVES: [OnceLock<PathBuf>; 3] = [const { OnceLock::new() }; 3];
        ARCHIVES[self as usize].get_or_init(|| match self {
            Self::Python => python_archive(),
            Self::Node => node_archive(),
            Self::Rust => rust_archive(),
        })
    }
}

fn python_archive() -> PathBuf {
    let interpreter = python("python-ric").join("python");
    // The runtime client prepends the working folder to Python's path.
    let bootstrap = format!(
        "exec {} -m awslambdaric \"$_HANDLER\"",
        interpreter.display()
    );
    let code = source().join("functions/python/app.py");
    pack(
        "python",
        &script("python", &bootstrap),
        &[("app.py", &code)],
    )
}

fn node_archive() -> PathBuf {
    build_tools();
    let client = node("node-ric").join("node_modules/.bin/aws-lambda-ric");
    let bootstrap = format!("exec {} \"$_HANDLER\"", client.display());
    let code = source().join("functions/node/app.js");
    pack("node", &script("node", &bootstrap), &[("app.js", &code)])
}

fn rust_archive() -> PathBuf {
    let target = home().join("build/rust-function");
    let mut build = Command::new(env!("CARGO"));
    build
        .args(["build", "--quiet", "--locked", "--manifest-path"])
        .arg(source().join("functions/rust/Cargo.toml"));
    // Cargo passes its settings to the tests that it runs; they must not affect this build.
    build
        .env("CARGO_TARGET_DIR", &target)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    run(
        &mut build,
        &log("build-rust-function"),
        LIMIT,
        "The interop tests need the registry of Rust's packages.",
    );
    pack("rust", &target.join("debug/bootstrap"), &[])
}

/// A `bootstrap` for the custom runtime: the shell goes to the code and becomes another program.
pub(crate) fn script(name: &str, command: &str) -> PathBuf {
    // Two processes may write the same text at once and must not read a half-written file.
    let _lock = lock(&format!("script-{name}"));
    let folder = home().join("build").join(name);
    fs::create_dir_all(&folder).expect("the folder of a bootstrap can be made");
    let file = folder.join("bootstrap");
    fs::write(
        &file,
        format!("#!/bin/sh\ncd \"$LAMBDA_TASK_ROOT\" && {command}\n"),
    )
    .expect("a file can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o755))
        .expect("a file can be made executable");
    file
}

/// Makes a deployment package.
pub(crate) fn pack(name: &str, bootstrap: &Path, members: &[(&str, &Path)]) -> PathBuf {
    let folder = home().join("packages");
    fs::create_dir_all(&folder).expect("the folder of the packages can be made");
    let archive = folder.join(format!("{name}.zip"));
    let mut pack = Command::new("python3");
    pack.arg(source().join("scripts/pack.py"))
        .arg(&archive)
        .arg(format!("bootstrap={}", bootstrap.display()));
    pack.args(
        members
            .iter()
            .map(|(member, file)| format!("{member}={}", file.display())),
    );
    run(
        &mut pack,
        &log(&format!("build-{name}-archive")),
        LIMIT,
        "The archive of a test function cannot be made.",
    );
    archive
}
