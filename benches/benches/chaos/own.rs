//! The HTTP client that the transport brings. It asks the operating system for names, so a transport is picked for each attempt
//! where a resolver would return an address.

use lambda_client::SdkTransport;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};

use crate::clients::transport;
use crate::lost::{BLACK_HOLE, Lanes, NOBODY, Resolver, SERVER};

/// The transports of a lane, one for each place that its host name may stand for.
#[derive(Debug)]
pub(crate) struct Own {
    resolver: Resolver,
    name: String,
    server: SdkTransport,
    nobody: SdkTransport,
    black_hole: SdkTransport,
    nowhere: SdkTransport,
}

impl Own {
    pub(crate) fn new(resolver: Resolver, lane: usize, port: u16) -> Own {
        let to = |host: &str| transport(host, port, None);
        Own {
            resolver,
            name: Lanes::name(lane),
            server: to(&SERVER.to_string()),
            nobody: to(&NOBODY.to_string()),
            black_hole: to(&BLACK_HOLE.to_string()),
            nowhere: to("nowhere.invalid"),
        }
    }
}

impl Transport for Own {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        let transport = match self.resolver.resolve(&self.name) {
            Ok(SERVER) => &self.server,
            Ok(NOBODY) => &self.nobody,
            Ok(_) => &self.black_hole,
            Err(_) => &self.nowhere,
        };
        transport.invoke(request)
    }
}
