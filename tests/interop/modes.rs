//! Invocation types, versions, aliases, names, logs, and everything that accompanies the event.

use lambda_client::{ClientContext, Error};
use serde_json::json;

use crate::client::{CountedClient, WorkshopClient};
use crate::counter::Counter;
use crate::functions::Language;
use crate::ministack::{ACCOUNT, Function, Ministack};

fn workshop(function: &str) -> WorkshopClient {
    let lambda = Ministack::shared().lambda().build();
    let builder = WorkshopClient::builder(&lambda).set("function", function);
    builder.build().expect("the function's name is one")
}

fn counted(function: &str) -> CountedClient {
    let lambda = Ministack::shared().lambda().build();
    let builder = CountedClient::builder(&lambda).set("function", function);
    builder.build().expect("the function's name is one")
}

#[tokio::test]
async fn ministack_an_event_is_accepted_and_runs_once() -> Result<(), Error> {
    for language in Language::ALL {
        let counter = Counter::new();
        let call = counted(language.name())
            .echo(&json!(1), counter.path())
            .event();
        let reply = call
            .send()
            .await
            .map_err(lambda_client::CallError::into_error)?;
        assert_eq!(reply.status(), 202);
        assert_eq!(reply.attempts().len(), 1);
        assert!(
            counter.settles_at(1).await,
            "{language:?}: {} runs",
            counter.runs()
        );
    }
    Ok(())
}

#[tokio::test]
async fn ministack_an_event_that_fails_is_tried_again_by_the_endpoint() {
    let counter = Counter::new();
    let call = counted("python")
        .fail("Busy", "busy", counter.path())
        .event();
    call.await
        .expect("the event is accepted, whatever becomes of it");
    assert!(counter.settles_at(3).await, "{} runs", counter.runs());
}

#[tokio::test]
async fn ministack_a_dry_run_runs_nothing() -> Result<(), Error> {
    let counter = Counter::new();
    let call = counted("python").echo(&json!(1), counter.path()).dry_run();
    let reply = call
        .send()
        .await
        .map_err(lambda_client::CallError::into_error)?;
    assert_eq!(reply.status(), 204);
    assert!(counter.settles_at(0).await);
    Ok(())
}

/// A function with the versions 1 and 2, and the alias `live` at version 1.
fn versioned(name: &str) {
    let ministack = Ministack::shared();
    ministack.create(Function::new(name, Language::Python));
    ministack.set_up("PublishVersion", json!({ "FunctionName": name }));
    // Publishing without a change creates no new version.
    let change = json!({ "FunctionName": name, "Description": "second" });
    ministack.set_up("UpdateFunctionConfiguration", change);
    ministack.set_up("PublishVersion", json!({ "FunctionName": name }));
    let alias = json!({ "FunctionName": name, "Name": "live", "FunctionVersion": "1" });
    ministack.set_up("CreateAlias", alias);
}

#[tokio::test]
async fn ministack_versions_and_aliases_are_run() {
    versioned("versioned");
    let shop = workshop("versioned");
    for (qualifier, version) in [
        ("1", "1"),
        ("2", "2"),
        ("live", "1"),
        ("$LATEST", "$LATEST"),
    ] {
        let reply = shop
            .facts()
            .qualifier(qualifier)
            .send()
            .await
            .expect("the version exists");
        assert_eq!(reply.executed_version(), Some(version), "{qualifier}");
        assert_eq!(reply.value().version, version, "{qualifier}");
        let arn = format!("arn:aws:lambda:us-east-1:{ACCOUNT}:function:versioned:{qualifier}");
        assert_eq!(reply.value().arn, arn);
    }
    let reply = shop
        .echo(&json!(1))
        .qualifier("live")
        .event()
        .send()
        .await
        .expect("accepted");
    assert_eq!(reply.executed_version(), Some("1"));
    let error = shop.facts().qualifier("nobody").await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
}

