//! What users put around clients and transports.

use std::fmt;
use std::time::Duration;

use aws_smithy_runtime_api::client::connector_metadata::ConnectorMetadata;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpClient,
    SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use lambda_client::transport::{
    BoxFuture, Evidence, InvokeRequest, InvokeResponse, Transport, TransportError,
};

/// An HTTP client that sends clones of requests, as clients do that record or mirror them. Clones have lost the place for the
/// note of a connection.
#[derive(Clone, Debug)]
pub(crate) struct Cloning(pub(crate) SharedHttpClient);

impl HttpClient for Cloning {
    fn http_connector(
        &self,
        settings: &HttpConnectorSettings,
        components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(CloningConnector(
            self.0.http_connector(settings, components),
        ))
    }

    fn connector_metadata(&self) -> Option<ConnectorMetadata> {
        self.0.connector_metadata()
    }
}

#[derive(Debug)]
struct CloningConnector(SharedHttpConnector);

impl HttpConnector for CloningConnector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        match request.try_clone() {
            Some(clone) => self.0.call(clone),
            None => HttpConnectorFuture::ready(Err(ConnectorError::user("no clone".into()))),
        }
    }
}

/// Middleware that asks a second transport as well if the first one takes long; the first result counts.
#[derive(Debug)]
pub(crate) struct Hedged<A, B> {
    pub(crate) first: A,
    pub(crate) second: B,
    pub(crate) after: Duration,
}

impl<A: Transport + fmt::Debug, B: Transport + fmt::Debug> Transport for Hedged<A, B> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let first = self.first.invoke(request.clone());
            let second = async {
                tokio::time::sleep(self.after).await;
                self.second.invoke(request).await
            };
            tokio::select! {
                result = first => result,
                result = second => result,
            }
        })
    }
}

/// Middleware that asks a second transport if the first one has certainly sent nothing.
#[derive(Debug)]
pub(crate) struct Failover<T>(pub(crate) T, pub(crate) T);

impl<T: Transport + fmt::Debug> Transport for Failover<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            match self.0.invoke(request.clone()).await {
                Err(error) if error.evidence() == Evidence::NotSent => self.1.invoke(request).await,
                result => result,
            }
        })
    }
}
