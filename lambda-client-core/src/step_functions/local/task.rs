//! Tasks that wait for a token.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use serde::de::DeserializeOwned;
use tokio::sync::oneshot;

use crate::certainty::ExecutionOperation;
use crate::clock::Clock;
use crate::error::FunctionError;
use crate::failure::Failure;
use crate::future::race;
use crate::payload::Raw;
use crate::step_functions::ExecutionStatus;
use crate::step_functions::execution::end::End;
use crate::step_functions::local::Account;
use crate::step_functions::local::machine::Outcome;
use crate::step_functions::name::random_uuid;

/// A task that has a token; it has ended once there is no sender.
pub(super) struct OpenTask {
    end: Option<oneshot::Sender<Outcome>>,
    /// When the time limit ends.
    expires: Option<Duration>,
    /// The longest time between two heartbeats, and when the next one is due.
    heartbeat: Option<(Duration, Duration)>,
}

impl OpenTask {
    /// Notes that the task goes on, unless it has ended.
    pub(super) fn beat(&mut self, now: Duration) -> bool {
        let is_open = self.is_open(now);
        if let Some((longest, due)) = self.heartbeat.as_mut().filter(|_| is_open) {
            *due = now.saturating_add(*longest);
        }
        is_open
    }

    /// Ends the task, unless it has ended.
    pub(super) fn end(&mut self, outcome: Outcome, now: Duration) -> bool {
        if !self.is_open(now) {
            return false;
        }
        let end = self.end.take();
        end.is_some_and(|end| end.send(outcome).is_ok())
    }

    fn is_open(&self, now: Duration) -> bool {
        let is_late = self.last_moment().is_some_and(|(due, _)| now >= due);
        !is_late && self.end.as_ref().is_some_and(|end| !end.is_closed())
    }

    /// Returns when the task ends if nothing happens, and with which error.
    fn last_moment(&self) -> Option<(Duration, &'static str)> {
        let limit = self.expires.map(|due| (due, "States.Timeout"));
        let heartbeat = self.heartbeat;
        let silence = heartbeat.map(|(_, due)| (due, "States.HeartbeatTimeout"));
        limit.into_iter().chain(silence).min_by_key(|(due, _)| *due)
    }
}

