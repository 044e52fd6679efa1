//! Which directory a `Lambda` reads.

use std::any::Any;

use crate::directory::Directory;
use crate::lambda::Shared;
#[cfg(feature = "local")]
use crate::local::LocalLambda;
#[cfg(feature = "aws-sdk")]
use crate::sdk::SdkTransport;
use crate::transport::Transport;

/// Returns the directory that the builder was given, or else the first one among the transport and the transports that it wraps.
///
/// A directory is recognized by its type here, not returned by a method of `Transport`: whatever a vtable names is linked into
/// every program, and the listing operations of the AWS SDK add 0.6 MB to a program that never lists.
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
    &NoDirectory
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

/// Stands for a missing directory: every operation is unsupported.
#[derive(Debug)]
struct NoDirectory;

impl Directory for NoDirectory {}
