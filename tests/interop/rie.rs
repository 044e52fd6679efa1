//! The Runtime Interface Emulator: AWS's own stand-in for Lambda around one function, from the package of the AWS SAM CLI.
//!
//! A second call while one is running ends the emulator, so each test has its own and makes one call at a time. It serves one
//! path, whatever the function is called, and ignores invocation types, qualifiers and requests for logs.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use lambda_client::LambdaBuilder;

use crate::callers::{Caller, Keys, environment};
use crate::client;
use crate::install::python;
use crate::peer::{Peer, Ready, free_port};

/// The name in the only path that the emulator serves.
pub(crate) const FUNCTION: &str = "function";

/// A running emulator.
#[derive(Debug)]
pub(crate) struct Rie {
    peer: Peer,
}

impl Rie {
    /// Starts an emulator of the function `name`, which is a program.
    pub(crate) fn start(name: &str, program: &Path, variables: &[(&str, &str)]) -> Self {
        let emulator = emulator();
        let peer = Peer::start("rie", Ready::Listens, |port| {
            let mut command = Command::new(&emulator);
            environment(&mut command, &keys());
            command.envs([
                ("AWS_LAMBDA_FUNCTION_NAME", name),
                ("AWS_LAMBDA_FUNCTION_TIMEOUT", "30"),
            ]);
            command.envs(variables.iter().copied());
            // By default it listens on every network interface, and the Runtime API of all emulators is on the same port.
            command
                .arg("--runtime-interface-emulator-address")
                .arg(format!("127.0.0.1:{port}"))
                .arg("--runtime-api-address")
                .arg(format!("127.0.0.1:{}", free_port()))
                .arg(program);
            command
        });
        Self { peer }
    }

    /// Returns the client under test. It signs, which the emulator ignores.
    pub(crate) fn lambda(&self) -> LambdaBuilder {
        client::lambda(&self.peer.endpoint(), &keys())
    }

    pub(crate) fn boto3(&self) -> Caller {
        Caller::boto3(&self.peer.endpoint(), &keys())
    }

    pub(crate) fn port(&self) -> u16 {
        self.peer.port()
    }

    /// Returns what the emulator and the function have written so far.
    pub(crate) fn output(&self) -> String {
        self.peer.output()
    }
}

fn keys() -> Keys {
    Keys::new("test", "test")
}

/// Returns the emulator's program for this machine.
fn emulator() -> PathBuf {
    let machine = match std::env::consts::ARCH {
        "aarch64" => "arm64",
        machine => machine,
    };
    let packages = python("rie").with_file_name("lib");
    let program = format!("site-packages/samcli/local/rapid/aws-lambda-rie-{machine}");
    let mut versions = fs::read_dir(&packages).expect("a virtual environment has packages");
    let program = versions
        .find_map(|version| {
            let program = version.ok()?.path().join(&program);
            program.exists().then_some(program)
        })
        .expect("the package holds an emulator for this machine");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755))
        .expect("the emulator can be made executable");
    program
}
