//! What is known of the failures of the credentials providers of `aws_config`.
//!
//! Their errors have private types or are mere texts, which quote files, commands and responses. Such an error is recognized by how its
//! text begins, and told in words of this module: whoever else writes a text that begins in the same way gets these words, and no more.

use std::borrow::Cow;
use std::env;
use std::error::Error as StdError;

use aws_config::meta::ProviderChainError;
use aws_credential_types::provider::error::CredentialsError;
use aws_smithy_types::error::ErrorMetadata;

use crate::foreign::{Known, chain};

/// The text of the provider of a machine's role if the metadata service cannot be reached.
const NO_METADATA: &str = "could not communicate with IMDS";

/// How the text of an error begins, and what is said in its place.
const BEGINNINGS: [(&str, &str); 27] = [
    // Profiles
    (
        "profile formed an infinite loop",
        "the `source_profile` settings of the configuration files form a loop",
    ),
    (
        "missing credential source in `",
        "a profile with `role_arn` has neither `source_profile` nor `credential_source`",
    ),
    (
        "invalid credential source in `",
        "the keys or the source of credentials of a profile are incomplete or contradict each other; check its `aws_access_key_id` \
         and `aws_secret_access_key`, or its `source_profile`, `credential_source` and `role_arn`",
    ),
    (
        "profile referenced `",
        "a profile names an unknown `credential_source`; write `Environment`, `Ec2InstanceMetadata` or `EcsContainer`",
    ),
    (
        "This behavior requires following cargo feature(s) enabled",
        "a profile needs a Cargo feature of `aws-config` that is not enabled",
    ),
    (
        "sso-session named `",
        "the `sso_session` that a profile names is not defined in the configuration file",
    ),
    (
        "selected profile will resolve an access token",
        "the profile needs `sso_account_id` and `sso_role_name`",
    ),
    (
        "invalid profile: ",
        "a configuration file is malformed or cannot be read; check `~/.aws/config` and `~/.aws/credentials`, or the files that \
         `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name",
    ),
    // IAM Identity Center and `aws login`
    (
        "failed to load the cached SSO token",
        "the token of IAM Identity Center cannot be read; run `aws sso login`",
    ),
    (
        "UnauthorizedException",
        "IAM Identity Center responded with `UnauthorizedException`; run `aws sso login`",
    ),
    (
        "cached Login token is expired",
        "the session of `aws login` has expired; run `aws login`",
    ),
    (
        "failed to refresh cached Login token",
        "the session of `aws login` cannot be refreshed; run `aws login`",
    ),
    (
        "failed to load cached Login token",
        "the session of `aws login` cannot be read; run `aws login`",
    ),
    // AWS STS
    (
        "ExpiredTokenException",
        "AWS STS responded with `ExpiredTokenException`: the token for the role has expired",
    ),
    (
        "IDPCommunicationErrorException",
        "AWS STS responded with `IDPCommunicationError`: it cannot reach the identity provider",
    ),
    (
        "IDPRejectedClaimException",
        "AWS STS responded with `IDPRejectedClaim`: the identity provider rejects the web identity token",
    ),
    (
        "InvalidIdentityTokenException",
        "AWS STS responded with `InvalidIdentityToken`: check the web identity token and the identity provider of the role",
    ),
    (
        "RegionDisabledException",
        "AWS STS responded with `RegionDisabledException`: it is not enabled in this region of the account",
    ),
    (
        "AWS_ROLE_ARN environment variable must be set",
        "`AWS_WEB_IDENTITY_TOKEN_FILE` is set, but `AWS_ROLE_ARN` is not",
    ),
    // `credential_process`
    (
        "Error retrieving credentials: external process exited with code",
        "the command of `credential_process` failed; run it by hand",
    ),
    (
        "Error retrieving credentials from external process",
        "the command of `credential_process` returned something other than credentials; run it by hand",
    ),
    // Containers and instances
    (
        "failed to load IMDS session token",
        "the instance metadata service issued no session token",
    ),
    (
        "failed to load credentials [",
        "the container's credentials endpoint reported an error",
    ),
    (
        "invalid relative URI for ECS provider (",
        "`AWS_CONTAINER_CREDENTIALS_RELATIVE_URI` is invalid",
    ),
    (
        "invalid full URI for ECS provider (",
        "`AWS_CONTAINER_CREDENTIALS_FULL_URI` is invalid, or names a host that is not allowed",
    ),
    (
        "the auth token could not be used as an HTTP header value",
        "the token of `AWS_CONTAINER_AUTHORIZATION_TOKEN` cannot be sent",
    ),
    (
        "Incorrect IMDS/IAM configuration: [",
        "the instance's role is misconfigured; check its trust relationship with EC2",
    ),
];

