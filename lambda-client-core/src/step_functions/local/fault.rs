//! Faults of requests.

use crate::transport::{Evidence, TransportError, TransportErrorKind};

/// A fault of the next request, or of several.
#[derive(Clone, Debug)]
#[must_use = "a fault does nothing until it is added"]
pub struct LocalFault {
    kind: Kind,
    operation: Option<String>,
    times: usize,
}

#[derive(Clone, Debug)]
enum Kind {
    Refuse(String),
    LoseRequest,
    LoseResponse,
    CutResponse,
    ServerError,
}

/// What an endpoint sends for a fault. All but a response break the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OnWire {
    Response,
    CutResponse,
    Nothing,
}

impl LocalFault {
    fn new(kind: Kind) -> LocalFault {
        LocalFault {
            kind,
            operation: None,
            times: 1,
        }
    }

    /// Refuses the request with this error code, such as `ThrottlingException`.
    pub fn refuse(code: impl Into<String>) -> LocalFault {
        LocalFault::new(Kind::Refuse(code.into()))
    }

    /// Breaks the connection before the request arrives. The client cannot know that.
    pub fn lose_request() -> LocalFault {
        LocalFault::new(Kind::LoseRequest)
    }

    /// Breaks the connection after the request has had its effect.
    pub fn lose_response() -> LocalFault {
        LocalFault::new(Kind::LoseResponse)
    }

    /// Breaks the connection in the middle of the response, after the request has had its effect.
    pub fn cut_response() -> LocalFault {
        LocalFault::new(Kind::CutResponse)
    }

    /// Responds with HTTP 500 after the request has had its effect.
    pub fn server_error() -> LocalFault {
        LocalFault::new(Kind::ServerError)
    }

    /// Sets the operation that fails, such as `StartExecution`. Default: any.
    pub fn on(mut self, operation: impl Into<String>) -> Self {
        self.operation = Some(operation.into());
        self
    }

    /// Sets how many requests fail. Default: one.
    pub fn times(mut self, requests: usize) -> Self {
        self.times = requests;
        self
    }

    /// Returns whether the request has its effect although it fails.
    pub(super) fn has_effect(&self) -> bool {
        match self.kind {
            Kind::LoseResponse | Kind::CutResponse | Kind::ServerError => true,
            Kind::Refuse(_) | Kind::LoseRequest => false,
        }
    }

    /// Returns what an endpoint sends.
    pub(super) fn on_wire(&self) -> OnWire {
        match self.kind {
            Kind::Refuse(_) | Kind::ServerError => OnWire::Response,
            Kind::CutResponse => OnWire::CutResponse,
            Kind::LoseRequest | Kind::LoseResponse => OnWire::Nothing,
        }
    }

    /// Returns what the transport in this process fails with.
    pub(super) fn error(&self) -> TransportError {
        let lost = TransportError::new(TransportErrorKind::Connection, Evidence::Unknown);
        match &self.kind {
            Kind::Refuse(code) => TransportError::service(400).with_code(&**code),
            Kind::LoseRequest | Kind::LoseResponse => lost,
            Kind::CutResponse => {
                TransportError::new(TransportErrorKind::Response, Evidence::Responded)
                    .with_status(200)
            }
            Kind::ServerError => TransportError::service(500),
        }
    }
}

/// Takes the fault of a request out of the list, if there is one.
pub(super) fn take(faults: &mut Vec<LocalFault>, operation: &str) -> Option<LocalFault> {
    let is_for = |fault: &LocalFault| {
        fault.times > 0
            && fault
                .operation
                .as_deref()
                .is_none_or(|name| name == operation)
    };
    let at = faults.iter().position(is_for)?;
    let fault = faults.get_mut(at)?;
    fault.times -= 1;
    let taken = fault.clone();
    faults.retain(|fault| fault.times > 0);
    Some(taken)
}
