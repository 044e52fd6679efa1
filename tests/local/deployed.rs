//! The endpoint: what is deployed.

use serde_json::json;

use crate::http::endpoint;
use crate::raw::{get, send};

#[tokio::test]
async fn the_read_operations_describe_the_deployed_functions() {
    let (_local, endpoint) = endpoint().await;
    let mut names = Vec::new();
    let mut marker = String::new();
    loop {
        let page = get(
            &endpoint,
            &format!("/2015-03-31/functions/?MaxItems=3{marker}"),
        )
        .await
        .json();
        let functions = page["Functions"].as_array().unwrap();
        assert!(functions.len() <= 3);
        assert!(
            functions
                .iter()
                .all(|function| function.get("State").is_none()),
            "listings leave the state out"
        );
        names.extend(
            functions
                .iter()
                .map(|function| function["FunctionName"].as_str().unwrap().to_owned()),
        );
        match page["NextMarker"].as_str() {
            Some(next) => marker = format!("&Marker={next}"),
            None => break,
        }
    }
    assert_eq!(
        names,
        [
            "echo",
            "failing",
            "off",
            "orders-audit",
            "orders-cancel",
            "orders-place",
            "tenants"
        ]
    );
    let all = get(&endpoint, "/2015-03-31/functions?FunctionVersion=ALL")
        .await
        .json();
    assert_eq!(all["Functions"].as_array().unwrap().len(), 7 + 2 + 3);

    let arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";
    let configuration = get(
        &endpoint,
        "/2015-03-31/functions/echo/configuration?Qualifier=live",
    )
    .await
    .json();
    assert_eq!(configuration["FunctionArn"], format!("{arn}:live"));
    assert_eq!(
        (&configuration["Version"], &configuration["State"]),
        (&json!("1"), &json!("Active"))
    );
    assert_eq!(
        (&configuration["Timeout"], &configuration["MemorySize"]),
        (&json!(3), &json!(128))
    );
    let tenants = get(&endpoint, "/2015-03-31/functions/tenants").await.json();
    assert_eq!(
        tenants["Configuration"]["TenancyConfig"]["TenantIsolationMode"],
        "PER_TENANT"
    );
    let off = get(&endpoint, "/2015-03-31/functions/off").await.json();
    assert_eq!(off["Concurrency"]["ReservedConcurrentExecutions"], 0);

    let aliases = get(&endpoint, "/2015-03-31/functions/echo/aliases")
        .await
        .json();
    assert_eq!(
        aliases["Aliases"][0]["RoutingConfig"]["AdditionalVersionWeights"]["2"],
        0.0
    );
    let alias = get(&endpoint, "/2015-03-31/functions/echo/aliases/live")
        .await
        .json();
    assert_eq!(
        (&alias["FunctionVersion"], &alias["AliasArn"]),
        (&json!("1"), &json!(format!("{arn}:live")))
    );
    let versions = get(&endpoint, "/2015-03-31/functions/echo/versions")
        .await
        .json();
    let versions: Vec<_> = versions["Versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|version| version["Version"].clone())
        .collect();
    assert_eq!(versions, ["$LATEST", "1", "2"]);

    assert_eq!(
        get(&endpoint, "/2019-09-30/functions/echo/concurrency")
            .await
            .json(),
        json!({})
    );
    let reserved = get(&endpoint, "/2019-09-30/functions/off/concurrency")
        .await
        .json();
    assert_eq!(reserved, json!({"ReservedConcurrentExecutions": 0}));
    let events = get(
        &endpoint,
        "/2019-09-25/functions/failing/event-invoke-config",
    )
    .await
    .json();
    assert_eq!(events["MaximumRetryAttempts"], 0);
    assert_eq!(events["MaximumEventAgeInSeconds"], 21_600);
    assert_eq!(events["DestinationConfig"]["OnFailure"]["Destination"], arn);
}

#[tokio::test]
async fn unknown_resources_are_404_and_unsupported_operations_are_named() {
    let (_local, endpoint) = endpoint().await;
    for path in [
        "/2015-03-31/functions/nope",
        "/2015-03-31/functions/echo/configuration?Qualifier=9",
        "/2015-03-31/functions/nope/aliases",
        "/2015-03-31/functions/echo/aliases/nope",
        "/2015-03-31/functions/nope/versions",
        "/2019-09-30/functions/nope/concurrency",
        "/2019-09-25/functions/echo/event-invoke-config",
    ] {
        let response = get(&endpoint, path).await;
        assert_eq!(
            (response.status, response.header("x-amzn-errortype")),
            (404, Some("ResourceNotFoundException")),
            "{path}"
        );
    }
    let bad = get(&endpoint, "/2015-03-31/functions?MaxItems=many").await;
    assert_eq!(bad.status, 400);
    for (method, path) in [
        ("PUT", "/2015-03-31/functions/echo/code"),
        (
            "POST",
            "/2021-11-15/functions/echo/response-streaming-invocations",
        ),
        ("GET", "/2015-03-31/functions/echo/invocations"),
        ("GET", "/"),
    ] {
        let response = send(&endpoint, method, path, &[], b"").await.unwrap();
        assert_eq!(
            (response.status, response.header("x-amzn-errortype")),
            (501, Some("UnsupportedOperationException"))
        );
        assert!(response.json()["message"].as_str().unwrap().contains(path));
    }
}
