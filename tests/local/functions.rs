//! Functions, versions, aliases, names and tenants.

use lambda_client::local::Function;
use lambda_client::{
    DidRun, Error, ErrorKind, LocalLambda, Raw,
    functions::{Directory, FunctionState, PageRequest},
    server::Invocation,
};
use serde_json::{Value, json};

use crate::shop::{OrderError, OrdersClient, OrdersServer, Shop, echo, shop};

#[tokio::test]
async fn a_trait_is_served_under_its_names_and_qualifiers() {
    let orders = OrdersClient::new(&shop().lambda());
    let response = orders.place("A-1", 2).send().await.unwrap();
    assert_eq!(response.value(), "2 x A-1");
    assert_eq!(
        response.executed_version(),
        Some("1"),
        "an alias points to version 1"
    );
    let response = orders.cancel(7).send().await.unwrap();
    assert_eq!(
        response.executed_version(),
        Some("3"),
        "a number is that version"
    );
    let response = orders
        .place("A-1", 1)
        .qualifier("$LATEST")
        .send()
        .await
        .unwrap();
    assert_eq!(response.executed_version(), Some("$LATEST"));
}

#[tokio::test]
async fn the_declared_error_comes_back_typed() {
    let orders = OrdersClient::new(&shop().lambda());
    let error = orders.place("A-1", 0).await.unwrap_err();
    assert!(matches!(error, OrderError::OutOfStock { sku } if sku == "A-1"));
}

#[tokio::test]
async fn an_unknown_qualifier_is_rejected() {
    let orders = OrdersClient::new(&shop().lambda());
    let error = orders
        .place("A-1", 1)
        .qualifier("dead")
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.did_run(), DidRun::No);
    let text = error.into_error().to_string();
    assert!(
        text.contains(
            "Function not found: arn:aws:lambda:us-east-1:000000000000:function:orders-place:dead"
        ),
        "{text}"
    );
}

