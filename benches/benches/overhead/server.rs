//! Lambda on loopback, in a separate process, so that its work is not counted.

use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};

use lambda_client_benches::Failure;
use lambda_client_test_support::{Decoder, Request};

/// Responds to every invocation with its payload, and those of the busy function with a throttle twice before a number.
///
/// Blocks, with a thread for each connection: the client waits for each response, and a runtime would only delay it.
pub(crate) fn serve() -> Result<(), Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    println!("http://{}", listener.local_addr()?);
    for stream in listener.incoming() {
        let stream = stream?;
        std::thread::spawn(move || respond_to_all(stream));
    }
    Ok(())
}

fn respond_to_all(stream: TcpStream) -> std::io::Result<()> {
    static BUSY: AtomicUsize = AtomicUsize::new(0);
    stream.set_nodelay(true)?;
    let mut requests = Decoder::<Request>::new();
    while let Some(request) = requests.read_blocking(&mut &stream)? {
        let response = match request.path.contains("documents-busy") {
            true if BUSY.fetch_add(1, Ordering::Relaxed) % 3 < 2 => {
                let head = "x-amzn-ErrorType: TooManyRequestsException\r\nRetry-After: 0\r\n";
                let body = br#"{"Type":"User","message":"Rate Exceeded."}"#;
                with_head("429 Too Many Requests", head, body)
            }
            true => with_head("200 OK", SUCCESS, b"7"),
            false => with_head("200 OK", SUCCESS, &request.body),
        };
        (&stream).write_all(&response)?;
    }
    Ok(())
}

const SUCCESS: &str = "X-Amz-Executed-Version: 42\r\n";

fn with_head(status: &str, extra: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\nConnection: keep-alive\r\nx-amzn-RequestId: 6cbdc6f8-3b5b-4b0e-9c6a-6f5a0e3a2b11\r\n{extra}\
         X-Amzn-Trace-Id: root=1-6920f2b0-1f2e3d4c5b6a79881726354a;sampled=0\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
