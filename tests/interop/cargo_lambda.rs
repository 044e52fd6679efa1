//! `cargo lambda watch`: a stand-in for Lambda that builds and runs every program of a package as a function.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use lambda_client::LambdaBuilder;

use crate::callers::{Caller, Keys, environment};
use crate::client;
use crate::command::run;
use crate::install::{home, log, python, source};
use crate::peer::{Peer, Ready};

const LIMIT: Duration = Duration::from_secs(5 * 60);

/// A running stand-in, with the functions of the package `functions/watched`.
#[derive(Debug)]
pub(crate) struct CargoLambda {
    peer: Peer,
}

impl CargoLambda {
    /// Starts it. Each function becomes `program`, in at most that many processes.
    pub(crate) fn start(program: &Path, processes: u32) -> Self {
        let target = home().join("build/watched");
        let manifest = source().join("functions/watched/Cargo.toml");
        let hide = |command: &mut Command| {
            environment(command, &keys());
            command
                .env("CARGO_TARGET_DIR", &target)
                .env_remove("RUSTFLAGS")
                .env_remove("CARGO_ENCODED_RUSTFLAGS");
        };
        // Otherwise the first call builds.
        let mut build = Command::new(env!("CARGO"));
        hide(&mut build);
        build
            .args(["build", "--quiet", "--locked", "--manifest-path"])
            .arg(&manifest);
        run(
            &mut build,
            &log("build-watched"),
            LIMIT,
            "The package has no dependencies.",
        );

        let stand_in = python("cargo-lambda").join("cargo-lambda");
        let peer = Peer::start("cargo-lambda", Ready::Listens, |port| {
            let mut command = Command::new(&stand_in);
            hide(&mut command);
            command.env("SERVED_FUNCTION", program);
            // By default it listens on every network interface.
            command
                .args([
                    "lambda",
                    "watch",
                    "--ignore-changes",
                    "--invoke-address",
                    "127.0.0.1",
                ])
                .args(["--concurrency", &processes.to_string(), "--invoke-port"])
                .arg(port.to_string())
                .arg("--manifest-path")
                .arg(&manifest);
            command
        });
        Self { peer }
    }

    /// Returns the client under test. It signs, which the stand-in ignores.
    pub(crate) fn lambda(&self) -> LambdaBuilder {
        client::lambda(&self.peer.endpoint(), &keys())
    }

    pub(crate) fn boto3(&self) -> Caller {
        Caller::boto3(&self.peer.endpoint(), &keys())
    }
}

fn keys() -> Keys {
    Keys::new("test", "test")
}
