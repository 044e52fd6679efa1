//! Drives other AWS clients: boto3, the AWS CLI and the AWS SDK for JavaScript, unmodified.
//!
//! Each is a script in `callers/` that reads one JSON line per call and writes one back; see `boto3_calls.py`.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};

use crate::command::tail;
use crate::install::{log, node, python, source};

/// A pair of AWS credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) id: String,
    pub(crate) secret: String,
}

impl Keys {
    pub(crate) fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
        }
    }
}

/// A running script. Dropping it ends the script.
#[derive(Debug)]
pub(crate) struct Caller {
    process: Child,
    requests: Option<ChildStdin>,
    responses: BufReader<ChildStdout>,
    name: &'static str,
    log: PathBuf,
}

impl Caller {
    pub(crate) fn boto3(endpoint: &str, keys: &Keys) -> Self {
        let mut command = Command::new(python("python-callers").join("python"));
        command
            .arg(source().join("callers/boto3_calls.py"))
            .arg(endpoint);
        Self::start("boto3", command, keys)
    }

    pub(crate) fn aws_cli(endpoint: &str, keys: &Keys) -> Self {
        let mut command = Command::new(python("python-callers").join("python"));
        command
            .arg(source().join("callers/cli_calls.py"))
            .arg(endpoint);
        Self::start("aws-cli", command, keys)
    }

    pub(crate) fn javascript(endpoint: &str, keys: &Keys) -> Self {
        let mut command = Command::new("node");
        command
            .arg(source().join("callers/js_calls.mjs"))
            .arg(node("node-callers"))
            .arg(endpoint);
        Self::start("javascript", command, keys)
    }

    /// Performs one request of Lambda's API, in the API's own names. An error of the service or the client is returned as
    /// `class`, `code`, `status`, `message` and `headers`.
    pub(crate) fn call(&mut self, operation: &str, arguments: Value) -> Result<Value, Value> {
        let mut result = self.send(&json!({ "operation": operation, "arguments": arguments }));
        match result.get_mut("error") {
            Some(error) => Err(error.take()),
            None => Ok(result["response"].take()),
        }
    }

    /// Sends one line and returns the line that comes back.
    ///
    /// # Panics
    ///
    /// Panics if the script ends instead of responding; its log says why.
    pub(crate) fn send(&mut self, request: &Value) -> Value {
        let requests = self
            .requests
            .as_mut()
            .expect("a caller takes requests until it is dropped");
        let sent = writeln!(requests, "{request}").and_then(|()| requests.flush());
        let mut line = String::new();
        let read = self.responses.read_line(&mut line);
        match serde_json::from_str(&line) {
            Ok(response) => response,
            Err(error) => panic!(
                "{} did not respond to {request} ({sent:?}, {read:?}, {error}): {line:?}\n{}",
                self.name,
                tail(&self.log)
            ),
        }
    }

    fn start(name: &'static str, mut command: Command, keys: &Keys) -> Self {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let number = STARTED.fetch_add(1, Ordering::Relaxed);
        let log = log(&format!("{name}-{}-{number}", std::process::id()));
        fs::create_dir_all(log.parent().expect("a log is in a folder"))
            .expect("the folder of the logs can be made");
        environment(&mut command, keys);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(File::create(&log).expect("the log of a caller can be created"));
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {name}: {error}"));
        let requests = process.stdin.take();
        let responses = BufReader::new(process.stdout.take().expect("the output is a pipe"));
        Self {
            process,
            requests,
            responses,
            name,
            log,
        }
    }
}

impl Drop for Caller {
    fn drop(&mut self) {
        // A script ends at the end of its input.
        drop(self.requests.take());
        let _ = self.process.wait();
    }
}

/// Sets credentials and region, and hides everything else that the machine or its user has configured.
pub(crate) fn environment(command: &mut Command, keys: &Keys) {
    for (key, _) in std::env::vars_os() {
        let name = key.to_string_lossy().to_ascii_uppercase();
        if name.starts_with("AWS_") || name.ends_with("_PROXY") {
            command.env_remove(&key);
        }
    }
    command.envs([
        ("AWS_ACCESS_KEY_ID", keys.id.as_str()),
        ("AWS_SECRET_ACCESS_KEY", keys.secret.as_str()),
        ("AWS_REGION", REGION),
        ("AWS_DEFAULT_REGION", REGION),
        ("AWS_CONFIG_FILE", "/dev/null"),
        ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"),
        ("AWS_EC2_METADATA_DISABLED", "true"),
        // StartSyncExecution would otherwise go to `sync-127.0.0.1`, which does not exist.
        ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
        ("NO_PROXY", "127.0.0.1"),
    ]);
}

/// The region that every test calls.
pub(crate) const REGION: &str = "us-east-1";
