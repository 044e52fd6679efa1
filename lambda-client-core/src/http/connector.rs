//! Opens connections.

use std::error::Error as StdError;
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::time::Duration;

use http::Uri;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tower_service::Service;

use crate::http::error::Mistake;
use crate::http::route::Route;
use crate::http::socket::Socket;
use crate::http::tls;

type BoxError = Box<dyn StdError + Send + Sync>;

/// How long a connection is silent before it is probed. A synchronous invocation is silent on the wire until the function
/// responds, and NAT gateways and network load balancers drop silent connections after 350 seconds (AWS NAT gateway
/// documentation).
const KEEPALIVE: Duration = Duration::from_secs(60);

/// How long a probe waits for its acknowledgement.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(10);

/// How long sent bytes may stay unacknowledged before the connection counts as broken. Without a limit the system repeats them
/// for about 15 minutes (tcp(7), `tcp_retries2`).
#[cfg(target_os = "linux")]
const UNACKNOWLEDGED: Duration = Duration::from_secs(30);

/// Opens connections.
pub(crate) struct Connector {
    tcp: HttpConnector,
    proxies: Option<Matcher>,
    /// Made with the first connection over TLS: reading the certificates takes milliseconds.
    tls: OnceLock<Result<TlsConnector, Mistake>>,
}

impl Connector {
    /// Makes a connector with the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`).
    pub(crate) fn from_env() -> Self {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        tcp.set_keepalive(Some(KEEPALIVE));
        tcp.set_keepalive_interval(Some(KEEPALIVE_INTERVAL));
        #[cfg(target_os = "linux")]
        tcp.set_tcp_user_timeout(Some(UNACKNOWLEDGED));
        Connector {
            tcp,
            proxies: has_proxies().then(Matcher::from_env),
            tls: OnceLock::new(),
        }
    }

    /// Returns the route of a request: see [`Route::of`].
    pub(crate) fn route(&self, uri: &Uri) -> Result<Route, Mistake> {
        Route::of(uri, self.proxies.as_ref())
    }

    /// Opens a connection. The socket counts its bytes.
    pub(crate) async fn connect(&self, route: &Route) -> Result<(Stream, Socket), BoxError> {
        let server = route.server()?;
        let tcp = match &route.proxy {
            None => self.tcp(server).await?,
            Some(proxy) if !route.is_tls => self.tcp(proxy.uri.clone()).await?,
            Some(proxy) => {
                let mut tunnel = Tunnel::new(proxy.uri.clone(), self.tcp.clone());
                if let Some(authorization) = &proxy.authorization {
                    tunnel = tunnel.with_auth(authorization.clone());
                }
                poll_fn(|cx| tunnel.poll_ready(cx)).await?;
                tunnel.call(server).await?.into_inner()
            }
        };
        let socket = Socket::new(tcp);
        if !route.is_tls {
            return Ok((Stream::Plain(socket.clone()), socket));
        }
        let tls = self.tls.get_or_init(tls::connector);
        let tls = tls.as_ref().map_err(|mistake| *mistake)?;
        let host = route.authority.host();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let name = ServerName::try_from(host.to_owned())?;
        let stream = tls.connect(name, socket.clone()).await?;
        Ok((Stream::Tls(Box::new(stream)), socket))
    }

    async fn tcp(&self, uri: Uri) -> Result<TcpStream, BoxError> {
        let mut connector = self.tcp.clone();
        poll_fn(|cx| connector.poll_ready(cx)).await?;
        Ok(TokioIo::into_inner(connector.call(uri).await?))
    }
}

/// Returns whether the environment names a proxy: without one, requests need not be compared with the exceptions.
fn has_proxies() -> bool {
    let mut names = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].into_iter();
    names.any(|name| {
        [name.to_owned(), name.to_lowercase()]
            .iter()
            .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
    })
}

/// A connection, with or without TLS.
#[derive(Debug)]
pub(crate) enum Stream {
    Plain(Socket),
    Tls(Box<TlsStream<Socket>>),
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(socket) => Pin::new(socket).poll_read(cx, buffer),
            Stream::Tls(stream) => Pin::new(stream).poll_read(cx, buffer),
        }
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Plain(socket) => Pin::new(socket).poll_write(cx, bytes),
            Stream::Tls(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Stream::Plain(socket) => Pin::new(socket).poll_write_vectored(cx, slices),
            Stream::Tls(stream) => Pin::new(stream).poll_write_vectored(cx, slices),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Stream::Plain(socket) => socket.is_write_vectored(),
            Stream::Tls(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(socket) => Pin::new(socket).poll_flush(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Stream::Plain(socket) => Pin::new(socket).poll_shutdown(cx),
            Stream::Tls(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}
