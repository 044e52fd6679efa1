//! Tasks that wait for a token.

use std::fmt;
use std::sync::Arc;

use tokio::sync::oneshot;

use crate::failure::Failure;
use crate::payload::Raw;
use crate::step_functions::local::Account;
use crate::step_functions::local::machine::Outcome;
use crate::step_functions::name::random_uuid;

/// A task that has a token; it has ended once there is no sender.
pub(super) struct OpenTask(Option<oneshot::Sender<Outcome>>);

impl OpenTask {
    pub(super) fn is_open(&self) -> bool {
        self.0.as_ref().is_some_and(|end| !end.is_closed())
    }

    /// Ends the task, unless it has ended.
    pub(super) fn end(&mut self, outcome: Outcome) -> bool {
        let end = self.0.take();
        end.is_some_and(|end| end.send(outcome).is_ok())
    }
}

/// A task that waits for its token to be told, made by [`LocalMachines::new_task`](super::LocalMachines::new_task). Dropping it ends the
/// task: its token is then told that it has timed out.
pub struct LocalTask {
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
        ledger.tasks.insert(token.clone(), OpenTask(Some(sender)));
        LocalTask { token, end }
    }

    /// Returns the token.
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Waits until the token is told, and returns the JSON of the output.
    ///
    /// # Errors
    ///
    /// Returns the failure that the token was told.
    pub async fn ended(self) -> Result<Raw, Failure> {
        match self.end.await {
            Ok(Ok(output)) => Ok(Raw::from(output)),
            Ok(Err((error, cause))) => Err(Failure::of_execution(Some(&error), Some(&cause))),
            // The account is gone.
            Err(_) => Err(Failure::of_execution(Some("States.Timeout"), None)),
        }
    }
}

impl fmt::Debug for LocalTask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalTask").finish_non_exhaustive()
    }
}
