//! What calls and errors are and show.

use lambda_client::{
    DidRun, Error,
    certainty::Retryability,
    transport::{InvokeResponse, TransportError},
};

use crate::scripted::Scripted;
use crate::{refused, throttled};

#[tokio::test(start_paused = true)]
async fn the_history_shows_the_class_of_each_attempt() {
    let transport = Scripted::new([
        Err(throttled().with_request_id("id-1")),
        Err(TransportError::service(409)
            .with_code("SnapStartNotReadyException")
            .with_request_id("id-2")),
        Err(TransportError::service(500)
            .with_code("ServiceException")
            .with_request_id("id-3")),
    ]);
    let call = transport.lambda().call("f").json::<u32>(&1);
    let error = call.send().await.unwrap_err();
    let history: Vec<_> = error
        .attempts()
        .iter()
        .map(|attempt| {
            (
                attempt.request_id(),
                attempt.code(),
                attempt.did_run(),
                attempt.retryability(),
            )
        })
        .collect();
    assert_eq!(
        history,
        [
            (
                Some("id-1"),
                Some("TooManyRequestsException"),
                DidRun::No,
                Some(Retryability::Throttled)
            ),
            (
                Some("id-2"),
                Some("SnapStartNotReadyException"),
                DidRun::No,
                Some(Retryability::NotReady)
            ),
            (
                Some("id-3"),
                Some("ServiceException"),
                DidRun::Unknown,
                Some(Retryability::Transient)
            ),
        ]
    );
    assert_eq!(error.attempts(), error.details().attempts());
}

#[tokio::test(start_paused = true)]
async fn a_value_of_the_error_header_may_be_any_bytes() {
    for value in [&b""[..], b"\xff\x00", b"Handled"] {
        let failed = InvokeResponse::new(200, "{}".into()).with_function_error(value);
        let transport = Scripted::new([Ok(failed)]);
        let error = transport
            .lambda()
            .call("f")
            .json::<u32>(&1)
            .await
            .unwrap_err();
        assert!(error.is_function_error());
    }
}

#[test]
fn errors_are_one_pointer_wide_and_travel() {
    fn travels<T: Send + Sync + 'static>() {}
    travels::<Error>();
    travels::<lambda_client::CallError<Error>>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
}

#[tokio::test]
async fn a_response_comes_apart_and_keeps_what_lambda_said() {
    let response = InvokeResponse::new(200, "7".into())
        .with_request_id("id-1")
        .with_executed_version("3")
        .with_log_result("aGVsbG8=");
    let call = Scripted::new([Ok(response)]).lambda().call("f").json(&1);
    let response = call.send().await.unwrap().map(|value: u8| value + 1);
    assert_eq!(*response.value(), 8);
    let (value, rest) = response.into_parts();
    assert_eq!((value, rest.status()), (8, 200));
    assert_eq!(rest.request_id(), Some("id-1"));
    assert_eq!(rest.request_ids().collect::<Vec<_>>(), ["id-1"]);
    assert_eq!(rest.executed_version(), Some("3"));
    assert_eq!(rest.log().map(|log| log.text()), Some("hello"));
    assert_eq!(rest.raw(), "7");
    assert_eq!(rest.attempts().len(), 1);
    assert_eq!(rest.into_value(), ());
}

#[tokio::test]
async fn a_response_without_metadata_has_none() {
    let lambda = Scripted::new([Ok(InvokeResponse::new(200, "7".into()))]).lambda();
    let response = lambda.call("f").json::<u8>(&1).send().await.unwrap();
    assert_eq!(
        (response.request_id(), response.executed_version()),
        (None, None)
    );
    assert!(response.log().is_none() && response.report().is_none());
}

/// With a weighted alias, this is how one finds out which version fails.
#[tokio::test]
async fn a_failed_run_has_an_executed_version_too() {
    let failed = InvokeResponse::new(200, r#"{"errorType":"E"}"#.into())
        .with_function_error("Unhandled")
        .with_executed_version("4");
    let mistyped = InvokeResponse::new(200, "\"x\"".into()).with_executed_version("5");
    let lambda = Scripted::new([Ok(failed), Ok(mistyped)]).lambda();
    for version in ["4", "5"] {
        let error = lambda.call("f").json::<u8>(&1).send().await.unwrap_err();
        assert_eq!(error.executed_version(), Some(version));
        assert_eq!(error.details().executed_version(), Some(version));
    }
}

#[tokio::test]
async fn debug_prints_no_payload() {
    let transport = Scripted::new([Ok(InvokeResponse::new(200, "\"secret response\"".into()))]);
    let lambda = transport.lambda();
    let call = lambda
        .call("f")
        .json::<String>("secret event")
        .client_context(&serde_json::json!({"secret name": "secret context"}));
    let mut texts = vec![format!("{call:?}")];
    let reply = call.send().await.unwrap();
    texts.push(format!("{reply:?}"));
    for text in texts {
        assert!(!text.contains("secret"), "{text}");
    }
}

#[tokio::test]
#[should_panic(expected = "attempt 2 is not in the script")]
async fn an_attempt_that_is_not_scripted_fails_the_test() {
    let transport = Scripted::new([Err(refused())]);
    // The attempts of a test that expects an error are checked as well.
    let call = transport.lambda().call("f").json::<u32>(&1);
    call.await.unwrap_err();
}
