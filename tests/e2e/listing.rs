//! The account's functions, read page by page.

use std::pin::pin;
use std::time::Duration;

use futures::{Stream, StreamExt, TryStreamExt};
use lambda_client::{
    DidRun, Error, ErrorKind, Lambda, RetryConfig,
    functions::{FunctionState, LastUpdateStatus},
};
use serde_json::{Value, json};

use crate::server::{LambdaResponse, Server};

pub(crate) const ARN: &str = "arn:aws:lambda:us-east-1:123456789012:function";

pub(crate) fn function(name: &str, version: &str) -> Value {
    json!({
        "FunctionName": name,
        "FunctionArn": format!("{ARN}:{name}"),
        "Version": version,
        "Runtime": "python3.14",
        "MemorySize": 512,
        "Timeout": 30,
    })
}

/// A page of `ListFunctions` with functions of these numbers.
fn functions(numbers: std::ops::Range<usize>, next: Option<&str>) -> LambdaResponse {
    let functions: Vec<_> = numbers
        .map(|number| function(&format!("f-{number}"), "$LATEST"))
        .collect();
    page("Functions", functions, next)
}

pub(crate) fn page(key: &str, items: Vec<Value>, next: Option<&str>) -> LambdaResponse {
    LambdaResponse::new(200, json!({ key: items, "NextMarker": next }).to_string())
}

fn paths(server: &Server) -> Vec<String> {
    let requests = server.requests();
    assert!(requests.iter().all(|request| request.method == "GET"));
    requests.into_iter().map(|request| request.path).collect()
}

/// An account with 120 functions.
async fn account() -> Server {
    Server::start([
        functions(0..50, Some("m/50=")),
        functions(50..100, Some("m/100=")),
        functions(100..120, None),
    ])
    .await
}

#[tokio::test]
async fn an_account_of_120_functions_takes_three_pages() {
    let server = account().await;

    let all = server.lambda().build().functions().all().await.unwrap();

    assert_eq!(all.len(), 120);
    for (number, function) in all.iter().enumerate() {
        assert_eq!(function.name, format!("f-{number}"));
        assert_eq!(function.arn, format!("{ARN}:f-{number}"));
        assert_eq!(function.version, "$LATEST");
        assert_eq!(function.runtime.as_deref(), Some("python3.14"));
        assert_eq!(function.memory_size_mb, Some(512));
        assert_eq!(function.timeout, Some(Duration::from_secs(30)));
        assert_eq!(function.state, None);
    }
    assert_eq!(
        paths(&server),
        [
            "/2015-03-31/functions",
            "/2015-03-31/functions?Marker=m%2F50%3D",
            "/2015-03-31/functions?Marker=m%2F100%3D",
        ]
    );
}

