use std::fmt;

/// Says whether the function ran: what decides whether a failed call may be repeated.
///
/// The values are ordered by evidence. The value of a call is the greatest value of its attempts, so an attempt that may have
/// run is not forgotten when a later one is throttled.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::DidRun;
///
/// let attempts = [DidRun::Unknown, DidRun::No];
/// assert_eq!(attempts.into_iter().max(), Some(DidRun::Unknown));
/// assert_eq!(DidRun::Unknown.to_string(), "may have run");
/// assert_eq!(DidRun::Unknown.as_str(), "unknown");
/// ```
///
/// The enum is exhaustive on purpose: code that decides whether to repeat work should match every value, and should not
/// compile silently if there is ever another one.
///
/// AWS says of a failed invocation in general that the function might have run completely, partially, or not at all (AWS
/// Lambda Developer Guide, "Understanding retry behavior in Lambda"), and that the error codes of the `Invoke` API are
/// reserved for conditions that prevent the function from executing (Lambda API reference, `Invoke`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DidRun {
    /// The handler was certainly not entered, and no other code of the function ran for this call.
    No,
    /// The handler was not entered, but code outside it may have run: the function's initialization, or a SnapStart hook.
    InitOnly,
    /// The handler may have run completely, partially, or not at all.
    Unknown,
    /// The handler, or the runtime around it, began to process this event. It may not have finished; whatever it had done
    /// when it failed is done.
    Yes,
}

impl DidRun {
    /// Returns the value as a label for metrics and logs: `no`, `init_only`, `unknown` or `yes`.
    pub const fn as_str(self) -> &'static str {
        match self {
            DidRun::No => "no",
            DidRun::InitOnly => "init_only",
            DidRun::Unknown => "unknown",
            DidRun::Yes => "yes",
        }
    }
}

/// Completes a sentence about the function: "may have run".
impl fmt::Display for DidRun {
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
    fn labels_differ() {
        let labels = [No, InitOnly, Unknown, Yes].map(super::DidRun::as_str);
        assert_eq!(labels, ["no", "init_only", "unknown", "yes"]);
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
