//! The way to a server.

use std::fmt;
use std::net::IpAddr;

use http::header::{HOST, PROXY_AUTHORIZATION};
use http::uri::{Authority, PathAndQuery, Scheme};
use http::{HeaderValue, Request, Uri};
use hyper_util::client::proxy::matcher::{Intercept, Matcher};

use crate::http::error::Mistake;

/// The way to a server: directly, or through a proxy. Connections with equal routes are interchangeable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) is_tls: bool,
    /// The server's host and port as the request has them.
    pub(crate) authority: Authority,
    pub(crate) proxy: Option<Proxy>,
}

/// An HTTP proxy.
#[derive(Clone, PartialEq, Eq)]
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
    pub(crate) fn of(uri: &Uri, proxies: Option<&Matcher>) -> Result<Route, Mistake> {
        let is_tls = uri.scheme() == Some(&Scheme::HTTPS);
        if !is_tls && uri.scheme() != Some(&Scheme::HTTP) {
            return Err(Mistake(
                "the endpoint's URL must start with `http://` or `https://`",
            ));
        }
        let authority = uri.authority().filter(|found| !found.host().is_empty());
        let authority = authority.ok_or(Mistake("the endpoint's URL has no host"))?;
        let proxy = proxies
            .filter(|_| !is_of_this_machine(authority.host()))
            .and_then(|proxies| proxies.intercept(uri));
        let proxy = proxy.map(Proxy::of).transpose()?;
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

    /// Returns the host without user information, and without the default port.
    fn host_header(&self) -> Result<HeaderValue, http::Error> {
        let default = if self.is_tls { 443 } else { 80 };
        let host = match self.authority.port_u16() {
            Some(port) if port != default => {
                let authority = self.authority.as_str();
                authority
                    .rsplit_once('@')
                    .map_or(authority, |(_, host)| host)
            }
            _ => self.authority.host(),
        };
        Ok(HeaderValue::try_from(host)?)
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
    fn of(intercept: Intercept) -> Result<Proxy, Mistake> {
        if intercept.uri().scheme() != Some(&Scheme::HTTP) {
            return Err(Mistake(
                "only proxies with an `http://` URL are supported; correct `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, \
                 or pass your own HTTP client",
            ));
        }
        Ok(Proxy {
            uri: intercept.uri().clone(),
            authorization: intercept.basic_auth().cloned(),
        })
    }
}

/// Without the authorization.
impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("uri", &self.uri)
            .finish_non_exhaustive()
    }
}

/// Returns whether a host is one of those that give an AWS machine its credentials: link-local addresses (RFC 3927) and those of
/// the instance metadata service in IPv6. A proxy would ask its own machine.
fn is_of_this_machine(host: &str) -> bool {
    match host.trim_matches(['[', ']']).parse() {
        Ok(IpAddr::V4(address)) => address.is_link_local(),
        Ok(IpAddr::V6(address)) => address.segments().starts_with(&[0xfd00, 0xec2]),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use hyper_util::client::proxy::matcher::Matcher;

    use super::*;

    fn proxies() -> Matcher {
        Matcher::builder()
            .all("http://user:secret@proxy.test:3128")
            .no("internal.test")
            .build()
    }

    fn prepared(uri: &str, proxies: &Matcher) -> Request<()> {
        let uri: Uri = uri.parse().unwrap();
        let route = Route::of(&uri, Some(proxies)).unwrap();
        let mut request = Request::post(uri).body(()).unwrap();
        route.prepare(&mut request).unwrap();
        request
    }

    #[test]
    fn a_request_to_the_server_has_a_path_and_a_host() {
        let none = Matcher::builder().build();
        for (uri, path, host) in [
            ("http://localhost:4566/f?q=1", "/f?q=1", "localhost:4566"),
            ("http://localhost:80/", "/", "localhost"),
            ("https://lambda.test:443/f", "/f", "lambda.test"),
            ("https://lambda.test:80/f", "/f", "lambda.test:80"),
            ("http://user:secret@[::1]:8080", "/", "[::1]:8080"),
            ("http://user@lambda.test", "/", "lambda.test"),
        ] {
            let request = prepared(uri, &none);
            assert_eq!(request.uri().to_string(), path);
            assert_eq!(request.headers()[HOST], host);
            assert!(!request.headers().contains_key(PROXY_AUTHORIZATION));
        }
    }

    #[test]
    fn a_proxy_is_told_the_server_by_the_request_or_by_a_tunnel() {
        let request = prepared("http://lambda.test/f", &proxies());
        assert_eq!(request.uri(), "http://lambda.test/f");
        assert_eq!(
            request.headers()[PROXY_AUTHORIZATION],
            "Basic dXNlcjpzZWNyZXQ="
        );
        // Through a tunnel, the request is for the server alone.
        let request = prepared("https://lambda.test/f", &proxies());
        assert_eq!(request.uri(), "/f");
        assert!(!request.headers().contains_key(PROXY_AUTHORIZATION));
    }

    #[test]
    fn hosts_without_a_proxy() {
        for uri in [
            "http://internal.test/",
            "http://169.254.169.254/latest",
            "http://169.254.170.2/v2",
            "http://[fd00:ec2::254]/latest",
        ] {
            let route = Route::of(&uri.parse().unwrap(), Some(&proxies())).unwrap();
            assert!(route.proxy.is_none(), "{uri}");
        }
        let route = Route::of(&"http://10.0.0.1/".parse().unwrap(), Some(&proxies())).unwrap();
        assert!(route.proxy.is_some());
    }

    #[test]
    fn what_cannot_be_reached_is_refused() {
        for uri in ["ftp://lambda.test/", "/f", "lambda.test:80"] {
            assert!(Route::of(&uri.parse().unwrap(), None).is_err(), "{uri}");
        }
        let socks = Matcher::builder().all("socks5://proxy.test").build();
        let refused = Route::of(&"https://lambda.test/".parse().unwrap(), Some(&socks));
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("`HTTPS_PROXY`"), "{said}");
    }

    #[test]
    fn a_route_does_not_print_the_password_of_a_proxy() {
        let route = Route::of(&"http://lambda.test/".parse().unwrap(), Some(&proxies())).unwrap();
        let printed = format!("{route:?}");
        assert!(printed.contains("proxy.test"), "{printed}");
        for secret in ["secret", "dXNlcjpzZWNyZXQ"] {
            assert!(!printed.contains(secret), "{printed}");
        }
    }
}
