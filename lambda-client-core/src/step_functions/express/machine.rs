//! A handle to an Express machine.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;

use crate::certainty::ExecutionOperation;
use crate::error::Error;
use crate::payload::Raw;
use crate::settings::Settings;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::draft::Draft;
use crate::step_functions::express::call::{ExpressCall, ToEnd, ToStart};
use crate::step_functions::input::encode_text;
use crate::step_functions::machines::Shared;

/// A handle to an Express machine, made by [`Machines::express`](crate::step_functions::Machines::express).
///
/// **A name does not make it safe to retry the start of an Express machine**: each request starts an execution, whatever its name. So a request
/// that may have started an execution is not retried, unless it is declared [`idempotent`](ExpressCall::idempotent).
///
/// `T` is the type of the output, any JSON ([`Raw`]) unless [`output`](ExpressMachine::output) sets it; `E` that of errors, which
/// [`error`](ExpressMachine::error) sets.
pub struct ExpressMachine<T = Raw, E = Error> {
    shared: Arc<Shared>,
    arn: Result<MachineArn, Error>,
    types: PhantomData<fn() -> (T, E)>,
}

impl ExpressMachine {
    pub(in crate::step_functions) fn new(
        shared: Arc<Shared>,
        arn: Result<MachineArn, Error>,
    ) -> ExpressMachine {
        ExpressMachine {
            shared,
            arn,
            types: PhantomData,
        }
    }
}

impl<T, E> ExpressMachine<T, E> {
    /// Sets the type of the output: any `serde::Deserialize`.
    pub fn output<U>(self) -> ExpressMachine<U, E> {
        self.with_types()
    }

    /// Sets the type of errors: any [`FunctionError`](crate::FunctionError).
    pub fn error<F>(self) -> ExpressMachine<T, F> {
        self.with_types()
    }

    fn with_types<U, F>(self) -> ExpressMachine<U, F> {
        ExpressMachine {
            shared: self.shared,
            arn: self.arn,
            types: PhantomData,
        }
    }

    /// Starts an execution with this input and waits for its end (the `StartSyncExecution` operation), which comes within 5 minutes (AWS Step
    /// Functions service quotas).
    pub fn run<I: Serialize + ?Sized>(&self, input: &I) -> ExpressCall<ToEnd<T>, E> {
        self.call(ExecutionOperation::RunExpress, input)
    }

    /// Starts an execution with this input and does not wait for its end (the `StartExecution` operation). **It may run twice**, even if one
    /// request was sent: AWS runs an asynchronous Express execution at least once (AWS Step Functions Developer Guide, "Execution
    /// guarantees"). How it ended is only found in its log.
    pub fn start<I: Serialize + ?Sized>(&self, input: &I) -> ExpressCall<ToStart, E> {
        self.call(ExecutionOperation::StartExpress, input)
    }

    fn call<M, I: Serialize + ?Sized>(
        &self,
        operation: ExecutionOperation,
        input: &I,
    ) -> ExpressCall<M, E> {
        let input = encode_text(operation, "input", input);
        let (shared, machine) = (Arc::clone(&self.shared), self.arn.clone());
        ExpressCall::new(Draft::new(shared, machine, input, Settings::default()))
    }
}

impl<T, E> Clone for ExpressMachine<T, E> {
    fn clone(&self) -> Self {
        ExpressMachine {
            shared: Arc::clone(&self.shared),
            arn: self.arn.clone(),
            types: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for ExpressMachine<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arn = self.arn.as_ref().map(MachineArn::as_str);
        f.debug_struct("ExpressMachine")
            .field("arn", &arn)
            .finish_non_exhaustive()
    }
}
