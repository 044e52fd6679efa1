//! AWS Step Functions through aws-sdk-sfn.

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;
use std::time::SystemTime;

use aws_config::{ConfigLoader, SdkConfig};
use aws_sdk_lambda::config::http::HttpResponse;
use aws_sdk_lambda::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeTransmitInterceptorContextMut,
};
use aws_sdk_lambda::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_lambda::error::{BoxError, ProvideErrorMetadata, SdkError};
use aws_smithy_runtime_api::client::identity::SharedIdentityCache;
use aws_smithy_runtime_api::client::interceptors::dyn_dispatch_hint;
use aws_smithy_types::date_time::{DateTime, Format};
use bytes::Bytes;
use lambda_client_sfn::aws_sdk_sfn::Client;
use lambda_client_sfn::aws_sdk_sfn::config::Builder;
use lambda_client_sfn::aws_sdk_sfn::types::IncludedData;

use crate::future::BoxFuture;
use crate::sdk::configuration::configure;
use crate::sdk::http_client::SdkHttpClient;
use crate::sdk::stage::Follower;
use crate::sdk::{failure, runtime, stage};
use crate::step_functions::{
    Machines, StatesOperation, StatesRequest, StatesResponse, StatesTransport,
};
use crate::transport::wire::{Head, REQUEST_ID};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// A transport to AWS Step Functions through `aws-sdk-sfn`.
///
/// Made from the environment, a loader, an `SdkConfig` or a client, as [`SdkTransport`](super::SdkTransport) is, and with the same HTTP client,
/// cache of credentials and knowledge of whether a request was sent. The SDK's own retries are off: [`Machines`] makes the attempts.
///
/// ```no_run
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::sdk::{SdkStatesTransport, aws_config};
/// use lambda_client::step_functions::Machines;
///
/// # async fn example() {
/// let frankfurt = aws_config::from_env().region("eu-central-1");
/// let machines = Machines::new(SdkStatesTransport::from_loader(frankfurt).await);
/// # }
/// ```
///
/// AWS serves `StartSyncExecution` under its own name, with `sync-` before the name of the endpoint. Before an IP address or
/// `localhost`, where emulators are, it is left out.
#[derive(Clone)]
pub struct SdkStatesTransport {
    client: Client,
}

impl SdkStatesTransport {
    /// Creates a transport with the region, credentials, endpoint and HTTP client of a shared configuration: see
    /// [`SdkTransport::new`](super::SdkTransport::new).
    pub fn new(config: &SdkConfig) -> SdkStatesTransport {
        let http_client = config.http_client().is_none().then(SdkHttpClient::from_env);
        SdkStatesTransport::rebuild(Builder::from(config), config.identity_cache(), http_client)
    }

    /// Creates a transport with the configuration of an existing client.
    pub fn from_client(client: &Client) -> SdkStatesTransport {
        let config = client.config();
        let http_client = config.http_client().is_none().then(SdkHttpClient::from_env);
        SdkStatesTransport::rebuild(config.to_builder(), config.identity_cache(), http_client)
    }

    /// Creates a transport from the environment: see [`Machines::from_env`].
    pub async fn from_env() -> SdkStatesTransport {
        let loader = aws_config::defaults(aws_config::BehaviorVersion::latest());
        SdkStatesTransport::from_loader(loader).await
    }

    /// Creates a transport from the environment, except for what the loader sets: see
    /// [`SdkTransport::from_loader`](super::SdkTransport::from_loader).
    pub async fn from_loader(loader: ConfigLoader) -> SdkStatesTransport {
        let http_client = SdkHttpClient::from_env();
        let config = loader.http_client(http_client.clone()).load().await;
        SdkStatesTransport::rebuild(
            Builder::from(&config),
            config.identity_cache(),
            Some(http_client),
        )
    }

    fn rebuild(
        config: Builder,
        cache: Option<SharedIdentityCache>,
        http_client: Option<SdkHttpClient>,
    ) -> SdkStatesTransport {
        let config = configure!(config, cache, http_client).interceptor(StatesInterceptor);
        SdkStatesTransport {
            client: Client::from_conf(config.build()),
        }
    }
}