/// A partial ARN (`000000000000:function:named`) is one to Lambda and an unknown function to this endpoint.
#[tokio::test]
async fn ministack_functions_are_named_in_every_way() -> Result<(), Error> {
    versioned("named");
    let lambda = Ministack::shared().lambda().build();
    let arn = format!("arn:aws:lambda:us-east-1:{ACCOUNT}:function:named");
    let qualified = format!("{arn}:live");
    for (name, version) in [
        ("named", "$LATEST"),
        ("named:live", "1"),
        (&arn, "$LATEST"),
        (&qualified, "1"),
    ] {
        let facts = json!({ "action": "facts" });
        let response: crate::client::Facts = lambda.call(name).json(&facts).await?;
        assert_eq!(
            (response.function.as_str(), response.version.as_str()),
            ("named", version)
        );
    }
    let partial = format!("{ACCOUNT}:function:named");
    let error = lambda
        .call(&partial)
        .json::<()>(&json!({}))
        .await
        .unwrap_err();
    assert!(error.is_not_found(), "{error}");
    Ok(())
}

/// The logs of this endpoint have neither START, END nor REPORT lines.
#[tokio::test]
async fn ministack_the_log_tail_is_what_the_function_wrote() {
    for language in Language::ALL {
        let shop = workshop(language.name());
        let lines = ["first".to_owned(), "zweite ☃".to_owned()];
        let reply = shop
            .log(&lines)
            .send()
            .await
            .expect("the function writes and returns");
        assert_eq!(reply.value(), &2);
        let log = reply.log().expect("the log was asked for");
        assert!(
            log.text().ends_with("first\nzweite ☃"),
            "{language:?}: {}",
            log.text()
        );
        assert!(reply.report().is_none());
    }
}

#[tokio::test]
async fn ministack_the_log_tail_may_begin_within_a_character() {
    let lines: Vec<String> = (0..60).map(|_| "☃".repeat(40)).collect();
    let reply = workshop("python")
        .log(&lines)
        .send()
        .await
        .expect("the function writes");
    let log = reply.log().expect("the log was asked for");
    assert!(log.text().ends_with(&"☃".repeat(40)), "{}", log.text());
    // 4,096 bytes of lines with 121 bytes each.
    assert!(
        (33..=35).contains(&log.text().lines().count()),
        "{}",
        log.text()
    );
}

#[tokio::test]
async fn ministack_the_log_of_a_failed_call_comes_with_the_error() {
    let shop = workshop("rust");
    let failed = shop
        .panic("out of nails")
        .tail_log()
        .send()
        .await
        .unwrap_err();
    let log = failed.log().expect("the log was asked for");
    assert!(log.text().contains("out of nails"), "{}", log.text());
}

/// This endpoint passes on neither: the function receives neither client context nor tenant.
#[tokio::test]
async fn ministack_client_context_and_tenant_are_accepted_and_dropped() -> Result<(), Error> {
    let context = ClientContext::new().with_custom("trace", "t-1");
    for language in Language::ALL {
        let call = workshop(language.name())
            .facts()
            .tenant("blue")
            .client_context(&context);
        let facts = call.await?;
        assert_eq!(
            (facts.tenant, facts.client_context),
            (None, None),
            "{language:?}"
        );
    }
    Ok(())
}

/// The request ID in this endpoint's response differs from the one that the function receives.
#[tokio::test]
async fn ministack_functions_know_their_invocation() {
    for language in Language::ALL {
        let reply = workshop(language.name())
            .facts()
            .send()
            .await
            .expect("the function responds");
        let facts = reply.value();
        assert_eq!(facts.function, language.name());
        assert_eq!(facts.memory_mb, 128);
        assert!(
            (1..=30_000).contains(&facts.remaining_ms),
            "{}",
            facts.remaining_ms
        );
        assert_eq!(facts.request_id.len(), reply.request_id().unwrap().len());
    }
}
