//! The way to a server.

use std::io;

use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

/// The way to a server: directly, or through a proxy. Connections with equal routes are interchangeable.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Route {
    pub(crate) is_tls: bool,
    /// The server's host and port as the request has them.
    pub(crate) authority: Authority,
    pub(crate) proxy: Option<Proxy>,
}

/// An HTTP proxy.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Proxy {
    pub(crate) uri: Uri,
    pub(crate) authorization: Option<HeaderValue>,
}

impl Route {
    /// Returns the route of a request.
    ///
    /// # Errors
    ///
    /// Fails if the request's URI names no server, or the proxy is not an HTTP proxy.
    pub(crate) fn of(uri: &Uri, proxies: &Matcher) -> Result<Route, io::Error> {
        let is_tls = uri.scheme() == Some(&Scheme::HTTPS);
        if !is_tls && uri.scheme() != Some(&Scheme::HTTP) {
            return Err(invalid(
                "the endpoint's URL must start with `http://` or `https://`",
            ));
        }
        let authority = uri.authority().filter(|found| !found.host().is_empty());
        let authority = authority.ok_or_else(|| invalid("the endpoint's URL has no host"))?;
        let proxy = proxies.intercept(uri).map(Proxy::of).transpose()?;
        Ok(Route {
            is_tls,
            authority: authority.clone(),
            proxy,
        })
    }

    /// Returns the proxy that takes requests themselves. Of requests over TLS a proxy sees nothing: they go through a tunnel.
    fn forward_proxy(&self) -> Option<&Proxy> {
        self.proxy.as_ref().filter(|_| !self.is_tls)
    }

    /// Brings the request into the form that HTTP/1.1 has on this route (RFC 9112, section 3.2).
    ///
    /// # Errors
    ///
    /// Fails if the request's URI has no valid host.
    pub(crate) fn prepare<B>(&self, request: &mut Request<B>) -> Result<(), http::Error> {
        *request.version_mut() = http::Version::HTTP_11;
        if !request.headers().contains_key(HOST) {
            let host = self.host_header()?;
            request.headers_mut().insert(HOST, host);
        }
        if let Some(proxy) = self.forward_proxy() {
            if let Some(authorization) = &proxy.authorization {
                request
                    .headers_mut()
                    .insert(PROXY_AUTHORIZATION, authorization.clone());
            }
            return Ok(());
        }
        let path = request.uri().path_and_query().cloned();
        let path = path.unwrap_or_else(|| PathAndQuery::from_static("/"));
        *request.uri_mut() = Uri::from(path);
        Ok(())
    }

    /// The host without user information, and without the default port.
    fn host_header(&self) -> Result<HeaderValue, http::Error> {
        let host = self.authority.host();
        let default = if self.is_tls { 443 } else { 80 };
        Ok(match self.authority.port_u16() {
            Some(port) if port != default => HeaderValue::try_from(format!("{host}:{port}"))?,
            _ => HeaderValue::try_from(host)?,
        })
    }

    /// Returns the URI of the server, without a path.
    pub(crate) fn server(&self) -> Result<Uri, http::Error> {
        let scheme = if self.is_tls {
            Scheme::HTTPS
        } else {
            Scheme::HTTP
        };
        Uri::builder()
            .scheme(scheme)
            .authority(self.authority.clone())
            .path_and_query("/")
            .build()
    }
}

impl Proxy {
    fn of(intercept: Intercept) -> Result<Proxy, io::Error> {
        if intercept.uri().scheme() != Some(&Scheme::HTTP) {
            return Err(invalid(
                "only proxies with an `http://` URL are supported; correct `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, \
                 or pass an HTTP client of your own",
            ));
        }
        Ok(Proxy {
            uri: intercept.uri().clone(),
            authorization: intercept.basic_auth().cloned(),
        })
    }
}

/// Without the authorization.
impl std::fmt::Debug for Proxy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Proxy")
            .field("uri", &self.uri)
            .finish_non_exhaustive()
    }
}

fn invalid(what: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, what)
}
