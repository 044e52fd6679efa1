//! The account of the execution that the running code is part of.

use std::sync::{Arc, Weak};

use crate::step_functions::LocalMachines;
use crate::step_functions::local::{Account, AccountHandle};

tokio::task_local! {
    static CURRENT: Weak<AccountHandle>;
}

impl LocalMachines {
    /// Returns the `LocalMachines` that run the execution which this code is part of: an implementation that they serve exists before them, and
    /// may need them for the [token](LocalMachines::new_task) of a task, or to start another machine. Returns `None` outside of an execution, and
    /// in tasks that the implementation spawns. A clone or a client that an execution holds while it waits keeps all executions alive, as any
    /// other one does; a [`LocalTask`](super::LocalTask) does not.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use std::time::Duration;
    ///
    /// use lambda_client::Error;
    /// use lambda_client::step_functions::{LocalMachine, LocalMachines};
    ///
    /// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Error> {
    /// let double = LocalMachine::new(|number: u32| async move { Ok::<_, Error>(2 * number) });
    /// let quadruple = LocalMachine::new(|number: u32| async move {
    ///     let local = LocalMachines::current().ok_or_else(|| Error::function("NotLocal", ""))?;
    ///     let double = local.machines().machine(&local.arn("double")).output::<u32>();
    ///     let started = double.start(&(2 * number)).await?;
    ///     started.execution().result().await
    /// });
    /// let local = LocalMachines::builder().standard("double", double).standard("quadruple", quadruple).build();
    /// let quadruple = local.machines().machine(&local.arn("quadruple")).output::<u32>();
    /// assert_eq!(quadruple.start(&3).await?.execution().result().await?, 12);
    /// # assert!(LocalMachines::current().is_none());
    /// # Ok(()) }
    /// ```
    pub fn current() -> Option<LocalMachines> {
        let account = CURRENT.try_with(Weak::upgrade).ok().flatten();
        account.map(|account| LocalMachines { account })
    }
}

impl Account {
    /// Runs the future of an execution so that it finds this account.
    pub(super) fn scope<F: Future>(
        self: &Arc<Self>,
        execution: F,
    ) -> impl Future<Output = F::Output> + use<F> {
        CURRENT.scope(Weak::clone(&self.handle), execution)
    }
}
