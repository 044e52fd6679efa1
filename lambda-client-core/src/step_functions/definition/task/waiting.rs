//! Tasks that wait for a token.

use std::time::Duration;

use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::seconds::whole_seconds;
use crate::step_functions::definition::task::TaskState;
use crate::step_functions::definition::task::body::Task;
use crate::step_functions::{MachineKind, TaskToken};

/// What every expression of a task's token contains.
const TOKEN: &str = "Task.Token";

/// Where the function finds the token for which its task waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It is the last argument.
    ForLastArgument,
    /// An expression of `input_from` puts it somewhere.
    ForNested,
}

/// Returns the expression of a task's token.
pub(super) fn token(language: QueryLanguage) -> &'static str {
    match language {
        QueryLanguage::Jsonata => "$states.context.Task.Token",
        QueryLanguage::JsonPath => "$$.Task.Token",
    }
}

/// The arguments of a method whose last one is a [`TaskToken`]: `TaskToken` alone, or a tuple of up to four arguments. Where the token is a field
/// of an argument, see [`wait_for_nested_token`](TaskState::wait_for_nested_token).
pub trait TokenLast: sealed::Sealed {
    /// What is left without the token: `()`, the only other argument, or the tuple of the others.
    type Input;
}

mod sealed {
    pub trait Sealed {}
}

impl sealed::Sealed for TaskToken {}
impl TokenLast for TaskToken {
    type Input = ();
}

impl<A> sealed::Sealed for (A, TaskToken) {}
impl<A> TokenLast for (A, TaskToken) {
    type Input = A;
}

impl<A, B> sealed::Sealed for (A, B, TaskToken) {}
impl<A, B> TokenLast for (A, B, TaskToken) {
    type Input = (A, B);
}

impl<A, B, C> sealed::Sealed for (A, B, C, TaskToken) {}
impl<A, B, C> TokenLast for (A, B, C, TaskToken) {
    type Input = (A, B, C);
}

impl<In, Out, E> TaskState<In, Out, E> {
    /// Lets the task wait until its token is told the end (`.waitForTaskToken`), for a method whose last argument is a
    /// [`TaskToken`]. The state fills in the token and takes the other arguments; it returns what
    /// [`Task::succeed`](crate::step_functions::Task::succeed) sends, and not what the function returns.
    ///
    /// **The compiler does not check what is sent**: it trusts that it is a `Sent`. An error of
    /// [`Task::fail`](crate::step_functions::Task::fail) is caught like one of the function; if it has another type, name it with
    /// [`ErrorName::new`](super::ErrorName::new).
    ///
    /// - [`timeout`](Self::timeout) must be set: nobody else knows how long the wait may take. [`heartbeat`](Self::heartbeat) finds out
    ///   earlier that nobody works on the task.
    /// - Each retry calls the function with another token.
    /// - If the function fails, so does the task, before its token is told anything. A method with `mode = "event"` only queues its
    ///   event: if it fails, the task waits until its time limit.
    /// - Only a Standard machine can wait for tokens (AWS Step Functions Developer Guide, "Discover service integration patterns").
    /// - Call it before errors are caught: their handlers take the input of the state and return its output.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::time::Duration;
    ///
    /// use lambda_client::step_functions::TaskToken;
    /// use lambda_client::step_functions::definition::{Flow, TaskState};
    ///
    /// # struct Order; struct Approval; struct DeskError;
    /// // async fn ask(&self, order: Order, token: TaskToken) -> Result<(), DeskError>;
    /// fn approved(ask: TaskState<(Order, TaskToken), (), DeskError>) -> Flow<Order, Approval> {
    ///     let day = Duration::from_secs(24 * 60 * 60);
    ///     ask.wait_for_token::<Approval>().timeout(day).into()
    /// }
    /// ```
    pub fn wait_for_token<Sent>(self) -> TaskState<In::Input, Sent, E>
    where
        In: TokenLast,
    {
        self.waiting(Waiting::ForLastArgument, "wait_for_token")
    }

