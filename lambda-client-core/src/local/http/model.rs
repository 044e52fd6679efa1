//! The JSON documents of the API model.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::directory::{Alias, FunctionConfiguration, Page};
use crate::local::engine::Engine;
use crate::local::function::destination::{Destination, DestinationKind};
use crate::local::registry::{DeployedFunction, InvocationTarget, LATEST};
use crate::local::service_error::ServiceError;

/// Returns a `FunctionConfiguration` without package, role and network, which these functions do not have.
pub(super) fn configuration(found: &FunctionConfiguration) -> Value {
    let mut document = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            document.insert(name.to_owned(), value);
        }
    };
    set("FunctionName", Some(json!(found.name)));
    set("FunctionArn", Some(json!(found.arn)));
    set("Version", Some(json!(found.version)));
    set(
        "Description",
        Some(json!(found.description.as_deref().unwrap_or_default())),
    );
    set(
        "Timeout",
        found.timeout.map(|timeout| json!(whole_seconds(timeout))),
    );
    set(
        "MemorySize",
        found.memory_size_mb.map(|memory| json!(memory)),
    );
    set(
        "LastModified",
        found.last_modified.as_ref().map(|time| json!(time)),
    );
    set("RevisionId", found.revision_id.as_ref().map(|id| json!(id)));
    set(
        "State",
        found.state.as_ref().map(|state| json!(state.as_str())),
    );
    set(
        "LastUpdateStatus",
        found
            .last_update_status
            .as_ref()
            .map(|status| json!(status.as_str())),
    );
    set(
        "LoggingConfig",
        found.log_format.as_ref().map(|format| {
            json!({ "LogFormat": format, "LogGroup": format!("/aws/lambda/{}", found.name) })
        }),
    );
    set(
        "TenancyConfig",
        found
            .tenant_isolation
            .then(|| json!({ "TenantIsolationMode": "PER_TENANT" })),
    );
    Value::Object(document)
}

/// Returns a timeout in whole seconds, as Lambda has it, rounded up.
fn whole_seconds(timeout: Duration) -> u64 {
    timeout.as_secs() + u64::from(timeout.subsec_nanos() > 0)
}

/// Returns a `GetFunctionResponse`.
pub(super) fn function(target: &InvocationTarget) -> Value {
    let mut document = json!({ "Configuration": configuration(&target.configuration()) });
    let reserved = concurrency(&target.function);
    if let (Value::Object(fields), false) = (&mut document, reserved == json!({})) {
        fields.insert("Concurrency".to_owned(), reserved);
    }
    document
}

/// Returns a `GetFunctionConcurrencyResponse`, which is empty if the function reserves nothing.
pub(super) fn concurrency(function: &DeployedFunction) -> Value {
    match function.settings.reserved_concurrency {
        Some(runs) => json!({ "ReservedConcurrentExecutions": runs }),
        None => json!({}),
    }
}

fn page<T>(name: &str, page: &Page<T>, item: fn(&T) -> Value) -> Value {
    let items: Vec<Value> = page.items.iter().map(item).collect();
    match &page.next_marker {
        Some(marker) => json!({ name: items, "NextMarker": marker }),
        None => json!({ name: items }),
    }
}

/// Returns a `ListFunctionsResponse`.
pub(super) fn functions(functions: &Page<FunctionConfiguration>) -> Value {
    page("Functions", functions, configuration)
}

/// Returns a `ListVersionsByFunctionResponse`.
pub(super) fn versions(versions: &Page<FunctionConfiguration>) -> Value {
    page("Versions", versions, configuration)
}

/// Returns a `ListAliasesResponse`.
pub(super) fn aliases(aliases: &Page<Alias>) -> Value {
    page("Aliases", aliases, alias)
}

/// Returns an `AliasConfiguration`.
pub(super) fn alias(alias: &Alias) -> Value {
    let mut document = json!({
        "AliasArn": alias.arn,
        "Name": alias.name,
        "FunctionVersion": alias.version,
        "Description": alias.description.as_deref().unwrap_or_default(),
        "RevisionId": alias.revision_id,
    });
    if let (Value::Object(fields), false) = (&mut document, alias.weights.is_empty()) {
        let weights: Map<String, Value> = alias
            .weights
            .iter()
            .map(|(version, share)| (version.clone(), json!(share)))
            .collect();
        fields.insert(
            "RoutingConfig".to_owned(),
            json!({ "AdditionalVersionWeights": weights }),
        );
    }
    document
}

/// Returns a `FunctionEventInvokeConfig`, or the error of a function without one.
pub(super) fn event_invoke_config(
    engine: &Engine,
    target: &InvocationTarget,
) -> Result<Value, ServiceError> {
    let qualifier = target.qualifier.as_deref().unwrap_or(LATEST);
    let arn = target.function.key.qualified(Some(qualifier));
    let events = &target.function.settings.events;
    if !events.configured {
        return Err(ServiceError::of_code(
            "ResourceNotFoundException",
            format!("The function {arn} doesn't have an EventInvokeConfig"),
        ));
    }
    let destination = |destination: &Option<Destination>| match destination {
        Some(Destination(DestinationKind::Function(name))) => {
            let function = engine.registry.function(name);
            let arn = function.map_or_else(|| name.clone(), |function| function.key.arn());
            json!({ "Destination": arn })
        }
        // A closure has no ARN.
        Some(Destination(DestinationKind::Call(_))) | None => json!({}),
    };
    Ok(json!({
        "FunctionArn": arn,
        "LastModified": engine.wall_clock.seconds(),
        "MaximumRetryAttempts": events.retries,
        "MaximumEventAgeInSeconds": events.max_age.as_secs(),
        "DestinationConfig": {
            "OnSuccess": destination(&events.on_success),
            "OnFailure": destination(&events.on_failure),
        },
    }))
}
