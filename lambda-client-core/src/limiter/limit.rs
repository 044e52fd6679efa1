//! How many attempts may run at a time, and how this number moves.

/// The limit before anything is known. A capacity below it costs a few throttled attempts, once.
const FIRST: f64 = 10.0;

/// What a cut leaves of the attempts that are still running.
const CUT: f64 = 0.9;

/// How far the limit may grow above the last throttled one until capacity has evidently been added, and the limit doubles again.
const NEW_CAPACITY: f64 = 1.25;

/// The limit of a function.
#[derive(Debug)]
pub(super) struct Limit {
    /// At least one. Its fraction does not admit anything.
    value: f64,
    /// The limit doubles in a round trip, until the first throttled attempt.
    is_doubling: bool,
    /// How many attempts were running when the last cut was made.
    full_at: Option<f64>,
}

impl Default for Limit {
    fn default() -> Limit {
        Limit {
            value: FIRST,
            is_doubling: true,
            full_at: None,
        }
    }
}

impl Limit {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the limit is at least one"
    )]
    pub(super) fn get(&self) -> usize {
        self.value as usize
    }

    pub(super) fn set(&mut self, limit: usize) {
        self.value = count(limit.max(1));
    }

    /// Grows for an attempt that was admitted, by `doubling` as long as the limit doubles. Unless at least half of the limit is in
    /// use, the attempt says nothing about a larger one.
    pub(super) fn grow(&mut self, in_flight: usize, doubling: f64) {
        let limit = self.value;
        if count(in_flight) * 2.0 < limit {
            return;
        }
        let full_at = self.full_at.unwrap_or(f64::INFINITY);
        if limit > full_at * NEW_CAPACITY {
            self.double_again();
        }
        self.value += match self.is_doubling {
            true => doubling,
            // Where the last attempt was throttled, the next one probably will be, too: look there less often.
            false if limit + 1.0 >= full_at && limit <= full_at + 1.0 => 0.25 / limit.max(8.0),
            false => 1.0 / limit,
        };
    }

    /// Shrinks to what is still running after a throttled attempt.
    pub(super) fn clamp(&mut self, still: usize) {
        self.is_doubling = false;
        self.value = self.value.min(count(still)).max(1.0);
    }

    /// Shrinks a little below what is still running, after an attempt was throttled while this number was running.
    pub(super) fn cut(&mut self, in_flight: usize, still: usize) {
        self.clamp(still);
        self.full_at = Some(count(in_flight));
        self.value = (self.value * CUT).max(1.0);
    }

    /// Does not double any more: something else than the number of attempts is limited.
    pub(super) fn level_off(&mut self) {
        self.is_doubling = false;
    }

    /// Doubles from here on, whatever was throttled before.
    pub(super) fn double_again(&mut self) {
        self.is_doubling = true;
        self.full_at = None;
    }

    /// Tries one more, up to where the last attempt was throttled.
    pub(super) fn try_one_more(&mut self) {
        if self.full_at.is_some_and(|full_at| self.value < full_at) {
            self.value += 1.0;
        }
    }

    /// Grows to this number of attempts, which have been admitted, and doubles again.
    pub(super) fn raise_to(&mut self, in_flight: usize) {
        self.value = self.value.max(count(in_flight));
        self.double_again();
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "there are fewer attempts at a time than 2^52"
)]
fn count(number: usize) -> f64 {
    number as f64
}
