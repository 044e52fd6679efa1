//! Which directory a `Lambda` reads.

use std::any::Any;

use crate::directory::Directory;
use crate::lambda::Shared;
#[cfg(feature = "local")]
use crate::local::LocalLambda;
#[cfg(feature = "aws-sdk")]
use crate::sdk::SdkTransport;
use crate::transport::Transport;

/// Returns the directory that the builder was given, or the first one on the way through the transports.
///
/// The transports are asked for their types instead of being asked for a directory: a method of `Transport` would stand in
/// each transport's vtable, and every program would link the listing operations of the AWS SDK, also one that never lists.
pub(super) fn directory(shared: &Shared) -> &dyn Directory {
    if let Some(directory) = &shared.directory {
        return &**directory;
    }
    let mut next = Some(&*shared.transport);
    while let Some(transport) = next {
        if let Some(directory) = own_directory(transport) {
            return directory;
        }
        next = transport.inner();
    }
    &Nothing
}

/// Returns the transport as a directory if it is one of this crate's.
fn own_directory(transport: &dyn Transport) -> Option<&dyn Directory> {
    let transport: &dyn Any = transport;
    #[cfg(feature = "aws-sdk")]
    if let Some(sdk) = transport.downcast_ref::<SdkTransport>() {
        return Some(sdk);
    }
    #[cfg(feature = "local")]
    if let Some(local) = transport.downcast_ref::<LocalLambda>() {
        return Some(local);
    }
    let _ = transport;
    None
}

/// The directory of a transport that has none: everything is unsupported.
#[derive(Debug)]
struct Nothing;

impl Directory for Nothing {}
