//! A state that calls a function.

mod body;
mod context;
mod payload;
mod retry;
mod substituted;
mod target;
mod waiting;

use std::fmt;
use std::marker::PhantomData;
use std::time::Duration;

use crate::call::Fallible;
use crate::declaration::Declaration;
use crate::error::FunctionError;
use crate::settings::RetryConfig;
use crate::step_functions::definition::caught::Caught;
use crate::step_functions::definition::error_name::ErrorNameOf;
use crate::step_functions::definition::flow::{Flow, Handler, Step};
use crate::step_functions::definition::handlers::handlers;
use crate::step_functions::definition::state::{Catches, State, StateName};

use self::body::Task;
use self::target::Overrides;

pub use self::payload::{TaskArgument, TaskPayload};
pub use self::waiting::{SentFor, TokenLast};

/// A state that calls the function of a method: it takes an `In`, the method's argument; it returns an `Out`, the method's result; and the
/// function's errors are those of the type `E`.
///
/// A method without arguments takes `()`. One with several takes their tuple, which is what [`parallel`](super::parallel()) returns: JSON has
/// an array for both.
#[must_use = "a state does nothing until it is part of a definition"]
pub struct TaskState<In, Out, E> {
    task: Task,
    name: StateName,
    catches: Catches,
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
    let method = declaration.methods.get(method);
    TaskState {
        task: Task {
            method,
            payload,
            error_types: R::Error::ERROR_TYPES,
            function: Overrides::default(),
            input: None,
            timeout: None,
            heartbeat: None,
            waiting: None,
            retry: RetryConfig::new(),
            idempotent: None,
            context: true,
            mistakes: Vec::new(),
        },
        name: StateName::Default(method.map_or("task", |method| method.name)),
        catches: Catches::default(),
        marker: PhantomData,
    }
}

impl<In, Out, E> TaskState<In, Out, E> {
    handlers!(In, Out, ErrorNameOf<E>);

    /// Sets the function: a name or ARN in place of the declared one. The declared qualifier stays, unless the text has its own.
    ///
    /// A `${..}` in it is filled in by the deployment tool: `DefinitionSubstitutions` of CloudFormation and SAM,
    /// `definitionSubstitutions` of the CDK, `templatefile` of Terraform. As a part of the text it is a part of a name or an ARN; if it is
    /// the whole text, it stands for an ARN. If that is the ARN of an alias or a version, call [`unqualified`](Self::unqualified) too.
    pub fn function(mut self, function: impl Into<String>) -> Self {
        self.task.function.function = Some(function.into());
        self
    }

    /// Sets the version or alias in place of the declared one.
    pub fn qualifier(mut self, qualifier: impl Into<String>) -> Self {
        self.task.function.qualifier = Some(qualifier.into());
        self.task.function.unqualified = false;
        self
    }

    /// Removes the declared qualifier: the name or ARN has one, or the unpublished version is called.
    pub fn unqualified(mut self) -> Self {
        self.task.function.unqualified = true;
        self
    }

    /// Sets how long the task may take in each attempt (`TimeoutSeconds`), in whole seconds, rounded up. Default: 5 s more than the
    /// declared `attempt_timeout` or else `timeout`; 905 s if neither is declared, 5 s more than a function can run; 60 s for an event.
    ///
    /// The 5 s are there so that a function's own timeout is reported by Lambda, and not hidden by `States.Timeout`.
    ///
    /// A task that waits for a token has no default: it waits for as long as this says, and not for the function.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        if timeout.is_zero() {
            self.mistake(
                "`timeout` is zero, so no attempt could succeed; set how long an attempt may take",
            );
        }
        self.task.timeout = Some(timeout);
        self
    }

    /// Sets how the task is retried; what `retry` leaves unset stays as declared. See [the module](super#retries).
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.task.retry = retry;
        self
    }

    /// Withdraws a declared `idempotent`: the task is retried only if the function certainly did not run.
    pub fn not_idempotent(mut self) -> Self {
        self.task.idempotent = Some(false);
        self
    }

    /// Stops the task from telling its function which execution and state it runs for.
    pub fn without_context(mut self) -> Self {
        self.task.context = false;
        self
    }

    /// Takes another input, and computes each of the method's arguments from it: by an expression in JSONata without delimiters, such as
    /// `$states.input.order`, or by the path of a part in JSONPath, such as `$.order`.
    ///
    /// **The compiler does not check the expressions**: it trusts that they turn a `New` into the arguments.
    ///
    /// Call it before errors are caught: their handlers take the input of the state, which is then a `New`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::step_functions::definition::TaskState;
    ///
    /// # struct Order; struct Card; struct Receipt; struct OrderError;
    /// struct Cart { order: Order, card: Card }
    ///
    /// fn charge(charge: TaskState<(Order, Card), Receipt, OrderError>) -> TaskState<Cart, Receipt, OrderError> {
    ///     charge.input_from(["$states.input.order", "$states.input.card"])
    /// }
    /// ```
    pub fn input_from<New>(
        mut self,
        expressions: impl IntoIterator<Item = impl Into<String>>,
    ) -> TaskState<New, Out, E> {
        if !self.catches.is_empty() {
            self.mistake(
                "`input_from` must be called before errors are caught: the handlers take the new input; move it before `catch`",
            );
        }
        self.task.input = Some(expressions.into_iter().map(Into::into).collect());
        self.converted()
    }

    /// Returns the task with an input and an output of other types.
    fn converted<NewIn, NewOut>(self) -> TaskState<NewIn, NewOut, E> {
        TaskState {
            task: self.task,
            name: self.name,
            catches: self.catches,
            marker: PhantomData,
        }
    }

    fn mistake(&mut self, mistake: &str) {
        self.task.mistakes.push(mistake.to_owned());
    }
}

impl<Out, E> TaskState<(), Out, E> {
    /// Takes any input, which the method without arguments does not get. Like [`input_from`](Self::input_from), call it before errors are
    /// caught.
    pub fn for_any_input<New>(self) -> TaskState<New, Out, E> {
        self.input_from([""; 0])
    }
}

impl<In, Out, E> Step<In, Out> for TaskState<In, Out, E> {
    fn into_flow(self) -> Flow<In, Out> {
        Flow::of_state(State {
            name: self.name,
            body: Box::new(self.task),
            catches: self.catches,
        })
    }
}

impl<In, Out, E> From<TaskState<In, Out, E>> for Flow<In, Out> {
    fn from(task: TaskState<In, Out, E>) -> Self {
        task.into_flow()
    }
}

impl<In, Out, E> fmt::Debug for TaskState<In, Out, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TaskState")
            .field("name", &self.name)
            .field("task", &self.task)
            .field("catches", &self.catches)
            .finish()
    }
}
