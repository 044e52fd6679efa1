//! Transports that do as they are told.

use std::collections::VecDeque;
use std::future::pending;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use lambda_client::{
    Lambda,
    clock::Jitter,
    transport::{BoxFuture, InvokeRequest, InvokeResponse, SendStage, Transport, TransportError},
};

pub(crate) type Step = Result<InvokeResponse, TransportError>;

/// Answers in the order of its script, and remembers the payloads. Panics at an attempt that is not in the script.
#[derive(Clone, Debug)]
pub(crate) struct Scripted(Arc<State>);

#[derive(Debug)]
struct State {
    steps: Mutex<VecDeque<Step>>,
    payloads: Mutex<Vec<Bytes>>,
}

impl Scripted {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Scripted {
        Scripted(Arc::new(State {
            steps: Mutex::new(steps.into_iter().collect()),
            payloads: Mutex::default(),
        }))
    }

    pub(crate) fn lambda(&self) -> Lambda {
        lambda(self.clone())
    }

    pub(crate) fn made(&self) -> usize {
        self.payloads().len()
    }

    pub(crate) fn payloads(&self) -> Vec<Bytes> {
        self.0.payloads.lock().unwrap().clone()
    }
}

impl Transport for Scripted {
    fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Step> {
        let mut payloads = self.0.payloads.lock().unwrap();
        payloads.push(request.payload().clone());
        let made = payloads.len();
        drop(payloads);
        let step = self.0.steps.lock().unwrap().pop_front();
        // An error would let tests pass that expect one.
        let step = step.unwrap_or_else(|| panic!("attempt {made} is not in the script"));
        Box::pin(async move { step })
    }
}

/// Never answers, after reporting this stage.
#[derive(Debug)]
pub(crate) struct Never(pub(crate) Option<SendStage>);

impl Transport for Never {
    fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Step> {
        Box::pin(async move {
            if let Some(stage) = self.0 {
                request.report(stage);
            }
            pending().await
        })
    }
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
