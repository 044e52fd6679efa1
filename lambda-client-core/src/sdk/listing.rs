//! Functions, aliases and versions, read through the SDK.

use std::future::poll_fn;
use std::pin::pin;
use std::time::Duration;

use aws_sdk_lambda::Client;
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_lambda::operation::RequestId as _;
use aws_sdk_lambda::operation::get_function_configuration::GetFunctionConfigurationOutput;
use aws_sdk_lambda::types;

use crate::directory::{Alias, FunctionConfiguration, Page, PageRequest};
use crate::sdk::stage::Follower;
use crate::sdk::{failure, runtime};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

pub(crate) async fn functions(
    client: &Client,
    page: PageRequest<'_>,
) -> Result<Page<FunctionConfiguration>, TransportError> {
    let list = client
        .list_functions()
        .set_marker(page.marker.map(str::to_owned))
        .set_max_items(max_items(page));
    let response = read(list.send()).await?;
    let id = response.request_id().map(str::to_owned);
    page_of(
        "Functions",
        response.functions,
        response.next_marker,
        listed,
    )
    .map_err(|missing| incomplete(missing, id))
}

pub(crate) async fn configuration(
    client: &Client,
    function: &str,
    qualifier: Option<&str>,
) -> Result<FunctionConfiguration, TransportError> {
    let get = client
        .get_function_configuration()
        .function_name(function)
        .set_qualifier(qualifier.map(str::to_owned));
    let response = read(get.send()).await?;
    let id = response.request_id().map(str::to_owned);
    found(response).map_err(|missing| incomplete(missing, id))
}

pub(crate) async fn aliases(
    client: &Client,
    function: &str,
    page: PageRequest<'_>,
) -> Result<Page<Alias>, TransportError> {
    let list = client
        .list_aliases()
        .function_name(function)
        .set_marker(page.marker.map(str::to_owned))
        .set_max_items(max_items(page));
    let response = read(list.send()).await?;
    let id = response.request_id().map(str::to_owned);
    page_of("Aliases", response.aliases, response.next_marker, alias)
        .map_err(|missing| incomplete(missing, id))
}

pub(crate) async fn versions(
    client: &Client,
    function: &str,
    page: PageRequest<'_>,
) -> Result<Page<FunctionConfiguration>, TransportError> {
    let list = client
        .list_versions_by_function()
        .function_name(function)
        .set_marker(page.marker.map(str::to_owned))
        .set_max_items(max_items(page));
    let response = read(list.send()).await?;
    let id = response.request_id().map(str::to_owned);
    page_of("Versions", response.versions, response.next_marker, listed)
        .map_err(|missing| incomplete(missing, id))
}

fn max_items(page: PageRequest<'_>) -> Option<i32> {
    page.max_items.and_then(|items| i32::try_from(items).ok())
}

/// Sends a request and reads its error, if it fails.
async fn read<T, E: ProvideErrorMetadata>(
    send: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
) -> Result<T, TransportError> {
    runtime::require()?;
    let mut follower = Follower::new(None);
    let response = {
        let mut send = pin!(send);
        poll_fn(|cx| follower.poll(send.as_mut(), cx)).await
    };
    let stage = follower.end();
    response.map_err(|error| failure::of_operation(error, stage))
}

/// Returns the error of a response without a member that every such response of Lambda has.
fn incomplete(missing: String, request_id: Option<String>) -> TransportError {
    let error = TransportError::new(TransportErrorKind::Response, Evidence::Responded)
        .with_status(200)
        .with_message(format!("its member `{missing}` is missing"));
    match request_id {
        Some(id) => error.with_request_id(id),
        None => error,
    }
}

/// Returns a member, or its name if it is missing.
fn required(member: Option<String>, name: &str) -> Result<String, String> {
    member
        .filter(|text| !text.is_empty())
        .ok_or_else(|| name.to_owned())
}

