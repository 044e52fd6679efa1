//! Who may use an endpoint.

use std::net::IpAddr;

use hyper::header::{HOST, HeaderMap, HeaderValue, ORIGIN, REFERER};
use hyper::http::request::Parts;

use crate::endpoint::host;
use crate::endpoint::host::Host;
use crate::endpoint::refusal::Refusal;

/// The hosts and web pages that an endpoint accepts, besides its own host.
///
/// Any program of this machine may use the API, and so may a browser, on behalf of any web page that it shows. Browsers
/// give themselves away: a request of a page names the page's origin, and after an attacker's name has been made to resolve to
/// this machine (DNS rebinding), `Host` is still that name.
#[derive(Clone, Debug, Default)]
pub(super) struct AccessRules {
    hosts: Vec<Host>,
    origins: Vec<String>,
    mistakes: Vec<String>,
}

/// The origin of a web page that may use the endpoint, as the request names it.
pub(super) struct PageOrigin(pub(super) HeaderValue);

impl AccessRules {
    pub(super) fn allow_host(&mut self, host: &str) {
        match Host::parse(host) {
            Some(host) => self.hosts.push(host),
            None => self.mistakes.push(format!(
                "invalid host `{host}`: expected a name or an IP address without a port"
            )),
        }
    }

    pub(super) fn allow_origin(&mut self, origin: &str) {
        match host::of_origin(origin) {
            Some(_) => self.origins.push(origin.to_ascii_lowercase()),
            None => self.mistakes.push(format!(
                "invalid origin `{origin}`: expected one such as `http://localhost:3000`"
            )),
        }
    }

    pub(super) fn mistakes(&self) -> &[String] {
        &self.mistakes
    }

    /// Returns the page that a request is from, or `None` if it is not from a page of another origin.
    ///
    /// # Errors
    ///
    /// Returns an error if the request does not name its host as HTTP demands, or if the host or the page is not accepted.
    pub(super) fn check(
        &self,
        head: &Parts,
        arrived_at: IpAddr,
    ) -> Result<Option<PageOrigin>, Refusal> {
        let hosts = host::requested(head)?;
        let is_known = |host: &Host| host.is_here(arrived_at) || self.hosts.contains(host);
        if !hosts.iter().all(is_known) {
            return Err(Refusal::Denied(
                "the host that the request names is not the endpoint's own; call `EndpointBuilder::allow_host` to accept it",
            ));
        }
        let page = self.page(&head.headers);
        page.map_err(|()| {
            Refusal::Denied(
                "the request is from a web page of another origin; call `EndpointBuilder::allow_origin` to accept it",
            )
        })
    }

    fn page(&self, headers: &HeaderMap) -> Result<Option<PageOrigin>, ()> {
        let mut origins = headers.get_all(ORIGIN).iter();
        match (origins.next(), origins.next()) {
            (Some(origin), None) if is_same_origin(origin, headers) => Ok(None),
            (Some(origin), None) if self.accepts(origin) => Ok(Some(PageOrigin(origin.clone()))),
            (Some(_), _) => Err(()),
            // Browsers omit the origin when a page only reads, for example with `<img src=..>` or a link.
            (None, _) => match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
                Some(b"none" | b"same-origin") => Ok(None),
                Some(_) => Err(()),
                None => self.referring_page(headers),
            },
        }
    }

    /// Checks the page that an older browser names.
    fn referring_page(&self, headers: &HeaderMap) -> Result<Option<PageOrigin>, ()> {
        let Some(referer) = headers.get(REFERER) else {
            return Ok(None);
        };
        let referer = referer.to_str().map_err(|_| ())?;
        let (scheme, rest) = referer.split_once("://").ok_or(())?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let origin = HeaderValue::from_str(&format!("{scheme}://{authority}")).map_err(|_| ())?;
        match is_same_origin(&origin, headers) || self.accepts(&origin) {
            true => Ok(None),
            false => Err(()),
        }
    }

    fn accepts(&self, origin: &HeaderValue) -> bool {
        let is_origin = |known: &String| known.as_bytes().eq_ignore_ascii_case(origin.as_bytes());
        self.origins.iter().any(is_origin)
    }
}

/// Returns whether a page of the endpoint itself sends the request.
fn is_same_origin(origin: &HeaderValue, headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).map_or(&b""[..], HeaderValue::as_bytes);
    let authority = origin.as_bytes().strip_prefix(b"http://");
    authority.is_some_and(|authority| authority.eq_ignore_ascii_case(host))
}
