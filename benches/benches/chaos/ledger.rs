//! Records what really happened to each call.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering::SeqCst};

use lambda_client::DidRun;
use serde::{Deserialize, Serialize};

use crate::drive::LANES;
use crate::faults::Kind;
use crate::options::Options;
use crate::plan::Plan;

/// The client that makes a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Side {
    Ours,
    Sdk,
}

pub(crate) const SIDES: [Side; 2] = [Side::Ours, Side::Sdk];

impl Side {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Side::Ours => "lambda-client",
            Side::Sdk => "aws-sdk-lambda",
        }
    }
}

/// Identifies a call; it is also the event that the call sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Id {
    pub(crate) side: Side,
    pub(crate) idempotent: bool,
    pub(crate) number: usize,
}

impl Id {
    /// A call that is not counted. It precedes the others of a lane: of a user's HTTP client nothing is known before a first
    /// response, so without it every such lane would begin with failures of which nothing is known.
    pub(crate) const FIRST: Id = Id {
        side: Side::Ours,
        idempotent: true,
        number: usize::MAX,
    };
}

/// How a call invokes the function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Synchronous,
    Event,
    DryRun,
}

impl Mode {
    /// Reads the header of a request.
    pub(crate) fn of(invocation_type: Option<&str>) -> Mode {
        match invocation_type {
            Some("Event") => Mode::Event,
            Some("DryRun") => Mode::DryRun,
            _ => Mode::Synchronous,
        }
    }
}

impl Id {
    pub(crate) fn mode(self) -> Mode {
        // Every lane makes calls of all modes.
        match self.number / LANES % 8 {
            6 => Mode::Event,
            7 => Mode::DryRun,
            _ => Mode::Synchronous,
        }
    }
}

/// One call.
#[derive(Debug, Default)]
pub(crate) struct Record {
    /// Attempts so far, including those that never got a connection.
    attempts: AtomicU32,
    /// Requests that the server has read.
    pub(crate) seen: AtomicU32,
    pub(crate) executions: AtomicU32,
    /// Executions that did not ask for a retry.
    finished: AtomicU32,
    /// Executions that asked for a retry.
    pub(crate) asked: AtomicU32,
    /// Whether it ran again although an earlier execution had not asked for a retry.
    pub(crate) doubled: AtomicBool,
    pub(crate) succeeded: AtomicBool,
    /// What the client reports about the run: 0 for nothing, else one more than the position of the [`DidRun`] in its order.
    verdict: AtomicU8,
}

impl Record {
    /// Records an execution of the function.
    pub(crate) fn run(&self, asks_again: bool) {
        self.executions.fetch_add(1, SeqCst);
        let before = match asks_again {
            true => {
                self.asked.fetch_add(1, SeqCst);
                self.finished.load(SeqCst)
            }
            false => self.finished.fetch_add(1, SeqCst),
        };
        if before > 0 {
            self.doubled.store(true, SeqCst);
        }
    }

    /// Counts a new attempt and returns its number, from 0.
    pub(crate) fn attempt(&self) -> usize {
        self.attempts.fetch_add(1, SeqCst) as usize
    }

    pub(crate) fn attempts(&self) -> usize {
        self.attempts.load(SeqCst) as usize
    }

    /// Whether the client received a response. A response without an execution does not count: its content follows from the event.
    pub(crate) fn has_succeeded(&self) -> bool {
        self.succeeded.load(SeqCst) && self.executions.load(SeqCst) > 0
    }

    pub(crate) fn say(&self, did_run: DidRun) {
        self.verdict.store(did_run as u8 + 1, SeqCst);
    }

    /// Whether the client reported that the handler did not run.
    pub(crate) fn said_not_run(&self) -> bool {
        let verdict = self.verdict.load(SeqCst);
        verdict == DidRun::No as u8 + 1 || verdict == DidRun::InitOnly as u8 + 1
    }

    pub(crate) fn said_no(&self) -> bool {
        self.verdict.load(SeqCst) == DidRun::No as u8 + 1
    }
}

/// All calls of a run.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) options: Options,
    pub(crate) kinds: Vec<Kind>,
    /// By client and idempotency.
    records: [[Vec<Record>; 2]; 2],
    fired: [[Vec<AtomicU64>; 2]; 2],
}

impl Ledger {
    pub(crate) fn new(options: Options) -> Ledger {
        let kinds = Kind::all();
        let records = |count: usize| (0..count).map(|_| Record::default()).collect();
        let fired = || kinds.iter().map(|_| AtomicU64::new(0)).collect();
        Ledger {
            options,
            records: SIDES.map(|_| [records(options.calls), records(options.idempotent)]),
            fired: SIDES.map(|_| [fired(), fired()]),
            kinds,
        }
    }

    pub(crate) fn plan(&self, id: Id) -> Plan {
        Plan::of(self.options.seed, id.idempotent, id.number, &self.kinds)
    }

    pub(crate) fn records(&self, side: Side, idempotent: bool) -> &[Record] {
        &self.records[side as usize][usize::from(idempotent)]
    }

    /// Returns a known call; ignores whatever else arrives over loopback.
    pub(crate) fn record(&self, id: Id) -> Option<&Record> {
        self.records(id.side, id.idempotent).get(id.number)
    }

    /// Counts a new attempt and returns its fault.
    pub(crate) fn attempt(&self, id: Id, plan: &Plan) -> Option<&Kind> {
        let attempt = self.record(id)?.attempt();
        let kind = plan.fault(attempt)?;
        self.fired[id.side as usize][usize::from(id.idempotent)][kind].fetch_add(1, SeqCst);
        self.kinds.get(kind)
    }

    pub(crate) fn fired(&self, side: Side, idempotent: bool, kind: usize) -> u64 {
        self.fired[side as usize][usize::from(idempotent)][kind].load(SeqCst)
    }
}