/// Texts that end with a status, and who responded with it.
const STATUSES: [(&str, &str); 2] = [
    (
        "Non-success status from HTTP credential provider: StatusCode(",
        "the container's credentials endpoint",
    ),
    (
        "error response from IMDS (code: ",
        "the instance metadata service",
    ),
];

/// Returns what is known of an error of a provider.
pub(super) fn describe(error: &(dyn StdError + 'static)) -> Option<Known> {
    if error.is::<ProviderChainError<CredentialsError>>() {
        let reason = why_not_loaded(error);
        let reason = reason.unwrap_or("no provider in the chain has credentials".into());
        return Some(Known::Reason(reason));
    }
    let reason = match error.downcast_ref::<ErrorMetadata>() {
        Some(error) => of_service(error),
        None => of_text(&error.to_string(), variable),
    };
    reason.map(Known::Reason)
}

/// Returns why no provider has credentials, if one of them has been configured and failed.
pub(super) fn why_not_loaded(error: &(dyn StdError + 'static)) -> Option<Cow<'static, str>> {
    find(error, &|cause| of_text(&cause.to_string(), variable))
}

/// Returns whether the machine's role was looked for, and the metadata service cannot be reached.
pub(super) fn is_without_metadata(error: &(dyn StdError + 'static)) -> bool {
    let found = find(error, &|cause| {
        (cause.to_string() == NO_METADATA).then_some(())
    });
    found.is_some()
}

/// Looks through an error, its causes, and the providers of chains among them.
fn find<T>(
    error: &(dyn StdError + 'static),
    look: &impl Fn(&(dyn StdError + 'static)) -> Option<T>,
) -> Option<T> {
    chain(error).find_map(|cause| {
        match cause.downcast_ref::<ProviderChainError<CredentialsError>>() {
            Some(providers) => {
                let mut attempts = providers.attempts().iter();
                attempts.find_map(|attempt| find(attempt.error(), look))
            }
            None => look(cause),
        }
    })
}

/// Reads the code of an AWS service that issues credentials. What it says besides names users and roles.
fn of_service(error: &ErrorMetadata) -> Option<Cow<'static, str>> {
    let is_code = |code: &&str| {
        (1..=64).contains(&code.len())
            && code
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'.')
    };
    let code = error.code().filter(is_code)?;
    let text = format!("the AWS service that issues the credentials responded with `{code}`");
    Some(text.into())
}

fn of_text(text: &str, variable: impl Fn(&str) -> Option<String>) -> Option<Cow<'static, str>> {
    let text = text
        .strip_prefix("ProfileFile provider could not be built: ")
        .unwrap_or(text);
    if let Some(profile) = text.strip_prefix("profile `") {
        return of_profile(profile, variable);
    }
    if text == "environment variable not set" {
        return of_variables(variable).map(Cow::Borrowed);
    }
    let status = STATUSES.iter().find_map(|(beginning, who)| {
        let status: u16 = text.strip_prefix(beginning)?.get(..3)?.parse().ok()?;
        Some(format!("{who} responded with status {status}").into())
    });
    status.or_else(|| {
        let mut beginnings = BEGINNINGS.iter();
        let (_, words) = beginnings.find(|(beginning, _)| text.starts_with(beginning))?;
        Some(Cow::Borrowed(*words))
    })
}

/// Reads what follows "profile `". The name is shown if it is what the environment says.
fn of_profile(text: &str, variable: impl Fn(&str) -> Option<String>) -> Option<Cow<'static, str>> {
    let (name, problem) = text.split_once('`')?;
    let text = if problem.starts_with(" has invalid SSO config: ") {
        "the settings of a profile for IAM Identity Center are incomplete, or contradict those of its `sso-session`"
    } else if !problem.starts_with(" was not defined: ") {
        return None;
    } else if problem.ends_with("` was missing") {
        "a profile for IAM Identity Center lacks `sso_region` or `sso_start_url`"
    } else if variable("AWS_PROFILE").is_some_and(|profile| profile == name) {
        let text = format!(
            "the profile `{name}`, which `AWS_PROFILE` names, is not defined in the configuration files"
        );
        return Some(text.into());
    } else if problem.ends_with(" referenced from the root profile") {
        "the selected profile is not defined in the configuration files"
    } else {
        "the profile that a `source_profile` names is not defined in the configuration files"
    };
    Some(Cow::Borrowed(text))
}

/// Returns which of the variables is missing if only one of the two is set.
fn of_variables(variable: impl Fn(&str) -> Option<String>) -> Option<&'static str> {
    let is_set = |name| variable(name).is_some_and(|value| !value.trim().is_empty());
    let has_secret = is_set("AWS_SECRET_ACCESS_KEY") || is_set("SECRET_ACCESS_KEY");
    match (is_set("AWS_ACCESS_KEY_ID"), has_secret) {
        (true, false) => Some("`AWS_ACCESS_KEY_ID` is set, but `AWS_SECRET_ACCESS_KEY` is not"),
        (false, true) => Some("`AWS_SECRET_ACCESS_KEY` is set, but `AWS_ACCESS_KEY_ID` is not"),
        _ => None,
    }
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever sets these has a profile `prod`, and no secret.
    fn environment(name: &str) -> Option<String> {
        match name {
            "AWS_PROFILE" => Some("prod".to_owned()),
            "AWS_ACCESS_KEY_ID" => Some("AKID".to_owned()),
            "AWS_SECRET_ACCESS_KEY" => Some(" ".to_owned()),
            _ => None,
        }
    }

    fn told(text: &str) -> Option<Cow<'static, str>> {
        of_text(text, environment)
    }

    #[test]
    fn a_text_is_told_by_its_beginning_and_never_quoted() {
        let profiles = "ProfileFile provider could not be built: ";
        for (beginning, words) in BEGINNINGS {
            for text in [
                beginning.to_owned(),
                format!("{beginning}hunter2"),
                format!("{profiles}{beginning}hunter2"),
            ] {
                assert_eq!(told(&text).as_deref(), Some(words), "{text}");
            }
            assert_eq!(told(&format!("hunter2 {beginning}")), None);
        }
        for text in ["hunter2", "profile `hunter2", "profile `hunter2` is odd"] {
            assert_eq!(told(text), None);
        }
    }

    #[test]
    fn a_profile_is_named_if_the_environment_names_it() {
        let said = told("profile `prod` was not defined: x").unwrap_or_default();
        assert!(said.contains("`prod`, which `AWS_PROFILE` names"), "{said}");
        for text in [
            "profile `hunter2` was not defined: could not find source profile hunter2 referenced from the root profile",
            "profile `hunter2` was not defined: could not find source profile hunter2 referenced from hunter2",
            "profile `hunter2` was not defined: `sso_region` was missing",
            "profile `hunter2` has invalid SSO config: hunter2",
        ] {
            let said = told(text).unwrap_or_else(|| panic!("{text}"));
            assert!(
                said.contains("profile") && !said.contains("hunter2"),
                "{said}"
            );
        }
    }

    #[test]
    fn half_of_the_variables_are_noticed() {
        let text = "environment variable not set";
        let said = told(text).unwrap_or_default();
        assert!(
            said.ends_with("but `AWS_SECRET_ACCESS_KEY` is not"),
            "{said}"
        );
        let secret = |name: &str| (name == "SECRET_ACCESS_KEY").then(|| "x".to_owned());
        let said = of_text(text, secret).unwrap_or_default();
        assert!(said.ends_with("but `AWS_ACCESS_KEY_ID` is not"), "{said}");
        assert_eq!(of_text(text, |_| None), None);
    }

    #[test]
    fn of_a_response_the_status_or_the_code_is_told() {
        for (beginning, who) in STATUSES {
            let said = told(&format!("{beginning}404). hunter2"));
            let expected = format!("{who} responded with status 404");
            assert_eq!(said.as_deref(), Some(expected.as_str()));
            assert_eq!(told(&format!("{beginning}hunter2")), None);
            assert_eq!(told(&format!("{beginning}é2")), None);
        }
        let code = |code: &str| {
            let error = ErrorMetadata::builder().code(code).message("hunter2");
            of_service(&error.build())
        };
        let said = code("AccessDenied").unwrap_or_default();
        assert!(said.ends_with("responded with `AccessDenied`"), "{said}");
        for odd in ["", "secret=hunter2", "two words", &"x".repeat(65)] {
            assert_eq!(code(odd), None, "{odd}");
        }
    }
}