#[tokio::test]
async fn an_invocation_describes_its_function() {
    let tell = Function::new(|invocation: Invocation| async move {
        json!({
            "arn": invocation.function_arn,
            "version": invocation.version,
            "id": invocation.request_id,
            "tenant": invocation.tenant_id,
            "context": invocation.client_context.map(|json| String::from_utf8_lossy(&json).into_owned()),
            "remaining_time": invocation.remaining_time.map(|time| time.as_millis()),
        })
        .to_string()
    });
    let tell = tell.publish().publish().alias("live", 2).tenant_isolation();
    let local = LocalLambda::builder()
        .region("eu-west-1")
        .account("123456789012")
        .function("tell", tell)
        .build();
    let response = local
        .lambda()
        .call("tell:live")
        .json::<Value>(&1)
        .tenant("blue")
        .client_context(&json!({"a": 1}))
        .send()
        .await
        .unwrap();
    let described = response.value();
    assert_eq!(
        described["arn"],
        "arn:aws:lambda:eu-west-1:123456789012:function:tell:live"
    );
    assert_eq!(described["version"], "2");
    assert_eq!(described["id"].as_str(), response.request_id());
    assert_eq!(described["tenant"], "blue");
    assert_eq!(described["context"], r#"{"a":1}"#);
    assert_eq!(described["remaining_time"], 3000);
}

#[tokio::test]
async fn each_version_has_its_code() {
    let code = |payload: &'static str| move |_: Invocation| async move { payload };
    let function = Function::new(code("\"new\""))
        .version(4, code("\"old\""))
        .publish()
        .alias("live", 4);
    let local = LocalLambda::builder().function("f", function).build();
    let lambda = local.lambda();
    for (name, expected) in [
        ("f", "new"),
        ("f:4", "old"),
        ("f:live", "old"),
        ("f:5", "new"),
        ("f:$LATEST", "new"),
    ] {
        assert_eq!(
            lambda.call(name).json::<String>(&()).await.unwrap(),
            expected,
            "{name}"
        );
    }
}

#[tokio::test]
async fn weights_are_repeatable() {
    let versions = |seed| async move {
        let function = echo()
            .publish()
            .publish()
            .weighted_alias("canary", 1, 2, 0.5);
        let local = LocalLambda::builder()
            .seed(seed)
            .function("f", function)
            .build();
        let lambda = local.lambda();
        let mut versions = Vec::new();
        for _ in 0..32 {
            let response = lambda
                .call("f:canary")
                .json::<Raw>(&1)
                .send()
                .await
                .unwrap();
            versions.push((
                response.executed_version().map(str::to_owned),
                response.request_id().map(str::to_owned),
            ));
        }
        versions
    };
    let one = versions(1).await;
    assert_eq!(one, versions(1).await);
    assert_ne!(one, versions(2).await);
    assert!(
        one.iter()
            .any(|(version, _)| version.as_deref() == Some("1"))
            && one
                .iter()
                .any(|(version, _)| version.as_deref() == Some("2"))
    );
}

#[tokio::test]
async fn arns_lead_to_the_function() {
    let elsewhere = "arn:aws:lambda:eu-west-1:123456789012:function:far";
    let local = LocalLambda::builder()
        .function("near", echo())
        .function(elsewhere, echo())
        .build();
    let lambda = local.lambda();
    for name in [
        "near",
        "000000000000:function:near",
        "arn:aws:lambda:us-east-1:000000000000:function:near",
        "arn:aws:lambda:us-east-1:000000000000:function:near:$LATEST",
        elsewhere,
    ] {
        lambda.call(name).json::<Raw>(&1).await.unwrap();
    }
    for name in [
        "far",
        "123456789012:function:near",
        "arn:aws:lambda:eu-west-1:000000000000:function:near",
    ] {
        let error = lambda.call(name).json::<Raw>(&1).await.unwrap_err();
        assert_eq!(error.code(), Some("ResourceNotFoundException"), "{name}");
    }
}

#[tokio::test]
async fn tenants_are_asked_for_and_kept_apart() {
    let local = LocalLambda::builder()
        .function("shared", echo())
        .function("own", echo().tenant_isolation())
        .build();
    let lambda = local.lambda();
    let refused = [
        lambda.call("own").json::<Raw>(&1).await.unwrap_err(),
        lambda
            .call("shared")
            .json::<Raw>(&1)
            .tenant("blue")
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert_eq!(
            error.code(),
            Some("InvalidParameterValueException"),
            "{error}"
        );
    }
    for tenant in ["blue", "green", "blue"] {
        lambda
            .call("own")
            .json::<Raw>(&1)
            .tenant(tenant)
            .await
            .unwrap();
    }
    let cold: Vec<bool> = local
        .recorder()
        .runs_of("own")
        .iter()
        .map(|run| run.cold_start)
        .collect();
    assert_eq!(cold, [true, true, false]);
}

#[tokio::test]
async fn every_mistake_is_reported_at_once_and_by_every_call() {
    let builder = || {
        LocalLambda::builder()
            .serve(OrdersServer::new(Shop))
            .function("orders-place", echo())
            .function("one:live", echo())
            .function(
                "two",
                echo()
                    .alias("live", 1)
                    .maximum_retry_attempts(3)
                    .reserved_concurrency(2000),
            )
            .configure("orders-plaice", |function| function)
            .fault("three", lambda_client::local::Fault::throttle())
            .account("12")
    };
    let error = builder().try_build().unwrap_err();
    let text = error.to_string();
    for part in [
        "duplicate function `orders-place`",
        "`one:live` has the qualifier `live`",
        "version 1, which is not published",
        "invalid number of event retries 3",
        "reserve 2000",
        "did you mean `orders-place`?",
        "unknown function `three`",
        "invalid account ID `12`: expected 12 digits",
    ] {
        assert!(text.contains(part), "expected `{part}` in: {text}");
    }
    let called: Error = builder()
        .build()
        .lambda()
        .call("two")
        .json::<Raw>(&1)
        .await
        .unwrap_err();
    assert_eq!(called.did_run(), DidRun::No);
    assert!(called.to_string().contains("event retries 3"), "{called}");
}

#[tokio::test]
async fn deployed_functions_are_listed() {
    let local = LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .function(
            "canary",
            echo()
                .publish()
                .publish()
                .weighted_alias("live", 1, 2, 0.25)
                .memory_size_mb(512),
        )
        .build();
    let functions = local
        .list_functions(PageRequest::first().with_max_items(Some(2)))
        .await
        .unwrap();
    let names: Vec<&str> = functions
        .items
        .iter()
        .map(|function| function.name.as_str())
        .collect();
    assert_eq!(names, ["canary", "orders-audit"]);
    let second = PageRequest::first().with_marker(functions.next_marker.as_deref());
    let second = local.list_functions(second).await.unwrap();
    assert_eq!(second.items.len(), 2);
    assert_eq!(second.next_marker, None);

    let aliases = local
        .list_aliases("canary", PageRequest::first())
        .await
        .unwrap();
    assert_eq!(aliases.items[0].version, "1");
    assert_eq!(aliases.items[0].weights, [("2".to_owned(), 0.25)]);
    let versions = local
        .list_versions("canary", PageRequest::first())
        .await
        .unwrap();
    let numbers: Vec<&str> = versions
        .items
        .iter()
        .map(|version| version.version.as_str())
        .collect();
    assert_eq!(numbers, ["$LATEST", "1", "2"]);

    let configuration = local
        .function_configuration("canary", Some("2"))
        .await
        .unwrap();
    assert_eq!(configuration.memory_size_mb, Some(512));
    assert_eq!(configuration.state, Some(FunctionState::Active));
    assert_eq!(configuration.version, "2");
    let error = local
        .function_configuration("canary", Some("9"))
        .await
        .unwrap_err();
    assert_eq!(error.status(), Some(404));
}
