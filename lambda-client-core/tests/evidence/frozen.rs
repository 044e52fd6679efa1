//! A process that is stopped while its connections wait, as a Lambda function is between two invocations.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::clients::{HttpClient, invoke};

/// Tells the second process where to send its requests.
const ENDPOINT: &str = "LAMBDA_CLIENT_TEST_FROZEN";

/// How often the process is stopped.
const STOPS: usize = 4;

/// How long the process is stopped before and after the server leaves, so that what was on its way is there.
const STOPPED: Duration = Duration::from_millis(200);

const RESPONSE: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n7";

/// Connections of a server that keeps them until it is told to leave.
type Connections = Arc<Mutex<Vec<TcpStream>>>;

/// Starts a server that responds to every request, in threads.
fn server(connections: Connections) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let kept = stream.try_clone().expect("a second handle");
            connections.lock().expect("no panic").push(kept);
            thread::spawn(move || while respond(&mut stream) {});
        }
    });
    format!("http://{address}")
}

/// Closes all connections, and returns how many.
fn close(connections: &Connections) -> usize {
    let mut connections = connections.lock().expect("no panic");
    for stream in connections.iter() {
        stream.shutdown(Shutdown::Both).expect("an open connection");
    }
    connections.drain(..).count()
}

/// Returns whether a request was there, and has a response.
fn respond(stream: &mut TcpStream) -> bool {
    let mut bytes = [0; 4096];
    matches!(stream.read(&mut bytes), Ok(1..)) && stream.write_all(RESPONSE).is_ok()
}

fn signal(process: &Child, name: &str) {
    let mut kill = Command::new("kill");
    let sent = kill.arg(name).arg(process.id().to_string()).status();
    assert!(sent.expect("`kill` starts").success(), "{name}");
}

#[cfg(unix)]
#[test]
fn a_process_that_was_stopped_does_not_send_to_a_server_that_has_left() {
    let connections = Connections::default();
    let endpoint = server(connections.clone());
    let mut second = Command::new(std::env::current_exe().expect("this program"));
    let mut second = second
        .args(["--ignored", "--exact", "frozen::second_process"])
        .arg("--nocapture")
        .env(ENDPOINT, endpoint)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut closed = 0;
    for _ in 0..STOPS {
        thread::sleep(Duration::from_millis(200));
        signal(&second, "-STOP");
        thread::sleep(STOPPED);
        // Not before: a server that leaves while a request is on its way leaves in doubt whether it ran.
        closed += close(&connections);
        thread::sleep(STOPPED);
        signal(&second, "-CONT");
    }
    thread::sleep(Duration::from_millis(200));
    drop(second.stdin.take());
    let ended = second.wait_with_output().expect("the program ends");
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}");
    assert!(closed >= STOPS, "{closed} connections were closed");
    assert!(said.contains("<ok>"), "{said}");
    assert!(!said.contains("<failed"), "{said}");
}

/// Makes one call after the other until its input ends.
#[tokio::test]
#[ignore = "started in its own process by the test above"]
async fn second_process() {
    let endpoint = std::env::var(ENDPOINT).expect("the first process names an endpoint");
    let input = thread::spawn(|| std::io::stdin().read(&mut [0]));
    let transport = HttpClient::Own.transport(&endpoint);
    while !input.is_finished() {
        match invoke(&transport).await {
            Ok(_) => print!("<ok>"),
            Err(error) => print!("<failed: {}>", error.evidence()),
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}
