//! Addresses that fail: what a name resolves to while an attempt should fail before it has a connection.

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
pub(crate) struct Lanes(Vec<Mutex<Option<Id>>>);

impl Lanes {
    pub(crate) fn new(count: usize) -> Lanes {
        Lanes((0..count).map(|_| Mutex::default()).collect())
    }

    pub(crate) fn enter(&self, lane: usize, id: Id) {
        if let Some(lane) = self.0.get(lane) {
            *lane.lock().unwrap_or_else(PoisonError::into_inner) = Some(id);
        }
    }

    pub(crate) fn name(lane: usize) -> String {
        format!("lane-{lane}.test")
    }

    fn current(&self, name: &str) -> Option<Id> {
        let lane: usize = name
            .strip_prefix("lane-")?
            .strip_suffix(".test")?
            .parse()
            .ok()?;
        *self
            .0
            .get(lane)?
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

/// Resolves the names of lanes. Clients ask it for each new connection.
#[derive(Clone, Debug)]
pub(crate) struct Resolver {
    pub(crate) ledger: Arc<Ledger>,
    pub(crate) lanes: Arc<Lanes>,
}

impl ResolveDns for Resolver {
    fn resolve_dns<'a>(&'a self, name: &'a str) -> DnsFuture<'a> {
        DnsFuture::ready(self.resolve(name).map(|address| vec![address]))
    }
}

impl Resolver {
    pub(crate) fn resolve(&self, name: &str) -> Result<IpAddr, ResolveDnsError> {
        let nowhere = || ResolveDnsError::new("unknown host");
        let id = self.lanes.current(name).ok_or_else(nowhere)?;
        if id == Id::FIRST {
            return Ok(SERVER);
        }
        let plan = self.ledger.plan(id);
        let attempt = self.ledger.record(id).map_or(0, |record| record.attempts());
        if !plan.is_lost(attempt, &self.ledger.kinds) {
            return Ok(SERVER);
        }
        match self.ledger.attempt(id, &plan).map(|kind| &kind.act) {
            Some(Act::NoName) => Err(nowhere()),
            Some(Act::Refuse) => Ok(NOBODY),
            Some(Act::BlackHole) => Ok(BLACK_HOLE),
            _ => Ok(SERVER),
        }
    }
}
