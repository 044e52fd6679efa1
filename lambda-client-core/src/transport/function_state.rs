//! Refusals that are due to the state of the function. The state is in the message only.

use crate::transport::TransportError;

/// The states that the function does not leave on its own (model shape `State`).
const FINAL: &[&str] = &["Failed", "Deleting"];

impl TransportError {
    /// Returns whether the function is in a state that it does not leave while a call waits.
    ///
    /// Lambda's words are "The operation cannot be performed at this time. The function is currently in the following state:
    /// Failed". The same code stands for a function that will be ready soon, such as a `Pending` one.
    pub(super) fn is_of_final_state(&self) -> bool {
        self.code() == Some("ResourceConflictException")
            && self.message().is_some_and(names_final_state)
    }
}

fn names_final_state(message: &str) -> bool {
    let (_, after) = message.rsplit_once("state:").unwrap_or_default();
    FINAL.contains(&after.trim().trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::names_final_state;

    #[test]
    fn only_the_state_itself_counts() {
        let lambdas = "The operation cannot be performed at this time. The function is currently in the following state:";
        for state in ["Failed", "Deleting"] {
            assert!(names_final_state(&format!("{lambdas} {state}")), "{state}");
            assert!(names_final_state(&format!("{lambdas} {state}.")), "{state}");
        }
        for state in [
            "Pending",
            "Inactive",
            "ActiveNonInvocable",
            "",
            "FailedOnce",
        ] {
            assert!(!names_final_state(&format!("{lambdas} {state}")), "{state}");
        }
        for other in [
            "Failed",
            "The update Failed: state unknown",
            "An update is in progress",
        ] {
            assert!(!names_final_state(other), "{other}");
        }
    }
}