impl Machines {
    /// Creates a handle to Step Functions with the region, credentials and endpoint of the environment, the shared configuration files or
    /// the machine's role, as every AWS SDK finds them. The endpoint is that of `AWS_ENDPOINT_URL_SFN` or `AWS_ENDPOINT_URL`, if one of them
    /// is set.
    ///
    /// ```no_run
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::step_functions::Machines;
    ///
    /// # async fn example() -> Result<(), lambda_client::Error> {
    /// let machines = Machines::from_env().await;
    /// let orders = machines.machine("arn:aws:states:us-east-1:123456789012:stateMachine:orders");
    /// let started = orders.start(&17).name("order-17").await?;
    /// # Ok(()) }
    /// ```
    pub async fn from_env() -> Machines {
        Machines::new(SdkStatesTransport::from_env().await)
    }
}

impl fmt::Debug for SdkStatesTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.client.config().region().map(AsRef::as_ref);
        f.debug_struct("SdkStatesTransport")
            .field("region", &region.unwrap_or("none"))
            .finish_non_exhaustive()
    }
}

impl StatesTransport for SdkStatesTransport {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        Box::pin(async move {
            let result = match runtime::require() {
                Ok(()) => send(&self.client, &request).await,
                Err(error) => Err(error),
            };
            match &result {
                Ok(_) => request.reports().report_success(),
                Err(error) => request.report_error(error),
            }
            result
        })
    }
}

async fn send(
    client: &Client,
    request: &StatesRequest<'_>,
) -> Result<StatesResponse, TransportError> {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    match request.operation() {
        StatesOperation::StartExecution(start) => {
            let start = client
                .start_execution()
                .state_machine_arn(start.state_machine_arn)
                .set_name(owned(start.name))
                .input(start.input)
                .set_trace_header(owned(start.trace_header));
            finish(request, start.send()).await
        }
        StatesOperation::StartSyncExecution(start) => {
            let start = client
                .start_sync_execution()
                .state_machine_arn(start.state_machine_arn)
                .set_name(owned(start.name))
                .input(start.input)
                .set_trace_header(owned(start.trace_header));
            finish(request, start.send()).await
        }
        StatesOperation::DescribeExecution(describe) => {
            let included = describe.included_data.map(IncludedData::from);
            let describe = client
                .describe_execution()
                .execution_arn(describe.execution_arn)
                .set_included_data(included);
            finish(request, describe.send()).await
        }
        StatesOperation::StopExecution(stop) => {
            let stop = client
                .stop_execution()
                .execution_arn(stop.execution_arn)
                .set_error(owned(stop.error))
                .set_cause(owned(stop.cause));
            finish(request, stop.send()).await
        }
        StatesOperation::RedriveExecution(redrive) => {
            let redrive = client
                .redrive_execution()
                .execution_arn(redrive.execution_arn)
                .set_client_token(owned(redrive.client_token));
            finish(request, redrive.send()).await
        }
        StatesOperation::GetExecutionHistory(page) => {
            let max_results = page.max_results.and_then(|size| i32::try_from(size).ok());
            let page = client
                .get_execution_history()
                .execution_arn(page.execution_arn)
                .set_max_results(max_results)
                .set_reverse_order(page.reverse_order)
                .set_next_token(owned(page.next_token))
                .set_include_execution_data(page.include_execution_data);
            finish(request, page.send()).await
        }
        StatesOperation::SendTaskSuccess(success) => {
            let success = client
                .send_task_success()
                .task_token(success.task_token)
                .output(success.output);
            finish(request, success.send()).await
        }
        StatesOperation::SendTaskFailure(failure) => {
            let failure = client
                .send_task_failure()
                .task_token(failure.task_token)
                .set_error(owned(failure.error))
                .set_cause(owned(failure.cause));
            finish(request, failure.send()).await
        }
        StatesOperation::SendTaskHeartbeat(heartbeat) => {
            let heartbeat = client
                .send_task_heartbeat()
                .task_token(heartbeat.task_token);
            finish(request, heartbeat.send()).await
        }
    }
}

