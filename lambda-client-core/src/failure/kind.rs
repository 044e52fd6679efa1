//! The kinds of failure, by the names and messages of Lambda and its runtimes.

use std::fmt;

use FailureKind::{
    Application, BadEvent, BadResult, Downstream, Exit, Extension, Init, OutOfMemory, Platform,
    ResponseTooLarge, Streaming, Timeout, Unreadable,
};

/// What kind of failure the function's error document reports.
///
/// It is derived from the document's `errorType`, or from the message of documents without one. Names that begin with
/// `Runtime.`, `Sandbox.`, `Function.` or `Extension.` belong to Lambda and its runtimes; every other name is the
/// function's own, unless the message or the stack trace shows that the runtime was still loading the function.
///
/// New kinds may be added, so a `match` needs a wildcard arm.
///
/// Sources of the names: AWS Lambda Developer Guide, "Troubleshoot execution issues in Lambda", "Understanding
/// the Lambda execution environment lifecycle" and the pages on errors of each runtime; the source of AWS's
/// runtime interface clients.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[non_exhaustive]
pub enum FailureKind {
    /// The function's own code reported the error.
    Application,
    /// Lambda stopped the function at its time limit: `Sandbox.Timedout`, or `Task timed out after 3.00 seconds`.
    ///
    /// The time may include initialization: when that takes longer than its own limit of 10 seconds, Lambda
    /// runs it again as part of the first invocation.
    Timeout,
    /// The function's process was killed, most probably because it had run out of memory:
    /// `Runtime.OutOfMemory`, or an exit by `signal: killed`.
    ///
    /// A process that is killed for another reason looks the same; `Max Memory Used` in the
    /// [`Report`](crate::log::Report) distinguishes them.
    OutOfMemory,
    /// The function's process ended in another way before it had responded: `Runtime.ExitError`,
    /// `Runtime.NodeJsExit`, `Runtime.UnhandledPromiseRejection`, `Process exited before completing request`.
    Exit,
    /// The function could not be started: its code could not be loaded, its handler was not found, its initialization
    /// failed, or its image is misconfigured. The handler was not entered.
    ///
    /// Python, Node.js and Java report some of these failures under the name of the exception. They are recognized by an
    /// empty `requestId` (Python), by the stack frames of the loader (Node.js), and by the runtime's message without a stack
    /// trace (Java). An error object that a Node.js module creates while it is loaded keeps the stack trace of that time, so
    /// a handler that throws it later is taken for a failed start: create errors where they are thrown.
    Init,
    /// A Lambda extension failed: `Extension.LaunchError`, `Extension.InitError`, `Extension.ExitError`,
    /// `Extension.Crash`.
    Extension,
    /// The handler finished, but its result is larger than Lambda allows:
    /// `Function.ResponseSizeTooLarge`.
    ResponseTooLarge,
    /// The runtime could not deserialize the event: `Runtime.UnmarshalError`, the `DeserializeError` of the Rust runtime, or
    /// `An error occurred during JSON parsing` of the Java runtime. The handler was not entered.
    BadEvent,
    /// The handler finished, but its result could not be serialized: `Runtime.MarshalError`,
    /// `Runtime.SerializationError`, `Runtime.JSONStringifyError`.
    BadResult,
    /// A streamed response broke, or was not allowed: `Runtime.StreamError`, `Runtime.TruncatedResponse` and
    /// similar names.
    Streaming,
    /// The function propagated an error of a function that it had called itself:
    /// `lambda_client.Downstream`. That error is the [cause](super::Failure::cause).
    Downstream,
    /// Lambda or the runtime reports another failure, or cannot say what happened: `Runtime.Unknown`,
    /// `Function.Unknown`, `Sandbox.Failure`, and names that this crate does not know.
    Platform,
    /// The error document is missing, or does not say what failed. The bytes are in
    /// [`Failure::raw`](super::Failure::raw).
    Unreadable,
}

impl FailureKind {
    /// Returns the kind as a label for metrics and logs, for example `out_of_memory`.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::failure::FailureKind;
    ///
    /// assert_eq!(FailureKind::OutOfMemory.as_str(), "out_of_memory");
    /// ```
    pub const fn as_str(self) -> &'static str {
        match self {
            Application => "application",
            Timeout => "timeout",
            OutOfMemory => "out_of_memory",
            Exit => "exit",
            Init => "init",
            Extension => "extension",
            ResponseTooLarge => "response_too_large",
            BadEvent => "bad_event",
            BadResult => "bad_result",
            Streaming => "streaming",
            Downstream => "downstream",
            Platform => "platform",
            Unreadable => "unreadable",
        }
    }
}

/// The label of [`as_str`](FailureKind::as_str).
impl fmt::Display for FailureKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_differ() {
        let kinds = [
            Application,
            Timeout,
            OutOfMemory,
            Exit,
            Init,
            Extension,
            ResponseTooLarge,
            BadEvent,
            BadResult,
            Streaming,
            Downstream,
            Platform,
            Unreadable,
        ];
        let labels: std::collections::BTreeSet<_> =
            kinds.iter().map(|kind| kind.to_string()).collect();
        assert_eq!(labels.len(), kinds.len());
        assert!(labels.contains("response_too_large"));
    }
}
