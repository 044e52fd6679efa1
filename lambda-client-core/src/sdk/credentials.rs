//! Credentials that can be loaded and sent.

use std::error::Error as StdError;
use std::fmt;

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_lambda::config::{ConfigBag, RuntimeComponents};
use aws_smithy_runtime_api::client::identity::{
    IdentityCacheLocation, IdentityCachePartition, IdentityFuture, ResolveIdentity,
    SharedIdentityResolver,
};
use http::HeaderValue;

use crate::foreign::{SSO_TOKEN_EXPIRED, chain};
use crate::future::catch_panic;
use crate::sdk::cause::reason_or;
use crate::sdk::providers;
use crate::unwind;

/// A provider that refuses credentials which cannot be sent, such as those of an environment variable that ends with a line break:
/// the SDK panics over them. A provider that panics has failed, as one that returns an error has: the panic ends here, so that the
/// call knows that nothing was sent. The panic hook has reported it by then.
#[derive(Debug)]
struct Sendable(SharedIdentityResolver);

/// Returns a resolver of the same credentials, if they can be sent. A cache takes it for the same resolver.
pub(crate) fn sendable(resolver: SharedIdentityResolver) -> SharedIdentityResolver {
    SharedIdentityResolver::new(Sendable(resolver))
}

impl ResolveIdentity for Sendable {
    fn resolve_identity<'a>(
        &'a self,
        components: &'a RuntimeComponents,
        config: &'a ConfigBag,
    ) -> IdentityFuture<'a> {
        IdentityFuture::new(async move {
            // Some providers panic before there is a future.
            let resolved = async { self.0.resolve_identity(components, config).await };
            let unusable = match catch_panic(resolved).await {
                Ok(resolved) => {
                    let identity = resolved?;
                    match identity.data().and_then(unsendable) {
                        None => return Ok(identity),
                        Some(part) => Unusable::Part(part),
                    }
                }
                // The words of the SDK over an empty endpoint URL.
                Err(panic)
                    if unwind::text(&*panic)
                        .is_some_and(|words| words.contains("URL was unset")) =>
                {
                    Unusable::Endpoint
                }
                Err(_) => Unusable::Panic,
            };
            Err(CredentialsError::invalid_configuration(unusable).into())
        })
    }

    fn cache_location(&self) -> IdentityCacheLocation {
        self.0.cache_location()
    }

    fn cache_partition(&self) -> Option<IdentityCachePartition> {
        Some(self.0.cache_partition())
    }
}

/// Returns which of the parts that become headers cannot be sent. The secret access key is only hashed, but with a line break it is
/// a wrong one.
fn unsendable(credentials: &Credentials) -> Option<&'static str> {
    let parts = [
        ("access key ID", Some(credentials.access_key_id())),
        ("secret access key", Some(credentials.secret_access_key())),
        ("session token", credentials.session_token()),
    ];
    let mut unsendable = parts.into_iter().filter(|(_, value)| {
        let value = value.unwrap_or_default();
        HeaderValue::from_str(value).is_err() || value.trim() != value
    });
    unsendable.next().map(|(name, _)| name)
}

/// Why credentials cannot be used.
#[derive(Debug)]
pub(crate) enum Unusable {
    /// This part of them cannot be sent.
    Part(&'static str),
    /// The service that issues them has an empty endpoint URL.
    Endpoint,
    /// Their provider panicked.
    Panic,
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
            Unusable::Panic => f.write_str(
                "the credentials provider panicked; the panic hook has reported it, by default on standard error",
            ),
        }
    }
}

impl StdError for Unusable {}

/// Returns what is wrong with the credentials, and what to do about it, if they are the cause of an error.
pub(crate) fn advice(error: &(dyn StdError + 'static)) -> Option<String> {
    let own = chain(error).find_map(|cause| {
        let unusable = cause.downcast_ref().map(Unusable::to_string);
        let expired = || {
            (cause.to_string() == SSO_TOKEN_EXPIRED).then(|| {
                "the token of IAM Identity Center has expired; run `aws sso login`".to_owned()
            })
        };
        unusable.or_else(expired)
    });
    own.or_else(|| chain(error).find_map(of_provider))
}

/// Returns what is known of a provider that failed.
fn of_provider(cause: &(dyn StdError + 'static)) -> Option<String> {
    let what = match cause.downcast_ref() {
        Some(CredentialsError::CredentialsNotLoaded(_)) => return Some(not_loaded(cause)),
        // Its text has the limit.
        Some(late @ CredentialsError::ProviderTimedOut(_)) => return Some(late.to_string()),
        Some(CredentialsError::InvalidConfiguration(_)) => {
            "the configuration of the credentials provider is invalid"
        }
        Some(_) => "the credentials provider failed",
        // The SDK's errors for these two have private types.
        None => return of_missing_provider(&cause.to_string()).map(str::to_owned),
    };
    let reason = reason_or(
        cause,
        "log it in your own provider, or collect the `tracing` events of `aws_config`",
    );
    Some(format!("{what}{reason}"))
}

/// Returns why there are no credentials, or else where to put them.
fn not_loaded(error: &(dyn StdError + 'static)) -> String {
    if let Some(reason) = providers::why_not_loaded(error) {
        return format!("no credentials were found: {reason}");
    }
    let metadata = match providers::is_without_metadata(error) {
        true => " (the instance metadata service cannot be reached)",
        false => "",
    };
    format!(
        "no credentials were found; set `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, name a profile by `AWS_PROFILE`, or give \
         the machine a role{metadata}"
    )
}

/// Reads the text of an error of the SDK that has a private type.
fn of_missing_provider(text: &str) -> Option<&'static str> {
    if text.contains("no identity resolver") {
        return Some(
            "the configuration has no credentials provider; set `credentials_provider`, or load the configuration with `aws_config`",
        );
    }
    is_load_timeout(text).then_some(
        "the credentials provider did not respond within the load timeout of the SDK's identity cache",
    )
}

/// Returns whether a text is that of the SDK's own limit for the loading of credentials.
pub(crate) fn is_load_timeout(text: &str) -> bool {
    text.starts_with("identity resolver timed out")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_sent_is_named_but_not_printed() {
        let unsendable = |id, secret, token: Option<&str>| {
            unsendable(&Credentials::new(
                id,
                secret,
                token.map(str::to_owned),
                None,
                "test",
            ))
        };
        assert_eq!(unsendable("AKID", "se/cr+et=", Some("token")), None);
        for (unsendable, name) in [
            (unsendable("AKID\n", "secret", None), "access key ID"),
            (unsendable(" AKID", "secret", None), "access key ID"),
            (unsendable("AKID", "secret\r\n", None), "secret access key"),
            (
                unsendable("AKID", "secret", Some("to\u{0}ken")),
                "session token",
            ),
        ] {
            assert_eq!(unsendable, Some(name));
            let said = Unusable::Part(name).to_string();
            assert!(said.starts_with(&format!("the {name} holds")), "{said}");
        }
    }
}
