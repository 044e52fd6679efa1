//! Errors that this crate did not write, without their texts.

mod known;
#[cfg(feature = "aws-sdk")]
mod tls;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::io;

#[cfg(feature = "aws-sdk")]
pub(crate) use self::known::SSO_TOKEN_EXPIRED;

/// How many causes are looked at: an error of somebody else may be its own cause.
const MAX_DEPTH: usize = 32;

/// What stands for an error of which nothing is known.
const LEFT_OUT: &str = "another error, whose text is left out because it may quote a secret";

/// What is known of one error, without its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Known {
    /// Says which component failed; why is in a cause.
    Component(Cow<'static, str>),
    /// Says why.
    Reason(Cow<'static, str>),
}

/// What is known of an error and its causes.
///
/// The errors of users' components (providers of credentials, interceptors, HTTP clients) and many of those of the SDK may quote a
/// payload or a credential, with or without quotation marks. So an error is told by its type, and by its text only where the whole
/// text is one that a dependency has as a constant. Of everything else nothing is kept, since an error is logged and its `source`
/// can be printed.
pub(crate) struct Cause {
    text: Cow<'static, str>,
    source: Option<Box<Cause>>,
}

impl Cause {
    /// Describes an error and its causes. `describe` knows more types than this module does.
    pub(crate) fn of(
        error: &(dyn StdError + 'static),
        describe: fn(&(dyn StdError + 'static)) -> Option<Known>,
    ) -> Cause {
        let mut texts: Vec<Cow<'static, str>> = Vec::new();
        let mut has_reason = false;
        for error in chain(error) {
            let text = match describe(error).or_else(|| known::describe(error)) {
                Some(Known::Component(text)) => text,
                Some(Known::Reason(text)) => {
                    has_reason = true;
                    text
                }
                None => continue,
            };
            // A wrapper often says what it holds.
            if texts.last() != Some(&text) {
                texts.push(text);
            }
        }
        if !has_reason {
            texts.push(Cow::Borrowed(LEFT_OUT));
        }
        let mut texts = texts.into_iter().rev();
        let innermost = Cause {
            text: texts.next().unwrap_or_default(),
            source: None,
        };
        texts.fold(innermost, |source, text| Cause {
            text,
            source: Some(Box::new(source)),
        })
    }

    /// Returns the innermost cause.
    pub(crate) fn root(&self) -> &Cause {
        let mut cause = self;
        while let Some(source) = cause.source.as_deref() {
            cause = source;
        }
        cause
    }

    /// Returns whether a text that may say why was left out.
    #[cfg(feature = "aws-sdk")]
    pub(crate) fn is_left_out(&self) -> bool {
        self.root().text == LEFT_OUT
    }
}

/// Returns the error and its causes.
pub(crate) fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    let next = |error: &&'a (dyn StdError + 'static)| {
        let error: &'a (dyn StdError + 'static) = *error;
        match error.downcast_ref::<io::Error>() {
            // `source` of an I/O error skips the error that it holds.
            Some(io) => io.get_ref().map(|held| held as _),
            None => error.source(),
        }
    };
    std::iter::successors(Some(error), next).take(MAX_DEPTH)
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Prints the text, with that of the causes behind it.
impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)?;
        match &self.source {
            Some(source) => write!(f, " caused by {source:?}"),
            None => Ok(()),
        }
    }
}

impl StdError for Cause {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.source.as_deref()?;
        Some(source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error of a user, who quotes a secret without quotation marks.
    #[derive(Debug)]
    struct Talkative(Option<io::Error>);

    impl fmt::Display for Talkative {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("provider failed: secret=hunter2")
        }
    }

    impl StdError for Talkative {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            let source = self.0.as_ref()?;
            Some(source)
        }
    }

    /// Is its own cause.
    #[derive(Debug)]
    struct Endless;

    impl fmt::Display for Endless {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("endless")
        }
    }

    impl StdError for Endless {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(self)
        }
    }

    fn texts(error: &(dyn StdError + 'static)) -> Vec<String> {
        let cause = Cause::of(error, |_| None);
        chain(&cause).map(ToString::to_string).collect()
    }

    #[test]
    fn the_text_of_an_unknown_error_is_left_out() {
        let secret = || io::Error::other("secret=hunter2");
        assert_eq!(texts(&Talkative(None)), [LEFT_OUT]);
        assert_eq!(texts(&Talkative(Some(secret()))), [LEFT_OUT]);
        assert_eq!(texts(&secret()), [LEFT_OUT]);
        assert_eq!(texts(&Endless), [LEFT_OUT]);
        let printed = format!("{:?}", Cause::of(&Talkative(Some(secret())), |_| None));
        assert!(!printed.contains("hunter2"), "{printed}");
    }

    #[test]
    fn a_known_cause_within_an_unknown_error_is_told() {
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        assert_eq!(texts(&Talkative(Some(refused))), ["connection refused"]);
    }

    #[test]
    fn more_types_can_be_known() {
        let known = |error: &(dyn StdError + 'static)| {
            let component = Known::Component("the provider failed".into());
            error.is::<Talkative>().then_some(component)
        };
        let cause = Cause::of(&Talkative(None), known);
        assert_eq!(cause.to_string(), "the provider failed");
        assert_eq!(cause.root().to_string(), LEFT_OUT);
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let cause = Cause::of(&Talkative(Some(refused)), known);
        assert_eq!(
            format!("{cause:?}"),
            "\"the provider failed\" caused by \"connection refused\""
        );
    }
}
