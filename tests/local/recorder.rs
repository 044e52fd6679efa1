//! What was asked and what ran.

use lambda_client::{
    LocalLambda, Raw,
    transport::{InvocationType, InvokeRequest, Transport},
};

use crate::shop::{echo, failing};

#[tokio::test]
async fn requests_are_kept_in_order_with_their_responses() {
    let local = LocalLambda::builder()
        .function("a", echo())
        .function("b", failing())
        .build();
    let lambda = local.lambda();
    let _ = lambda.call("b").json::<Raw>(&1).await;
    let _ = lambda
        .call("a:$LATEST")
        .json::<Raw>(&2)
        .client_context(&serde_json::json!({ "custom": { "me": "1" } }))
        .await;
    let _ = lambda.call("c").json::<Raw>(&3).await;
    let _ = lambda.call("a").json::<()>(&4).event().await;
    local.settled().await;

    let recorder = local.recorder();
    recorder.assert_order(&["b", "a", "c", "a"]);
    recorder.assert_requests("a", 2);
    recorder.assert_requests("arn:aws:lambda:us-east-1:000000000000:function:a", 2);
    recorder.assert_requested("a", &2);
    recorder.assert_runs("b", 1);
    recorder.assert_runs("c", 0);
    let [b, a, c, event] = &recorder.requests()[..] else {
        panic!()
    };
    assert_eq!((b.status, b.code.as_deref()), (Some(200), None));
    assert_eq!(recorder.runs_of("b")[0].error_type.as_deref(), Some("Oops"));
    assert_eq!(
        (a.qualifier.as_deref(), &a.payload[..]),
        (Some("$LATEST"), &b"2"[..])
    );
    assert!(a.client_context.is_some());
    assert_eq!(
        (c.status, c.code.as_deref()),
        (Some(404), Some("ResourceNotFoundException"))
    );
    assert_eq!(
        (event.status, event.invocation_type),
        (Some(202), InvocationType::Event)
    );
    assert_eq!(recorder.runs_of("a")[1].request_id, event.request_id);

    recorder.clear();
    assert!(recorder.requests().is_empty() && recorder.runs().is_empty());
}

#[tokio::test]
#[should_panic = "expected 2 requests to `a`, found 1"]
async fn a_wrong_count_fails_the_test() {
    let local = LocalLambda::builder().function("a", echo()).build();
    let _ = local.lambda().call("a").json::<Raw>(&1).await;
    local.recorder().assert_requests("a", 2);
}

#[tokio::test]
async fn debug_prints_no_payload() {
    let local = LocalLambda::builder().function("a", echo()).build();
    let _ = local
        .lambda()
        .call("a")
        .json::<Raw>(&"secret")
        .client_context(&serde_json::json!({ "custom": { "k": "secret" } }))
        .await;
    let text = format!(
        "{local:?} {:?} {:?}",
        local.recorder(),
        local.recorder().requests()
    );
    assert!(!text.contains("secret"), "{text}");
}

#[tokio::test]
#[should_panic = "expected a request to `a` with Some(Number(2)), found [\"1\"]"]
async fn a_wrong_event_fails_the_test() {
    let local = LocalLambda::builder().function("a", echo()).build();
    let _ = local.lambda().call("a").json::<Raw>(&1).await;
    local.recorder().assert_requested("a", &2);
}

#[tokio::test]
async fn long_names_count_toward_the_limit_on_bytes() {
    let local = LocalLambda::builder().build();
    let name = "f".repeat(1 << 20);
    for _ in 0..70 {
        let request = InvokeRequest::new(&name, "1".into()).with_qualifier(Some(&name));
        assert!(local.invoke(request).await.is_err());
    }
    let kept = local.recorder().requests().len();
    assert!((1..=32).contains(&kept), "{kept} x 2 MB are kept");
}

#[tokio::test]
async fn a_recorded_request_prints_neither_payload_nor_tenant() {
    let local = LocalLambda::builder()
        .function("echo", echo().tenant_isolation())
        .build();
    let call = local.lambda().call("echo").json::<String>("SECRET-PAYLOAD");
    call.tenant("SECRET-TENANT").await.unwrap();
    let requests = local.recorder().requests();
    let shown = format!("{requests:?}");
    assert_eq!(requests[0].tenant_id.as_deref(), Some("SECRET-TENANT"));
    assert!(shown.contains("has_tenant: true"), "{shown}");
    assert!(!shown.contains("SECRET"), "{shown}");
}
