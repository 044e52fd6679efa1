//! Lambda on loopback, in a separate process, so that its memory is not counted.

use std::io::Write;
use std::net::{TcpListener, TcpStream};

use lambda_client_test_support::{Decoder, Request};

use lambda_client_benches::Failure;

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
