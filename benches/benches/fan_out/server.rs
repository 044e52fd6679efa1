//! Lambda on loopback, in a separate process, so that its memory is not counted.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

use lambda_client_test_support::{Decoder, Request};

use crate::Failure;

/// The running server; ends with this value.
pub(crate) struct Server {
    process: Child,
    endpoint: String,
}

impl Server {
    pub(crate) fn start() -> Result<Server, Failure> {
        let mut process = Command::new(std::env::current_exe()?)
            .arg("server")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut endpoint = String::new();
        if let Some(stdout) = process.stdout.take() {
            BufReader::new(stdout).read_line(&mut endpoint)?;
        }
        let endpoint = endpoint.trim().to_owned();
        Ok(Server { process, endpoint })
    }

    pub(crate) fn endpoint(&self) -> &str {
        &self.endpoint
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself, and there is nobody left to tell.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Responds to every invocation with its payload, in a thread for each connection.
pub(crate) fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        std::thread::spawn(move || echo_all(stream));
    }
    Ok(())
}

fn echo_all(stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut requests = Decoder::<Request>::new();
    while let Some(request) = requests.read_blocking(&mut &stream)? {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\nX-Amz-Executed-Version: 42\r\n\
             x-amzn-RequestId: 6cbdc6f8-3b5b-4b0e-9c6a-6f5a0e3a2b11\r\n\r\n",
            request.body.len()
        );
        (&stream).write_all(&[head.as_bytes(), &request.body].concat())?;
    }
    Ok(())
}
