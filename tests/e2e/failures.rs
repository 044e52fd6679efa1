//! Error documents of runtimes and emulators: what a caller learns from each.

use lambda_client::{DidRun, ErrorKind, Raw, failure::FailureKind};

use crate::server::{LambdaResponse, Server};

const NODE_24: &str = r#"{"errorType":"TypeError","errorMessage":"no region","trace":["TypeError: no region",
    "    at file:///var/task/app.mjs:1:7",
    "    at ModuleJob.run (node:internal/modules/esm/module_job:413:25)",
    "    at async onImport.tracePromise.__proto__ (node:internal/modules/esm/loader:654:26)",
    "    at async loadModule (file:///var/runtime/index.mjs:567:22)",
    "    at async UserFunctionLoader.load (file:///var/runtime/index.mjs:504:20)"]}"#;

#[tokio::test]
async fn every_failed_start_is_told_from_a_run() {
    for (document, kind, text) in [
        (
            r#"{"errorMessage":"Class not found: app.Handler","errorType":"java.lang.ClassNotFoundException"}"#,
            FailureKind::Init,
            "java.lang.ClassNotFoundException: Class not found: app.Handler",
        ),
        (NODE_24, FailureKind::Init, "TypeError: no region"),
        (
            r#"{"errorType":"Runtime.CallbackHandlerDeprecated","errorMessage":"use async"}"#,
            FailureKind::Init,
            "Runtime.CallbackHandlerDeprecated: use async",
        ),
        (
            r#"{"errorMessage":"An error occurred during JSON parsing","errorType":"java.lang.RuntimeException","stackTrace":[]}"#,
            FailureKind::BadEvent,
            "java.lang.RuntimeException: An error occurred during JSON parsing",
        ),
    ] {
        let server = Server::start([LambdaResponse::failed(document)]).await;
        let call = server.lambda().build().call("f").json::<Raw>(&1);
        let error = call.await.unwrap_err();
        assert_eq!(error.did_run(), DidRun::InitOnly, "{document}");
        let failure = error.failure().expect("a failure");
        assert_eq!(
            (failure.kind(), failure.did_run()),
            (kind, DidRun::InitOnly)
        );
        assert_eq!(
            error.to_string(),
            format!(
                "function `f`: {text}; its initialization may have run, the handler did not (request IDs: id-1)"
            )
        );
        assert_eq!(server.requests().len(), 1, "{document}");
    }
}

#[tokio::test]
async fn a_result_that_node_cannot_serialize_comes_after_the_run() {
    let document = r#"{"errorType":"Runtime.JSONStringifyError","errorMessage":"Unable to stringify response body"}"#;
    let server = Server::start([LambdaResponse::failed(document)]).await;
    let call = server.lambda().build().call("f").json::<Raw>(&1);
    let error = call.await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::Yes);
    assert_eq!(
        error.to_string(),
        "function `f`: Runtime.JSONStringifyError: Unable to stringify response body; the function ran to completion \
         (request IDs: id-1)"
    );
}

#[tokio::test]
async fn a_timeout_is_one_in_every_form() {
    let id = "8f507cfc-4697-b07a-ac58-fc914c95aaaa";
    for message in [
        "Task timed out after 2 seconds".to_owned(),
        format!("2026-11-21T10:00:00.000Z {id} Task timed out after 2 seconds"),
        "2026-11-21T10:00:00.000Z Task timed out after 2.00 seconds".to_owned(),
        format!("{id} Task timed out after 2.00 seconds"),
        format!("RequestId: {id} Error: Task timed out after 2.00 seconds"),
    ] {
        for document in [
            format!(r#"{{"errorType":"Unhandled","errorMessage":"{message}"}}"#),
            format!(r#"{{"errorType":"Sandbox.Timedout","errorMessage":"{message}"}}"#),
            format!(r#"{{"errorMessage":"{message}"}}"#),
            message.clone(),
        ] {
            let server = Server::start([LambdaResponse::failed(document.clone())]).await;
            let call = server.lambda().build().call("f").json::<Raw>(&1);
            let error = call.await.unwrap_err();
            assert!(error.is_timeout(), "{document}");
            let limit = error
                .failure()
                .and_then(|failure| failure.timed_out_after());
            assert_eq!(limit.map(|limit| limit.as_secs()), Some(2), "{document}");
            assert_eq!(error.did_run(), DidRun::Yes, "{document}");
        }
    }
}

#[tokio::test]
async fn a_function_error_with_the_status_of_a_server_error_is_shown() {
    for (status, document, text) in [
        (
            500,
            r#"{"errorType":"PaymentDeclined","errorMessage":"no funds."}"#,
            "function error PaymentDeclined: no funds",
        ),
        (
            502,
            r#"{"errorType":"Runtime.ExitError","errorMessage":"RequestId: 1 Error: Runtime exited with error: exit status 1"}"#,
            "function error Runtime.ExitError: RequestId: 1 Error: Runtime exited with error: exit status 1",
        ),
        (502, r#"{"errorType":"Oops"}"#, "function error Oops"),
    ] {
        let server = Server::start([LambdaResponse::new(status, document)]).await;
        let call = server.lambda().build().call("f").json::<Raw>(&1);
        let error = call.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Service);
        assert_eq!(error.raw().map(|raw| &raw[..]), Some(document.as_bytes()));
        assert_eq!(
            error.to_string(),
            format!(
                "function `f`: Lambda returned HTTP {status}: {text}; the function may have run; check before retrying \
                 (request IDs: id-1)"
            )
        );
    }
}
