//! `LocalLambda` as a transport and a directory.

use crate::directory::{Alias, Directory, FunctionConfiguration, Page, PageRequest};
use crate::endpoint::runtime;
use crate::error::Error;
use crate::future::BoxFuture;
use crate::local::LocalLambda;
use crate::local::engine::invoke::{InvokeOutcome, ResponseOutcome, invoke};
use crate::local::service_error::ServiceError;
use crate::transport::{Evidence, InvokeRequest, InvokeResponse, SendStage, TransportErrorKind};
use crate::transport::{Location, Transport, TransportError, wire};

impl Transport for LocalLambda {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            request.report(SendStage::Preparing);
            self.without_mistakes()?;
            runtime::check(&*self.engine.clock).map_err(Error::into_refusal)?;
            let result = delivered(invoke(&self.engine, &request, None).await);
            match &result {
                Ok(_) => request.report_success(),
                Err(error) => request.report_error(error),
            }
            result
        })
    }

    fn location(&self) -> Location<'_> {
        Location::Local
    }
}

impl Directory for LocalLambda {
    fn list_functions<'a>(
        &'a self,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        self.respond(self.engine.registry.list_functions(page, false))
    }

    fn function_configuration<'a>(
        &'a self,
        function: &'a str,
        qualifier: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        self.respond(self.engine.registry.configuration(function, qualifier))
    }

    fn list_aliases<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
        self.respond(self.engine.registry.list_aliases(function, None, page))
    }

    fn list_versions<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        self.respond(self.engine.registry.list_versions(function, page))
    }
}

impl LocalLambda {
    fn without_mistakes(&self) -> Result<(), TransportError> {
        match &self.engine.mistakes {
            Some(mistakes) => Err(TransportError::new(
                TransportErrorKind::Request,
                Evidence::NotSent,
            )
            .with_message(mistakes.clone())),
            None => Ok(()),
        }
    }

    fn respond<T: Send + 'static>(
        &self,
        response: Result<T, ServiceError>,
    ) -> BoxFuture<'static, Result<T, TransportError>> {
        let result = match (self.without_mistakes(), response) {
            (Err(mistakes), _) => Err(mistakes),
            (Ok(()), Ok(response)) => Ok(response),
            (Ok(()), Err(refusal)) => Err(refusal.into_error(&self.engine.rng.uuid())),
        };
        Box::pin(std::future::ready(result))
    }
}

fn delivered(delivered: InvokeOutcome) -> Result<InvokeResponse, TransportError> {
    match delivered.response {
        ResponseOutcome::Response(response) => Ok(response),
        ResponseOutcome::Error(refusal) => Err(refusal.into_error(&delivered.request_id)),
        ResponseOutcome::Reset => Err(TransportError::new(
            TransportErrorKind::Connection,
            Evidence::Unknown,
        )),
        ResponseOutcome::TruncatedBody(response, _after) => {
            let response = response.with_request_id(delivered.request_id);
            let headers = wire::success_headers(&response);
            Err(wire::read_broken(&(response.status, headers)))
        }
    }
}
