//! What is known about a call: whether the function ran, and whether another attempt can help.

mod attempt;
mod class;
pub(crate) mod codes;
mod did_run;
mod execution_operation;
mod operation;
mod retryability;
mod stop;

pub use self::attempt::Attempt;
pub(crate) use self::class::{Class, RetryLimit};
pub use self::did_run::DidRun;
pub(crate) use self::execution_operation::ExecutionOperation;
pub(crate) use self::operation::Operation;
pub use self::retryability::Retryability;
pub(crate) use self::stop::Stop;
