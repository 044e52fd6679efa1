//! Lambda in this process, for tests and development: real bytes both ways, no AWS and no network.

mod log;
mod registry;
mod run;

use std::collections::BTreeMap;
use std::sync::Arc;

use tokio::sync::watch;

use self::registry::{Found, Registry};
use crate::transport::{Evidence, InvokeRequest, InvokeResponse, Stage, TransportErrorKind};
use crate::{BoxFuture, InvocationType, Lambda, Service, Transport, TransportError};

/// Lambda in this process.
///
/// Functions are served by the `…Server` types that `#[lambda_fn]` generates, under the names and qualifiers of their traits. Calls
/// travel as bytes: what does not survive JSON does not survive here either. A handler that fails or panics answers with
/// Lambda's error document; a handler whose caller has gone runs on, as it does in Lambda.
///
/// Cheap to clone; clones share their functions.
#[derive(Clone, Debug)]
pub struct LocalLambda {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    registry: Registry,
    /// Events that have been accepted and have not run to their end.
    pending: watch::Sender<usize>,
}

/// Builds a [`LocalLambda`].
#[derive(Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct LocalLambdaBuilder {
    services: Vec<Arc<dyn Service>>,
    keys: BTreeMap<String, String>,
}

impl LocalLambda {
    /// No functions yet.
    pub fn builder() -> LocalLambdaBuilder {
        LocalLambdaBuilder::default()
    }

    /// The way to these functions, for clients.
    pub fn lambda(&self) -> Lambda {
        Lambda::new(self.clone())
    }

    /// Waits until every accepted event has run to its end.
    pub async fn settled(&self) {
        // The sender lives as long as `self`, so the wait can only end by the count reaching zero.
        let _ = self
            .shared
            .pending
            .subscribe()
            .wait_for(|pending| *pending == 0)
            .await;
    }

    fn accept(&self, found: Found, request: &InvokeRequest<'_>) {
        self.shared.pending.send_modify(|pending| *pending += 1);
        let run = run::start(found, request);
        let local = self.clone();
        tokio::spawn(async move {
            run.await;
            local.shared.pending.send_modify(|pending| *pending -= 1);
        });
    }
}

impl LocalLambdaBuilder {
    /// Serves the functions of a trait.
    pub fn serve(mut self, service: impl Service) -> Self {
        self.services.push(Arc::new(service));
        self
    }

    /// The value of a `{key}` in the names and qualifiers of the traits.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.keys.insert(key.into(), value.into());
        self
    }

    /// The finished Lambda. A name that cannot be resolved is reported by every call to it.
    pub fn build(self) -> LocalLambda {
        LocalLambda {
            shared: Arc::new(Shared {
                registry: Registry::new(&self.services, &self.keys),
                pending: watch::Sender::new(0),
            }),
        }
    }
}

impl std::fmt::Debug for LocalLambdaBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names: Vec<_> = self
            .services
            .iter()
            .map(|service| service.declaration().name)
            .collect();
        f.debug_struct("LocalLambdaBuilder")
            .field("services", &names)
            .field("keys", &self.keys)
            .finish()
    }
}

impl Transport for LocalLambda {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            request.report(Stage::Preparing);
            if let Some(mistakes) = self.shared.registry.mistakes() {
                return Err(
                    TransportError::new(TransportErrorKind::Request, Evidence::NotSent)
                        .with_message(mistakes),
                );
            }
            let found = self.shared.registry.find(&request)?;
            request.report(Stage::Sending);
            let id = run::request_id();
            match request.invocation_type() {
                InvocationType::RequestResponse => {
                    let version = found.version.clone();
                    let ran = run::start(found, &request).await;
                    request.report(Stage::Answered);
                    Ok(ran.into_response(id, version, request.tail_log()))
                }
                InvocationType::Event => {
                    self.accept(found, &request);
                    Ok(InvokeResponse::new(202, bytes::Bytes::new()).with_request_id(id))
                }
                InvocationType::DryRun => {
                    Ok(InvokeResponse::new(204, bytes::Bytes::new()).with_request_id(id))
                }
            }
        })
    }
}
