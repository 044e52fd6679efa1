//! Pointers to transports, which are transports themselves.

use std::sync::Arc;

use crate::future::BoxFuture;
use crate::transport::{InvokeRequest, InvokeResponse, Transport, TransportError};

/// Turns a transport into `dyn Transport`, even if only `T: Transport + ?Sized` is known. Implemented for all transports.
#[doc(hidden)]
pub trait AsTransport {
    fn as_transport(&self) -> &dyn Transport;
}

impl<T: Transport> AsTransport for T {
    fn as_transport(&self) -> &dyn Transport {
        self
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        (**self).invoke(request)
    }

    fn inner(&self) -> Option<&dyn Transport> {
        Some((**self).as_transport())
    }
}

impl<T: Transport + ?Sized> Transport for Box<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        (**self).invoke(request)
    }

    fn inner(&self) -> Option<&dyn Transport> {
        Some((**self).as_transport())
    }
}
