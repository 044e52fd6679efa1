//! AWS Lambda through aws-sdk-lambda, and AWS Step Functions through aws-sdk-sfn. No other module names the SDK's types.

mod cause;
mod configuration;
mod credentials;
mod endpoint;
mod evidence;
mod failure;
mod head;
mod http_client;
mod identities;
mod listing;
mod observed;
mod origin;
mod providers;
mod region;
mod runtime;
mod stage;
#[cfg(feature = "step-functions")]
mod states;

use std::fmt;
use std::future::poll_fn;
use std::pin::pin;

use aws_config::{ConfigLoader, SdkConfig};
use aws_sdk_lambda::Client;
use aws_sdk_lambda::config::Builder;
use aws_sdk_lambda::operation::RequestId;
use aws_sdk_lambda::operation::invoke::builders::InvokeInputBuilder;
use aws_sdk_lambda::operation::invoke::{InvokeInput, InvokeOutput};
use aws_sdk_lambda::primitives::Blob;
use aws_sdk_lambda::types::{InvocationType as SdkInvocationType, LogType};
use aws_smithy_runtime_api::client::identity::SharedIdentityCache;

/// The crate that loads the `SdkConfig` for [`SdkTransport::new`].
#[doc(no_inline)]
pub use aws_config;
/// The crate of the `Client` for [`SdkTransport::from_client`].
#[doc(no_inline)]
pub use aws_sdk_lambda;
/// The crate of the `Client` for [`SdkStatesTransport::from_client`].
#[cfg(feature = "step-functions")]
#[cfg_attr(docsrs, doc(cfg(feature = "step-functions")))]
#[doc(no_inline)]
pub use lambda_client_sfn::aws_sdk_sfn;

use self::configuration::configure;
use self::http_client::SdkHttpClient;
use self::origin::OriginInterceptor;
use self::stage::Follower;
#[cfg(feature = "step-functions")]
#[cfg_attr(docsrs, doc(cfg(feature = "step-functions")))]
pub use self::states::SdkStatesTransport;
use crate::directory::{Alias, Directory, FunctionConfiguration, Page, PageRequest};
use crate::future::{BoxFuture, boxed};
use crate::lambda::Lambda;
use crate::transport::{
    InvocationType, InvokeRequest, InvokeResponse, Location, Transport, TransportError,
};

/// A transport to AWS Lambda through `aws-sdk-lambda`, and a [`Directory`] of the account.
///
/// Made from the environment, a loader, an `SdkConfig` or a client: for another region, account, role or endpoint. The SDK's
/// own retries are off: [`Lambda`] makes the attempts, and the SDK would retry calls that may have run.
///
/// ```no_run
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, SdkTransport, sdk::aws_config};
///
/// # async fn example() {
/// let frankfurt = aws_config::from_env().region("eu-central-1");
/// let lambda = Lambda::new(SdkTransport::from_loader(frankfurt).await);
/// # }
/// ```
///
/// # Connections
///
/// Unless the configuration has an HTTP client, the transport brings one that knows whether a request was sent. It speaks
/// HTTP/1.1, with one connection for each call in flight, and opens up to 100 of them at a time. It works in any number of tokio
/// runtimes; none waits for another one. It uses TCP keepalive, the proxies of `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and
/// `NO_PROXY`, and the system's root certificates, or those of `SSL_CERT_FILE`.
///
/// An idle connection is used again within 50 seconds, if the operating system has heard nothing on it: neither that the other
/// side closed it, nor bytes that nobody asked for. So a process that was frozen, as a Lambda function is between two
/// invocations, does not send to a server that has left. What remains is a server that leaves while the request is on its way to
/// it: such a call is `Unknown`. On loopback, with a server that closes each connection right behind its response without saying
/// so, that was the case for 27 of 2,000 calls without a pause between them, and for none of 2,000 with 0.2 ms between them.
///
/// With your own HTTP client, a failure without a response is [`DidRun::Unknown`](crate::DidRun::Unknown) until the
/// client has shown that it notes connections, as the clients of `aws-smithy-http-client` do, by a first response. A client that
/// ever returns a response without a note, as one that sends clones of requests does, is not believed again. Such a client gets
/// the body of a request as a stream (`SdkBody::bytes` is `None`), and a request whose body was read, in whatever copy, counts as
/// sent. So does one whose body somebody still holds at the end of the attempt, as a task that sends it does.
///
/// # Errors of your own components
///
/// The error of a call does not show the text of an error of a credentials provider, an interceptor, an endpoint resolver or an
/// HTTP client, since it may quote a credential or the request. It says which of them failed, and how: that the provider timed
/// out, that the connection was refused, that a certificate has expired. It names the usual failures of the providers of
/// `aws_config`, such as a profile that is not defined, or the code with which AWS STS responded; their details are in the `tracing`
/// events of `aws_config`. For the rest, log the error in the component. A component that returns an [`Error`](crate::Error) built with a
/// message is quoted with it.
#[derive(Clone)]
pub struct SdkTransport {
    client: Client,
}