fn is_stream<T>(_: &(impl Stream<Item = Result<T, Error>> + Send + Unpin + 'static)) {}

#[tokio::test]
async fn a_listing_is_a_stream() {
    let server = account().await;
    let stream = server.lambda().build().functions().page_size(50);
    is_stream(&stream);
    let names: Vec<_> = stream
        .map_ok(|function| function.name)
        .try_collect()
        .await
        .unwrap();
    assert_eq!(names.len(), 120);
    assert_eq!(paths(&server)[0], "/2015-03-31/functions?MaxItems=50");
}

#[tokio::test]
async fn pages_are_asked_for_when_they_are_needed() {
    let server = account().await;
    let lambda = server.lambda().build();

    let mut listing = lambda.functions();
    assert_eq!(server.requests().len(), 0);

    for _ in 0..50 {
        listing.next().await.unwrap().unwrap();
    }
    assert_eq!(server.requests().len(), 1);
    let next = listing.next().await.unwrap().unwrap();
    assert_eq!(next.name, "f-50");
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn a_page_that_is_throttled_is_asked_for_again() {
    let throttle =
        LambdaResponse::refused(429, "TooManyRequestsException").header("Retry-After", "0");
    let server = Server::start([
        functions(0..2, Some("two")),
        throttle,
        LambdaResponse::refused(500, "ServiceException"),
        functions(2..3, None),
    ])
    .await;
    let patient = RetryConfig::new().base_delay(Duration::from_millis(1));
    let lambda = server.lambda().retry(patient).build();

    let all = lambda.functions().all().await.unwrap();

    assert_eq!(all.len(), 3);
    let second = "/2015-03-31/functions?Marker=two";
    assert_eq!(paths(&server)[1..], [second, second, second]);
}

#[tokio::test]
async fn an_error_in_the_middle_ends_the_listing() {
    let server = Server::start([
        functions(0..2, Some("two")),
        LambdaResponse::refused(403, "AccessDeniedException"),
        functions(2..3, None),
    ])
    .await;
    let mut listing = pin!(server.lambda().build().functions());

    assert!(listing.next().await.unwrap().is_ok());
    assert!(listing.next().await.unwrap().is_ok());
    let error = listing.next().await.unwrap().unwrap_err();
    assert!(listing.next().await.is_none());

    assert_eq!(error.kind(), ErrorKind::Service);
    assert_eq!(error.code(), Some("AccessDeniedException"));
    assert_eq!(error.did_run(), DidRun::No);
    assert_eq!(
        error.to_string(),
        "ListFunctions: Lambda returned AccessDeniedException (HTTP 403): refused with AccessDeniedException (request IDs: id-2)"
    );
    assert_eq!(server.requests().len(), 2, "a refusal is final");
}

#[tokio::test]
async fn a_page_that_is_followed_by_itself_ends_the_listing() {
    let server = Server::start([
        functions(0..1, Some("again")),
        functions(1..2, Some("again")),
    ])
    .await;
    let error = server.lambda().build().functions().all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
    assert!(error.to_string().starts_with("ListFunctions: "), "{error}");
}

#[tokio::test]
async fn pages_that_lead_in_a_circle_end_the_listing() {
    let round = |page: usize| functions(page..page + 1, Some(["a", "b", "c"][page % 3]));
    let server = Server::start((0..100).map(round)).await;
    let error = server.lambda().build().functions().all().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Response);
    assert!(server.requests().len() <= 9, "{}", server.requests().len());
}

#[tokio::test]
async fn the_configuration_of_one_function() {
    let mut orders = function("orders", "7");
    let details = json!({
        "State": "Inactive",
        "StateReason": "idle for long",
        "StateReasonCode": "Idle",
        "LastUpdateStatus": "InProgress",
        "PackageType": "Zip",
        "Architectures": ["arm64"],
        "Handler": "app.handler",
        "LastModified": "2026-11-17T08:00:00.000+0000",
        "LoggingConfig": { "LogFormat": "JSON" },
        "TenancyConfig": { "TenantIsolationMode": "PER_TENANT" },
        "DurableConfig": { "ExecutionTimeout": 3600 },
        "SnapStart": { "ApplyOn": "PublishedVersions", "OptimizationStatus": "On" },
        "DeadLetterConfig": { "TargetArn": "arn:aws:sqs:us-east-1:123456789012:dead" },
        "CapacityProviderConfig": {
            "LambdaManagedInstancesCapacityProviderConfig": { "CapacityProviderArn": "arn:capacity" },
        },
    });
    for (key, value) in details.as_object().unwrap() {
        orders[key] = value.clone();
    }
    let server = Server::start([LambdaResponse::new(200, orders.to_string())]).await;
    let lambda = server.lambda().build();

    let found = lambda.function("orders").qualifier("live").await.unwrap();

    assert_eq!(
        paths(&server),
        ["/2015-03-31/functions/orders/configuration?Qualifier=live"]
    );
    assert_eq!(found.version, "7");
    assert_eq!(found.state, Some(FunctionState::Inactive));
    assert_eq!(found.state_reason.as_deref(), Some("idle for long"));
    assert_eq!(found.state_reason_code.as_deref(), Some("Idle"));
    assert_eq!(found.last_update_status, Some(LastUpdateStatus::InProgress));
    assert_eq!(found.package_type.as_deref(), Some("Zip"));
    assert_eq!(found.architectures, ["arm64"]);
    assert_eq!(found.handler.as_deref(), Some("app.handler"));
    assert!(found.last_modified.unwrap().starts_with("2026-11-17"));
    assert_eq!(found.log_format.as_deref(), Some("JSON"));
    assert!(found.tenant_isolation && found.snap_start);
    let hour = Duration::from_secs(3600);
    assert_eq!(found.durable_execution_timeout, Some(hour));
    assert_eq!(found.capacity_provider.as_deref(), Some("arn:capacity"));
    assert!(found.dead_letter_target.unwrap().ends_with(":dead"));
}

#[tokio::test]
async fn a_function_that_does_not_exist() {
    let missing = || LambdaResponse::refused(404, "ResourceNotFoundException");
    let server = Server::start([missing(), missing()]).await;
    let lambda = server.lambda().build();

    let error = lambda.function("no-such").await.unwrap_err();
    assert!(error.is_not_found());
    assert!(!error.is_retryable());
    assert!(
        error
            .to_string()
            .starts_with("GetFunctionConfiguration of `no-such`: Lambda returned"),
        "{error}"
    );

    let error = lambda.function("no-such").aliases().all().await;
    assert!(error.unwrap_err().is_not_found());
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn aliases_over_all_pages() {
    let alias = |name: &str, version: &str| {
        json!({
            "Name": name,
            "AliasArn": format!("{ARN}:orders:{name}"),
            "FunctionVersion": version,
            "Description": "",
        })
    };
    let mut canary = alias("canary", "7");
    canary["RoutingConfig"] = json!({ "AdditionalVersionWeights": { "9": 0.05, "8": 0.1 } });
    let server = Server::start([
        page("Aliases", vec![alias("blue", "6")], Some("blue")),
        page("Aliases", vec![], Some("canary")),
        page("Aliases", vec![canary], Some("")),
    ])
    .await;
    let lambda = server.lambda().build();

    let aliases = lambda
        .function("orders:live")
        .aliases()
        .page_size(1)
        .all()
        .await
        .unwrap();

    assert_eq!(aliases.len(), 2);
    assert_eq!((&*aliases[0].name, &*aliases[0].version), ("blue", "6"));
    assert_eq!(aliases[0].arn, format!("{ARN}:orders:blue"));
    assert_eq!(aliases[0].description, None);
    assert!(aliases[0].weights.is_empty());
    let weights = [("8".to_owned(), 0.1), ("9".to_owned(), 0.05)];
    assert_eq!(aliases[1].weights, weights);
    let path = "/2015-03-31/functions/orders/aliases";
    let paths = paths(&server);
    assert_eq!(paths[0], format!("{path}?MaxItems=1"));
    assert!(paths[2].contains("Marker=canary"), "{paths:?}");
}

#[tokio::test]
async fn versions_over_all_pages() {
    let versions = |versions: &[&str], next| {
        let versions = versions.iter().map(|version| function("orders", version));
        page("Versions", versions.collect(), next)
    };
    let server = Server::start([
        versions(&["$LATEST", "1"], Some("1")),
        versions(&["2"], None),
    ])
    .await;
    let lambda: Lambda = server.lambda().build();

    let mut versions = lambda.function("orders").versions();
    let mut numbers = Vec::new();
    while let Some(version) = versions.next().await {
        numbers.push(version.unwrap().version);
    }

    assert_eq!(numbers, ["$LATEST", "1", "2"]);
    let path = "/2015-03-31/functions/orders/versions";
    assert_eq!(
        paths(&server),
        [path.to_owned(), format!("{path}?Marker=1")]
    );
}

#[tokio::test]
async fn a_name_that_cannot_be_one_is_reported_without_a_request() {
    let server = Server::start([]).await;
    let lambda = server.lambda().build();

    let error = lambda.function("or ders").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    let mut aliases = lambda.function("orders").qualifier("no good").aliases();
    let error = aliases.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(aliases.next().await.is_none());
    assert_eq!(server.requests().len(), 0);
}

#[tokio::test]
async fn a_page_does_not_wait_beyond_its_time() {
    let throttle =
        LambdaResponse::refused(429, "TooManyRequestsException").header("Retry-After", "5");
    let server = Server::start([throttle]).await;
    let lambda = server.lambda().timeout(Duration::from_secs(1)).build();

    let error = lambda.functions().all().await.unwrap_err();

    assert!(error.is_throttled() && error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(5)));
    assert_eq!(error.did_run(), DidRun::No);
    assert_eq!(server.requests().len(), 1);
}
