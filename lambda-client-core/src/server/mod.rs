//! The function's side: from an event to the method of a trait and back to bytes.

mod service;
mod tenant;

#[cfg(feature = "local")]
pub(crate) use self::service::route_of;
#[doc(hidden)]
pub use self::service::{
    Answer, Fields, Handles, ServerReply, argument, client_context, no_such_method, respond, tenant,
};
pub use self::service::{Invocation, Service};
#[doc(hidden)]
pub use self::tenant::{FromTenant, TenantArgument};
pub use crate::error::ErrorDocument;
