//! Why a call was not attempted again.

/// Why there is no further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// What is known about the failure forbids it.
    Decided,
    AttemptsUsed,
    /// The deadline is too near.
    NoTimeLeft,
    /// Lambda asks for more patience than a call has.
    LongWait,
    /// The function's retry budget is used up.
    BudgetUsed,
}
