//! What `Debug` shows of the public types.

use std::fmt::Debug;

use bytes::Bytes;
use lambda_client_core::failure::Failure;
use lambda_client_core::local::{Fault, Function};
use lambda_client_core::log::LogTail;
use lambda_client_core::server::{FunctionResponse, Invocation};
use lambda_client_core::test_util::{ScriptedTransport, Step};
use lambda_client_core::transport::{
    Headers, InvokeRequest, InvokeResponse, TransportError, TransportErrorKind,
};
use lambda_client_core::{Context, Error, ErrorKind, Lambda, LocalLambda, Raw};

use crate::markers::{BODY, CONTEXT, PAYLOAD, TENANT, assert_hidden, call, context};
use crate::sdk::transport;

fn assert_debug_hides(what: &str, value: &dyn Debug) {
    assert_hidden(what, &format!("{value:?}"));
    assert_hidden(what, &format!("{value:#?}"));
}

/// The end of a log with a marker, as base64.
const LOG: &str = "bWFya2VyYm9keQ==";

#[tokio::test]
async fn requests_and_calls_hide_what_they_carry() {
    let base64 = context().to_base64().unwrap();
    let request = InvokeRequest::new("f", PAYLOAD.into())
        .with_client_context(Some(&base64))
        .with_tenant_id(Some(TENANT));
    assert_debug_hides("a request", &request);
    assert_debug_hides("a context", &context());
    assert_debug_hides("an application", &context().client());
    assert_eq!(
        format!("{:?}", context()),
        "ClientContext { client: Some(ClientApplication [\"installation_id\", \"title\", \"version_name\", \
         \"version_code\", \"package_name\"]), custom: [\"key\"], env: [\"locale\"] }"
    );

    let mut invocation = Invocation::new(PAYLOAD);
    invocation.client_context = Some(CONTEXT.into());
    invocation.tenant_id = Some(TENANT.to_owned());
    assert_debug_hides("an invocation", &invocation);
    let fields = Invocation::new(format!(r#"{{"a":"{PAYLOAD}"}}"#));
    let fields = lambda_client_core::server::Fields::of(&fields).unwrap();
    assert_debug_hides("arguments", &fields);

    for lambda in [
        Lambda::new(transport("http://127.0.0.1:1")),
        Lambda::new(ScriptedTransport::always(Step::json("7"))),
    ] {
        assert_debug_hides("a call", &call(&lambda));
        assert_debug_hides("an event", &lambda.call("f").json::<()>(PAYLOAD).event());
        assert_debug_hides("an untyped call", &lambda.call("f"));
        assert_debug_hides("a handle", &lambda);
        let mut running = Box::pin(call(&lambda));
        let _ = futures_poll(running.as_mut()).await;
        assert_debug_hides("a running call", &running);
    }
    let lambda = Lambda::new(ScriptedTransport::always(Step::json("7")));
    let shown = format!("{:?}", lambda.call("f:live"));
    assert!(
        !shown.contains("Script") && shown.contains("live"),
        "{shown}"
    );
}

/// A cause of the user's with a secret that its `Display` does not show.
#[derive(Debug)]
#[expect(dead_code, reason = "only printed")]
struct Talkative(&'static str);

impl std::fmt::Display for Talkative {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("no quota")
    }
}

impl std::error::Error for Talkative {}

/// Polls a future once.
async fn futures_poll<F: Future>(mut future: std::pin::Pin<&mut F>) -> Option<F::Output> {
    std::future::poll_fn(|cx| {
        std::task::Poll::Ready(match future.as_mut().poll(cx) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[tokio::test]
async fn responses_and_errors_hide_what_they_carry() {
    let body = format!("\"{BODY}\"");
    let response = InvokeResponse::new(200, body.clone().into()).with_log_result(LOG);
    assert_debug_hides("a response", &response);
    assert_debug_hides("a step", &Step::respond(response.clone()));
    let script = ScriptedTransport::always(Step::respond(response));
    let received = Lambda::new(script.clone())
        .call("f")
        .json::<String>(PAYLOAD);
    let received = received.tail_log().tenant(TENANT).send().await.unwrap();
    assert_eq!(received.value(), BODY);
    assert_debug_hides("a received response", &received);
    assert_debug_hides("a script", &script);
    assert_debug_hides("the requests of a script", &script.requests());

    assert_debug_hides(
        "a function's response",
        &FunctionResponse::result(body.clone()),
    );
    assert_debug_hides(
        "a function's failure",
        &FunctionResponse::failure(body.clone()),
    );
    assert_debug_hides("raw bytes", &Raw::from(body.clone()));
    assert_debug_hides("headers", &Headers::new().with("x", BODY));
    assert_debug_hides("a log", &LogTail::decode(LOG));
    let document = format!(r#"{{"errorType":"E","event":"{BODY}"}}"#);
    let failure = Failure::decode(document.into());
    assert_debug_hides("a failure", &failure);
    let raw = Bytes::from(body);
    let error = TransportError::service(500)
        .with_raw(raw.clone())
        .with_headers(Headers::new().with("x", BODY));
    assert_debug_hides("a transport's error", &error);
    assert_debug_hides("an error", &Error::from(error));
    let caused = TransportError::service(500).with_source(Talkative(BODY));
    assert_debug_hides("a transport's error with a cause", &caused);
    let caused = Error::from(caused);
    assert_debug_hides("an error with a cause", &caused);
    assert!(
        format!("{caused:?}").ends_with("; caused by: no quota"),
        "{caused:?}"
    );
    let builder = Error::builder(ErrorKind::Function)
        .raw(raw)
        .failure(failure)
        .log(LogTail::decode(LOG).unwrap());
    assert_debug_hides("a builder", &builder);
    assert_debug_hides("a built error", &builder.build());
    assert_debug_hides("a kind", &TransportErrorKind::Service);
}

#[tokio::test]
async fn local_functions_hide_what_they_receive() {
    let handler = |event: Invocation| async move {
        lambda_client_core::server::log(PAYLOAD);
        event.payload
    };
    let function = Function::new(handler).tenant_isolation();
    let local = LocalLambda::builder()
        .function("f", function)
        .fault("f", Fault::delay(std::time::Duration::from_millis(1)))
        .build();
    let call = local.lambda().call("f").json::<String>(PAYLOAD);
    let call = call.tenant(TENANT).client_context(&context()).tail_log();
    assert_eq!(call.await.unwrap(), PAYLOAD);
    let event = local.lambda().call("f").json::<()>(PAYLOAD).tenant(TENANT);
    event.event().await.unwrap();
    assert_debug_hides("a LocalLambda", &local);
    assert_debug_hides("a recorder", &local.recorder());
    assert_debug_hides("requests", &local.recorder().requests());
    assert_debug_hides("runs", &local.recorder().runs());
    local.settled().await;
    assert_debug_hides("a LocalLambda that has settled", &local);
}

#[tokio::test]
async fn the_context_of_an_invocation_hides_what_it_carries() {
    let handler = |_: Invocation| async {
        let context = Context::current().expect("a handler has a context");
        assert_eq!(context.tenant_id(), Some(TENANT));
        assert_debug_hides("a context", &context);
        assert!(format!("{context:?}").contains(context.request_id()));
        let mistyped = context.client_context::<u8>().unwrap_err();
        assert_debug_hides("a mistyped context", &mistyped);
        assert_hidden("a mistyped context", &mistyped.to_string());
        "null"
    };
    let local = LocalLambda::builder()
        .function("f", Function::new(handler).tenant_isolation())
        .build();
    let call = local.lambda().call("f").json::<Raw>(PAYLOAD);
    call.tenant(TENANT)
        .client_context(&context())
        .await
        .unwrap();
}
