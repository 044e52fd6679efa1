//! Sends every kind of JSON value through a function and back, in three languages.

use lambda_client::{DidRun, Error, ErrorKind, Raw, failure::FailureKind, payload::MAX_PAYLOAD};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use crate::client::{CountedClient, MirrorClient, RawMirrorClient, WorkshopClient};
use crate::counter::Counter;
use crate::functions::Language;
use crate::ministack::Ministack;

fn kinds() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-17),
        json!(2_u64.pow(53)),
        json!(0.5),
        json!(-1.25e30),
        json!(""),
        json!("text"),
        json!("näil ☃ 😀 \u{0} \" \\ \n"),
        json!([]),
        json!([1, "two", null, [3.5]]),
        json!({}),
        json!({ "a": { "b": [{ "c": null }] }, "ключ": "значение" }),
    ]
}

async fn every_kind_comes_back(language: Language) -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let function = language.name();
    let mirror = MirrorClient::builder(&lambda)
        .set("function", function)
        .build()?;
    let workshop = WorkshopClient::builder(&lambda)
        .set("function", function)
        .build()?;
    for value in kinds() {
        assert_eq!(
            mirror.value(&value).await?,
            value,
            "{function}: as the event itself"
        );
        assert_eq!(
            workshop.echo(&value).await?,
            value,
            "{function}: as a field"
        );
    }
    Ok(())
}

#[tokio::test]
async fn ministack_python_returns_every_kind_of_json() -> Result<(), Error> {
    every_kind_comes_back(Language::Python).await
}

#[tokio::test]
async fn ministack_node_returns_every_kind_of_json() -> Result<(), Error> {
    every_kind_comes_back(Language::Node).await
}

#[tokio::test]
async fn ministack_rust_returns_every_kind_of_json() -> Result<(), Error> {
    every_kind_comes_back(Language::Rust).await
}

#[tokio::test]
async fn ministack_numbers_keep_the_digits_that_the_function_gives() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let exact = "1180591620717411303424";
    // JavaScript cannot represent an integer of that size; its response is still JSON.
    let rounded = "1.1805916207174113e+21";
    for (language, wanted) in [
        (Language::Python, exact),
        (Language::Node, rounded),
        (Language::Rust, exact),
    ] {
        let builder = RawMirrorClient::builder(&lambda).set("function", language.name());
        let number = RawValue::from_string(exact.to_owned()).expect("a number is JSON");
        let response = builder.build()?.text(&number).await?;
        assert_eq!(response.get(), wanted, "{language:?}");
    }
    Ok(())
}

/// The bytes come from the endpoint, which parses and rewrites every document: `1.10` comes back as `1.1`.
#[tokio::test]
async fn ministack_raw_responses_are_the_bytes_that_came() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let response: Raw = lambda.call("python").bytes(r#"{"price":1.10}"#).await?;
    assert_eq!(&response.bytes()[..], br#"{"price": 1.1}"#);
    Ok(())
}

/// Lambda rejects invalid JSON with status 400; this endpoint runs the function with `{}`.
#[tokio::test]
async fn ministack_takes_an_event_that_is_no_json_for_an_empty_object() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    for event in ["", "not json"] {
        let response: Value = lambda.call("python").bytes(event).await?;
        assert_eq!(response, json!({}), "{event:?}");
    }
    Ok(())
}

/// Python's runtime client writes `NaN`, which is not valid JSON, and refuses to read it.
#[tokio::test]
async fn ministack_python_responses_that_are_not_json_are_kept() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let builder = WorkshopClient::builder(&lambda).set("function", "python");
    let error = builder.build()?.not_a_number().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(error.did_run(), DidRun::Yes);
    assert_eq!(error.raw().map(|raw| &raw[..]), Some(&b"NaN"[..]));
    Ok(())
}

#[tokio::test]
async fn ministack_python_events_that_the_runtime_cannot_read_reach_no_handler() {
    let lambda = Ministack::shared().lambda().build();
    let error = lambda
        .call("python")
        .bytes::<Value>("NaN")
        .await
        .unwrap_err();
    let failure = error.failure().expect("the runtime client reported it");
    assert_eq!(failure.error_type(), Some("Runtime.UnmarshalError"));
    assert_eq!(failure.kind(), FailureKind::BadEvent);
    // The call may have initialized a new environment.
    assert_eq!(error.did_run(), DidRun::InitOnly);
}

/// The endpoint reads a binary response as text and replaces invalid sequences with U+FFFD. (If the first byte is not valid
/// text, it fails, and the invocation with it.)
#[tokio::test]
async fn ministack_python_bytes_come_as_the_text_that_the_endpoint_made_of_them()
-> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let workshop = WorkshopClient::builder(&lambda)
        .set("function", "python")
        .build()?;
    assert_eq!(workshop.raw("00ff").await?, json!("\u{0}\u{fffd}"));
    Ok(())
}

/// The function ran, and the endpoint could not encode its response: for a caller the outcome is unknown.
#[tokio::test]
async fn ministack_half_a_character_is_an_internal_error() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let call = lambda.call("python").bytes::<Value>(r#""\ud800""#);
    let error = call.await.unwrap_err();
    assert_eq!(error.status(), Some(500));
    assert_eq!(error.did_run(), DidRun::Unknown);
    assert_eq!(
        error.attempts().len(),
        1,
        "an unknown outcome is not repeated"
    );
    Ok(())
}

#[tokio::test]
async fn ministack_large_payloads_go_both_ways() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let large = json!("x".repeat(5 * 1024 * 1024));
    for language in Language::ALL {
        let builder = WorkshopClient::builder(&lambda).set("function", language.name());
        assert!(
            builder.build()?.echo(&large).await? == large,
            "{language:?}"
        );
    }
    Ok(())
}

/// This endpoint has no size limits, so every rejection here comes from the client.
#[tokio::test]
async fn ministack_limits_are_the_clients_own() -> Result<(), Error> {
    let lambda = Ministack::shared().lambda().build();
    let counter = Counter::new();
    let counted = CountedClient::builder(&lambda)
        .set("function", "python")
        .build()?;
    let too_large = json!("x".repeat(MAX_PAYLOAD));
    let error = counted.echo(&too_large, counter.path()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::TooLarge);
    assert_eq!(counter.runs(), 0);

    let workshop = WorkshopClient::builder(&lambda)
        .set("function", "python")
        .build()?;
    assert_eq!(workshop.fill(MAX_PAYLOAD + 1).await?.len(), MAX_PAYLOAD + 1);
    Ok(())
}
