//! The HTTP client that the transport brings. It asks the operating system for names, so a transport is picked for each attempt
//! where a resolver would return an address.

use std::fmt;

use lambda_client::SdkTransport;
use lambda_client::sdk::SdkStatesTransport;
use lambda_client::step_functions::{StatesRequest, StatesResponse, StatesTransport};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};

use crate::lost::{self, BLACK_HOLE, NOBODY, Resolver, SERVER};

/// The transports of a lane, one for each place that its host name may stand for.
#[derive(Debug)]
pub(crate) struct Own<T = SdkTransport> {
    resolver: Resolver,
    name: String,
    server: T,
    nobody: T,
    black_hole: T,
    nowhere: T,
}

impl<T> Own<T> {
    /// `to` creates the transport to a host.
    pub(crate) fn new(resolver: Resolver, lane: usize, to: impl Fn(&str) -> T) -> Own<T> {
        Own {
            resolver,
            name: lost::name(lane),
            server: to(&SERVER.to_string()),
            nobody: to(&NOBODY.to_string()),
            black_hole: to(&BLACK_HOLE.to_string()),
            nowhere: to("nowhere.invalid"),
        }
    }

    fn pick(&self) -> &T {
        match self.resolver.resolve(&self.name) {
            Ok(SERVER) => &self.server,
            Ok(NOBODY) => &self.nobody,
            Ok(_) => &self.black_hole,
            Err(_) => &self.nowhere,
        }
    }
}

impl<T: Transport + fmt::Debug> Transport for Own<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.pick().invoke(request)
    }
}

impl StatesTransport for Own<SdkStatesTransport> {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        self.pick().send(request)
    }
}
