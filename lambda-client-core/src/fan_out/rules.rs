//! When a fan-out stops before its last input.

use std::fmt;

use crate::fan_out::Progress;

/// The least number of ended items by which a share of failures is judged, unless there are fewer.
const JUDGED_FROM: usize = 20;

/// How many failures a fan-out tolerates: see [`FanOut::tolerate`](crate::fan_out::FanOut::tolerate).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Failures(Tolerance);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Tolerance {
    Count(usize),
    Share(f64),
}

impl Failures {
    /// Tolerates this number of failures; the next one stops the fan-out.
    pub const fn count(failures: usize) -> Failures {
        Failures(Tolerance::Count(failures))
    }

    /// Tolerates this share of failures, from 0 to 1; anything below, and NaN, counts as 0. It is a share of all inputs if their number is known, as that of a `Vec` is,
    /// otherwise of the items that have ended, which is judged from the twentieth on.
    pub const fn share(failures: f64) -> Failures {
        // Also false for NaN.
        let is_share = failures >= 0.0;
        Failures(Tolerance::Share(if is_share { failures } else { 0.0 }))
    }

    fn are_exceeded(self, progress: &Progress) -> bool {
        let Progress { failed, .. } = *progress;
        match self.0 {
            Tolerance::Count(tolerated) => failed > tolerated,
            Tolerance::Share(share) => {
                let of = match progress.total {
                    Some(total) => total,
                    None if progress.finished() < JUDGED_FROM => return false,
                    None => progress.finished(),
                };
                failed as f64 > share * of as f64
            }
        }
    }
}

/// The rules by which a fan-out stops.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rules {
    pub(super) until: Option<usize>,
    pub(super) tolerated: Option<Failures>,
}

impl Rules {
    /// Returns why the fan-out stops now, if it does.
    pub(super) fn judge(self, progress: &Progress) -> Option<Stopped> {
        let enough = |until| progress.succeeded >= until;
        let too_many = |tolerated: Failures| tolerated.are_exceeded(progress);
        match self {
            Rules { until, .. } if until.is_some_and(enough) => Some(Stopped::EnoughSuccesses),
            Rules { tolerated, .. } if tolerated.is_some_and(too_many) => {
                Some(Stopped::TooManyFailures)
            }
            _ => None,
        }
    }
}

/// Why a fan-out stopped before its last input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stopped {
    /// The number of successes of [`until`](crate::fan_out::FanOut::until) was reached.
    EnoughSuccesses,
    /// There were more failures than [`tolerate`](crate::fan_out::FanOut::tolerate) allows.
    TooManyFailures,
    /// The fan-out was canceled.
    Canceled,
    /// The iterator or stream of the inputs panicked. What was running went on to its end.
    InputsPanicked,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stopped::EnoughSuccesses => "enough items succeeded",
            Stopped::TooManyFailures => "too many items failed",
            Stopped::Canceled => "canceled",
            Stopped::InputsPanicked => "the inputs panicked",
        })
    }
}
