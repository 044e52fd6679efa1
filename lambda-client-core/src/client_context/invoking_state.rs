//! The state of a state machine that a function runs for, as its task hands it over.

use std::fmt;

use crate::client_context::ClientContext;

/// The custom value with the ARN of the execution.
pub(crate) const EXECUTION_ARN: &str = "lambda-client:execution-arn";
/// The custom value with the name of the state.
pub(crate) const STATE_NAME: &str = "lambda-client:state-name";
/// The custom value with the number of retries that the state has made, in decimal digits.
pub(crate) const RETRY_COUNT: &str = "lambda-client:retry-count";

/// The state of an execution of AWS Step Functions that a function runs for.
///
/// Lambda's context object says nothing of it, so the task states of generated definitions hand it over in the client context, as the
/// custom values `lambda-client:execution-arn`, `lambda-client:state-name` and `lambda-client:retry-count`.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::ClientContext;
/// use lambda_client::client_context::InvokingState;
///
/// let arn = "arn:aws:states:us-east-1:123456789012:execution:orders:17";
/// let context = ClientContext::new()
///     .with_custom("lambda-client:execution-arn", arn)
///     .with_custom("lambda-client:state-name", "place")
///     .with_custom("lambda-client:retry-count", "2");
/// let state = InvokingState::from_client_context(&context).expect("a task handed it over");
/// assert_eq!((state.execution_arn(), state.name(), state.retry_count()), (arn, Some("place"), 2));
/// assert!(InvokingState::from_client_context(&ClientContext::new()).is_none());
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct InvokingState {
    execution_arn: String,
    name: Option<String>,
    retry_count: u32,
}

impl InvokingState {
    /// Reads the state from the client context of an invocation. Returns `None` if the client context does not name an execution.
    pub fn from_client_context(context: &ClientContext) -> Option<InvokingState> {
        let custom = |key| context.custom().get(key).filter(|value| !value.is_empty());
        Some(InvokingState {
            execution_arn: decoded(custom(EXECUTION_ARN)?),
            name: custom(STATE_NAME).cloned(),
            retry_count: custom(RETRY_COUNT)
                .and_then(|count| count.parse().ok())
                .unwrap_or_default(),
        })
    }

    /// Returns the ARN of the execution. It stays the same for all states and retries of the execution, and over a redrive.
    pub fn execution_arn(&self) -> &str {
        &self.execution_arn
    }

    /// Returns the name of the state.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns how often the state has been retried in this execution by its `Retry` field: 0 in the first attempt.
    pub fn retry_count(&self) -> u32 {
        self.retry_count
    }
}

/// Replaces the bytes that are written as `%C3`: a task writes what is not ASCII in this way. What does not decode stays as it is.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        let escaped = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match escaped {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &behind[2..];
            }
            None => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hex(digit: u8) -> Option<u8> {
    let digit = char::from(digit).to_digit(16)?;
    u8::try_from(digit).ok()
}

/// Prints the name and the retries: what the caller sends is not printed elsewhere, either.
impl fmt::Debug for InvokingState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvokingState")
            .field("retry_count", &self.retry_count)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_execution_is_named_by_its_arn() {
        let of = |context: ClientContext| InvokingState::from_client_context(&context);
        let without = ClientContext::new().with_custom(STATE_NAME, "place");
        assert_eq!(of(without.clone()), None);
        assert_eq!(of(without.clone().with_custom(EXECUTION_ARN, "")), None);
        let state = of(without.with_custom(EXECUTION_ARN, "arn")).unwrap();
        assert_eq!(
            (state.execution_arn(), state.name()),
            ("arn", Some("place"))
        );
    }

    #[test]
    fn an_execution_may_have_any_name() {
        for (sent, expected) in [
            (
                "arn:aws:states:x:execution:m:gr%C3%B6%c3%9fe-%E2%98%83",
                "arn:aws:states:x:execution:m:größe-☃",
            ),
            ("arn:größe", "arn:größe"),
            ("%41%", "A%"),
            ("%4", "%4"),
            ("%zz%4x", "%zz%4x"),
            ("%C3", "%C3"),
            ("ü%FF", "ü%FF"),
        ] {
            let context = ClientContext::new().with_custom(EXECUTION_ARN, sent);
            let state = InvokingState::from_client_context(&context).unwrap();
            assert_eq!(state.execution_arn(), expected);
        }
    }

    #[test]
    fn a_count_that_is_not_a_number_is_zero() {
        for (count, expected) in [("0", 0), ("7", 7), ("", 0), ("-1", 0), ("x", 0)] {
            let context = ClientContext::new()
                .with_custom(EXECUTION_ARN, "arn")
                .with_custom(RETRY_COUNT, count);
            let state = InvokingState::from_client_context(&context).unwrap();
            assert_eq!(state.retry_count(), expected, "{count}");
        }
    }

    #[test]
    fn debug_prints_nothing_of_the_client_context() {
        let context = ClientContext::new()
            .with_custom(EXECUTION_ARN, "secret")
            .with_custom(STATE_NAME, "secret")
            .with_custom(RETRY_COUNT, "2");
        let state = InvokingState::from_client_context(&context).unwrap();
        let debug = format!("{state:?}");
        assert_eq!(debug, "InvokingState { retry_count: 2, .. }");
    }
}
