//! Addresses that fail: what a name resolves to while an attempt should fail before it has a connection.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};

use aws_smithy_runtime_api::client::dns::{DnsFuture, ResolveDns, ResolveDnsError};

use crate::faults::Act;
use crate::ledger::{Id, Ledger};

/// The address of the server.
pub(crate) const SERVER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);
/// An address that refuses connections.
pub(crate) const NOBODY: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2));
/// An address that never accepts a connection.
pub(crate) const BLACK_HOLE: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 3));

/// The calls in flight, by lane: a lane makes one call after the other and has its own host name.
#[derive(Debug, Default)]
pub(crate) struct Lanes<I = Id>(Vec<Mutex<Option<I>>>);

impl<I: Copy> Lanes<I> {
    pub(crate) fn new(count: usize) -> Lanes<I> {
        Lanes((0..count).map(|_| Mutex::new(None)).collect())
    }

    pub(crate) fn enter(&self, lane: usize, id: I) {
        if let Some(lane) = self.0.get(lane) {
            *lane.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
        }
    }

    /// Returns the call that a lane makes.
    pub(crate) fn current(&self, lane: usize) -> Option<I> {
        let lane = self.0.get(lane)?;
        *lane.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Returns the host name of a lane.
pub(crate) fn name(lane: usize) -> String {
    format!("lane-{lane}.test")
}

/// Calls of which some attempts fail before there is a connection.
pub(crate) trait InFlight: fmt::Debug + Send + Sync {
    /// Counts the next attempt of the call that this lane makes, if it is one of those, and returns its fault. `None` if the attempt may
    /// connect.
    fn lose(&self, lane: usize) -> Option<&Act>;
}

/// The calls of functions in flight.
#[derive(Debug)]
pub(crate) struct Calls {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) lanes: Arc<Lanes>,
}

impl InFlight for Calls {
    fn lose(&self, lane: usize) -> Option<&Act> {
        let id = self.lanes.current(lane).filter(|id| *id != Id::FIRST)?;
        let plan = self.ledger.plan(id);
        let attempt = self.ledger.record(id).map_or(0, |record| record.attempts());
        if !plan.is_lost(attempt, &self.ledger.kinds) {
            return None;
        }
        self.ledger.attempt(id, &plan).map(|kind| &kind.act)
    }
}

/// Resolves the names of lanes. Clients ask it for each new connection.
#[derive(Clone, Debug)]
pub(crate) struct Resolver(pub(crate) Arc<dyn InFlight>);

impl ResolveDns for Resolver {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(self.resolve(name).map(|address| vec![address]))
    }
}

impl Resolver {
    pub(crate) fn resolve(&self, name: &str) -> Result<IpAddr, ResolveDnsError> {
        let nowhere = || ResolveDnsError::new("unknown host");
        // AWS has its own hosts for some operations, whose names the SDK makes by a prefix.
        let lane = name.strip_prefix("sync-").unwrap_or(name);
        let lane = lane.strip_prefix("lane-");
        let lane = lane.and_then(|rest| rest.strip_suffix(".test")?.parse().ok());
        match self.0.lose(lane.ok_or_else(nowhere)?) {
            Some(Act::NoName) => Err(nowhere()),
            Some(Act::Refuse) => Ok(NOBODY),
            Some(Act::BlackHole) => Ok(BLACK_HOLE),
            _ => Ok(SERVER),
        }
    }
}
