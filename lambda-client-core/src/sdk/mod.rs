//! AWS Lambda through aws-sdk-lambda. No other module names the SDK's types.

mod cause;
mod failure;
mod head;
mod listing;
mod stage;

use std::fmt;
use std::pin::pin;
use std::time::Duration;

use aws_sdk_lambda::Client;
use aws_sdk_lambda::config::retry::RetryConfig;
use aws_sdk_lambda::operation::RequestId;
use aws_sdk_lambda::operation::invoke::InvokeOutput;
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{InvocationType as SdkInvocationType, LogType};
use aws_smithy_http_client::pool::{Client as PooledClient, ConnectionPool};
use aws_smithy_http_client::proxy::ProxyConfig;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};

/// The crate that loads the `SdkConfig` for [`SdkTransport::new`].
#[doc(no_inline)]
pub use aws_config;
/// The crate of the `Client` for [`SdkTransport::from_client`].
#[doc(no_inline)]
pub use aws_sdk_lambda;

use self::stage::{StageInterceptor, Staged};
use crate::directory::{Alias, Directory, FunctionConfiguration, Page, PageRequest};
use crate::future::BoxFuture;
use crate::lambda::Lambda;
use crate::transport::{InvocationType, InvokeRequest, InvokeResponse, Transport, TransportError};

/// How often an idle connection is probed. A synchronous invocation is silent on the wire until the function responds, and NAT
/// gateways and network load balancers drop silent connections after 350 seconds (AWS NAT gateway documentation).
const KEEPALIVE: Duration = Duration::from_secs(60);

/// A transport to AWS Lambda through `aws-sdk-lambda`, and a [`Directory`] of the account.
///
/// Made from any configured client or `SdkConfig`: for another region, account, role or endpoint. The client is rebuilt once,
/// with the SDK's own retries off: [`Lambda`] makes the attempts, and the SDK would retry calls that may have run.
///
/// ```no_run
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, SdkTransport, sdk::aws_config};
///
/// # async fn example() {
/// let config = aws_config::from_env().region("eu-central-1").load().await;
/// let lambda = Lambda::new(SdkTransport::new(&config));
/// # }
/// ```
#[derive(Clone)]
pub struct SdkTransport {
    client: Client,
}

impl SdkTransport {
    /// Makes a transport with the region, credentials, endpoint and HTTP client of a shared configuration.
    pub fn new(config: &aws_config::SdkConfig) -> SdkTransport {
        SdkTransport::rebuild(aws_sdk_lambda::config::Builder::from(config))
    }

    /// Makes a transport with the configuration of an existing client.
    pub fn from_client(client: &Client) -> SdkTransport {
        SdkTransport::rebuild(client.config().to_builder())
    }

    /// Makes a transport from the environment: see [`Lambda::from_env`](crate::Lambda::from_env).
    pub async fn from_env() -> SdkTransport {
        let mut loader = aws_config::defaults(aws_config::BehaviorVersion::latest());
        if let Some(client) = keepalive_client() {
            loader = loader.http_client(client);
        }
        SdkTransport::new(&loader.load().await)
    }

    fn rebuild(config: aws_sdk_lambda::config::Builder) -> SdkTransport {
        let config = config
            .retry_config(RetryConfig::disabled())
            .interceptor(StageInterceptor)
            .build();
        SdkTransport {
            client: Client::from_conf(config),
        }
    }
}

/// Returns the SDK's HTTPS client with TCP keepalive, which its default client cannot set. Returns `None` if the machine's
/// certificates cannot be loaded; the SDK's default client then reports the reason with the first call.
fn keepalive_client() -> Option<PooledClient> {
    let pool = ConnectionPool::builder()
        .tcp_keepalive(KEEPALIVE)
        .proxy_config(ProxyConfig::from_env())
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .build_https()
        .ok()?;
    PooledClient::new(&pool).ok()
}

impl Lambda {
    /// Makes a handle to AWS Lambda with the region, credentials and endpoint of the environment, the shared configuration
    /// files or the machine's role, as every AWS SDK finds them.
    ///
    /// Connections use TCP keepalive and have no read timeout: a synchronous call may take as long as the function does, up
    /// to 15 minutes. For defaults such as a timeout, pass [`SdkTransport::from_env`] to [`Lambda::builder`].
    ///
    /// ```no_run
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::Lambda;
    ///
    /// # async fn example() -> Result<(), lambda_client::Error> {
    /// let lambda = Lambda::from_env().await;
    /// let total: u32 = lambda.call("count-orders").json(&()).await?;
    /// # Ok(()) }
    /// ```
    pub async fn from_env() -> Lambda {
        Lambda::new(SdkTransport::from_env().await)
    }
}

impl fmt::Debug for SdkTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let region = self.client.config().region().map(AsRef::as_ref);
        f.debug_struct("SdkTransport")
            .field("region", &region.unwrap_or("none"))
            .finish_non_exhaustive()
    }
}

impl Transport for SdkTransport {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let invocation_type = match request.invocation_type() {
                InvocationType::RequestResponse => None,
                InvocationType::Event => Some(SdkInvocationType::Event),
                InvocationType::DryRun => Some(SdkInvocationType::DryRun),
            };
            let invoke = self
                .client
                .invoke()
                .function_name(request.function())
                .set_qualifier(request.qualifier().map(str::to_owned))
                .set_invocation_type(invocation_type)
                .set_log_type(request.tail_log().then_some(LogType::Tail))
                .set_client_context(request.client_context().map(str::to_owned))
                .set_tenant_id(request.tenant_id().map(str::to_owned))
                .payload(Blob::from_maybe_shared(request.payload().clone()));
            let send = pin!(invoke.send());
            let (result, reached) = Staged::new(send, Some(&request)).await;
            let result = match result {
                Ok(output) => Ok(response(output)),
                Err(error) => failure::read(error, reached),
            };
            if let Err(error) = &result {
                request.report_error(error);
            }
            result
        })
    }
}

impl Directory for SdkTransport {
    fn list_functions<'a>(
        &'a self,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        Box::pin(listing::functions(&self.client, page))
    }

    fn function_configuration<'a>(
        &'a self,
        function: &'a str,
        qualifier: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        Box::pin(listing::configuration(&self.client, function, qualifier))
    }

    fn list_aliases<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
        Box::pin(listing::aliases(&self.client, function, page))
    }

    fn list_versions<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        Box::pin(listing::versions(&self.client, function, page))
    }
}

fn response(mut output: InvokeOutput) -> InvokeResponse {
    let mut response = InvokeResponse::new(
        u16::try_from(output.status_code()).unwrap_or_default(),
        output
            .payload
            .take()
            .map(Blob::into_bytes)
            .unwrap_or_default(),
    );
    response.request_id = output.request_id().map(str::to_owned);
    response.function_error = output.function_error.take().map(Into::into);
    response.executed_version = output.executed_version.take();
    response.log_result = output.log_result.take();
    response
}