/// A task that waits until its end is reported with its token, made by [`LocalMachines::new_task`](super::LocalMachines::new_task). Dropping it
/// ends the task: whoever uses the token then gets `TaskTimedOut`.
///
/// A function that gets a [`TaskToken`](crate::step_functions::TaskToken), and a program that ends the task later:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::time::Duration;
///
/// use lambda_client::Error;
/// use lambda_client::step_functions::{LocalMachines, Machines, TaskToken};
///
/// // With `#[lambda_fn]`, this is a method of a trait: `async fn ask(&self, order: u64, token: TaskToken) -> Result<(), Error>`.
/// async fn ask(machines: &Machines, order: u64, token: TaskToken) -> Result<(), Error> {
///     let task = machines.task(&token);
///     task.heartbeat().await?; // somebody works on it
///     task.succeed(&format!("order {order} is approved")).await?;
///     Ok(())
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Error> {
/// let local = LocalMachines::builder().build();
/// let task = local.new_task().heartbeat(Duration::from_secs(60));
/// ask(&local.machines(), 17, task.token().into()).await?;
/// assert_eq!(task.ended().await.unwrap().bytes(), r#""order 17 is approved""#);
///
/// // Nobody works on this one.
/// let task = local.new_task().heartbeat(Duration::from_secs(60));
/// let failure = task.ended().await.unwrap_err();
/// assert_eq!(failure.error_type(), Some("States.HeartbeatTimeout"));
/// # Ok(()) }
/// ```
pub struct LocalTask {
    account: Weak<Account>,
    token: String,
    end: oneshot::Receiver<Outcome>,
}

impl LocalTask {
    pub(super) fn new(account: &Arc<Account>) -> LocalTask {
        let (sender, end) = oneshot::channel();
        // Without random numbers, the number of the task tells it from others.
        let mut ledger = account.ledger();
        let number = ledger.tasks.len();
        let token = random_uuid().unwrap_or_else(|_| format!("task-{number}"));
        let open = OpenTask {
            end: Some(sender),
            expires: None,
            heartbeat: None,
        };
        ledger.tasks.insert(token.clone(), open);
        LocalTask {
            account: Arc::downgrade(account),
            token,
            end,
        }
    }

    /// Sets how long the task waits, from now on (`TimeoutSeconds`). After that it has ended with the error `States.Timeout`. Default: as long as it
    /// takes.
    #[must_use = "dropping the task ends it"]
    pub fn timeout(self, timeout: Duration) -> LocalTask {
        self.change(|task, now| task.expires = Some(now.saturating_add(timeout)))
    }

    /// Sets the longest time between two heartbeats, from now on (`HeartbeatSeconds`). After a longer one the task has ended with
    /// the error `States.HeartbeatTimeout`. Default: none are expected.
    #[must_use = "dropping the task ends it"]
    pub fn heartbeat(self, longest: Duration) -> LocalTask {
        self.change(|task, now| task.heartbeat = Some((longest, now.saturating_add(longest))))
    }

    fn change(self, change: impl FnOnce(&mut OpenTask, Duration)) -> LocalTask {
        if let Some(account) = self.account.upgrade() {
            let now = account.now();
            if let Some(task) = account.ledger().tasks.get_mut(&self.token) {
                change(task, now);
            }
        }
        self
    }

    /// Returns the token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Waits for the end of the task, and returns the JSON of the output. To decode it, use [`result`](Self::result).
    ///
    /// # Errors
    ///
    /// Returns the failure that was reported, `States.Timeout` after the [time limit](Self::timeout), or `States.HeartbeatTimeout` if a
    /// [heartbeat](Self::heartbeat) is late.
    pub async fn ended(self) -> Result<Raw, Failure> {
        match self.outcome().await {
            Ok(output) => Ok(Raw::from(output)),
            Err((error, cause)) => Err(Failure::of_execution(Some(&error), cause.as_deref())),
        }
    }

    /// Waits for the end of the task, and returns the output, as the state of a machine does. The implementation of a machine's trait passes the
    /// error on with `?`: the execution then ends with the error of the task, as on AWS.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::time::Duration;
    ///
    /// use lambda_client::Error;
    /// use lambda_client::step_functions::{LocalMachine, LocalMachines};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Error> {
    /// let approval = LocalMachine::new(|order: u64| async move {
    ///     let task = LocalMachines::current().map(|local| local.new_task());
    ///     let task = task.ok_or_else(|| Error::function("NotLocal", ""))?.heartbeat(Duration::from_secs(60));
    ///     println!("order {order} waits for a token of {} characters", task.token().len());
    ///     task.result::<String, Error>().await
    /// });
    /// let local = LocalMachines::builder().standard("approval", approval).build();
    /// let approval = local.machines().machine(&local.arn("approval"));
    ///
    /// // Nobody approves the order.
    /// let started = approval.start(&17).await?;
    /// let error = started.execution().result().await.unwrap_err();
    /// assert_eq!(error.code(), Some("States.HeartbeatTimeout"));
    /// assert!(error.is_timeout());
    /// # Ok(()) }
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the error that was reported, as that of a method which returns `Result<T, E>`. It is of the kind
    /// [`ExecutionTimedOut`](crate::ErrorKind::ExecutionTimedOut) after the [time limit](Self::timeout) or if a [heartbeat](Self::heartbeat) is
    /// late, and of the kind [`Decode`](crate::ErrorKind::Decode) if the output is not a `T`.
    pub async fn result<T: DeserializeOwned + 'static, E: FunctionError>(self) -> Result<T, E> {
        let (output, error, cause) = match self.outcome().await {
            Ok(output) => (Some(output), None, None),
            Err((error, cause)) => (None, Some(error), cause),
        };
        let status = match error {
            None => ExecutionStatus::Succeeded,
            Some(_) => ExecutionStatus::Failed,
        };
        let end = End {
            operation: ExecutionOperation::Await,
            subject: None,
            status: status.as_str().to_owned(),
            output,
            error,
            cause,
        };
        end.decode(&[]).map_err(E::from_error)
    }

    /// Waits for the end: the output, or the name of the error and the cause.
    async fn outcome(mut self) -> Result<String, (String, Option<String>)> {
        let end = loop {
            let Some((due_in, _, clock)) = self.last_moment() else {
                break (&mut self.end).await;
            };
            if let Ok(end) = race(&mut self.end, clock.sleep(due_in)).await {
                break end;
            }
            // A report may have arrived just before the limit, and its sender has learned that it ended the task.
            if let Ok(end) = self.end.try_recv() {
                break Ok(end);
            }
            // A heartbeat may have come in between.
            if let Some((Duration::ZERO, error, _)) = self.last_moment() {
                return Err((error.to_owned(), None));
            }
        };
        match end {
            Ok(end) => end.map_err(|(error, cause)| (error, Some(cause))),
            // The account is gone.
            Err(_) => Err(("States.Timeout".to_owned(), None)),
        }
    }

    /// Returns how long it is until the task ends if nothing happens, and with which error, if it ends by itself.
    fn last_moment(&self) -> Option<(Duration, &'static str, Arc<dyn Clock>)> {
        let account = self.account.upgrade()?;
        let (due, error) = account.ledger().tasks.get(&self.token)?.last_moment()?;
        let due_in = due.saturating_sub(account.now());
        Some((due_in, error, Arc::clone(&account.clock)))
    }
}

impl fmt::Debug for LocalTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalTask").finish_non_exhaustive()
    }
}
