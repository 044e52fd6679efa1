//! A handle to a Standard machine.

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
use crate::step_functions::execution::Knowledge;
use crate::step_functions::input::encode_text;
use crate::step_functions::machines::Shared;
use crate::step_functions::{Execution, ExecutionName, Start};

/// A handle to a Standard machine, made by [`Machines::machine`](super::Machines::machine).
///
/// `T` is the type of the output, any JSON ([`Raw`]) unless [`output`](Machine::output) sets it; `E` that of errors, which
/// [`error`](Machine::error) sets.
pub struct Machine<T = Raw, E = Error> {
    shared: Arc<Shared>,
    arn: Result<MachineArn, Error>,
    types: PhantomData<fn() -> (T, E)>,
}

impl Machine {
    pub(super) fn new(shared: Arc<Shared>, arn: Result<MachineArn, Error>) -> Machine {
        Machine {
            shared,
            arn,
            types: PhantomData,
        }
    }
}

impl<T, E> Machine<T, E> {
    /// Sets the type of the output: any `serde::Deserialize`.
    pub fn output<U>(self) -> Machine<U, E> {
        self.with_types()
    }

    /// Sets the type of errors: any [`FunctionError`](crate::FunctionError), such as the one of the functions that the machine calls.
    pub fn error<F>(self) -> Machine<T, F> {
        self.with_types()
    }

    fn with_types<U, F>(self) -> Machine<U, F> {
        Machine {
            shared: self.shared,
            arn: self.arn,
            types: PhantomData,
        }
    }

    /// Starts an execution with this input, once the returned [`Start`] is awaited.
    pub fn start<I: Serialize + ?Sized>(&self, input: &I) -> Start<T, E> {
        let input = encode_text(ExecutionOperation::Start, "input", input);
        let (shared, machine) = (Arc::clone(&self.shared), self.arn.clone());
        Start::new(Draft::new(shared, machine, input, Settings::default()))
    }

    /// Attaches to the execution of this name, which was started before, here or elsewhere. Nothing is sent; a malformed name is reported
    /// by the handle's methods.
    pub fn execution(&self, name: &str) -> Execution<T, E> {
        let arn = self.arn.as_ref().map_err(Error::clone);
        let arn = arn.and_then(|machine| Ok(machine.execution(&ExecutionName::parse(name)?)));
        Execution::new(Arc::clone(&self.shared), arn, Knowledge::Nothing)
    }
}

impl<T, E> Clone for Machine<T, E> {
    fn clone(&self) -> Self {
        Machine {
            shared: Arc::clone(&self.shared),
            arn: self.arn.clone(),
            types: PhantomData,
        }
    }
}

impl<T, E> fmt::Debug for Machine<T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arn = self.arn.as_ref().map(MachineArn::as_str);
        f.debug_struct("Machine")
            .field("arn", &arn)
            .finish_non_exhaustive()
    }
}
