//! Addresses where a connection fails.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket, TcpStream};

/// How long the kernel may take to accept a connection on loopback.
const PATIENCE: Duration = Duration::from_millis(300);

/// No queue of a listener is longer.
const LONGEST_QUEUE: usize = 64;

/// Returns a URL at which nothing listens, so that a connection is refused.
pub async fn refused() -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("loopback has a free port");
    let address = listener.local_addr().expect("a listener has an address");
    format!("http://{address}")
}

/// An address that swallows connections: a listener whose queue is full, so that the kernel drops what arrives.
#[derive(Debug)]
pub struct BlackHole {
    address: SocketAddr,
    _listener: TcpListener,
    _queue: Vec<TcpStream>,
}

impl BlackHole {
    /// Opens one at a free port.
    ///
    /// # Errors
    ///
    /// As those of [`open_at`](BlackHole::open_at).
    pub async fn open() -> io::Result<BlackHole> {
        BlackHole::open_at(SocketAddr::from((Ipv4Addr::LOCALHOST, 0))).await
    }

    /// Opens one at this address.
    ///
    /// # Errors
    ///
    /// Returns an error if the address is taken, or if its queue does not fill.
    pub async fn open_at(address: SocketAddr) -> io::Result<BlackHole> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(address)?;
        let listener = socket.listen(1)?;
        let address = listener.local_addr()?;
        let mut queue = Vec::new();
        while let Ok(connected) = tokio::time::timeout(PATIENCE, TcpStream::connect(address)).await
        {
            queue.push(connected?);
            if queue.len() > LONGEST_QUEUE {
                return Err(io::Error::other("the queue of the listener does not fill"));
            }
        }
        Ok(BlackHole {
            address,
            _listener: listener,
            _queue: queue,
        })
    }

    /// Returns its URL.
    pub fn http(&self) -> String {
        format!("http://{}", self.address)
    }
}
