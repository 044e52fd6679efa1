//! Transports that follow a script, and clients without luck in their delays.

use bytes::Bytes;
use lambda_client::{
    Lambda,
    clock::Jitter,
    test_util::{self, ScriptedTransport},
    transport::{BoxFuture, InvokeRequest, InvokeResponse, SendStage, Transport, TransportError},
};

pub(crate) type Step = Result<InvokeResponse, TransportError>;

/// Takes the steps of its script in order. Panics at an attempt that is not in the script.
#[derive(Clone, Debug)]
pub(crate) struct Scripted {
    transport: ScriptedTransport,
    steps: usize,
}

impl Scripted {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Scripted {
        let steps: Vec<_> = steps.into_iter().collect();
        Scripted {
            steps: steps.len(),
            transport: ScriptedTransport::new(steps),
        }
    }

    pub(crate) fn lambda(&self) -> Lambda {
        lambda(self.clone())
    }

    pub(crate) fn made(&self) -> usize {
        self.transport.requests().len()
    }

    pub(crate) fn payloads(&self) -> Vec<Bytes> {
        let requests = self.transport.requests();
        requests
            .iter()
            .map(|request| request.payload().clone())
            .collect()
    }
}

impl Transport for Scripted {
    fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Step> {
        let attempt = self.made() + 1;
        // An error would let tests pass that expect one.
        assert!(
            attempt <= self.steps,
            "attempt {attempt} is not in the script"
        );
        self.transport.invoke(request)
    }
}

/// Responds with `7` and keeps nothing of the request.
#[derive(Debug)]
pub(crate) struct Forgetful;

impl Transport for Forgetful {
    fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Step> {
        drop(request);
        Box::pin(async { Ok(InvokeResponse::new(200, "7".into())) })
    }
}

/// Makes a transport that never responds, after it has reported this stage.
pub(crate) fn never(stage: Option<SendStage>) -> ScriptedTransport {
    let hang = test_util::Step::hang();
    ScriptedTransport::always(match stage {
        Some(stage) => hang.at_stage(stage),
        None => hang,
    })
}

/// Always draws the longest delay.
#[derive(Debug)]
struct Longest;

impl Jitter for Longest {
    fn next(&self) -> f64 {
        1.0
    }
}

pub(crate) fn lambda(transport: impl Transport) -> Lambda {
    Lambda::builder(transport).jitter(Longest).build()
}
