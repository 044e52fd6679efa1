//! The machines as a transport in this process.

use std::time::SystemTime;

use crate::future::BoxFuture;
use crate::step_functions::local::service::Handled;
use crate::step_functions::local::{LocalMachines, service};
use crate::step_functions::name::random_uuid;
use crate::step_functions::{StatesRequest, StatesResponse, StatesTransport};
use crate::transport::{Evidence, SendStage, TransportError, TransportErrorKind};

impl StatesTransport for LocalMachines {
    fn send<'a>(
        &'a self,
        request: StatesRequest<'a>,
    ) -> BoxFuture<'a, Result<StatesResponse, TransportError>> {
        Box::pin(async move {
            request.report(SendStage::Preparing);
            if let Some(mistakes) = &self.account.mistakes {
                let refused = TransportError::new(TransportErrorKind::Request, Evidence::NotSent);
                return Err(refused.with_message(mistakes.clone()));
            }
            let result = self.serve(&request).await;
            if let Err(error) = &result {
                request.report_error(error);
            }
            result
        })
    }
}

impl LocalMachines {
    async fn serve(&self, request: &StatesRequest<'_>) -> Result<StatesResponse, TransportError> {
        let operation = request.operation();
        let id = random_uuid().map_err(|_| unavailable())?;
        request.report(SendStage::Sending);
        let performing = self.account.perform(operation, &id);
        let handled = service::handle(&self.account, operation.name(), performing).await;
        let done = match handled {
            Handled::Faulty(fault, _) => return Err(fault.error()),
            Handled::Performed(result) => result?,
        };
        let date = SystemTime::UNIX_EPOCH + self.account.now();
        let response = StatesResponse::new(done.body.to_string())
            .with_request_id(id)
            .with_date(date);
        Ok(match done.was_running {
            Some(was_running) => response.with_was_running(was_running),
            None => response,
        })
    }
}

fn unavailable() -> TransportError {
    TransportError::new(TransportErrorKind::Request, Evidence::NotSent)
        .with_message("the operating system has no random numbers")
}
