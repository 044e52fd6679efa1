//! The builder of local machines.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, Weak};
use std::time::{Duration, SystemTime};

use crate::clock::{Clock, TokioClock};
use crate::error::Error;
use crate::local::account_region::AccountRegion;
use crate::step_functions::local::deployment::{Change, Deployment};
use crate::step_functions::local::ledger::Ledger;
use crate::step_functions::local::{Account, AccountHandle, LocalMachine, LocalMachines};
use crate::step_functions::{MachineKind, MachineService};

/// Builds [`LocalMachines`] from the servers of traits, from closures and from settings.
///
/// Like that of [`LocalLambda`](crate::LocalLambda::builder), [`build`](Self::build) does not return a `Result`: a configuration mistake shows up
/// in the first call, which fails with its message. Use [`try_build`](Self::try_build) to see mistakes at once.
#[must_use = "a builder does nothing until `build` is called"]
pub struct LocalMachinesBuilder {
    services: Vec<Arc<dyn MachineService>>,
    keys: BTreeMap<String, String>,
    machines: Vec<(String, MachineKind, LocalMachine)>,
    changes: Vec<(String, Change)>,
    home: AccountRegion,
    clock: Arc<dyn Clock>,
    unseen: Duration,
}

impl LocalMachinesBuilder {
    pub(super) fn new() -> LocalMachinesBuilder {
        LocalMachinesBuilder {
            services: Vec::new(),
            keys: BTreeMap::new(),
            machines: Vec::new(),
            changes: Vec::new(),
            home: AccountRegion::default(),
            clock: Arc::new(TokioClock),
            unseen: Duration::ZERO,
        }
    }

    /// Adds a machine for each method of a trait: pass the server that `#[state_machine]` generates, such as `OrderFlowServer::new(Shop)`.
    ///
    /// Each machine has the type that its method declares, in the account and Region of its ARN, and the version or alias in the ARN if it
    /// names one. [`set`](Self::set) gives the `{key}` placeholders of the ARNs their values.
    pub fn serve(mut self, service: impl MachineService) -> Self {
        self.services.push(Arc::new(service));
        self
    }

    /// Sets the value of a `{key}` placeholder in the ARNs of served traits.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.keys.insert(key.into(), value.into());
        self
    }

    /// Adds a Standard machine under this name. An ARN puts it into the account and Region of the ARN. Behind either, `:` and a version or
    /// alias add that one.
    pub fn standard(self, machine: impl Into<String>, behavior: LocalMachine) -> Self {
        self.add(machine.into(), MachineKind::Standard, behavior)
    }

    /// Adds an Express machine under this name or ARN, as [`standard`](Self::standard) does.
    pub fn express(self, machine: impl Into<String>, behavior: LocalMachine) -> Self {
        self.add(machine.into(), MachineKind::Express, behavior)
    }

    fn add(mut self, machine: String, kind: MachineKind, behavior: LocalMachine) -> Self {
        self.machines.push((machine, kind, behavior));
        self
    }

    /// Changes the settings of a machine, usually one of a served trait: by its ARN, or by its name if that is in the account and Region of the
    /// builder, or the only one of that name elsewhere. Without a version or alias, it changes all of them.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// # use lambda_client::Error;
    /// # use lambda_client::step_functions::{LocalMachine, LocalMachines};
    /// # let double = LocalMachine::new(|number: u32| async move { Ok::<_, Error>(2 * number) });
    /// # let builder = LocalMachines::builder().standard("fulfil", double);
    /// use std::time::Duration;
    ///
    /// let local = builder
    ///     .configure("fulfil", |fulfil| fulfil.timeout(Duration::from_secs(60)))
    ///     .build();
    /// # let _ = local;
    /// ```
    pub fn configure(
        mut self,
        machine: impl Into<String>,
        change: impl Fn(LocalMachine) -> LocalMachine + Send + 'static,
    ) -> Self {
        self.changes.push((machine.into(), Box::new(change)));
        self
    }

    /// Sets the Region of machines whose name is not an ARN. Default: `us-east-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.home.region = region.into();
        self
    }

    /// Sets the account ID, 12 digits, of machines whose name is not an ARN. Default: `000000000000`.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.home.account = account.into();
        self
    }

    /// Sets how long an execution that has started is not found: on AWS, descriptions are eventually consistent. Default: not at all.
    pub fn description_delay(mut self, delay: Duration) -> Self {
        self.unseen = delay;
        self
    }

    /// Sets the clock. Default: [`TokioClock`].
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Builds the [`LocalMachines`].
    ///
    /// Every call to it fails if there are configuration mistakes; [`try_build`](Self::try_build) reports them at once, and its documentation
    /// lists them.
    pub fn build(self) -> LocalMachines {
        let mut deployment = Deployment::new(self.home);
        deployment.serve(&self.services, &self.keys);
        for (machine, kind, behavior) in self.machines {
            deployment.add(&machine, kind, behavior);
        }
        for (machine, change) in &self.changes {
            deployment.change(machine, change);
        }
        let (machines, mistakes) = deployment.finish();
        let epoch = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        LocalMachines {
            account: Arc::new_cyclic(|handle| {
                AccountHandle(Arc::new(Account {
                    handle: Weak::clone(handle),
                    began: self.clock.now(),
                    epoch: epoch.unwrap_or_default(),
                    clock: self.clock,
                    unseen: self.unseen,
                    mistakes: (!mistakes.is_empty()).then(|| mistakes.join("; ")),
                    ledger: Mutex::new(Ledger::new(machines)),
                }))
            }),
        }
    }

    /// Builds the [`LocalMachines`], or reports every configuration mistake.
    ///
    /// # Errors
    ///
    /// Returns an error if a name or ARN is malformed, if an account ID or Region is, if a placeholder has no value or a value no placeholder,
    /// if two machines have the same ARN, if a machine is both Standard and Express, or if a machine that is to be configured is unknown.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::Error;
    /// use lambda_client::step_functions::{LocalMachine, LocalMachines};
    ///
    /// let double = LocalMachine::new(|number: u32| async move { Ok::<_, Error>(2 * number) });
    /// let builder = LocalMachines::builder().standard("my double", double);
    /// let error = builder.try_build().unwrap_err();
    /// assert!(error.to_string().contains("invalid name `my double`"));
    /// ```
    pub fn try_build(self) -> Result<LocalMachines, Error> {
        let local = self.build();
        match &local.account.mistakes {
            Some(mistakes) => Err(Error::configuration(mistakes.clone())),
            None => Ok(local),
        }
    }
}

impl fmt::Debug for LocalMachinesBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let services = self.services.iter();
        let services: Vec<_> = services
            .map(|service| service.declaration().name())
            .collect();
        let machines: Vec<_> = self.machines.iter().map(|(machine, ..)| machine).collect();
        f.debug_struct("LocalMachinesBuilder")
            .field("services", &services)
            .field("machines", &machines)
            .field("description_delay", &self.unseen)
            .finish_non_exhaustive()
    }
}
