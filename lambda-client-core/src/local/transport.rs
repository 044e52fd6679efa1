//! `LocalLambda` as a transport.

use crate::directory::{Alias, Directory, FunctionConfiguration, Page, PageRequest};
use crate::future::BoxFuture;
use crate::local::LocalLambda;
use crate::local::engine::invoke::{Delivered, Outcome, invoke};
use crate::local::service_error::ServiceError;
use crate::transport::{
    Evidence, InvokeRequest, InvokeResponse, SendProgress, SendStage, TransportErrorKind,
};
use crate::transport::{Transport, TransportError, wire};

impl Transport for LocalLambda {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            // An outer transport may retry: never downgrade a stage that an earlier attempt reached.
            if !request.progress().is_some_and(SendProgress::may_be_sent) {
                request.report(SendStage::Preparing);
            }
            self.without_mistakes()?;
            delivered(invoke(&self.shared, &request).await)
        })
    }
}

impl Directory for LocalLambda {
    fn list_functions<'a>(
        &'a self,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        self.answer(self.shared.registry.list_functions(page, false))
    }

    fn function_configuration<'a>(
        &'a self,
        function: &'a str,
        qualifier: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        self.answer(self.shared.registry.configuration(function, qualifier))
    }

    fn list_aliases<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
        self.answer(self.shared.registry.list_aliases(function, None, page))
    }

    fn list_versions<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        self.answer(self.shared.registry.list_versions(function, page))
    }
}

impl LocalLambda {
    fn without_mistakes(&self) -> Result<(), TransportError> {
        match &self.shared.mistakes {
            Some(mistakes) => Err(TransportError::new(
                TransportErrorKind::Request,
                Evidence::NotSent,
            )
            .with_message(mistakes.clone())),
            None => Ok(()),
        }
    }

    fn answer<T: Send + 'static>(
        &self,
        answer: Result<T, ServiceError>,
    ) -> BoxFuture<'static, Result<T, TransportError>> {
        let answer = match (self.without_mistakes(), answer) {
            (Err(mistakes), _) => Err(mistakes),
            (Ok(()), Ok(answer)) => Ok(answer),
            (Ok(()), Err(refusal)) => Err(refusal.into_error(&self.shared.chance.uuid())),
        };
        Box::pin(std::future::ready(answer))
    }
}

fn delivered(delivered: Delivered) -> Result<InvokeResponse, TransportError> {
    match delivered.outcome {
        Outcome::Answer(answer) => Ok(answer),
        Outcome::Refused(refusal) => Err(refusal.into_error(&delivered.request_id)),
        Outcome::Reset => Err(TransportError::new(
            TransportErrorKind::Connection,
            Evidence::Unknown,
        )),
        Outcome::CutOff(response, _after) => {
            let response = response.with_request_id(delivered.request_id);
            let headers = wire::success_headers(&response);
            Err(wire::read_broken(&(response.status, headers)))
        }
    }
}
