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
    let host = parsed.as_ref().and_then(http::Uri::host);
    match (scheme, host) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(()),
        _ if !url.contains("://") => Err(EndpointError(format!(
            "the endpoint URL `{}` has no scheme: write `http://` or `https://` before it",
            without_user(url),
        ))),
        _ => Err(EndpointError(format!(
            "the endpoint URL `{}` is invalid: write one such as `http://localhost:4566`",
            without_user(url),
        ))),
    }
}

/// Returns the URL without a user and a password.
fn without_user(url: &str) -> String {
    let (scheme, rest) = match url.split_once("://") {
        Some((scheme, rest)) => (Some(scheme), rest),
        None => (None, url),
    };
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
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
            ("http://a b", "the endpoint URL `http://a b` is invalid"),
        ] {
            let said = said(url).unwrap_err();
            assert!(said.starts_with(expected), "{said}");
        }
    }
}
