//! A state that calls a function.

mod payload;

use std::fmt;
use std::marker::PhantomData;

use crate::call::Fallible;
use crate::declaration::{Declaration, MethodEntry};
use crate::error::{ErrorType, FunctionError};

pub use self::payload::{TaskArgument, TaskPayload};

/// A state that calls the function of a method: its input has the type `In`, its output the type `Out`, and the function's errors
/// the type `E`.
#[must_use = "a state does nothing until it is part of a definition"]
pub struct TaskState<In, Out, E> {
    method: Option<&'static MethodEntry>,
    payload: TaskPayload,
    error_types: &'static [ErrorType],
    marker: PhantomData<fn(In) -> Result<Out, E>>,
}

/// Creates the task of a method, by its place in the declaration.
#[doc(hidden)]
pub fn task<In, R: Fallible>(
    declaration: &'static Declaration,
    method: usize,
    payload: TaskPayload,
) -> TaskState<In, R::Value, R::Error>
where
    R::Error: FunctionError,
{
    TaskState {
        method: declaration.methods.get(method),
        payload,
        error_types: R::Error::ERROR_TYPES,
        marker: PhantomData,
    }
}

impl<In, Out, E> fmt::Debug for TaskState<In, Out, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskState")
            .field("method", &self.method)
            .field("payload", &self.payload)
            .field("error_types", &self.error_types)
            .finish()
    }
}
