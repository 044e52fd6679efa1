//! Peers that misbehave.

use std::future::pending;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// What a peer does with a connection.
#[derive(Clone, Debug)]
pub(crate) enum Manner {
    /// Resets it at once, the request unread.
    ResetUnread,
    /// Reads the request and resets the connection.
    Reset,
    /// Reads the request and closes the connection.
    Close,
    /// Reads the request and says nothing.
    Silence,
    /// Reads the request, answers with these bytes and closes the connection.
    Answer(Vec<u8>),
    /// Reads the request, answers with these bytes and says nothing more.
    AnswerAndSilence(Vec<u8>),
    /// Answers every request with these bytes.
    Keep(Vec<u8>),
}

/// A peer on loopback.
#[derive(Debug)]
pub(crate) struct Peer {
    address: SocketAddr,
    requests: Arc<AtomicUsize>,
    task: tokio::task::JoinHandle<()>,
}

impl Peer {
    pub(crate) async fn start(manner: Manner) -> Peer {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let requests = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&requests);
        let task = tokio::spawn(async move {
            let mut connections = tokio::task::JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                connections.spawn(behave(stream, manner.clone(), Arc::clone(&counter)));
            }
        });
        Peer {
            address,
            requests,
            task,
        }
    }

    pub(crate) fn http(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn https(&self) -> String {
        format!("https://{}", self.address)
    }

    /// Requests that were read to their end.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// Closes the port and all connections.
    pub(crate) async fn stop(&mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

async fn behave(mut stream: TcpStream, manner: Manner, requests: Arc<AtomicUsize>) {
    let counted = async |stream: &mut TcpStream| {
        read_request(stream).await?;
        requests.fetch_add(1, Ordering::SeqCst);
        Some(())
    };
    if !matches!(manner, Manner::ResetUnread) && counted(&mut stream).await.is_none() {
        return;
    }
    match manner {
        Manner::ResetUnread | Manner::Reset => {
            let _ = stream.set_zero_linger();
        }
        Manner::Close => {}
        Manner::Silence => pending().await,
        Manner::Answer(bytes) => {
            let _ = stream.write_all(&bytes).await;
        }
        Manner::AnswerAndSilence(bytes) => {
            let _ = stream.write_all(&bytes).await;
            pending().await
        }
        Manner::Keep(bytes) => loop {
            if stream.write_all(&bytes).await.is_err() || counted(&mut stream).await.is_none() {
                return;
            }
        },
    }
}

/// A request's head and, by its length, its body.
async fn read_request(stream: &mut TcpStream) -> Option<()> {
    let mut bytes = Vec::new();
    loop {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
        let Some(head) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
        let length = text
            .split_once("content-length: ")
            .and_then(|(_, rest)| rest.lines().next()?.trim().parse().ok());
        if bytes.len() >= head + 4 + length.unwrap_or(0) {
            return Some(());
        }
    }
}

/// An address where nothing listens.
pub(crate) async fn refused() -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    format!("http://{}", listener.local_addr().expect("an address"))
}

/// An address that does not answer: a listener whose queue is full, so that the kernel drops what knocks.
#[derive(Debug)]
pub(crate) struct BlackHole {
    address: SocketAddr,
    _listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl BlackHole {
    pub(crate) async fn open() -> BlackHole {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket
            .bind(SocketAddr::from(([127, 0, 0, 1], 0)))
            .expect("a port");
        let listener = socket.listen(1).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let mut queue = Vec::new();
        let patience = Duration::from_millis(200);
        while let Ok(connected) = tokio::time::timeout(patience, TcpStream::connect(address)).await
        {
            queue.push(connected.expect("a place in the queue"));
            assert!(queue.len() < 64, "the queue has no end");
        }
        BlackHole {
            address,
            _listener: listener,
            _queue: queue,
        }
    }

    pub(crate) fn http(&self) -> String {
        format!("http://{}", self.address)
    }
}
