//! Functions, aliases and versions, as the SDK lists and describes them.

use std::pin::pin;
use std::time::Duration;

use aws_sdk_lambda::Client;
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_lambda::operation::get_function_configuration::GetFunctionConfigurationOutput;
use aws_sdk_lambda::operation::invoke::InvokeError;
use aws_sdk_lambda::types;

use crate::directory::{Alias, FunctionConfiguration, Page, PageRequest};
use crate::sdk::failure;
use crate::sdk::stage::Staged;
use crate::transport::{Evidence, TransportError, TransportErrorKind};

pub(crate) async fn functions(
    client: &Client,
    page: PageRequest<'_>,
) -> Result<Page<FunctionConfiguration>, TransportError> {
    let list = client
        .list_functions()
        .set_marker(page.marker.map(str::to_owned))
        .set_max_items(max_items(page));
    let answer = read(list.send()).await?;
    Ok(page_of(answer.functions, answer.next_marker, listed))
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
    read(get.send()).await.map(found)
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
    let answer = read(list.send()).await?;
    Ok(page_of(answer.aliases, answer.next_marker, alias))
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
    let answer = read(list.send()).await?;
    Ok(page_of(answer.versions, answer.next_marker, listed))
}

fn max_items(page: PageRequest<'_>) -> Option<i32> {
    page.max_items.and_then(|items| i32::try_from(items).ok())
}

/// Sends a request that only reads.
async fn read<T, E: ProvideErrorMetadata>(
    send: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
) -> Result<T, TransportError> {
    let (answer, stage) = Staged::new(pin!(send), None).await;
    answer.map_err(|error| {
        // What is read from an error is the same for every operation: its metadata and the HTTP answer.
        let error = error.map_service_error(|error| InvokeError::generic(error.meta().clone()));
        match failure::read(error, stage) {
            Err(failed) => failed,
            Ok(answer) => TransportError::new(TransportErrorKind::Answer, Evidence::Answered)
                .with_status(answer.status)
                .with_raw(answer.payload),
        }
    })
}

/// A page of these items.
fn page_of<T, U>(items: Option<Vec<T>>, next_marker: Option<String>, item: fn(T) -> U) -> Page<U> {
    let items = items.unwrap_or_default().into_iter().map(item).collect();
    let page = Page::last(items);
    match next_marker {
        Some(marker) => page.with_next_marker(marker),
        None => page,
    }
}

fn alias(alias: types::AliasConfiguration) -> Alias {
    let mut given = Alias::new(
        alias.name.unwrap_or_default(),
        alias.alias_arn.unwrap_or_default(),
        alias.function_version.unwrap_or_default(),
    );
    let weights = alias
        .routing_config
        .and_then(|routing| routing.additional_version_weights);
    given.weights = weights.unwrap_or_default().into_iter().collect();
    given.weights.sort_by(|(one, _), (other, _)| one.cmp(other));
    given.description = alias.description.filter(|text| !text.is_empty());
    given.revision_id = alias.revision_id;
    given
}

/// The SDK has a type of its own for the answer about one function, with the same fields as that of an item of a list.
macro_rules! configuration {
    ($( $function:ident($type:ty); )*) => {
        $(
            fn $function(found: $type) -> FunctionConfiguration {
                let mut given = FunctionConfiguration::new(
                    found.function_name.unwrap_or_default(),
                    found.function_arn.unwrap_or_default(),
                );
                if let Some(version) = found.version {
                    given.version = version;
                }
                given.description = found.description.filter(|text| !text.is_empty());
                given.runtime = found.runtime.map(|runtime| runtime.as_str().to_owned());
                given.package_type = found.package_type.map(|package| package.as_str().to_owned());
                let architectures = found.architectures.unwrap_or_default();
                given.architectures = architectures
                    .iter()
                    .map(|architecture| architecture.as_str().to_owned())
                    .collect();
                given.handler = found.handler.filter(|text| !text.is_empty());
                given.memory_mb = found.memory_size.and_then(|mb| u32::try_from(mb).ok());
                given.timeout = seconds(found.timeout);
                given.last_modified = found.last_modified;
                given.code_sha256 = found.code_sha256;
                given.revision_id = found.revision_id;
                given.state = found.state.map(|state| state.as_str().into());
                given.state_reason = found.state_reason;
                given.state_reason_code = found.state_reason_code.map(|code| code.as_str().to_owned());
                given.last_update = found.last_update_status.map(|status| status.as_str().into());
                given.last_update_reason = found.last_update_status_reason;
                given.last_update_reason_code = found
                    .last_update_status_reason_code
                    .map(|code| code.as_str().to_owned());
                given.log_format = found
                    .logging_config
                    .and_then(|logging| logging.log_format)
                    .map(|format| format.as_str().to_owned());
                given.tenant_isolation = found.tenancy_config.is_some_and(|tenancy| {
                    tenancy.tenant_isolation_mode == types::TenantIsolationMode::PerTenant
                });
                given.durable_execution_timeout = found
                    .durable_config
                    .and_then(|durable| seconds(durable.execution_timeout));
                given.capacity_provider = found
                    .capacity_provider_config
                    .and_then(|capacity| capacity.lambda_managed_instances_capacity_provider_config)
                    .map(|managed| managed.capacity_provider_arn);
                given.snap_start = found
                    .snap_start
                    .and_then(|snap_start| snap_start.optimization_status)
                    .is_some_and(|status| status == types::SnapStartOptimizationStatus::On);
                given.dead_letter_target = found
                    .dead_letter_config
                    .and_then(|dead_letters| dead_letters.target_arn);
                given
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
