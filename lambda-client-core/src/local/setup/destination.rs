//! Where the record of an event goes.

use std::fmt;
use std::sync::Arc;

use crate::local::recorder::record::InvocationRecord;

/// Where an event's record goes once the event is done with: a closure, a channel or another function.
///
/// ```
/// use lambda_client_core::server::Invocation;
/// use lambda_client_core::local::{Destination, Function};
///
/// let (letters, _received) = std::sync::mpsc::channel();
/// let resize = Function::new(|_: Invocation| async { "null" })
///     .on_success(Destination::call(|record| println!("{} is done", record.request_id())))
///     .on_failure(Destination::function("resize-failed"))
///     .dead_letters(letters);
/// # let _ = resize;
/// ```
#[derive(Clone)]
pub struct Destination(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Call(Arc<dyn Fn(InvocationRecord) + Send + Sync>),
    Function(String),
}

impl Destination {
    /// A closure. A panic in it is the end of that delivery and of nothing else.
    pub fn call(deliver: impl Fn(InvocationRecord) + Send + Sync + 'static) -> Destination {
        Destination(Kind::Call(Arc::new(deliver)))
    }

    /// Another function, by name or ARN: it is invoked with the record as its event.
    pub fn function(name: impl Into<String>) -> Destination {
        Destination(Kind::Function(name.into()))
    }
}

/// A record that nobody receives any more is lost, as Lambda's are when a delivery fails.
impl From<std::sync::mpsc::Sender<InvocationRecord>> for Destination {
    fn from(channel: std::sync::mpsc::Sender<InvocationRecord>) -> Self {
        Destination::call(move |record| {
            let _ = channel.send(record);
        })
    }
}

/// A record that nobody receives any more is lost, as Lambda's are when a delivery fails.
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
            Kind::Call(_) => f.write_str("Destination::call(..)"),
            Kind::Function(name) => write!(f, "Destination::function({name:?})"),
        }
    }
}
