//! What is deployed, compared with captures that tell more.
//!
//! Functions here have no package, role, network or tracing, so a capture's members of these have no counterpart.

use std::time::Duration;

use lambda_client::local::Function;
use lambda_client::{LocalLambda, server::Invocation};
use serde_json::Value;

use super::expected::comparable;
use super::vector::Vector;
use crate::raw::get;

/// The members that functions here have.
const MEMBERS: &[&str] = &[
    "FunctionName",
    "FunctionArn",
    "Version",
    "Description",
    "Timeout",
    "MemorySize",
    "LoggingConfig",
];

/// The members that listings leave out, and that some endpoints list all the same (API reference, ListFunctions).
const STATE: &[&str] = &[
    "State",
    "StateReason",
    "StateReasonCode",
    "LastUpdateStatus",
    "LastUpdateStatusReason",
    "LastUpdateStatusReasonCode",
];

fn function(found: &Value) -> Function {
    let number = |member: &str| found[member].as_u64().unwrap_or_default();
    Function::new(|_: Invocation| async { "null" })
        .timeout(Duration::from_secs(number("Timeout").max(1)))
        .memory_size_mb(u32::try_from(number("MemorySize").max(128)).unwrap_or(u32::MAX))
        .description(found["Description"].as_str().unwrap_or_default())
}

/// The account in an ARN.
fn account(arn: &Value) -> String {
    arn.as_str()
        .and_then(|arn| arn.split(':').nth(4))
        .unwrap_or("000000000000")
        .to_owned()
}

fn same(found: &Value, captured: &Value) -> Result<(), String> {
    for member in MEMBERS {
        if let Some(wanted) = captured.get(*member)
            && found.get(*member) != Some(wanted)
        {
            return Err(format!(
                "{member}: {:?} in place of {wanted}",
                found.get(*member)
            ));
        }
    }
    Ok(())
}

/// The functions of the capture are deployed and listed, a page as long as the capture's at a time.
pub(crate) async fn functions(vector: &Vector) -> Result<(), String> {
    let document = vector.document();
    // The capture of an endpoint that lists nothing gives the request alone.
    let mut captured = document["Functions"]
        .as_array()
        .cloned()
        .unwrap_or_default();
    // Lambda documents no order; here it is that of the names.
    captured.sort_by_key(|function| function["FunctionName"].to_string());
    let mut builder = LocalLambda::builder();
    for found in &captured {
        builder = builder.account(account(&found["FunctionArn"])).function(
            found["FunctionName"].as_str().unwrap_or_default(),
            function(found),
        );
    }
    // One more before them all, and one behind.
    let other = || function(&Value::Null);
    let local = builder
        .function("000-first", other())
        .function("zzz-last", other())
        .build();
    let endpoint = local.listen(0).await.map_err(|error| error.to_string())?;
    let first = get(&endpoint, "/2015-03-31/functions/?MaxItems=1")
        .await
        .json();
    let marker = first["NextMarker"].as_str().ok_or("there is no marker")?;
    let path = format!(
        "/2015-03-31/functions/?MaxItems={}&Marker={marker}",
        captured.len().max(1)
    );
    let page = get(&endpoint, &path).await.json();
    let listed = page["Functions"].as_array().cloned().unwrap_or_default();
    if listed.len() != captured.len().max(1) {
        return Err(format!("{} functions on the page", listed.len()));
    }
    for (found, captured) in listed.iter().zip(&captured) {
        same(found, captured)?;
        if let Some(member) = STATE.iter().find(|member| found.get(**member).is_some()) {
            return Err(format!("{member} is listed"));
        }
    }
    let whole = get(
        &endpoint,
        vector.path().split('&').next().unwrap_or_default(),
    )
    .await;
    match (
        whole.status,
        page.get("NextMarker").is_some() || captured.is_empty(),
    ) {
        (200, true) => Ok(()),
        (status, has_more) => Err(format!("status {status}, more to come: {has_more}")),
    }
}

pub(crate) async fn alias(vector: &Vector) -> Result<(), String> {
    let captured = vector.document();
    let name = captured["Name"].as_str().unwrap_or_default();
    let function = function(&Value::Null).publish().alias(name, 1);
    let local = LocalLambda::builder()
        .function(vector.function(), function)
        .build();
    let endpoint = local.listen(0).await.map_err(|error| error.to_string())?;
    let found = get(&endpoint, vector.path()).await;
    match found.status == 200 && comparable(found.json()) == comparable(captured) {
        true => Ok(()),
        false => Err(format!("{}", found.json())),
    }
}

pub(crate) async fn configuration(vector: &Vector) -> Result<(), String> {
    let captured = vector.document();
    let local = LocalLambda::builder()
        .function(vector.function(), function(&captured))
        .build();
    let endpoint = local.listen(0).await.map_err(|error| error.to_string())?;
    let found = get(&endpoint, vector.path()).await.json();
    for member in ["State", "LastUpdateStatus"] {
        if found[member] != captured[member] {
            return Err(format!("{member}: {}", found[member]));
        }
    }
    same(&found, &captured)
}