/// Creates a page of the items of this member.
fn page_of<T, U>(
    member: &str,
    items: Option<Vec<T>>,
    next_marker: Option<String>,
    item: fn(T) -> Result<U, String>,
) -> Result<Page<U>, String> {
    let listed = items.ok_or_else(|| member.to_owned())?;
    let mut items = Vec::with_capacity(listed.len());
    for (index, listed) in listed.into_iter().enumerate() {
        items.push(item(listed).map_err(|missing| format!("{member}[{index}].{missing}"))?);
    }
    let page = Page::last(items);
    Ok(match next_marker {
        Some(marker) => page.with_next_marker(marker),
        None => page,
    })
}

fn alias(alias: types::AliasConfiguration) -> Result<Alias, String> {
    let mut listed = Alias::new(
        required(alias.name, "Name")?,
        required(alias.alias_arn, "AliasArn")?,
        required(alias.function_version, "FunctionVersion")?,
    );
    let weights = alias
        .routing_config
        .and_then(|routing| routing.additional_version_weights);
    listed.weights = weights.unwrap_or_default().into_iter().collect();
    listed
        .weights
        .sort_by(|(one, _), (other, _)| one.cmp(other));
    listed.description = alias.description.filter(|text| !text.is_empty());
    listed.revision_id = alias.revision_id;
    Ok(listed)
}

/// The SDK has two types with the same fields: one for an item of a list, one for the response about a single function.
macro_rules! configuration {
    ($( $function:ident($type:ty); )*) => {
        $(
            fn $function(found: $type) -> Result<FunctionConfiguration, String> {
                let mut configuration = FunctionConfiguration::new(
                    required(found.function_name, "FunctionName")?,
                    required(found.function_arn, "FunctionArn")?,
                );
                configuration.version = required(found.version, "Version")?;
                configuration.description = found.description.filter(|text| !text.is_empty());
                configuration.runtime = found.runtime.map(|runtime| runtime.as_str().to_owned());
                configuration.package_type = found.package_type.map(|package| package.as_str().to_owned());
                let architectures = found.architectures.unwrap_or_default();
                configuration.architectures = architectures
                    .iter()
                    .map(|architecture| architecture.as_str().to_owned())
                    .collect();
                configuration.handler = found.handler.filter(|text| !text.is_empty());
                configuration.memory_size_mb = found.memory_size.and_then(|mb| u32::try_from(mb).ok());
                configuration.timeout = seconds(found.timeout);
                configuration.last_modified = found.last_modified;
                configuration.code_sha256 = found.code_sha256;
                configuration.revision_id = found.revision_id;
                configuration.state = found.state.map(|state| state.as_str().into());
                configuration.state_reason = found.state_reason;
                configuration.state_reason_code = found.state_reason_code.map(|code| code.as_str().to_owned());
                configuration.last_update_status = found.last_update_status.map(|status| status.as_str().into());
                configuration.last_update_status_reason = found.last_update_status_reason;
                configuration.last_update_status_reason_code = found
                    .last_update_status_reason_code
                    .map(|code| code.as_str().to_owned());
                configuration.log_format = found
                    .logging_config
                    .and_then(|logging| logging.log_format)
                    .map(|format| format.as_str().to_owned());
                configuration.tenant_isolation = found.tenancy_config.is_some_and(|tenancy| {
                    tenancy.tenant_isolation_mode == types::TenantIsolationMode::PerTenant
                });
                configuration.durable_execution_timeout = found
                    .durable_config
                    .and_then(|durable| seconds(durable.execution_timeout));
                configuration.capacity_provider = found
                    .capacity_provider_config
                    .and_then(|capacity| capacity.lambda_managed_instances_capacity_provider_config)
                    .map(|managed| managed.capacity_provider_arn);
                configuration.snap_start = found
                    .snap_start
                    .and_then(|snap_start| snap_start.optimization_status)
                    .is_some_and(|status| status == types::SnapStartOptimizationStatus::On);
                configuration.dead_letter_target = found
                    .dead_letter_config
                    .and_then(|dead_letters| dead_letters.target_arn);
                Ok(configuration)
            }
        )*
    };
}

configuration! {
    listed(types::FunctionConfiguration);
    found(GetFunctionConfigurationOutput);
}

fn seconds(seconds: Option<i32>) -> Option<Duration> {
    let seconds = u64::try_from(seconds?).ok()?;
    Some(Duration::from_secs(seconds))
}
