//! Credentials that can be loaded and sent.

use std::error::Error as StdError;
use std::fmt;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials, SharedCredentialsProvider, future};
use http::HeaderValue;

use crate::future::unless_panics_with;

/// A provider that refuses credentials which cannot be sent, such as those of an environment variable that ends with a line break,
/// and an empty endpoint of the service that issues them. The SDK panics over both.
#[derive(Debug)]
pub(crate) struct Sendable(pub(crate) SharedCredentialsProvider);

impl ProvideCredentials for Sendable {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::new(async move {
            // The words of the SDK over an empty endpoint URL.
            let provided = unless_panics_with("URL was unset", self.0.provide_credentials());
            match provided.await {
                Some(credentials) => check(credentials?),
                None => Err(CredentialsError::invalid_configuration(Unusable::Endpoint)),
            }
        })
    }

    fn fallback_on_interrupt(&self) -> Option<Credentials> {
        self.0.fallback_on_interrupt()
    }
}

/// Checks the parts that become headers. The secret access key is only hashed, but with a line break it is a wrong one.
fn check(credentials: Credentials) -> provider::Result {
    let parts = [
        ("access key ID", Some(credentials.access_key_id())),
        ("secret access key", Some(credentials.secret_access_key())),
        ("session token", credentials.session_token()),
    ];
    for (name, value) in parts {
        let value = value.unwrap_or_default();
        if HeaderValue::from_str(value).is_err() || value.trim() != value {
            return Err(CredentialsError::invalid_configuration(Unusable::Part(
                name,
            )));
        }
    }
    Ok(credentials)
}

/// Why credentials cannot be used.
#[derive(Debug)]
enum Unusable {
    /// This part of them cannot be sent.
    Part(&'static str),
    /// The service that issues them has an empty endpoint URL.
    Endpoint,
}

impl fmt::Display for Unusable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unusable::Part(name) => write!(
                f,
                "the {name} holds a line break, a space at an end or another character that cannot be sent; remove it"
            ),
            Unusable::Endpoint => f.write_str(
                "the endpoint URL of the service that issues the credentials is empty: unset `AWS_ENDPOINT_URL_STS`, \
                 `AWS_ENDPOINT_URL_SSO` or `AWS_ENDPOINT_URL_SSO_OIDC`, or give it a value",
            ),
        }
    }
}

impl StdError for Unusable {}

/// Returns what to do about credentials that are missing or cannot be sent, if these are the causes of an error.
pub(crate) fn advice<'a>(
    mut causes: impl Iterator<Item = &'a (dyn StdError + 'static)>,
) -> Option<String> {
    causes.find_map(|cause| {
        if let Some(unusable) = cause.downcast_ref::<Unusable>() {
            return Some(unusable.to_string());
        }
        match cause.downcast_ref() {
            Some(CredentialsError::CredentialsNotLoaded(_)) => Some(
                "no credentials were found; set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, name a profile by `AWS_PROFILE`, \
                 or give the machine a role"
                    .to_owned(),
            ),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;

    #[test]
    fn what_cannot_be_sent_is_named_but_not_printed() {
        let credentials = |id, secret, token: Option<&str>| {
            check(Credentials::new(
                id,
                secret,
                token.map(str::to_owned),
                None,
                "test",
            ))
        };
        assert!(credentials("AKID", "se/cr+et=", Some("token")).is_ok());
        for (refused, name) in [
            (credentials("AKID\n", "secret", None), "access key ID"),
            (credentials(" AKID", "secret", None), "access key ID"),
            (credentials("AKID", "secret\r\n", None), "secret access key"),
            (
                credentials("AKID", "secret", Some("to\u{0}ken")),
                "session token",
            ),
        ] {
            let error = refused.unwrap_err();
            let said = error.source().expect("a reason").to_string();
            assert!(said.starts_with(&format!("the {name} holds")), "{said}");
            let printed = format!("{error:?} {said}");
            assert!(!printed.contains("AKID"), "{printed}");
        }
    }
}
