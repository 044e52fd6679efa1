//! Which directory a `Lambda` reads.

use std::any::Any;
use std::future::ready;

use crate::directory::{Alias, Directory, FunctionConfiguration, Page, PageRequest};
use crate::future::BoxFuture;
use crate::lambda::Shared;
#[cfg(feature = "local")]
use crate::local::LocalLambda;
#[cfg(feature = "aws-sdk")]
use crate::sdk::SdkTransport;
use crate::transport::{Transport, TransportError};

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

/// Stands for a missing directory: every operation fails, and says how to provide one.
#[derive(Debug)]
struct NoDirectory;

impl Directory for NoDirectory {
    fn list_functions<'a>(
        &'a self,
        _: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        missing("list functions")
    }

    fn function_configuration<'a>(
        &'a self,
        _: &'a str,
        _: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        missing("read the configuration of functions")
    }

    fn list_aliases<'a>(
        &'a self,
        _: &'a str,
        _: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
        missing("list aliases")
    }

    fn list_versions<'a>(
        &'a self,
        _: &'a str,
        _: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        missing("list versions")
    }
}

fn missing<T: Send + 'static>(what: &str) -> BoxFuture<'static, Result<T, TransportError>> {
    let advice =
        "implement `Transport::inner` if it is middleware, or set `LambdaBuilder::directory`";
    let error = TransportError::unsupported(&format!("{what}; {advice}"));
    Box::pin(ready(Err(error)))
}
