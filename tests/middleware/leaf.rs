//! The transports that the middleware of these tests sends requests to, and the record of what they did.

use std::future::pending;
use std::sync::{Arc, Mutex};

use lambda_client::transport::{
    BoxFuture, Evidence, InvokeRequest, InvokeResponse, SendStage, Transport, TransportError,
    TransportErrorKind,
};

/// What happens to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It waits for a connection, and never gets one.
    NeverConnects,
    /// There is no connection.
    Refused,
    /// The function runs, and never responds.
    RunsAndHangs,
    /// The function runs, and the connection breaks.
    RunsAndResets,
    /// The function runs and responds.
    Responds,
    /// Lambda rejects the request.
    Throttled,
}

pub(crate) const FATES: [Fate; 6] = [
    Fate::NeverConnects,
    Fate::Refused,
    Fate::RunsAndHangs,
    Fate::RunsAndResets,
    Fate::Responds,
    Fate::Throttled,
];

/// What a transport says about its requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// It reports each stage, and the error at the end.
    Reports,
    /// It reports no more than that it sends.
    ReportsSending,
    /// It reports nothing.
    IsSilent,
}

pub(crate) const MANNERS: [Manner; 3] = [Manner::Reports, Manner::ReportsSending, Manner::IsSilent];

/// The number of the attempt in which each run of the function began.
#[derive(Clone, Debug, Default)]
pub(crate) struct Record(Arc<Mutex<(usize, Vec<usize>)>>);

impl Record {
    pub(crate) fn begin_attempt(&self) {
        self.0.lock().unwrap().0 += 1;
    }

    pub(crate) fn attempts(&self) -> usize {
        self.0.lock().unwrap().0
    }

    /// Returns the attempts in which the function ran, one for each run.
    pub(crate) fn runs(&self) -> Vec<usize> {
        self.0.lock().unwrap().1.clone()
    }

    fn run(&self) {
        let (attempt, runs) = &mut *self.0.lock().unwrap();
        runs.push(*attempt);
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) fate: Fate,
    pub(crate) manner: Manner,
    pub(crate) record: Record,
}

impl Leaf {
    fn report(&self, request: &InvokeRequest<'_>, stage: SendStage) {
        let reports = match stage {
            SendStage::Sending => self.manner != Manner::IsSilent,
            _ => self.manner == Manner::Reports,
        };
        if reports {
            request.report(stage);
        }
    }

    /// Sends the bytes of the request.
    fn send(&self, request: &InvokeRequest<'_>) {
        self.report(request, SendStage::Sending);
        assert_eq!(request.payload(), "1");
    }

    async fn perform(&self, request: &InvokeRequest<'_>) -> Result<InvokeResponse, TransportError> {
        self.report(request, SendStage::Preparing);
        match self.fate {
            Fate::NeverConnects => pending().await,
            Fate::Refused => Err(TransportError::new(
                TransportErrorKind::Connect,
                Evidence::NotSent,
            )),
            Fate::RunsAndHangs => {
                self.send(request);
                self.record.run();
                pending().await
            }
            Fate::RunsAndResets => {
                self.send(request);
                self.record.run();
                Err(TransportError::new(
                    TransportErrorKind::Connection,
                    Evidence::Unknown,
                ))
            }
            Fate::Responds => {
                self.send(request);
                self.record.run();
                self.report(request, SendStage::Responded);
                Ok(InvokeResponse::new(200, "7".into()))
            }
            Fate::Throttled => {
                self.send(request);
                self.report(request, SendStage::Responded);
                Err(TransportError::service(429).with_code("TooManyRequestsException"))
            }
        }
    }
}

impl Transport for Leaf {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let result = self.perform(&request).await;
            if let (Err(error), Manner::Reports) = (&result, self.manner) {
                request.report_error(error);
            }
            result
        })
    }
}
