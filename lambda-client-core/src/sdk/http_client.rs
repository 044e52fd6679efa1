//! The HTTP client that the SDK is given.

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::retry::ErrorKind as Retryable;

use crate::future::boxed;
use crate::http::{Client, Error, ErrorKind, Handover, Limits};
use crate::sdk::stage;

/// The HTTP client that the SDK is given, unless the user has one of their own.
///
/// It notes in the request's [`Handover`], an extension of the request, whether the request was sent.
#[derive(Clone, Debug)]
pub(crate) struct SdkHttpClient(Client<SdkBody>);

impl SdkHttpClient {
    pub(crate) fn from_env() -> Self {
        SdkHttpClient(Client::from_env())
    }
}

impl HttpClient for SdkHttpClient {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector {
            client: self.0.clone(),
            limits: Limits {
                connect: settings.connect_timeout(),
                read: settings.read_timeout(),
            },
        })
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        Some(ConnectorMetadata::new("hyper", Some("1.x".into())))
    }
}

#[derive(Debug)]
struct Connector {
    client: Client<SdkBody>,
    limits: Limits,
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let (client, limits) = (self.client.clone(), self.limits);
        let handover = request.extension::<Handover>().cloned();
        let handover = handover.unwrap_or_else(|| {
            // A request for credentials, or something between the interceptor and this client has replaced the request.
            stage::lose_track();
            Handover::default()
        });
        HttpConnectorFuture::new_boxed(boxed!(async move {
            let request = request.try_into_http1x();
            let request = request.map_err(|error| ConnectorError::user(error.into()))?;
            let response = client.send(request, limits, &handover).await;
            let response = response
                .map_err(connector_error)?
                .map(SdkBody::from_body_1_x);
            HttpResponse::try_from(response)
                .map_err(|error| ConnectorError::other(error.into(), None))
        }))
    }
}

/// Translates an error for the SDK, which repeats some kinds where it looks for credentials.
fn connector_error(error: Error) -> ConnectorError {
    match error.kind() {
        ErrorKind::Runtime | ErrorKind::Request => ConnectorError::user(error.into()),
        ErrorKind::Connect => ConnectorError::io(error.into()),
        ErrorKind::ConnectTimeout | ErrorKind::ReadTimeout => ConnectorError::timeout(error.into()),
        ErrorKind::Connection => {
            ConnectorError::other(error.into(), Some(Retryable::TransientError))
        }
    }
}
