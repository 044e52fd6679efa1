//! An item that has ended, and why an item failed.

use std::error::Error as StdError;
use std::fmt;

use crate::certainty::DidRun;

/// An item of a fan-out that has ended.
///
/// `Debug` does not print the input or the value.
#[non_exhaustive]
pub struct Done<I, T, E> {
    /// The position of the input among all inputs, from zero.
    pub index: usize,
    /// A clone of the input.
    pub input: I,
    /// The value, or why there is none.
    pub result: Result<T, ItemError<E>>,
    /// The number of attempts that the item's calls made.
    pub attempts: u32,
    /// How many of these attempts were throttled.
    pub throttled: u32,
}

impl<I, T, E: fmt::Debug> fmt::Debug for Done<I, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Done")
            .field("index", &self.index)
            .field("error", &self.result.as_ref().err())
            .field("attempts", &self.attempts)
            .field("throttled", &self.throttled)
            .finish_non_exhaustive()
    }
}

/// An item of a [`Batch`](crate::fan_out::Batch) that failed, with its input.
///
/// `Debug` does not print the input.
#[non_exhaustive]
pub struct Failed<I, E> {
    /// The position of the input among all inputs, from zero.
    pub index: usize,
    /// A clone of the input.
    pub input: I,
    /// Why the item failed.
    pub error: ItemError<E>,
}

impl<I, E: fmt::Debug> fmt::Debug for Failed<I, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failed")
            .field("index", &self.index)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// Why an item failed, and what is known about the function.
///
/// Neither `Display` nor `Debug` shows the text of a panic, which may quote the input:
/// [`panic_message`](ItemError::panic_message) returns it.
#[derive(Clone, Debug)]
pub struct ItemError<E> {
    cause: Cause<E>,
    did_run: DidRun,
}

/// What ended an item without a value.
#[derive(Clone)]
enum Cause<E> {
    Error(E),
    Panic(String),
    Canceled,
}

/// Without the text of a panic.
impl<E: fmt::Debug> fmt::Debug for Cause<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cause::Error(error) => f.debug_tuple("Error").field(error).finish(),
            Cause::Panic(_) => f.write_str("Panic"),
            Cause::Canceled => f.write_str("Canceled"),
        }
    }
}

impl<E> ItemError<E> {
    pub(super) fn failed(error: E, did_run: DidRun) -> Self {
        ItemError {
            cause: Cause::Error(error),
            did_run,
        }
    }

    pub(super) fn panicked(text: String, did_run: DidRun) -> Self {
        ItemError {
            cause: Cause::Panic(text),
            did_run,
        }
    }

    pub(super) fn canceled(did_run: DidRun) -> Self {
        ItemError {
            cause: Cause::Canceled,
            did_run,
        }
    }

    /// Returns whether **the function ran**, in any call that the item awaited, including calls that succeeded.
    ///
    /// [`DidRun::Unknown`] if nothing is known: the item awaited no call of this crate, and its error is not an
    /// [`Error`](crate::Error). A call that the item spawned as its own task is not seen.
    pub fn did_run(&self) -> DidRun {
        self.did_run
    }

    /// Returns the error that the item returned, unless it panicked or was canceled.
    pub fn error(&self) -> Option<&E> {
        match &self.cause {
            Cause::Error(error) => Some(error),
            Cause::Panic(_) | Cause::Canceled => None,
        }
    }

    /// Returns the error that the item returned by value, unless it panicked or was canceled.
    pub fn into_error(self) -> Option<E> {
        match self.cause {
            Cause::Error(error) => Some(error),
            Cause::Panic(_) | Cause::Canceled => None,
        }
    }

    /// Returns what the panic said, if the closure or its future panicked. It may quote the input, as that of `unwrap` does.
    pub fn panic_message(&self) -> Option<&str> {
        match &self.cause {
            Cause::Panic(text) => Some(text),
            Cause::Error(_) | Cause::Canceled => None,
        }
    }

    /// Returns whether the fan-out was canceled while the item was running, or a [`pack`](crate::fan_out::pack()) stopped with the item taken
    /// from its inputs and not sent.
    pub fn is_canceled(&self) -> bool {
        matches!(self.cause, Cause::Canceled)
    }
}

impl<E: fmt::Display> fmt::Display for ItemError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Cause::Error(error) => error.fmt(f),
            Cause::Panic(_) => write!(
                f,
                "panicked, as the panic hook has reported; the function {}",
                self.did_run
            ),
            Cause::Canceled => write!(f, "canceled; the function {}", self.did_run),
        }
    }
}

impl<E: StdError> StdError for ItemError<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.error().and_then(StdError::source)
    }
}
