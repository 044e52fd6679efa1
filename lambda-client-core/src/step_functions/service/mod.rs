//! The implementation of a trait of machines: from the input of an execution to the method, and from what the method returns back to an
//! outcome.

mod input;
mod outcome;

use std::future::Future;

use crate::error::ErrorDocument;
use crate::future::BoxFuture;
use crate::step_functions::MachineDeclaration;

pub use self::input::MachineInput;
pub use self::outcome::{MachineOutcome, MachineReply};

/// The state machines that a trait declares, as inputs in and outcomes out.
///
/// Each `…Server` type that `#[state_machine]` generates implements it, and `LocalMachines` (feature `local`) runs it. Implement it by hand
/// only to wrap such a server, for example to measure each execution:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::{MachineDeclaration, MachineInput, MachineOutcome, MachineService};
/// use lambda_client::transport::BoxFuture;
///
/// struct Measured<S>(S);
///
/// impl<S: MachineService> MachineService for Measured<S> {
///     fn declaration(&self) -> &'static MachineDeclaration {
///         self.0.declaration()
///     }
///
///     fn run(&self, method: usize, input: MachineInput) -> BoxFuture<'_, MachineOutcome> {
///         Box::pin(async move {
///             let started = std::time::Instant::now();
///             let outcome = self.0.run(method, input).await;
///             println!("method {method} took {:?}", started.elapsed());
///             outcome
///         })
///     }
/// }
/// ```
///
/// # How it differs from the server of a function
///
/// The error of a task is the error of the execution. So an error that a method received from a call of a function ends the execution with
/// its own name and document, and does not become `lambda_client.Downstream`, as it does in a [`Service`](crate::server::Service). A failed
/// call of Lambda has the name that Step Functions gives to it, such as `Lambda.TooManyRequestsException`.
/// [`Context::current`](crate::server::Context::current) is not set: an execution is not an invocation.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a server of state machines; pass the one that `#[state_machine]` generates, such as `OrderFlowServer::new(..)` for a trait `OrderFlow`",
    label = "not a server of state machines",
    note = "the server of a `#[lambda_fn]` trait belongs to `LocalLambda::builder().serve(..)`"
)]
pub trait MachineService: Send + Sync + 'static {
    /// Returns what the trait declares.
    fn declaration(&self) -> &'static MachineDeclaration;

    /// Runs the method at this position of [`MachineDeclaration::methods`] as an execution of its machine.
    fn run(&self, method: usize, input: MachineInput) -> BoxFuture<'_, MachineOutcome>;
}

/// One method of a generated server, by its position in the declaration.
///
/// Each method has a separate implementation, and every type handles one that the client cannot call, as for
/// [`HandlesMethod`](crate::server::HandlesMethod).
#[doc(hidden)]
pub trait HandlesMachine<const METHOD: usize, const CALLABLE: bool = true> {
    /// Runs the method.
    fn handle(&self, input: MachineInput) -> BoxFuture<'_, MachineOutcome>;
}

/// Never runs, since the client does not compile.
impl<S: ?Sized, const METHOD: usize> HandlesMachine<METHOD, false> for S {
    fn handle(&self, _: MachineInput) -> BoxFuture<'_, MachineOutcome> {
        no_such_machine(METHOD)
    }
}

/// Runs the decoding, the method and the encoding of one execution.
#[doc(hidden)]
pub fn executed<'a, T, A, R, F>(
    service: &'a T,
    input: MachineInput,
    decode: fn(&MachineInput) -> Result<A, ErrorDocument>,
    run: impl FnOnce(&'a T, A) -> F + Send + 'a,
) -> BoxFuture<'a, MachineOutcome>
where
    T: Sync,
    A: 'a,
    R: MachineReply,
    F: Future<Output = R> + Send + 'a,
{
    Box::pin(async move {
        let arguments = match decode(&input) {
            Ok(arguments) => arguments,
            Err(mismatch) => return MachineOutcome::mismatch(&mismatch),
        };
        // Frees the input before the method runs.
        drop(input);
        run(service, arguments).await.into_outcome()
    })
}

/// Ends an execution of an unknown method.
#[doc(hidden)]
pub fn no_such_machine<'a>(method: usize) -> BoxFuture<'a, MachineOutcome> {
    let outcome = MachineOutcome::runtime(format!("unknown method number {method}"));
    Box::pin(std::future::ready(outcome))
}