/// Sends a request and returns its response as it arrived. The SDK's types hold only what the SDK knows.
async fn finish<T, E: ProvideErrorMetadata>(
    request: &StatesRequest<'_>,
    send: impl Future<Output = Result<T, SdkError<E, HttpResponse>>>,
) -> Result<StatesResponse, TransportError> {
    let mut follower = Follower::of_states(request);
    let result = {
        let mut send = pin!(send);
        poll_fn(|cx| follower.poll(send.as_mut(), cx)).await
    };
    let kept = follower.kept();
    let reached = follower.end();
    let error = match (result, kept) {
        (Ok(_), Some(response)) => return Ok(response),
        (Ok(_), None) => {
            return Err(
                TransportError::new(TransportErrorKind::Response, Evidence::Responded)
                    .with_message("an interceptor of the SDK's client replaced the response"),
            );
        }
        // It arrived whole, and the SDK has missed something in it. Whether that matters, the reader of the response knows.
        (Err(SdkError::ResponseError(_)), Some(response)) => return Ok(response),
        (Err(error), _) => error,
    };
    Err(failure::of_operation(error, reached))
}

/// Keeps the responses of successes, and leaves out the prefix of a host that cannot have one.
#[derive(Debug)]
struct StatesInterceptor;

#[dyn_dispatch_hint]
impl Intercept for StatesInterceptor {
    fn name(&self) -> &'static str {
        "lambda-client states"
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let request = context.request_mut();
        if let Some(uri) = without_prefix(request.uri()) {
            request.set_uri(uri)?;
        }
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _runtime: &RuntimeComponents,
        _config: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let response = context.response();
        let body = response.body().bytes();
        if let (200..=299, Some(body)) = (Head::status(response), body) {
            stage::keep(kept(response, Bytes::copy_from_slice(body)));
        }
        Ok(())
    }
}

fn kept(head: &impl Head, body: Bytes) -> StatesResponse {
    let mut response = StatesResponse::new(body);
    if let Some(id) = head.text(REQUEST_ID) {
        response = response.with_request_id(id);
    }
    let date = head.text("date");
    let date = date.and_then(|date| DateTime::from_str(date, Format::HttpDate).ok());
    match date.and_then(|date| SystemTime::try_from(date).ok()) {
        Some(date) => response.with_date(date),
        None => response,
    }
}

/// Returns the URI without `sync-` before an IP address or `localhost`.
fn without_prefix(uri: &str) -> Option<String> {
    let (scheme, rest) = uri.split_once("://sync-")?;
    let authority = rest
        .split(['/', '?'])
        .next()?
        .parse::<http::uri::Authority>()
        .ok()?;
    let host = authority.host().trim_matches(['[', ']']);
    let is_local = host == "localhost" || host.parse::<std::net::IpAddr>().is_ok();
    is_local.then(|| format!("{scheme}://{rest}"))
}

#[cfg(test)]
mod tests {
    use super::without_prefix;

    #[test]
    fn only_hosts_that_cannot_have_a_prefix_lose_it() {
        for (uri, expected) in [
            ("http://sync-127.0.0.1:4566/", "http://127.0.0.1:4566/"),
            ("http://sync-localhost:4566/", "http://localhost:4566/"),
            ("http://sync-localhost", "http://localhost"),
            ("http://sync-[::1]:80/", "http://[::1]:80/"),
        ] {
            assert_eq!(without_prefix(uri).as_deref(), Some(expected), "{uri}");
        }
        for uri in [
            "https://sync-states.us-east-1.amazonaws.com/",
            "http://127.0.0.1:4566/",
            "http://sync-localhost.localstack.cloud:4566/",
            "",
        ] {
            assert_eq!(without_prefix(uri), None, "{uri}");
        }
    }
}
