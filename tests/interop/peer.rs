//! Starts a server on a free loopback port, and ends it with the test.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::command::tail;
use crate::http;
use crate::install::{home, log, source};

const START: Duration = Duration::from_secs(60);
const STOP: Duration = Duration::from_secs(10);
const LOOK: Duration = Duration::from_millis(20);

/// Another process may take a port between the search for a free one and the start of the peer.
const PORTS_TO_TRY: u32 = 3;

/// How a server shows that it is ready.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Ready<'a> {
    /// `GET` of this path returns 200.
    Healthy(&'a str),
    /// It accepts connections. For servers on which any request may be an invocation.
    Listens,
}

impl Ready<'_> {
    fn is_met(self, port: u16) -> bool {
        match self {
            Ready::Healthy(path) => matches!(http::request(port, "GET", path, ""), Ok((200, _))),
            Ready::Listens => TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok(),
        }
    }
}

/// A running server and all the processes that it started.
#[derive(Debug)]
pub(crate) struct Peer {
    supervisor: Child,
    port: u16,
    log: PathBuf,
}

impl Peer {
    /// Starts the server that `command` builds for a port, and waits until it is ready.
    ///
    /// # Panics
    ///
    /// Panics with the end of its log if the server ends, or is not ready in time.
    pub(crate) fn start(name: &str, ready: Ready<'_>, command: impl Fn(u16) -> Command) -> Self {
        let mut failures = String::new();
        for _ in 0..PORTS_TO_TRY {
            let port = free_port();
            let mut peer = Self::spawn(name, port, &command);
            match peer.wait_until(ready) {
                Ok(()) => return peer,
                Err(what) => {
                    failures +=
                        &format!("on port {port} it {what}; its log:\n{}\n", tail(&peer.log))
                }
            }
        }
        panic!("{name} does not start:\n{failures}");
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Returns the endpoint URL for an AWS SDK.
    pub(crate) fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn spawn(name: &str, port: u16, command: impl Fn(u16) -> Command) -> Self {
        let log = log(&format!("{name}-{port}"));
        let scratch = home().join("scratch").join(format!("{name}-{port}"));
        for folder in [
            log.parent().expect("a log is in a folder"),
            scratch.as_path(),
        ] {
            fs::create_dir_all(folder).expect("the folders of a peer can be made");
        }
        let output = File::create(&log).expect("the log of a peer can be created");
        let again = output.try_clone().expect("the log can be opened twice");

        let command = command(port);
        let mut supervisor = Command::new("python3");
        supervisor
            .arg(source().join("scripts/supervise.py"))
            .arg(&scratch);
        supervisor
            .arg(command.get_program())
            .args(command.get_args());
        for (key, value) in command.get_envs() {
            match value {
                Some(value) => supervisor.env(key, value),
                None => supervisor.env_remove(key),
            };
        }
        // A peer unpacks files; they must not fill the machine's temporary folder.
        supervisor.env("TMPDIR", &scratch).current_dir(&scratch);
        supervisor
            .stdin(Stdio::piped())
            .stdout(output)
            .stderr(again);
        let supervisor = supervisor.spawn().expect("python3 can be started");
        Self {
            supervisor,
            port,
            log,
        }
    }

    /// Returns everything that the server has written so far.
    pub(crate) fn output(&self) -> String {
        let bytes = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    fn wait_until(&mut self, ready: Ready<'_>) -> Result<(), String> {
        let deadline = Instant::now() + START;
        loop {
            if let Some(status) = self
                .supervisor
                .try_wait()
                .expect("a child can be waited for")
            {
                return Err(format!("ended ({status})"));
            }
            if ready.is_met(self.port) {
                return Ok(());
            }
            if Instant::now() > deadline {
                return Err(format!("was not ready after {} seconds", START.as_secs()));
            }
            thread::sleep(LOOK);
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        // At the end of its input, the supervisor stops the server and its children and removes the scratch folder.
        drop(self.supervisor.stdin.take());
        let deadline = Instant::now() + STOP;
        while matches!(self.supervisor.try_wait(), Ok(None)) {
            if Instant::now() > deadline {
                let _ = self.supervisor.kill();
                let _ = self.supervisor.wait();
                break;
            }
            thread::sleep(LOOK);
        }
    }
}

/// Finds a loopback port that is not in use.
pub(crate) fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
        .expect("the loopback interface has a free port");
    listener
        .local_addr()
        .expect("a listener has an address")
        .port()
}
