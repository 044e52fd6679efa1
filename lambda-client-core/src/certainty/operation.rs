//! What a call asks Lambda to do.

use crate::certainty::{Class, DidRun, ExecutionOperation};
use crate::invocation::InvocationType;

/// What a call asks Lambda to do. Size limits, the class of a failure and the words of an error depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Runs the function and waits for its response.
    #[default]
    Invoke,
    /// Queues an event for the function.
    Queue,
    /// Checks parameters and permissions without running the function.
    DryRun,
    /// Reads configurations, by the API operation of this name.
    Read(&'static str),
    /// An operation of Step Functions.
    #[cfg_attr(
        not(feature = "step-functions"),
        allow(dead_code, reason = "only that feature makes these requests")
    )]
    Execution(ExecutionOperation),
}

impl Operation {
    /// Returns the invocation type to send. An operation other than the API's `Invoke` has none, so Lambda's default stands in.
    pub(crate) const fn invocation_type(self) -> InvocationType {
        match self {
            Operation::Invoke | Operation::Read(_) | Operation::Execution(_) => {
                InvocationType::RequestResponse
            }
            Operation::Queue => InvocationType::Event,
            Operation::DryRun => InvocationType::DryRun,
        }
    }

    /// Returns the size of the largest payload, in bytes.
    pub(crate) const fn max_payload(self) -> usize {
        self.invocation_type().max_payload()
    }

    /// Returns whether the function's own response comes back.
    pub(crate) const fn returns_response(self) -> bool {
        match self {
            Operation::Invoke => true,
            Operation::Queue | Operation::DryRun | Operation::Read(_) | Operation::Execution(_) => {
                false
            }
        }
    }

    /// Returns what a successful attempt proves. For a queued event the question is whether it was queued.
    pub(crate) const fn did_run(self) -> DidRun {
        match self {
            Operation::Invoke | Operation::Queue => DidRun::Yes,
            Operation::DryRun | Operation::Read(_) => DidRun::No,
            Operation::Execution(operation) => operation.did_run(),
        }
    }

    /// Adjusts the class of a failed attempt: reading a configuration is safe to retry, however it failed.
    ///
    /// A dry run is an invocation to everything between the client and Lambda: emulators ignore its header and run the function.
    pub(crate) const fn adjust(self, class: Class) -> Class {
        match self {
            Operation::Invoke | Operation::Queue | Operation::DryRun => class,
            Operation::Read(_) => Class {
                did_run: DidRun::No,
                ..class
            },
            Operation::Execution(operation) => operation.adjust(class),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certainty::{RetryLimit, Retryability};

    const ALL: [Operation; 4] = [
        Operation::Invoke,
        Operation::Queue,
        Operation::DryRun,
        Operation::Read("ListFunctions"),
    ];

    #[test]
    fn only_reading_runs_nothing_however_it_fails() {
        let class = Class::new(DidRun::Unknown, Retryability::Transient);
        let unknown = ALL.map(|operation| operation.adjust(class).did_run);
        assert_eq!(
            unknown,
            [
                DidRun::Unknown,
                DidRun::Unknown,
                DidRun::Unknown,
                DidRun::No
            ]
        );
        let success = ALL.map(Operation::did_run);
        assert_eq!(success, [DidRun::Yes, DidRun::Yes, DidRun::No, DidRun::No]);
        let adjusted = Operation::Read("ListFunctions").adjust(class.limited(RetryLimit::Few));
        assert_eq!(adjusted.retryability, Retryability::Transient);
        assert_eq!(adjusted.limit, RetryLimit::Few);
    }

    #[test]
    fn only_an_invocation_returns_the_functions_response() {
        let returns = ALL.map(Operation::returns_response);
        assert_eq!(returns, [true, false, false, false]);
    }

    #[test]
    fn an_event_has_the_smallest_payload() {
        const MB: usize = 1024 * 1024;
        let sizes = ALL.map(Operation::max_payload);
        assert_eq!(sizes, [6 * MB, MB, 6 * MB, 6 * MB]);
    }
}
