use std::fmt;

/// Did the function run?
///
/// The question that decides whether a failed call may be repeated. The order is the order of evidence:
/// the answer for a call of several attempts is the greatest answer of its attempts, so an attempt that
/// may have run is not forgotten when a later one was throttled.
///
/// ```
/// use lambda_client_core::DidRun;
///
/// let attempts = [DidRun::Unknown, DidRun::No];
/// assert_eq!(attempts.into_iter().max(), Some(DidRun::Unknown));
/// assert_eq!(DidRun::Unknown.to_string(), "may have run");
/// ```
///
/// AWS says of a failed invocation in general that the function might have run completely, partially, or
/// not at all (AWS Lambda Developer Guide, "Understanding retry behavior in Lambda"), and that the error
/// codes of the `Invoke` API are reserved for conditions that prevent the function from executing (Lambda
/// API reference, `Invoke`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DidRun {
    /// The handler was certainly not entered, and nothing else of the function ran for this call.
    No,
    /// The handler was not entered, but the function's code outside it may have run: its initialization, or
    /// a SnapStart hook.
    InitOnly,
    /// The handler may have run completely, partially, or not at all.
    Unknown,
    /// The function ran: its handler, or the runtime around it, began with this event. It need not have
    /// finished; whatever it had done when it failed is done.
    Yes,
}

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
    fn display_completes_a_sentence_about_the_function() {
        let all = [No, InitOnly, Unknown, Yes].map(|answer| format!("the function {answer}"));
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
