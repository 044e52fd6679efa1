//! The errors of which something is known without their own words, or whose words are constants.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::io;

use tokio::task::JoinError;
use tokio::time::error::Elapsed;

use crate::error::Error;
use crate::foreign::Known;
#[cfg(feature = "aws-sdk")]
use crate::foreign::tls;
use crate::json::JsonMismatch;
use crate::transport::TransportError;

/// Texts of private types of dependencies that say what failed. Such a text is the whole text of the error.
const COMPONENTS: [&str; 10] = [
    // hyper-util
    "client error (Canceled)",
    "client error (ChannelClosed)",
    "client error (Connect)",
    "client error (SendRequest)",
    "tcp bind local error",
    "tcp connect error",
    "tcp open error",
    "tunnel error: failed to create underlying connection",
    "tunnel error: io error establishing tunnel",
    // aws-config
    "an IO error occurred communicating with IMDS",
];

/// Texts of private types of dependencies that say why. Such a text is the whole text of the error.
const REASONS: [&str; 14] = [
    // hyper and hyper-util
    "connection closed before message completed",
    "dns error",
    "tunnel error: missing destination host",
    "tunnel error: proxy authorization required",
    "tunnel error: proxy response headers too long",
    "tunnel error: unexpected end of file",
    "tunnel error: unsuccessful",
    // rustls-pki-types and tokio-rustls
    "invalid dns name",
    "tls handshake eof",
    // aws-config
    "couldn't resolve a home directory",
    "failing status code returned from IMDS",
    "invalid JSON in cached SSO token file",
    "request forbidden: IMDS is disabled or the caller has insufficient permissions.",
    SSO_TOKEN_EXPIRED,
];

/// The text of aws-config for a token of IAM Identity Center that has expired.
pub(crate) const SSO_TOKEN_EXPIRED: &str = "the SSO token has expired and cannot be refreshed";

/// Returns what is known of an error.
pub(super) fn describe(error: &(dyn StdError + 'static)) -> Option<Known> {
    if let Some(io) = error.downcast_ref() {
        return of_io(io);
    }
    if let Some(json) = error.downcast_ref() {
        return Some(reason(JsonMismatch::new(json).to_string()));
    }
    if let Some(task) = error.downcast_ref() {
        return Some(of_task(task));
    }
    #[cfg(feature = "aws-sdk")]
    if let Some(tls) = error.downcast_ref() {
        return Some(tls::describe(tls));
    }
    if has_constant_text(error) || is_of_this_crate(error) {
        return Some(reason(error.to_string()));
    }
    let text = error.to_string();
    let is = |constant: &&&'static str| text == **constant;
    let component = COMPONENTS.iter().find(is);
    let component = component.map(|text| Known::Component(Cow::Borrowed(text)));
    component.or_else(|| Some(reason(*REASONS.iter().find(is)?)))
}

fn reason(text: impl Into<Cow<'static, str>>) -> Known {
    Known::Reason(text.into())
}

/// Tells an I/O error by its kind if it holds an error of somebody.
fn of_io(error: &io::Error) -> Option<Known> {
    if error.get_ref().is_none() {
        // The words of the operating system, or of the standard library.
        return Some(reason(error.to_string()));
    }
    match (error.kind(), error.kind().to_string()) {
        // The held error says more, or is all that there is.
        (io::ErrorKind::Other | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput, _) => {
            None
        }
        // A kind without a public name.
        (_, kind) if kind == "uncategorized error" => None,
        (_, kind) => Some(reason(kind)),
    }
}

/// The error of a task quotes its panic.
fn of_task(error: &JoinError) -> Known {
    reason(match error.is_panic() {
        true => "a task panicked; the panic hook has reported it, by default on standard error",
        false => "a task was canceled",
    })
}

/// Returns whether the text of an error of this type is one of a few constants of its crate.
fn has_constant_text(error: &(dyn StdError + 'static)) -> bool {
    #[cfg(feature = "aws-sdk")]
    if error.is::<hyper::Error>() {
        return true;
    }
    error.is::<http::Error>()
        || error.is::<http::header::InvalidHeaderValue>()
        || error.is::<http::uri::InvalidUri>()
        || error.is::<Elapsed>()
}

/// Returns whether this crate wrote the text of an error, or its user did for everybody to see.
fn is_of_this_crate(error: &(dyn StdError + 'static)) -> bool {
    error.is::<Error>() || error.is::<TransportError>()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(error: &(dyn StdError + 'static)) -> Option<String> {
        describe(error).map(|known| match known {
            Known::Component(text) | Known::Reason(text) => text.into_owned(),
        })
    }

    fn boxed(text: &str) -> Box<dyn StdError + Send + Sync> {
        text.into()
    }

    #[test]
    fn an_io_error_is_told_by_what_the_system_says() {
        let refused = io::Error::from_raw_os_error(111);
        let said = told(&refused).unwrap_or_default();
        assert!(said.ends_with("(os error 111)"), "{said}");
        let timed_out = io::Error::from(io::ErrorKind::TimedOut);
        assert_eq!(told(&timed_out).as_deref(), Some("timed out"));
        let reset = io::Error::new(io::ErrorKind::ConnectionReset, "secret=hunter2");
        assert_eq!(told(&reset).as_deref(), Some("connection reset"));
        assert_eq!(told(&io::Error::other("secret=hunter2")), None);
    }

    #[test]
    fn a_text_counts_only_if_it_is_the_constant() {
        for text in COMPONENTS.into_iter().chain(REASONS) {
            assert_eq!(told(&*boxed(text)).as_deref(), Some(text));
            for foreign in [format!("{text}: hunter2"), format!("hunter2 {text}")] {
                assert_eq!(told(&*boxed(&foreign)), None, "{foreign}");
            }
        }
    }

    #[tokio::test]
    async fn a_task_is_told_without_the_text_of_its_panic() {
        let panicked = tokio::spawn(async { panic!("secret={}", "hunter2") });
        let said = told(&panicked.await.unwrap_err()).unwrap_or_default();
        assert!(said.starts_with("a task panicked;"), "{said}");
        assert!(!said.contains("hunter2"), "{said}");
        let task = tokio::spawn(std::future::pending::<()>());
        task.abort();
        let said = told(&task.await.unwrap_err());
        assert_eq!(said.as_deref(), Some("a task was canceled"));
    }

    #[test]
    fn an_error_of_json_is_told_without_the_json() {
        let error = serde_json::from_str::<u8>("\"hunter2\"").unwrap_err();
        let said = told(&error).unwrap_or_default();
        assert!(said.starts_with("expected u8"), "{said}");
    }

    #[test]
    fn the_users_word_to_this_crate_is_told() {
        let error = Error::configuration("the quota is used up");
        let said = told(&error).unwrap_or_default();
        assert!(said.ends_with("the quota is used up"), "{said}");
    }
}