impl SdkTransport {
    /// Creates a transport with the region, credentials, endpoint and HTTP client of a shared configuration.
    ///
    /// Without an HTTP client in the configuration the transport brings its own. The configuration's providers of credentials
    /// need one, too, if they use the network (IAM Identity Center, STS, the metadata of an instance):
    /// [`from_loader`](SdkTransport::from_loader) gives it to them.
    pub fn new(config: &SdkConfig) -> SdkTransport {
        let http_client = config.http_client().is_none().then(SdkHttpClient::from_env);
        SdkTransport::rebuild(Builder::from(config), config.identity_cache(), http_client)
    }

    /// Creates a transport with the configuration of an existing client.
    pub fn from_client(client: &Client) -> SdkTransport {
        let config = client.config();
        let http_client = config.http_client().is_none().then(SdkHttpClient::from_env);
        SdkTransport::rebuild(config.to_builder(), config.identity_cache(), http_client)
    }

    /// Creates a transport from the environment: see [`Lambda::from_env`](crate::Lambda::from_env).
    pub async fn from_env() -> SdkTransport {
        let loader = aws_config::defaults(aws_config::BehaviorVersion::latest());
        SdkTransport::from_loader(loader).await
    }

    /// Creates a transport from the environment, except for what the loader sets: a region, a profile, an endpoint, a provider of
    /// credentials.
    ///
    /// The loader's HTTP client is replaced by the transport's own one, also for the providers of credentials. To use another
    /// one, pass the loaded configuration to [`new`](SdkTransport::new).
    pub async fn from_loader(loader: ConfigLoader) -> SdkTransport {
        let http_client = SdkHttpClient::from_env();
        let config = loader.http_client(http_client.clone()).load().await;
        SdkTransport::rebuild(
            Builder::from(&config),
            config.identity_cache(),
            Some(http_client),
        )
    }

    /// Creates a transport with our HTTP client, or with the one of the configuration, and with a cache of credentials in front
    /// of that of the configuration.
    fn rebuild(
        config: Builder,
        cache: Option<SharedIdentityCache>,
        http_client: Option<SdkHttpClient>,
    ) -> SdkTransport {
        let config = configure!(config, cache, http_client).interceptor(OriginInterceptor);
        SdkTransport {
            client: Client::from_conf(config.build()),
        }
    }
}

impl Lambda {
    /// Creates a handle to AWS Lambda with the region, credentials and endpoint of the environment, the shared configuration
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
        boxed!(async move {
            if let Err(error) = runtime::require() {
                request.report_error(&error);
                return Err(error);
            }
            let mut follower = Follower::new(Some(&request));
            let result = {
                let mut send = pin!(input(&request).send_with(&self.client));
                poll_fn(|cx| follower.poll(send.as_mut(), cx)).await
            };
            let reached = follower.end();
            let result = match result {
                Ok(output) => Ok(response(output)),
                Err(error) => failure::read(error, reached),
            };
            match &result {
                Ok(_) => request.report_success(),
                Err(error) => request.report_error(error),
            }
            result
        })
    }

    fn location(&self) -> Location<'_> {
        match self.client.config().region() {
            Some(region) => Location::Region(region.as_ref()),
            None => Location::Unknown,
        }
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

fn input(request: &InvokeRequest<'_>) -> InvokeInputBuilder {
    let mut input = InvokeInput::builder()
        .function_name(request.function())
        .payload(Blob::from_maybe_shared(request.payload().clone()));
    // Each of these copies the builder, so what is absent is left out.
    if let Some(qualifier) = request.qualifier() {
        input = input.qualifier(qualifier);
    }
    match request.invocation_type() {
        InvocationType::RequestResponse => {}
        InvocationType::Event => input = input.invocation_type(SdkInvocationType::Event),
        InvocationType::DryRun => input = input.invocation_type(SdkInvocationType::DryRun),
    }
    if request.tail_log() {
        input = input.log_type(LogType::Tail);
    }
    if let Some(client_context) = request.client_context() {
        input = input.client_context(client_context);
    }
    if let Some(tenant_id) = request.tenant_id() {
        input = input.tenant_id(tenant_id);
    }
    input
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
