//! Listings and configurations without the members that Lambda always sends.

use std::time::Duration;

use lambda_client::{DidRun, ErrorKind, RetryConfig};
use serde_json::{Value, json};

use crate::listing::{ARN, function, page};
use crate::server::{LambdaResponse, Server};

#[tokio::test]
async fn a_response_without_its_required_members_is_an_error() {
    let patient = RetryConfig::new().base_delay(Duration::from_millis(1));
    let without = |member: &str| {
        let mut orders = function("orders", "7");
        orders.as_object_mut().unwrap().remove(member);
        orders
    };
    let mut bodies: Vec<(Value, &str)> = vec![(json!({}), "FunctionName")];
    for member in ["FunctionName", "FunctionArn", "Version"] {
        bodies.push((without(member), member));
        let mut empty = without(member);
        empty[member] = json!("");
        bodies.push((empty, member));
    }
    for (body, member) in bodies {
        let response = LambdaResponse::new(200, body.to_string());
        let server = Server::start((0..3).map(|_| response.clone())).await;
        let lambda = server.lambda().retry(patient).build();
        let error = lambda.function("app").configuration().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response);
        assert_eq!(error.did_run(), DidRun::No);
        assert_eq!(
            error.to_string(),
            format!(
                "GetFunctionConfiguration of `app`: cannot read Lambda's response (HTTP 200): its member `{member}` is missing; \
                 3 attempts (request IDs: id-1, id-2, id-3)"
            )
        );
    }
}

#[tokio::test]
async fn a_listing_without_its_required_members_is_an_error() {
    let alias =
        json!({ "Name": "live", "AliasArn": format!("{ARN}:orders:live"), "FunctionVersion": "7" });
    let item = function("orders", "$LATEST");
    for (list, item, members) in [
        (
            "Functions",
            &item,
            ["FunctionName", "FunctionArn", "Version"],
        ),
        (
            "Versions",
            &item,
            ["FunctionName", "FunctionArn", "Version"],
        ),
        ("Aliases", &alias, ["Name", "AliasArn", "FunctionVersion"]),
    ] {
        let mut bodies = vec![
            (json!({}), list.to_owned()),
            (json!({ list: null }), list.to_owned()),
            (json!({ "Other": [] }), list.to_owned()),
        ];
        for member in members {
            let mut broken = item.clone();
            broken.as_object_mut().unwrap().remove(member);
            bodies.push((
                json!({ list: [item, broken] }),
                format!("{list}[1].{member}"),
            ));
        }
        for (body, missing) in bodies {
            let response = LambdaResponse::new(200, body.to_string());
            let server = Server::start([response]).await;
            let lambda = server.lambda().retry(RetryConfig::never()).build();
            let error = match list {
                "Functions" => lambda.functions().all().await.unwrap_err(),
                "Versions" => lambda
                    .function("orders")
                    .versions()
                    .all()
                    .await
                    .unwrap_err(),
                _ => lambda.function("orders").aliases().all().await.unwrap_err(),
            };
            let text = error.to_string();
            let expected = format!(
                "cannot read Lambda's response (HTTP 200): its member `{missing}` is missing (request IDs: id-1)"
            );
            assert!(text.ends_with(&expected), "{text}");
        }
        // An account or a function may have none of them.
        let server = Server::start([page(list, vec![], None)]).await;
        let lambda = server.lambda().build();
        let count = match list {
            "Functions" => lambda.functions().all().await.unwrap().len(),
            "Versions" => lambda
                .function("orders")
                .versions()
                .all()
                .await
                .unwrap()
                .len(),
            _ => lambda
                .function("orders")
                .aliases()
                .all()
                .await
                .unwrap()
                .len(),
        };
        assert_eq!(count, 0);
    }
}
