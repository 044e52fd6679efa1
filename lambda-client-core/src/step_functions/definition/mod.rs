//! Definitions of state machines whose tasks are the methods of a trait.

mod builder;
mod caught;
mod document;
mod error_name;
mod flow;
mod handlers;
mod iam_policy;
mod inline_map;
mod json;
mod parallel;
mod permissions;
mod plain_states;
mod query_language;
mod scope;
mod seconds;
mod state;
mod stored;
mod task;
#[cfg(test)]
mod tests;

pub use self::builder::DefinitionBuilder;
pub use self::caught::{Caught, CaughtError};
pub use self::document::Definition;
pub use self::error_name::ErrorName;
pub use self::flow::{Flow, Handler, Step};
pub use self::iam_policy::IamPolicy;
pub use self::inline_map::{InlineMap, map};
pub use self::parallel::{Parallel, ParallelSteps, parallel};
pub use self::plain_states::{constant, fail, pass, transform};
pub use self::query_language::QueryLanguage;
pub use self::task::{TaskArgument, TaskPayload, TaskState, task};
