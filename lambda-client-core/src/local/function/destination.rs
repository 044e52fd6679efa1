//! Where the records of events go.

use std::fmt;
use std::sync::Arc;

use crate::local::function::invocation_record::InvocationRecord;

/// A receiver of the records of processed and discarded events: a closure, a channel or another function.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::local::{Destination, Function};
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let (sender, records) = std::sync::mpsc::channel();
/// let resize = Function::new(|_: Invocation| async { "null" })
///     .on_success(sender)
///     .on_failure(Destination::function("resize-failed"))
///     .dead_letters(Destination::call(|record| eprintln!("discarded: {}", record.condition())));
///
/// let local = LocalLambda::builder().function("resize", resize).build();
/// local.lambda().call("resize").json::<()>(&"cat.png").event().await?;
/// local.settled().await;
/// assert_eq!(records.recv().unwrap().request_payload(), "\"cat.png\"");
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Destination(pub(in crate::local) DestinationKind);

#[derive(Clone)]
pub(in crate::local) enum DestinationKind {
    Call(Arc<dyn Fn(InvocationRecord) + Send + Sync>),
    Function(String),
}

impl Destination {
    /// Calls a closure with each record. If the closure panics, only that record is lost.
    pub fn call(deliver: impl Fn(InvocationRecord) + Send + Sync + 'static) -> Destination {
        Destination(DestinationKind::Call(Arc::new(deliver)))
    }

    /// Invokes another function, named by name or ARN, with each record as its event.
    pub fn function(name: impl Into<String>) -> Destination {
        Destination(DestinationKind::Function(name.into()))
    }
}

/// Sends each record to the channel. Records are lost once the receiver is dropped, as in Lambda if it cannot deliver them.
impl From<std::sync::mpsc::Sender<InvocationRecord>> for Destination {
    fn from(channel: std::sync::mpsc::Sender<InvocationRecord>) -> Self {
        Destination::call(move |record| {
            let _ = channel.send(record);
        })
    }
}

/// Sends each record to the channel. Records are lost once the receiver is dropped, as in Lambda if it cannot deliver them.
impl From<tokio::sync::mpsc::UnboundedSender<InvocationRecord>> for Destination {
    fn from(channel: tokio::sync::mpsc::UnboundedSender<InvocationRecord>) -> Self {
        Destination::call(move |record| {
            let _ = channel.send(record);
        })
    }
}

impl fmt::Debug for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            DestinationKind::Call(_) => f.write_str("Destination::call(..)"),
            DestinationKind::Function(name) => write!(f, "Destination::function({name:?})"),
        }
    }
}
