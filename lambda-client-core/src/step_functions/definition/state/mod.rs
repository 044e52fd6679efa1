//! States in the order in which they run, and what they print.

mod catch;
mod chain;
mod name;

use std::fmt;

use crate::step_functions::definition::json::Json;
use crate::step_functions::definition::scope::Scope;

pub(super) use self::chain::{Catches, Chain, State};
pub(super) use self::name::StateName;

/// The fields of a state that belong to its type.
pub(super) trait Body: fmt::Debug + Send + Sync {
    /// Returns the states inside of this one.
    fn chains(&self) -> Vec<&Chain> {
        Vec::new()
    }

    /// Prints the fields, from `Type` on and without those that lead to other states. `state` is the state's name.
    fn print(&self, state: &str, scope: &mut Scope<'_>) -> Vec<(&'static str, Json)>;

    /// Returns whether the state ends before its function runs.
    fn is_queued(&self) -> bool {
        false
    }

    /// Returns whether the execution ends here, so that nothing follows.
    fn is_end(&self) -> bool {
        false
    }
}
