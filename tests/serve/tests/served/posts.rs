//! What happens if the Runtime API does not take a response.

use std::time::Duration;

use lambda_client_test_support::runtime_api::{Event, Reply};
use lambda_client_test_support::{Response, Step};

use crate::process::Served;

/// Posts a response to a stand-in that performs this step; then serves another invocation. Returns all posts for the first.
async fn survives(step: Step) -> (Vec<Reply>, String) {
    let served = Served::start("shop-echo", &[]).await;
    let event = Event::new(r#""marker""#).on_post(step);
    let id = event.request_id().to_owned();
    served.api.push(event);
    let replies = served.api.replies(&id).await;
    assert_eq!(served.api.invoke(Event::new("2")).await.body(), b"2");
    let log = served.stop().await;
    assert!(!log.contains("marker"), "{log}");
    (replies, log)
}

fn status(status: u16) -> Step {
    Response::new(status, r#"{"errorType":"InvalidStateTransition"}"#).into()
}

#[tokio::test]
async fn a_late_response_is_dropped() {
    let (replies, log) = survives(status(410)).await;
    assert_eq!(replies.len(), 1, "{replies:?}");
    assert!(log.contains("\tWARN\tthe response came too late"), "{log}");
}

#[tokio::test]
async fn a_rejected_response_is_dropped() {
    for code in [400, 403, 404] {
        let (replies, log) = survives(status(code)).await;
        assert_eq!(replies.len(), 1, "{replies:?}");
        assert!(
            log.contains(&format!("rejected the response (HTTP {code})")),
            "{log}"
        );
    }
}

#[tokio::test]
async fn a_response_that_is_too_large_for_the_runtime_api_becomes_an_error() {
    let (replies, _) = survives(status(413)).await;
    let [first, second] = &replies[..] else {
        panic!("{replies:?}")
    };
    assert!(!first.is_error && second.is_error);
    let document = second.json();
    assert_eq!(document["errorType"], "Function.ResponseSizeTooLarge");
    let message = document["errorMessage"].as_str().unwrap();
    assert!(message.contains("the response has 8 bytes"), "{message}");
    // An error that is too large is not reported by another one.
    let served = Served::start("any", &[("SERVE_BYTES", "failure")]).await;
    let event = Event::new(r#"{"errorType":"E"}"#).on_post(status(413));
    let id = event.request_id().to_owned();
    served.api.push(event);
    assert_eq!(served.api.replies(&id).await.len(), 1);
    served.stop().await;
}

#[tokio::test]
async fn a_response_that_may_have_arrived_is_not_sent_again() {
    for step in [
        Step::silence().close(),
        Step::silence().reset(),
        Step::bytes("HTTP/1.1 202 Acc").close(),
        Step::bytes("not HTTP\r\n\r\n").close(),
    ] {
        let (replies, log) = survives(step).await;
        assert_eq!(replies.len(), 1, "{replies:?}");
        assert!(
            log.contains("\tWARN\tthe connection to the Runtime API broke"),
            "{log}"
        );
    }
}

#[tokio::test]
async fn a_response_whose_connection_breaks_midway_is_not_sent_again() {
    let served = Served::start("shop-large", &[]).await;
    served.api.break_next_post_after(100_000);
    let event = Event::new("5000000");
    let id = event.request_id().to_owned();
    served.api.push(event);
    // Not one whole post has arrived.
    assert_eq!(served.api.replies(&id).await.len(), 0);
    assert_eq!(served.api.invoke(Event::new("9")).await.body().len(), 9);
    let log = served.stop().await;
    assert!(
        log.contains("\tWARN\tthe connection to the Runtime API broke"),
        "{log}"
    );
}

#[tokio::test]
async fn a_slow_or_closing_runtime_api_is_waited_for() {
    let accepted = Response::new(202, r#"{"status":"OK"}"#);
    for step in [
        Step::from(accepted.clone()).after(Duration::from_millis(300)),
        Step::from(accepted.clone()).in_pieces(7, Duration::from_millis(5)),
        Step::from(accepted.clone()).close(),
        // The status alone counts.
        Step::cut(&accepted, 3).close(),
    ] {
        let (replies, log) = survives(step).await;
        assert_eq!(replies.len(), 1, "{replies:?}");
        assert_eq!(log, "");
    }
}

#[tokio::test]
async fn a_refused_connection_is_tried_again() {
    let served = Served::start("shop-echo", &[]).await;
    served.api.refuse_after_next(Duration::from_millis(40));
    let event = Event::new("1");
    let id = event.request_id().to_owned();
    assert_eq!(served.api.invoke(event).await.body(), b"1");
    assert_eq!(served.api.replies(&id).await.len(), 1);
    served.stop().await;
}

#[tokio::test]
async fn the_process_ends_if_connections_stay_refused() {
    let served = Served::start("shop-echo", &[]).await;
    served.api.refuse_after_next(Duration::from_secs(60));
    served.api.push(Event::new(r#""marker""#));
    let ended = served.end().await;
    assert!(!ended.status.success());
    assert!(
        ended
            .log
            .starts_with("Error: the Runtime API is out of reach; caused by: "),
        "{}",
        ended.log
    );
    assert!(!ended.log.contains("marker"), "{}", ended.log);
}

#[tokio::test]
async fn outside_of_lambda_the_process_outlives_a_status_that_asks_for_its_end() {
    let variables = [("AWS_LAMBDA_INITIALIZATION_TYPE", "")];
    let served = Served::start("shop-echo", &variables).await;
    let event = Event::new("1").on_post(status(500));
    let id = event.request_id().to_owned();
    served.api.push(event);
    assert_eq!(served.api.replies(&id).await.len(), 1);
    assert_eq!(served.api.invoke(Event::new("2")).await.body(), b"2");
    let log = served.stop().await;
    assert!(log.contains("rejected the response (HTTP 500)"), "{log}");
}

#[tokio::test]
async fn the_process_ends_after_a_status_that_asks_for_it() {
    for concurrency in ["1", "4"] {
        for code in [500, 503] {
            let variables = [("AWS_LAMBDA_MAX_CONCURRENCY", concurrency)];
            let served = Served::start("shop-echo", &variables).await;
            let event = Event::new("1").on_post(status(code));
            let id = event.request_id().to_owned();
            served.api.push(event);
            served.api.reply(&id).await;
            let ended = served.end().await;
            assert!(!ended.status.success());
            assert_eq!(
                ended.log,
                format!(
                    "Error: the Runtime API failed with HTTP {code}, after which a function must end\n"
                )
            );
        }
    }
}
