//! The host that a request is addressed to.

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap};
use hyper::http::request::Parts;
use hyper::http::uri::Authority;
use hyper::{Uri, Version};

use crate::endpoint::refusal::Refusal;

/// A host without its port, in the form in which hosts are compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Host {
    Address(IpAddr),
    Name(String),
}

impl Host {
    /// Parses a host without a port. Returns `None` if it is malformed.
    pub(super) fn parse(text: &str) -> Option<Host> {
        let in_brackets = text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        if let Ok(address) = in_brackets.unwrap_or(text).parse::<IpAddr>() {
            return Some(Host::Address(address.to_canonical()));
        }
        let name = text.strip_suffix('.').unwrap_or(text);
        let authority: Authority = name.parse().ok()?;
        // The parser also accepts a user and a port.
        let is_name = authority.host() == name && !name.contains(['[', ']']);
        is_name.then(|| Host::Name(name.to_ascii_lowercase()))
    }

    fn of(authority: &Authority) -> Option<Host> {
        let text = authority.as_str();
        let has_valid_port = match text.strip_prefix(authority.host()) {
            Some("") => true,
            Some(_) => authority.port_u16().is_some(),
            // There is a user before the host.
            None => false,
        };
        has_valid_port.then(|| Host::parse(authority.host()))?
    }

    /// Returns whether this is the machine itself, or the address at which the request arrived. A web page cannot have such a host
    /// unless this machine serves it: an attacker's name may resolve to it, but then the host is still that name.
    pub(super) fn is_here(&self, arrived_at: IpAddr) -> bool {
        match self {
            Host::Address(address) => {
                address.is_loopback()
                    || address.is_unspecified()
                    || *address == arrived_at.to_canonical()
            }
            Host::Name(name) => name == "localhost",
        }
    }
}

/// Returns the hosts that a request names: one in its `Host` header, and another one if its target is a whole URL.
///
/// # Errors
///
/// Returns an error if a host is malformed, repeated or missing (RFC 9112, section 3.2). HTTP/1.0 has no `Host` header.
pub(super) fn requested(head: &Parts) -> Result<Vec<Host>, Refusal> {
    let bad_request = |problem| Err(Refusal::BadRequest(problem));
    let mut hosts = Vec::new();
    match (header(&head.headers), head.version) {
        (Ok(Some(host)), _) => hosts.push(host),
        (Ok(None), Version::HTTP_09 | Version::HTTP_10) => {}
        (Ok(None), _) => return bad_request("no Host header"),
        (Err(problem), _) => return bad_request(problem),
    }
    if let Some(authority) = head.uri.authority() {
        match Host::of(authority) {
            Some(host) => hosts.push(host),
            None => return bad_request("a malformed host in its URL"),
        }
    }
    Ok(hosts)
}

fn header(headers: &HeaderMap) -> Result<Option<Host>, &'static str> {
    let mut values = headers.get_all(HOST).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err("more than one Host header");
    }
    let authority = Authority::try_from(value.as_bytes()).ok();
    match authority.and_then(|authority| Host::of(&authority)) {
        Some(host) => Ok(Some(host)),
        None => Err("a malformed Host header"),
    }
}

/// Returns the host of an origin such as `http://localhost:3000`, or `None` if it is malformed.
pub(super) fn of_origin(origin: &str) -> Option<Host> {
    let (scheme, authority) = origin.split_once("://")?;
    let uri: Uri = format!("{scheme}://{authority}/").parse().ok()?;
    let is_origin = uri.path() == "/" && uri.query().is_none() && !authority.contains(['/', '#']);
    is_origin.then(|| Host::of(uri.authority()?))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(value: &str) -> Option<Host> {
        Host::of(&value.parse().ok()?)
    }

    #[test]
    fn the_machine_itself_has_many_names() {
        let arrived_at = IpAddr::from([192, 168, 1, 5]);
        for here in [
            "localhost",
            "LOCALHOST:9001",
            "localhost.:9001",
            "127.0.0.1",
            "127.8.9.1:80",
            "0.0.0.0:9001",
            "[::1]:9001",
            "[::ffff:127.0.0.1]",
            "192.168.1.5:9001",
        ] {
            assert!(host(here).unwrap().is_here(arrived_at), "{here}");
        }
        for foreign in [
            "evil.example.com",
            "evil.example.com:9001",
            "localhost.evil.example.com",
            "evil-localhost",
            "127.0.0.1.evil.example.com",
            "127.1",
            "192.168.1.6",
            "[2001:db8::1]:9001",
            "host.docker.internal:9001",
        ] {
            assert!(!host(foreign).unwrap().is_here(arrived_at), "{foreign}");
        }
    }

    #[test]
    fn a_malformed_host_is_not_a_host() {
        for malformed in [
            "",
            ":9001",
            "localhost:",
            "localhost:x",
            "localhost:99999",
            "me@localhost",
            "localhost:9001:1",
            "[::1",
            "a b",
            "localhost/",
        ] {
            assert_eq!(host(malformed), None, "{malformed}");
        }
    }

    #[test]
    fn an_origin_has_a_scheme_and_a_host_only() {
        let name = |name: &str| Some(Host::Name(name.to_owned()));
        assert_eq!(of_origin("http://localhost:3000"), name("localhost"));
        assert_eq!(
            of_origin("https://app.example.com"),
            name("app.example.com")
        );
        for malformed in [
            "null",
            "*",
            "localhost:3000",
            "http://",
            "http://localhost/",
            "http://localhost/app",
            "http://localhost?x",
            "http://localhost#x",
            "http://me@localhost",
        ] {
            assert_eq!(of_origin(malformed), None, "{malformed}");
        }
    }
}
