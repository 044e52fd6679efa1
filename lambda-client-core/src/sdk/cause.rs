//! What is known of the errors of the SDK and of its parts.

use std::error::Error as StdError;

use aws_credential_types::provider::error::CredentialsError;
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ConnectorError, SdkError};
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_smithy_runtime_api::client::interceptors::InterceptorError;

use crate::error::Error;
use crate::foreign::{Cause, Known, chain};
use crate::http::{self, Mistake};
use crate::sdk::credentials::Unusable;
use crate::sdk::endpoint::EndpointError;
use crate::sdk::origin::DoubtfulSuccess;
use crate::sdk::providers;
use crate::sdk::region::NoRegion;
use crate::transport::TransportError;

type InvokeSdkError = SdkError<InvokeError, HttpResponse>;

/// Describes an error of the SDK and its causes.
pub(crate) fn of(error: &(dyn StdError + 'static)) -> Cause {
    Cause::of(error, describe)
}

/// Returns the end of a sentence about a component that failed with this error: the reason if it is known, or else where to find it.
pub(crate) fn reason_or(error: &(dyn StdError + 'static), where_to_find_it: &str) -> String {
    let cause = of(error);
    let known = || (!cause.is_left_out()).then(|| cause.root().to_string());
    match own_reason(error).or_else(known) {
        Some(reason) => format!(" ({reason})"),
        None => format!(
            "; the text of its error is left out because it may quote a secret: {where_to_find_it}"
        ),
    }
}

/// Returns the reason that an error of this crate gives, if one is among the causes: that of a user's component was built for
/// everybody to see.
fn own_reason(error: &(dyn StdError + 'static)) -> Option<String> {
    chain(error).find_map(|cause| {
        if let Some(error) = cause.downcast_ref::<Error>() {
            return Some(error.to_string());
        }
        let error = cause.downcast_ref().map(TransportError::to_string);
        error.or_else(|| Some(cause.downcast_ref::<Mistake>()?.to_string()))
    })
}

fn describe(error: &(dyn StdError + 'static)) -> Option<Known> {
    if is_of_this_module(error) {
        return Some(Known::Reason(error.to_string().into()));
    }
    let is_reason = match error.downcast_ref::<InvokeSdkError>() {
        Some(error) => matches!(error, SdkError::TimeoutError(_)),
        None => match error.downcast_ref::<ConnectorError>() {
            // Its text is "other", and what it holds is what failed.
            Some(error) if error.is_other() => return None,
            Some(error) => error.is_timeout(),
            None if is_wrapper(error) => false,
            None => return providers::describe(error),
        },
    };
    // The text of each of these types is one constant for each variant; that of an interceptor's has its name, too.
    let text = error.to_string().into();
    Some(match is_reason {
        true => Known::Reason(text),
        false => Known::Component(text),
    })
}

/// Returns whether the error is of a type whose own text says only what failed.
fn is_wrapper(error: &(dyn StdError + 'static)) -> bool {
    error.is::<CredentialsError>() || error.is::<InterceptorError>() || error.is::<http::Error>()
}

/// Returns whether the error says what this crate found out.
fn is_of_this_module(error: &(dyn StdError + 'static)) -> bool {
    error.is::<Mistake>()
        || error.is::<Unusable>()
        || error.is::<EndpointError>()
        || error.is::<NoRegion>()
        || error.is::<DoubtfulSuccess>()
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::*;

    fn texts(error: &(dyn StdError + 'static)) -> Vec<String> {
        chain(&of(error)).map(ToString::to_string).collect()
    }

    fn secret() -> Box<dyn StdError + Send + Sync> {
        "provider failed: secret=hunter2".into()
    }

    #[test]
    fn no_type_of_the_sdk_shows_what_it_holds() {
        let errors: [Box<dyn StdError>; 11] = [
            Box::new(CredentialsError::not_loaded(secret())),
            Box::new(CredentialsError::invalid_configuration(secret())),
            Box::new(CredentialsError::provider_error(secret())),
            Box::new(CredentialsError::unhandled(secret())),
            Box::new(ConnectorError::io(secret())),
            Box::new(ConnectorError::user(secret())),
            Box::new(ConnectorError::timeout(secret())),
            Box::new(ConnectorError::other(secret(), None)),
            Box::new(InterceptorError::read_after_attempt("audit", secret())),
            Box::new(InvokeSdkError::construction_failure(secret())),
            Box::new(InvokeSdkError::timeout_error(secret())),
        ];
        for error in &errors {
            let texts = texts(&**error);
            assert!(texts.len() <= 2, "{texts:?}");
            let printed = format!("{texts:?} {:?}", of(&**error));
            assert!(!printed.contains("hunter2"), "{printed}");
        }
        let late = CredentialsError::provider_timed_out(Duration::from_secs(5));
        assert!(texts(&late)[0].contains("5 seconds"), "{:?}", texts(&late));
    }

    #[test]
    fn the_reason_of_a_broken_connection_is_told() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let own = http::Error::new(http::ErrorKind::Connect, refused);
        let error = InvokeSdkError::dispatch_failure(ConnectorError::io(own.into()));
        assert_eq!(
            texts(&error),
            [
                "dispatch failure",
                "io error",
                "no connection",
                "connection refused"
            ]
        );
    }
}
