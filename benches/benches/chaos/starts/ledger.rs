//! Records what really happened to each start.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::faults::{Act, Kind};
use crate::ledger::Record;
use crate::lost::{InFlight, Lanes};
use crate::options::Options;
use crate::plan::Plan;
use crate::starts::account::Account;
use crate::starts::kinds;

/// The client that makes a start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Side {
    Ours,
    /// The SDK as most programs use it.
    Sdk,
    /// The SDK, with a name for each start.
    SdkNamed,
}

pub(super) const SIDES: [Side; 3] = [Side::Ours, Side::Sdk, Side::SdkNamed];

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Side::Ours => "lambda-client",
            Side::Sdk => "aws-sdk-sfn",
            Side::SdkNamed => "the same, named",
        }
    }
}

/// What is started, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Part {
    /// `StartExecution` of a Standard machine.
    Standard,
    /// `StartExecution` of an Express machine.
    Express,
    /// `StartSyncExecution`.
    Sync,
}

pub(super) const PARTS: [Part; 3] = [Part::Standard, Part::Express, Part::Sync];

/// Identifies a start; it is also the input of the execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Id {
    pub(super) side: Side,
    pub(super) part: Part,
    pub(super) number: usize,
}

impl Id {
    /// The name under which the start is made, if the client gives it one. Of ours, every second one leaves that to the library.
    pub(super) fn name(self) -> Option<String> {
        let is_named = match (self.part, self.side) {
            (Part::Standard, Side::Ours) => self.number.is_multiple_of(2),
            (Part::Standard, Side::SdkNamed) => true,
            _ => false,
        };
        is_named.then(|| format!("{:?}-{}", self.side, self.number))
    }

    /// Whether the execution still runs when it is looked at again.
    pub(super) fn runs_on(self) -> bool {
        self.number.is_multiple_of(3)
    }

    /// Whether an Express execution fails.
    pub(super) fn fails(self) -> bool {
        self.number % 8 == 7
    }
}

/// All starts of a run.
#[derive(Debug)]
pub(super) struct Ledger {
    options: Options,
    pub(super) kinds: Vec<Kind>,
    /// By client and part.
    records: [[Vec<Record>; 3]; 3],
    pub(super) account: Account,
}

impl Ledger {
    pub(super) fn new(options: Options) -> Ledger {
        let records = |side, part| -> Vec<Record> {
            let count = Ledger::count(options, side, part);
            (0..count).map(|_| Record::default()).collect()
        };
        Ledger {
            options,
            kinds: kinds::all(),
            records: SIDES.map(|side| PARTS.map(|part| records(side, part))),
            account: Account::default(),
        }
    }

    fn count(options: Options, side: Side, part: Part) -> usize {
        match (part, side) {
            (Part::Standard, _) => options.starts,
            // A name makes no difference there.
            (_, Side::SdkNamed) => 0,
            _ => options.starts / 4,
        }
    }

    pub(super) fn records(&self, side: Side, part: Part) -> &[Record] {
        &self.records[side as usize][part as usize]
    }

    /// Returns a known start; ignores whatever else arrives over loopback.
    pub(super) fn record(&self, id: Id) -> Option<&Record> {
        self.records(id.side, id.part).get(id.number)
    }

    pub(super) fn plan(&self, id: Id) -> Plan {
        let number = id.number * PARTS.len() + id.part as usize;
        Plan::of(self.options.seed, false, number, &self.kinds)
    }

    /// Counts a new attempt and returns its fault. Descriptions are attempts of the start that needs them.
    pub(super) fn attempt(&self, id: Id) -> Option<&Act> {
        let attempt = self.record(id)?.attempt();
        let kind = self.plan(id).fault(attempt)?;
        self.kinds.get(kind).map(|kind| &kind.act)
    }

    /// Returns whether the next attempt of a start is to fail before there is a connection.
    pub(super) fn next_is_lost(&self, id: Id) -> bool {
        let made = self.record(id).map(Record::attempts);
        made.is_some_and(|made| self.plan(id).is_lost(made, &self.kinds))
    }
}

/// The starts in flight.
#[derive(Debug)]
pub(super) struct Starts {
    pub(super) ledger: Arc<Ledger>,
    pub(super) lanes: Arc<Lanes<Id>>,
}

impl InFlight for Starts {
    fn lose(&self, lane: usize) -> Option<&Act> {
        let id = self.lanes.current(lane)?;
        match self.ledger.next_is_lost(id) {
            true => self.ledger.attempt(id),
            false => None,
        }
    }
}
