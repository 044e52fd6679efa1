//! How far an attempt has got.

use std::sync::atomic::{AtomicU8, Ordering};

/// How far an attempt has got.
///
/// More stages may follow, such as those of a streamed response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SendStage {
    /// Nothing has left this process yet.
    Preparing,
    /// The request may have left this process.
    Sending,
    /// Lambda has responded, at least with the head of a response.
    Responded,
}

/// How far an attempt has got, readable after the attempt has timed out.
///
/// A transport that reports [`SendStage::Preparing`] first, and [`SendStage::Sending`] before the first byte leaves, lets the
/// client say "did not run" about an attempt that timed out while it was still waiting for credentials. The last report
/// counts, and it may come while the attempt is dropped: a request that never got a connection is back at
/// [`SendStage::Preparing`]. A transport that reports nothing is believed to have sent the request.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::{InvokeRequest, SendProgress, SendStage};
///
/// let progress = SendProgress::new();
/// let request = InvokeRequest::new("orders", "{}".into()).with_progress(&progress);
/// request.report(SendStage::Sending);
/// assert_eq!(progress.stage(), Some(SendStage::Sending));
/// ```
#[derive(Debug, Default)]
pub struct SendProgress(AtomicU8);

impl SendProgress {
    /// Makes a progress without a report.
    pub const fn new() -> Self {
        SendProgress(AtomicU8::new(0))
    }

    /// Reports a stage.
    pub fn set(&self, stage: SendStage) {
        let code = match stage {
            SendStage::Preparing => 1,
            SendStage::Sending => 2,
            SendStage::Responded => 3,
        };
        self.0.store(code, Ordering::Relaxed);
    }

    /// Returns the stage that was reported last.
    pub fn stage(&self) -> Option<SendStage> {
        match self.0.load(Ordering::Relaxed) {
            1 => Some(SendStage::Preparing),
            2 => Some(SendStage::Sending),
            3 => Some(SendStage::Responded),
            _ => None,
        }
    }

    /// Returns whether a request may have left this process.
    ///
    /// A transport asks this before its first report: an outer transport may retry, and a later attempt must not downgrade
    /// the stage that an earlier one reached.
    pub fn may_be_sent(&self) -> bool {
        match self.stage() {
            None | Some(SendStage::Preparing) => false,
            Some(SendStage::Sending | SendStage::Responded) => true,
        }
    }
}