    /// Lets the task wait until its token is told the end, like [`wait_for_token`](Self::wait_for_token), for a method that does not have the
    /// token as its last argument, such as one with a struct in which it is a field. Expressions of
    /// [`input_from`](Self::input_from) put it there: `$states.context.Task.Token` in JSONata, `$$.Task.Token` in JSONPath.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::time::Duration;
    ///
    /// use lambda_client::step_functions::TaskToken;
    /// use lambda_client::step_functions::definition::TaskState;
    ///
    /// # struct Order; struct Approval; struct DeskError;
    /// struct Question { order: Order, token: TaskToken }
    ///
    /// fn approved(ask: TaskState<Question, (), DeskError>) -> TaskState<Order, Approval, DeskError> {
    ///     ask.input_from(["{'order': $states.input, 'token': $states.context.Task.Token}"])
    ///         .wait_for_nested_token()
    ///         .timeout(Duration::from_secs(3_600))
    /// }
    /// ```
    pub fn wait_for_nested_token<Sent>(self) -> TaskState<In, Sent, E> {
        self.waiting(Waiting::ForNested, "wait_for_nested_token")
    }

    /// Sets the longest time between two heartbeats of a task that waits for its token (`HeartbeatSeconds`), in whole seconds, rounded up:
    /// shorter than the [`timeout`](Self::timeout). Without a [heartbeat](crate::step_functions::Task::heartbeat) for that long, the task
    /// ends with the error `States.HeartbeatTimeout`, which is retried like `States.Timeout`, and `catch_all` handles it. Default: none are
    /// expected.
    pub fn heartbeat(mut self, longest: Duration) -> Self {
        if longest.is_zero() {
            self.mistake("`heartbeat` is zero, so no attempt could succeed; set the longest time between two heartbeats");
        }
        self.task.heartbeat = Some(longest);
        self
    }

    fn waiting<NewIn, Sent>(mut self, waiting: Waiting, method: &str) -> TaskState<NewIn, Sent, E> {
        if !self.catches.is_empty() {
            self.mistake(&format!(
                "`{method}` must be called before errors are caught: the handlers return what is sent for the token; move it before `catch`"
            ));
        }
        self.task.waiting = Some(waiting);
        self.converted()
    }
}

impl Task {
    /// Returns what is wrong with how the task waits for a token, or does not.
    pub(super) fn waiting_mistakes(
        &self,
        kind: MachineKind,
        language: QueryLanguage,
    ) -> Vec<String> {
        let mut mistakes = Vec::new();
        let Some(waiting) = self.waiting else {
            if self.heartbeat.is_some() {
                mistakes.push(
                    "`heartbeat` is set, but the task does not wait for a token; call `wait_for_token`, or remove it".to_owned(),
                );
            }
            return mistakes;
        };
        if kind == MachineKind::Express {
            mistakes.push(
                "only a Standard machine can wait for a token; build the definition with `Definition::standard`".to_owned(),
            );
        }
        let mut given = self.input.iter().flatten();
        if waiting == Waiting::ForNested && !given.any(|expression| expression.contains(TOKEN)) {
            mistakes.push(format!(
                "the function does not get the token for which its task waits; put `{}` into an expression of `input_from`",
                token(language)
            ));
        }
        match (self.timeout.map(whole_seconds), self.heartbeat.map(whole_seconds)) {
            (None, _) => mistakes.push(
                "a task that waits for a token has no default timeout; call `timeout` with the longest time that it may wait".to_owned(),
            ),
            (Some(timeout), Some(heartbeat)) if heartbeat >= timeout => mistakes.push(format!(
                "`heartbeat` is {heartbeat} s, but must be shorter than the timeout of {timeout} s"
            )),
            _ => {}
        }
        mistakes
    }
}
