//! Attempts that have been running for so long that they must have been admitted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::limiter::sent_at::SentAt;

/// Lambda throttles an attempt within milliseconds: what runs for longer has been admitted. Since a machine that stood still may not
/// have read the response yet, it has some time to read it before this is believed.
const ADMITTED_AFTER: Duration = Duration::from_millis(500);
const TIME_TO_READ: Duration = Duration::from_millis(100);

/// Finds the attempts that have been running for a long time, each once.
#[derive(Debug, Default)]
pub(super) struct LongRuns {
    /// The attempts that have not been found yet.
    runs: BTreeMap<u64, Run>,
    /// The same, by when to look at them.
    looks: BTreeSet<(Instant, u64)>,
    /// What is believed to be admitted from this time on, if it still runs then.
    overdue: Option<(Vec<u64>, Instant)>,
}

#[derive(Debug)]
struct Run {
    look_at: Instant,
    sent: Sent,
}

/// What is known of when an attempt was sent.
#[derive(Debug)]
pub(super) enum Sent {
    /// Nobody has made the attempt yet.
    Not,
    /// Other code makes the attempt, and does not say when.
    Since(Instant),
    /// A call makes the attempt. Credentials or a connection that take their time hold it up, and prove nothing.
    Followed(Arc<SentAt>),
}

impl Sent {
    fn at(&self) -> Option<Instant> {
        match self {
            Sent::Not => None,
            Sent::Since(at) => Some(*at),
            Sent::Followed(sent_at) => sent_at.get(),
        }
    }
}

impl LongRuns {
    /// Notes an attempt that may be made from now on.
    pub(super) fn start(&mut self, id: u64, now: Instant) {
        self.look_later(id, Sent::Not, now + ADMITTED_AFTER);
    }

    /// Notes who makes an attempt.
    pub(super) fn taken(&mut self, id: u64, sent: Sent) {
        if let Some(run) = self.runs.get_mut(&id) {
            run.sent = sent;
        }
    }

    /// Forgets an attempt. Returns whether it was still to be found.
    pub(super) fn end(&mut self, id: u64) -> bool {
        let run = self.runs.remove(&id);
        if let Some(run) = &run {
            self.looks.remove(&(run.look_at, id));
        }
        run.is_some()
    }

    /// Returns when to call `find` again, if nothing else happens.
    pub(super) fn next_look(&self) -> Option<Instant> {
        let overdue = self.overdue.as_ref().map(|(_, at)| *at);
        overdue.or_else(|| self.looks.first().map(|(at, _)| *at))
    }

    /// Returns the attempts that have been found to be admitted.
    pub(super) fn find(&mut self, now: Instant) -> Vec<u64> {
        let mut found = Vec::new();
        if let Some((overdue, at)) = self.overdue.take() {
            if now < at {
                self.overdue = Some((overdue, at));
                return found;
            }
            for id in overdue {
                // Middleware may have read that it was throttled, and have sent the request anew.
                match self.due(id) {
                    Some(due) if due <= now => {
                        self.runs.remove(&id);
                        found.push(id);
                    }
                    due => self.look_again(id, due, now),
                }
            }
        }
        let mut overdue = Vec::new();
        while let Some(&(at, id)) = self.looks.first()
            && at <= now
        {
            self.looks.pop_first();
            match self.due(id) {
                Some(due) if due <= now => overdue.push(id),
                due => self.look_again(id, due, now),
            }
        }
        if !overdue.is_empty() {
            self.overdue = Some((overdue, now + TIME_TO_READ));
        }
        found
    }

    /// Returns since when an attempt has been running for long, if it has been sent.
    fn due(&self, id: u64) -> Option<Instant> {
        let sent = self.runs.get(&id)?.sent.at();
        sent.map(|sent| sent + ADMITTED_AFTER)
    }

    /// Looks at an attempt, if it still runs, when it will have been running for long.
    fn look_again(&mut self, id: u64, due: Option<Instant>, now: Instant) {
        if let Some(run) = self.runs.remove(&id) {
            self.look_later(id, run.sent, due.unwrap_or(now + ADMITTED_AFTER));
        }
    }

    fn look_later(&mut self, id: u64, sent: Sent, look_at: Instant) {
        self.looks.insert((look_at, id));
        self.runs.insert(id, Run { look_at, sent });
    }
}
