//! A server in a separate process, so that its work and its memory are not counted.

use std::io::{self, BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// The server of a benchmark, in a process that ends with this value.
#[derive(Debug)]
pub struct ServerProcess {
    process: Child,
    endpoint: String,
}

impl ServerProcess {
    /// Starts the running program again with the argument `server`, with which it prints its endpoint and serves.
    ///
    /// # Errors
    ///
    /// Returns an error if the program cannot be started or does not print its endpoint.
    pub fn start() -> io::Result<ServerProcess> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("server")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut endpoint = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut endpoint)?;
        }
        let endpoint = endpoint.trim().to_owned();
        Ok(ServerProcess { process, endpoint })
    }

    /// Returns the endpoint that the server printed.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for ServerProcess {
    fn drop(&mut self) {
        // It may have ended already, and an error has nobody to go to.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
