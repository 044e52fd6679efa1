//! Tasks that wait for a token.

use std::time::Duration;

use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::seconds::whole_seconds;
use crate::step_functions::definition::task::TaskState;
use crate::step_functions::definition::task::body::Task;
use crate::step_functions::{MachineKind, TaskToken};

/// What every expression of a task's token contains.
const TOKEN: &str = "Task.Token";

/// Where the function finds the token for which its task waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// It is the last of this many arguments.
    ForLastOf(usize),
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

/// Returns whether an expression has a task's token as a part.
fn has_token(expression: &str, language: QueryLanguage) -> bool {
    let json_path = token(QueryLanguage::JsonPath);
    match language {
        QueryLanguage::Jsonata => expression.replace(json_path, "").contains(TOKEN),
        QueryLanguage::JsonPath => expression.contains(json_path),
    }
}

/// The arguments of a method whose last one is a [`TaskToken`]: `TaskToken` alone, or a tuple of up to nine arguments. Where the token is a field
/// of an argument, see [`wait_for_nested_token`](TaskState::wait_for_nested_token).
pub trait TokenLast: sealed::Sealed {
    /// What is left without the token: `()`, the only other argument, or the tuple of the others.
    type Input;
}

/// What is sent for the token of a task whose method takes the arguments `In`: any type, if `In` is [`TokenLast`].
#[diagnostic::on_unimplemented(
    message = "the last argument of the method is not a `TaskToken`",
    label = "the arguments of this task's method are `{In}`",
    note = "`wait_for_token` fills in the last argument, which must be `TaskToken` or `&TaskToken`, behind at most eight others",
    note = "if the token is elsewhere, such as in a struct or an `Option`, put it there by an expression: \
            `.input_from([\"{{'order': $states.input, 'token': $states.context.Task.Token}}\"]).wait_for_nested_token()`"
)]
pub trait SentFor<In>: sealed::Counted<In> {
    /// The input of the task: the arguments without the token.
    type Input;
}

#[diagnostic::do_not_recommend]
impl<In: TokenLast, Sent> SentFor<In> for Sent {
    type Input = In::Input;
}

mod sealed {
    pub trait Sealed {
        /// The number of arguments.
        const ARGUMENTS: usize;
    }

    pub trait Counted<In> {
        const ARGUMENTS: usize;
    }

    #[diagnostic::do_not_recommend]
    impl<In: Sealed, Sent> Counted<In> for Sent {
        const ARGUMENTS: usize = In::ARGUMENTS;
    }
}

impl sealed::Sealed for TaskToken {
    const ARGUMENTS: usize = 1;
}
impl TokenLast for TaskToken {
    type Input = ();
}

macro_rules! token_last {
    ($count:literal: $($Other:ident),+ => $Input:ty) => {
        impl<$($Other),+> sealed::Sealed for ($($Other,)+ TaskToken) {
            const ARGUMENTS: usize = $count;
        }
        impl<$($Other),+> TokenLast for ($($Other,)+ TaskToken) {
            type Input = $Input;
        }
    };
}

token_last!(2: A => A);
token_last!(3: A, B => (A, B));
token_last!(4: A, B, C => (A, B, C));
token_last!(5: A, B, C, D => (A, B, C, D));
token_last!(6: A, B, C, D, F => (A, B, C, D, F));
token_last!(7: A, B, C, D, F, G => (A, B, C, D, F, G));
token_last!(8: A, B, C, D, F, G, H => (A, B, C, D, F, G, H));
token_last!(9: A, B, C, D, F, G, H, I => (A, B, C, D, F, G, H, I));

impl<In, Out, E> TaskState<In, Out, E> {
    /// Lets the task wait until its end is reported with its token (`.waitForTaskToken`), for a method whose last argument is a
    /// [`TaskToken`]. The state fills in the token and takes the other arguments; it returns what
    /// [`Task::succeed`](crate::step_functions::Task::succeed) sends, and not what the function returns.
    ///
    /// **The compiler does not check what is sent**: it trusts that it is a `Sent`. An error of
    /// [`Task::fail`](crate::step_functions::Task::fail) is caught like one of the function; if it has another type, name it with
    /// [`ErrorName::new`](crate::step_functions::definition::ErrorName::new).
    ///
    /// - [`timeout`](Self::timeout) must be set: nobody else knows how long the wait may take. [`heartbeat`](Self::heartbeat) finds out
    ///   earlier that nobody works on the task.
    /// - Each retry calls the function with another token.
    /// - If the function fails, so does the task, before anything is reported with its token. A method with `mode = "event"` only queues its
    ///   event: if it fails, the task waits until its time limit.
    /// - Only a Standard machine can wait for tokens (AWS Step Functions Developer Guide, "Discover service integration patterns").
    /// - Call it before [`input_from`](Self::input_from), whose expressions make the other arguments, and before errors are caught: their
    ///   handlers take the input of the state and return its output.
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
    // The compiler looks a method up before it knows `Sent`. Were the input a part of `In` alone, it would find out too early that there
    // is none, and say that the method does not exist.
    pub fn wait_for_token<Sent>(mut self) -> TaskState<Sent::Input, Sent, E>
    where
        Sent: SentFor<In>,
    {
        if self.task.input.is_some() {
            self.mistake(
                "`wait_for_token` must be called before `input_from`, whose expressions make the arguments without the token; move it there",
            );
        }
        let arguments = <Sent as sealed::Counted<In>>::ARGUMENTS;
        self.waiting(Waiting::ForLastOf(arguments), "wait_for_token")
    }

    /// Lets the task wait until its end is reported with its token, like [`wait_for_token`](Self::wait_for_token), for a method that does not have the
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
    /// ends with the error [`HEARTBEAT_TIMEOUT`](crate::step_functions::definition::PlatformError::HEARTBEAT_TIMEOUT), which is retried like `States.Timeout`. Default:
    /// none are expected.
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
    pub(super) fn waiting_mistakes(&self, scope: &Scope<'_>) -> Vec<String> {
        let language = scope.language();
        let mut mistakes = Vec::new();
        let mut given = self.input.iter().flatten();
        let Some(waiting) = self.waiting else {
            if given.any(|given| given.contains(token(language))) {
                mistakes.push(format!(
                    "an expression of `input_from` has `{}`, but the task does not wait for a token; call `wait_for_token` in place of the \
                     expression, or `wait_for_nested_token`",
                    token(language)
                ));
            }
            if self.heartbeat.is_some() {
                mistakes.push(
                    "`heartbeat` is set, but the task does not wait for a token; call `wait_for_token`, or remove it".to_owned(),
                );
            }
            return mistakes;
        };
        if scope.kind() == MachineKind::Express {
            mistakes.push(format!(
                "only a Standard execution can wait for a token; {}",
                scope.to_be_standard()
            ));
        }
        if waiting == Waiting::ForNested && !given.any(|given| has_token(given, language)) {
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
