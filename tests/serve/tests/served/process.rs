//! The process of a function.

use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use lambda_client_test_support::runtime_api::RuntimeApi;
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, Command};
use tokio::task::JoinHandle;

/// How long a process may take to end.
const PATIENCE: Duration = Duration::from_secs(20);

/// A function, with its own stand-in for the Runtime API. Dropping it ends the process.
pub(crate) struct Served {
    pub(crate) api: RuntimeApi,
    child: Child,
    log: JoinHandle<String>,
}

/// What is left of a process.
pub(crate) struct Ended {
    pub(crate) status: ExitStatus,
    /// Standard error: the log, and the error of `main`.
    pub(crate) log: String,
}

/// Returns the program, without an environment.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_served"));
    command
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

impl Served {
    /// Starts the function of this name, with Lambda's variables and these.
    pub(crate) async fn start(name: &str, variables: &[(&str, &str)]) -> Served {
        let api = RuntimeApi::start().await;
        let mut command = program();
        command
            .env("AWS_LAMBDA_RUNTIME_API", api.address().to_string())
            .env("AWS_LAMBDA_FUNCTION_NAME", name)
            .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
            .env("AWS_LAMBDA_FUNCTION_VERSION", "7")
            .env("AWS_LAMBDA_LOG_GROUP_NAME", format!("/aws/lambda/{name}"))
            .env("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/31/[7]0")
            .env("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")
            .envs(variables.iter().copied());
        let (child, log) = spawn(&mut command);
        Served { api, child, log }
    }

    /// Sends a signal.
    pub(crate) async fn signal(&self, signal: &str) {
        let id = self.child.id().expect("the process runs").to_string();
        let command = format!("kill {signal} {id}");
        let sent = Command::new("sh").args(["-c", &command]).status().await;
        assert!(sent.expect("a shell runs").success());
    }

    /// Waits until the process ends.
    pub(crate) async fn end(self) -> Ended {
        ended(self.child, self.log).await
    }

    /// Ends the process at once, and returns what it has logged.
    pub(crate) async fn kill(mut self) -> String {
        self.child.start_kill().expect("the process runs");
        ended(self.child, self.log).await.log
    }

    /// Ends the process and returns what it has logged. What it has done wrong is a failure of the test.
    pub(crate) async fn stop(mut self) -> String {
        self.api.idle().await;
        assert_eq!(self.api.mistakes(), [""; 0]);
        self.child.start_kill().expect("the process runs");
        ended(self.child, self.log).await.log
    }
}

/// Waits until a process ends.
pub(crate) async fn ended(mut child: Child, log: JoinHandle<String>) -> Ended {
    let ending = async {
        let status = child.wait().await.expect("the process can be waited for");
        (status, log.await.expect("the log is read"))
    };
    let ended = tokio::time::timeout(PATIENCE, ending).await;
    let (status, log) = ended.expect("the process ends");
    Ended { status, log }
}

/// Starts a program and reads its log, so that the pipe never fills up.
pub(crate) fn spawn(command: &mut Command) -> (Child, JoinHandle<String>) {
    let mut child = command.spawn().expect("the program starts");
    let mut stderr = child.stderr.take().expect("it is a pipe");
    let log = tokio::spawn(async move {
        let mut log = String::new();
        let read = stderr.read_to_string(&mut log).await;
        read.expect("the log is text");
        log
    });
    (child, log)
}

/// Returns the trace header of the invocation with this number.
pub(crate) fn trace(number: u64) -> String {
    format!("Root=1-5759e988-{number:024x};Parent=53995c3f42cd8ad8;Sampled=1")
}
