//! State machines in this process, for tests and development.

mod current;
mod deployment;
mod fault;
mod http;
mod http_date;
mod ledger;
mod limits;
mod machine;
mod parse;
mod refusal;
mod registry;
mod run;
mod service;
mod setup;
mod task;
mod transport;

use std::fmt;
use std::io;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::clock::Clock;
use crate::endpoint::{Address, Endpoint, EndpointBuilder};
use crate::step_functions::Machines;
use crate::step_functions::local::http::StatesApi;
use crate::step_functions::local::ledger::Ledger;

pub use self::fault::LocalFault;
pub use self::machine::LocalMachine;
pub use self::setup::LocalMachinesBuilder;
pub use self::task::LocalTask;

/// State machines in this process: implementations of traits, or closures, that stand in for what the machines do, with the rules of Step
/// Functions for names, inputs and errors around them.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::Error;
/// use lambda_client::step_functions::{LocalFault, LocalMachine, LocalMachines, StartOutcome};
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Error> {
/// let double = LocalMachine::new(|number: u32| async move { Ok::<_, Error>(2 * number) });
/// let local = LocalMachines::builder().standard("double", double).build();
/// let machine = local.machines().machine(&local.arn("double")).output::<u32>();
///
/// // The response to the first attempt is lost, and the second one finds the execution.
/// local.fault(LocalFault::lose_response().on("StartExecution"));
/// let started = machine.start(&21).name("first").await?;
/// assert_eq!(started.execution().result().await?, 42);
/// assert_eq!(local.executions("double"), 1);
///
/// let again = machine.start(&21).name("first").await?;
/// assert_eq!(again.outcome(), StartOutcome::AlreadyFinished);
/// # Ok(()) }
/// ```
///
/// | | As AWS does |
/// |---|---|
/// | Standard, the name belongs to an execution that runs | the same input finds it, another one is refused with `ExecutionAlreadyExists` |
/// | Standard, the name belongs to an execution that has ended | refused for 90 days, then free |
/// | Express | every request starts an execution |
/// | Versions and aliases | those that were added, under the ARN of their machine; others do not exist. An ARN without one selects the machine that was added without one, or else the first one added. An alias points to its own version, the first number that is free |
/// | Limits | names, inputs and outputs, errors and causes, and their codes |
/// | Time | that of the clock: the time limit of a machine, 5 minutes for Express, 14 days for a redrive |
///
/// # The implementation of a trait
///
/// [`serve`](LocalMachinesBuilder::serve) takes the server that `#[state_machine]` generates from a trait, and runs each method as a machine of
/// its type, in the account and Region of its ARN:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::{LocalMachines, MachineService};
///
/// /// Starts one of the machines of a trait, for example of `OrderFlowServer::new(Shop)`.
/// async fn try_one(server: impl MachineService) -> Result<(), lambda_client::Error> {
///     let local = LocalMachines::builder().serve(server).set("stage", "test").try_build()?;
///     let arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:test-fulfil:live";
///     let started = local.machines().machine(arn).start(&"cup").await?;
///     println!("{:?}", started.execution().result().await?);
///     Ok(())
/// }
/// ```
///
/// A method does what the tasks of its machine do, so it often calls the clients of functions. An error of a function that it passes on ends the
/// execution with the same name, as that of a task does. The cause is the same, too, if the error has no type; a variant is written anew. A
/// failed call of Lambda has the name that Step Functions gives to it, such as `Lambda.TooManyRequestsException` or
/// `Lambda.SdkClientException`; errors of this process, such as of decoding, begin with `lambda_client.`.
///
/// # For SDKs of other languages
///
/// [`listen`](LocalMachines::listen) serves the API on a port, with the same executions, rules and [faults](LocalFault): a lost request or
/// response closes the connection.
///
/// | Operations | |
/// |---|---|
/// | `StartExecution`, `DescribeExecution`, `StopExecution`, `RedriveExecution`, `GetExecutionHistory` | as in this process |
/// | `SendTaskSuccess`, `SendTaskFailure`, `SendTaskHeartbeat` | for tokens of [`new_task`](LocalMachines::new_task) |
/// | `StartSyncExecution` | see below |
/// | `ListExecutions`, `ListStateMachines`, `DescribeStateMachine` | without definitions and roles, of which nothing is known |
/// | Others | refused with `UnknownOperationException` |
///
/// Any credentials will do, and any Region: an ARN finds its machine, wherever that is. `ListStateMachines` lists those of all accounts in
/// the Region that the request is signed for, or in all Regions if it is not signed. SDKs put `sync-` before the host for
/// `StartSyncExecution`, and `sync-127.0.0.1` does not exist: switch that off, by the environment variable `AWS_DISABLE_HOST_PREFIX_INJECTION=true` where an SDK
/// reads it, or in its configuration, as in boto3 by `Config(inject_host_prefix=False)`. The client of this crate does so by itself for
/// `localhost` and IP addresses. For an SDK that can do neither, map a name such as `sync-localhost` to the address, and accept it by
/// [`allow_host`](crate::local::EndpointBuilder::allow_host).
///
/// # Time
///
/// Executions run as tasks of the tokio runtime in which they are started. With tokio's paused time, tests do not wait. A clone is the same
/// account. When the last clone is dropped, with every client and endpoint that uses it, all executions end.
///
/// # Memory
///
/// Until then, every execution of a Standard machine is kept after its end, with its input, output and events, since its name stays in use and it
/// can be described; so are the tokens of [`new_task`](LocalMachines::new_task). A process that starts executions for days needs memory for all of
/// them. Executions of Express machines are forgotten when they end.
///
/// Sources: AWS Step Functions API reference, `StartExecution`, `DescribeExecution`, `ListExecutions`, `RedriveExecution`; AWS Step Functions
/// Developer Guide, "Service quotas"; AWS SDKs and Tools Reference Guide, "Host prefix injection".
#[derive(Clone)]
pub struct LocalMachines {
    account: Arc<AccountHandle>,
}

/// What clones, clients and endpoints hold. When the last of them is dropped, all executions end: what they hold would otherwise stay in
/// memory for as long as they take.
pub(super) struct AccountHandle(Arc<Account>);

impl Deref for AccountHandle {
    type Target = Arc<Account>;

    fn deref(&self) -> &Arc<Account> {
        &self.0
    }
}

impl Drop for AccountHandle {
    fn drop(&mut self) {
        self.0.ledger().abort();
    }
}

/// What all clones share, and the tasks of the executions.
pub(super) struct Account {
    /// What its executions reach it by, without keeping it.
    handle: Weak<AccountHandle>,
    clock: Arc<dyn Clock>,
    /// When the account was made, on its clock and since 1970.
    began: Instant,
    epoch: Duration,
    /// How long an execution that has started is not found.
    unseen: Duration,
    /// The mistakes in the configuration. While there are any, every request fails with them.
    mistakes: Option<String>,
    ledger: Mutex<Ledger>,
}

impl LocalMachines {
    /// Returns a builder without machines.
    pub fn builder() -> LocalMachinesBuilder {
        LocalMachinesBuilder::new()
    }

    /// Returns a handle to these machines, on the same clock.
    pub fn machines(&self) -> Machines {
        let clock = Arc::clone(&self.account.clock);
        Machines::builder(self.clone()).clock(clock).build()
    }

    /// Returns the ARN of the machine with this name in the account and Region of the builder, whether it exists or not. A machine that was
    /// added by an ARN, such as one of a served trait, has that ARN.
    pub fn arn(&self, machine: &str) -> String {
        self.account.ledger().machines.arn(machine)
    }

    /// Lets requests fail: see [`LocalFault`]. Faults are used in the order in which they are added, each by the first request that it is for.
    pub fn fault(&self, fault: LocalFault) {
        self.account.ledger().faults.push(fault);
    }

    /// Returns how many executions of a machine have been started, by its ARN, or by its name if that is in the account and Region of the
    /// builder, or the only one of that name elsewhere. All versions and aliases count.
    pub fn executions(&self, machine: &str) -> usize {
        self.account.ledger().started(machine)
    }

    /// Serves the API of Step Functions on a port, for any AWS SDK: see [the table](LocalMachines#for-sdks-of-other-languages).
    ///
    /// A number is a port on the loopback interface, where 0 stands for any free port; a [`SocketAddr`](std::net::SocketAddr) is that
    /// address. Signatures are not checked, so any program that can reach the port can start executions. The endpoint has the bounds and
    /// the protection against foreign hosts and web pages of the one of [`LocalLambda`](crate::LocalLambda::listen). Executions run in the
    /// runtime in which this is called. Where time must pass quickly for clients in other processes, use a
    /// [`ManualClock`](crate::clock::ManualClock): tokio's paused time does not wait for them.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be bound, or if this is not a tokio runtime with I/O and a timer.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::Error;
    /// use lambda_client::step_functions::{LocalMachine, LocalMachines};
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> std::io::Result<()> {
    /// let double = LocalMachine::new(|number: u32| async move { Ok::<_, Error>(2 * number) });
    /// let local = LocalMachines::builder().standard("double", double).build();
    /// let endpoint = local.listen(0).await?;
    /// let (url, arn) = (endpoint.url(), local.arn("double"));
    /// println!("aws stepfunctions start-execution --endpoint-url {url} --state-machine-arn {arn} --input 21");
    /// endpoint.shutdown().await;
    /// # Ok(()) }
    /// ```
    pub async fn listen(&self, address: impl Into<Address>) -> io::Result<Endpoint> {
        self.endpoint().listen(address).await
    }

    /// Returns a builder for an endpoint, to set other limits than those of [`listen`](Self::listen).
    pub fn endpoint(&self) -> EndpointBuilder {
        EndpointBuilder::new(Arc::new(StatesApi(self.clone())))
    }

    /// Returns a task that waits until its end is reported with its token: hand the token out in place of a machine's `.waitForTaskToken`, and
    /// wait for the end of the task.
    ///
    /// Only [`machines`](Self::machines) of these `LocalMachines` and of their clones know the token. An implementation that is
    /// [served](LocalMachinesBuilder::serve) exists before the `LocalMachines` that run it, and finds them by [`current`](Self::current).
    pub fn new_task(&self) -> LocalTask {
        LocalTask::new(&self.account)
    }
}

impl Account {
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the time since 1970 on the account's clock.
    fn now(&self) -> Duration {
        self.epoch + self.clock.now().saturating_duration_since(self.began)
    }
}

impl fmt::Debug for LocalMachines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalMachines").finish_non_exhaustive()
    }
}
