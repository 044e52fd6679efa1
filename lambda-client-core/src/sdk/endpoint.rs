//! The endpoint of the configuration.

use std::error::Error as StdError;
use std::fmt;

/// Says what is wrong with the URL of a configured endpoint. The SDK panics over an empty one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct EndpointError(String);

/// Checks the URL of a configured endpoint.
///
/// # Errors
///
/// Fails if it is not a URL of HTTP with a host.
pub(crate) fn check(url: &str) -> Result<(), EndpointError> {
    if url.is_empty() {
        return Err(EndpointError(
            "the endpoint URL is empty: unset `AWS_ENDPOINT_URL`, or give it a value such as `http://localhost:4566`"
                .to_owned(),
        ));
    }
    let parsed = url.parse::<http::Uri>().ok();
    let scheme = parsed.as_ref().and_then(http::Uri::scheme_str);
    let authority = parsed.as_ref().and_then(http::Uri::authority);
    match (scheme, authority) {
        (Some("http" | "https"), Some(authority)) if has_host_and_port(authority) => Ok(()),
        _ if !url.contains("://") => Err(EndpointError(format!(
            "the endpoint URL `{}` has no scheme: write `http://` or `https://` before it",
            without_secrets(url),
        ))),
        _ => Err(EndpointError(format!(
            "the endpoint URL `{}` is invalid: write one such as `http://localhost:4566`",
            without_secrets(url),
        ))),
    }
}

/// Returns whether there is a host, and a port below 65536 if there is one.
fn has_host_and_port(authority: &http::uri::Authority) -> bool {
    let host = authority.host();
    let after_host = authority.as_str().rsplit_once(host);
    let port = after_host.map_or("", |(_, port)| port.trim_start_matches(':'));
    !host.is_empty() && (port.is_empty() || authority.port_u16().is_some())
}

/// Returns the URL without a user, a password and a query.
fn without_secrets(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, url),
    };
    let (before_query, query) = rest.split_once(['?', '#']).unwrap_or((rest, ""));
    let rest = match before_query.rsplit_once('@') {
        // What looks like a query may be the rest of a password.
        _ if query.contains('@') => "..",
        Some((_, rest)) => rest,
        None => before_query,
    };
    scheme.map_or_else(|| rest.to_owned(), |scheme| format!("{scheme}://{rest}"))
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for EndpointError {}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn an_unusable_endpoint_is_explained() {
        let said = |url| check(url).map_err(|error| error.to_string());
        for url in [
            "http://localhost:4566",
            "https://lambda.eu-central-1.amazonaws.com/",
            "http://[::1]:80/prefix",
            "http://[::1]",
            "http://u:p@localhost:65535",
        ] {
            assert_eq!(said(url), Ok(()));
        }
        for (url, expected) in [
            ("", "the endpoint URL is empty: unset `AWS_ENDPOINT_URL`"),
            (
                "localhost:4566",
                "the endpoint URL `localhost:4566` has no scheme",
            ),
            (
                "user:secret@localhost",
                "the endpoint URL `localhost` has no scheme",
            ),
            (
                "ftp://u:secret@localhost",
                "the endpoint URL `ftp://localhost` is invalid",
            ),
            ("http://", "the endpoint URL `http://` is invalid"),
            (
                "http://localhost:65536",
                "the endpoint URL `http://localhost:65536` is invalid",
            ),
            (
                "localhost:1/?key=secret",
                "the endpoint URL `localhost:1/` has no scheme",
            ),
            ("http://a b", "the endpoint URL `http://a b` is invalid"),
            (
                "ftp://user:secret?secret@localhost",
                "the endpoint URL `ftp://..` is invalid",
            ),
            (
                "ftp://localhost?user=secret@secret",
                "the endpoint URL `ftp://..` is invalid",
            ),
        ] {
            let said = said(url).unwrap_err();
            assert!(said.starts_with(expected), "{said}");
        }
    }
}
