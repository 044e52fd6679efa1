//! Whether a function ran.

use std::fmt;

/// Whether the function ran: the question that decides whether a failed call may be retried.
///
/// The variants are ordered by how much may have run. A call with several attempts has the greatest value of its attempts, so an
/// attempt that may have run is not forgotten when a later one is throttled.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::DidRun;
///
/// let attempts = [DidRun::Unknown, DidRun::No];
/// assert_eq!(attempts.into_iter().max(), Some(DidRun::Unknown));
/// assert_eq!(DidRun::Unknown.to_string(), "may have run");
/// ```
///
/// In general, AWS says, the function might have run completely, partially, or not at all when an invocation fails (AWS Lambda
/// Developer Guide, "Understanding retry behavior in Lambda"); the error codes of the `Invoke` API are reserved for conditions
/// that prevent the function from executing (Lambda API reference, `Invoke`).
///
/// The enum is exhaustive: these four cases cover everything that can be known, and a `match` over them needs no wildcard.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DidRun {
    /// Neither the handler nor any other code of the function ran for this call.
    No,
    /// The handler did not run, but other code of the function may have: its initialization, or a SnapStart hook.
    InitOnly,
    /// The handler may have run completely, partially, or not at all.
    Unknown,
    /// The handler, or the runtime around it, started to process this event. It may not have finished; whatever it had done
    /// by then stays done.
    Yes,
}

impl DidRun {
    /// Returns a short, stable name, for example as the label of a metric: `no`, `init_only`, `unknown` or `yes`.
    pub const fn as_str(self) -> &'static str {
        match self {
            DidRun::No => "no",
            DidRun::InitOnly => "init_only",
            DidRun::Unknown => "unknown",
            DidRun::Yes => "yes",
        }
    }
}

impl fmt::Display for DidRun {
    /// Completes a sentence that begins with "the function".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DidRun::No => "did not run",
            DidRun::InitOnly => "ran its initialization at most",
            DidRun::Unknown => "may have run",
            DidRun::Yes => "ran",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::DidRun::{InitOnly, No, Unknown, Yes};

    #[test]
    fn more_evidence_of_a_run_is_greater() {
        assert!(No < InitOnly && InitOnly < Unknown && Unknown < Yes);
    }

    #[test]
    fn names_are_stable() {
        let names = [No, InitOnly, Unknown, Yes].map(super::DidRun::as_str);
        assert_eq!(names, ["no", "init_only", "unknown", "yes"]);
    }

    #[test]
    fn display_completes_a_sentence_about_the_function() {
        let all = [No, InitOnly, Unknown, Yes].map(|did_run| format!("the function {did_run}"));
        assert_eq!(
            all,
            [
                "the function did not run",
                "the function ran its initialization at most",
                "the function may have run",
                "the function ran",
            ]
        );
    }
}
