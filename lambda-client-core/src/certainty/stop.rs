//! Why a call is not retried.

/// Why there is not another attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// The class of the failure forbids it.
    Decided,
    /// All attempts that the settings allow have been made.
    AttemptsUsed,
    /// The deadline is too near.
    NoTimeLeft,
    /// Lambda asks to wait for longer than a call does.
    LongWait,
    /// The function's retry budget is used up.
    BudgetUsed,
    /// Lambda has throttled every attempt for a long time.
    #[cfg(feature = "fan-out")]
    NoCapacity,
    /// The clock cannot wait where the call is polled.
    CannotWait,
}
