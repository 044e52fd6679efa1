//! What stays known of requests, whatever is reported and made up about them.

use super::*;
use crate::transport::{InvokeRequest, TransportErrorKind};

fn request(progress: &SendProgress) -> InvokeRequest<'static> {
    InvokeRequest::new("f", "{}".into()).with_progress(progress)
}

fn error(evidence: Evidence) -> Result<(), TransportError> {
    Err(TransportError::new(
        TransportErrorKind::Connection,
        evidence,
    ))
}

#[test]
fn what_was_sent_stays_sent() {
    let progress = SendProgress::new();
    let first = request(&progress);
    let second = first.clone();
    first.report(SendStage::Sending);
    first.report(SendStage::Preparing);
    second.report(SendStage::Preparing);
    second.report_error(&error(Evidence::NotSent).unwrap_err());
    drop((first, second));
    assert_eq!(progress.stage(), Some(SendStage::Sending));
    assert!(progress.may_be_sent());
    assert_eq!(progress.evidence(), Evidence::Unknown);
    assert!(progress.is_open_after(&error(Evidence::NotSent)));
}

#[test]
fn a_transport_takes_back_its_own_reports_only() {
    let progress = SendProgress::new();
    let request = request(&progress);
    request.report(SendStage::Responded);
    request.report_error(&TransportError::service(429));
    drop(request);
    assert_eq!(progress.stage(), Some(SendStage::Responded));
    assert!(!progress.may_be_sent());
    assert_eq!(progress.evidence(), Evidence::NotSent);
    assert!(!progress.is_open_after(&error(Evidence::NotSent)));
}

#[test]
fn an_error_that_the_transport_did_not_return_unsends_nothing() {
    for returned in [
        error(Evidence::Unknown).err(),
        Some(TransportError::service(500)),
        None,
    ] {
        let progress = SendProgress::new();
        let request = request(&progress);
        request.report(SendStage::Responded);
        match &returned {
            Some(error) => request.report_error(error),
            None => request.report_success(),
        }
        drop(request);
        for made_up in [error(Evidence::NotSent), Err(TransportError::service(429))] {
            assert!(progress.is_open_after(&made_up), "{returned:?} {made_up:?}");
        }
        assert!(!progress.is_open_after(&Ok(())), "{returned:?}");
    }
}

#[test]
fn a_transport_that_reports_stages_only_is_believed() {
    let progress = SendProgress::new();
    request(&progress).report(SendStage::Responded);
    assert!(!progress.is_open_after::<()>(&Err(TransportError::service(429))));
    assert!(progress.is_open_after(&error(Evidence::NotSent)));
}

#[tokio::test]
async fn a_request_that_is_built_anew_belongs_to_the_attempt() {
    let progress = SendProgress::new();
    let attempt = progress.scope(|| {
        let at_once = InvokeRequest::new("f", "{}".into());
        Box::pin(async move {
            InvokeRequest::new("f", "{}".into()).report(SendStage::Sending);
            at_once.report(SendStage::Preparing);
        })
    });
    attempt.await;
    assert!(progress.is_open_after(&error(Evidence::NotSent)));
    assert_eq!(progress.lock().count(Reached::Unsent), 1);
    assert!(!progress.is_held());
    InvokeRequest::new("f", "{}".into()).report(SendStage::Sending);
    assert_eq!(progress.lock().count(Reached::Sent), 1);
}

#[test]
fn a_request_that_is_left_may_still_be_sent() {
    let progress = SendProgress::new();
    let spawned = request(&progress);
    spawned.report(SendStage::Preparing);
    assert!(progress.is_open_after(&error(Evidence::NotSent)));
    assert_eq!(progress.evidence(), Evidence::Unknown);
    drop(spawned);
    assert!(!progress.is_open_after(&error(Evidence::NotSent)));
    assert_eq!(progress.evidence(), Evidence::NotSent);
}

#[test]
fn a_payload_that_a_silent_transport_has_read_may_have_been_sent() {
    let progress = SendProgress::new();
    let first = request(&progress);
    let second = first.clone();
    // Reads by middleware, before it clones.
    let _ = (first.payload(), first.clone());
    drop(first);
    assert_eq!(progress.lock().count(Reached::Read), 0);
    let _ = second.payload();
    drop(second);
    assert!(progress.is_open_after(&error(Evidence::NotSent)));
    assert_eq!(progress.evidence(), Evidence::Unknown);
}

#[test]
fn two_requests_with_a_response_leave_one_open() {
    let progress = SendProgress::new();
    let first = request(&progress);
    let second = first.clone();
    first.report(SendStage::Responded);
    drop(first);
    second.report(SendStage::Preparing);
    drop(second);
    assert!(!progress.is_open_after(&Ok(())));
    let third = request(&progress);
    third.report(SendStage::Responded);
    drop(third);
    assert!(progress.is_open_after(&Ok(())));
}

#[test]
fn a_progress_that_is_replaced_gets_the_reports_too() {
    let (outer, inner) = (SendProgress::new(), SendProgress::new());
    let request = request(&outer).with_progress(&inner);
    request.clone().report(SendStage::Sending);
    drop(request);
    for progress in [outer, inner] {
        assert_eq!(progress.stage(), Some(SendStage::Sending));
        assert!(progress.is_open_after(&error(Evidence::NotSent)));
    }
}
