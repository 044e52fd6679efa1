//! Definitions of state machines whose tasks are the methods of a trait.

mod error_name;
mod task;

pub use self::error_name::ErrorName;
pub use self::task::TaskState;
pub use self::task::{TaskArgument, TaskPayload, task};
