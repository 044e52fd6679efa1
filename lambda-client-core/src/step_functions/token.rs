//! The token of a task that waits.

use std::fmt;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The length of the longest token, in characters (Step Functions API reference, `SendTaskSuccess`).
const MAX_TOKEN: usize = 2_048;

/// The token with which the end of a waiting task is reported (`.waitForTaskToken`): an argument of the function that the task calls. Whoever
/// has the token ends the task by [`Machines::task`](super::Machines::task): the function itself, or a program to which the function passes it on.
///
/// In JSON it is a string. A token of 1 to 2,048 characters is deserialized, any other is an error. The token is a secret, which `Debug`
/// does not print. Cheap to clone.
///
/// A task that waits is made by [`TaskState::wait_for_token`](super::definition::TaskState::wait_for_token); `LocalMachines::new_task` makes
/// one in tests.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::Error;
/// use lambda_client::step_functions::{Machines, TaskToken};
///
/// /// What a function with the argument `token` does that ends the task itself.
/// async fn settle(machines: &Machines, token: &TaskToken, is_paid: bool) -> Result<(), Error> {
///     let task = machines.task(token);
///     match is_paid {
///         true => task.succeed("paid").await?,
///         false => task.fail(&Error::function("Declined", "the card was declined")).await?,
///     };
///     Ok(())
/// }
/// ```
///
/// Source: AWS Step Functions Developer Guide, "Discover service integration patterns".
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct TaskToken(Arc<str>);

impl TaskToken {
    /// Creates a token from its text.
    pub fn new(token: impl Into<String>) -> TaskToken {
        TaskToken(Arc::from(token.into()))
    }

    /// Returns the text of the token.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns what is wrong with the token, without its text.
    pub(super) fn mistake(&self) -> Option<String> {
        match self.0.chars().count() {
            0 => Some("the task token is empty".to_owned()),
            length if length > MAX_TOKEN => Some(format!(
                "the task token has {length} characters, but the limit is {MAX_TOKEN}"
            )),
            _ => None,
        }
    }
}

impl AsRef<str> for TaskToken {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<String> for TaskToken {
    fn from(token: String) -> Self {
        TaskToken::new(token)
    }
}

impl From<&String> for TaskToken {
    fn from(token: &String) -> Self {
        TaskToken(Arc::from(token.as_str()))
    }
}

impl From<&str> for TaskToken {
    fn from(token: &str) -> Self {
        TaskToken(Arc::from(token))
    }
}

impl From<&TaskToken> for TaskToken {
    fn from(token: &TaskToken) -> Self {
        token.clone()
    }
}

impl Serialize for TaskToken {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for TaskToken {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let token = TaskToken::new(String::deserialize(deserializer)?);
        match token.mistake() {
            None => Ok(token),
            Some(mistake) => Err(D::Error::custom(mistake)),
        }
    }
}

impl fmt::Debug for TaskToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskToken").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(token: &str) -> Result<TaskToken, String> {
        let json = serde_json::to_string(token).unwrap();
        serde_json::from_str(&json).map_err(|error: serde_json::Error| error.to_string())
    }

    #[test]
    fn a_token_is_a_string_in_json() {
        let token = read("AQ+/=").unwrap();
        assert_eq!(token, TaskToken::from("AQ+/="));
        assert_eq!(serde_json::to_string(&token).unwrap(), r#""AQ+/=""#);
        assert!(serde_json::from_str::<TaskToken>("17").is_err());
    }

    #[test]
    fn a_token_of_the_wrong_length_is_refused_without_its_text() {
        assert!(read("").unwrap_err().contains("the task token is empty"));
        // The limit counts characters, and not bytes.
        assert!(read(&"ü".repeat(MAX_TOKEN)).is_ok());
        let long = read(&"s".repeat(MAX_TOKEN + 1)).unwrap_err();
        assert!(
            long.contains("2049 characters, but the limit is 2048"),
            "{long}"
        );
        assert!(!long.contains("sss"), "{long}");
    }

    #[test]
    fn debug_does_not_print_the_token() {
        let token = TaskToken::new("secret");
        assert_eq!(
            format!("{token:?} {:?}", Some(&token)),
            "TaskToken { .. } Some(TaskToken { .. })"
        );
    }
}
