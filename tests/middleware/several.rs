//! Middleware that sends one request to several transports.

use std::time::Duration;

use futures::FutureExt as _;
use futures::future::{join_all, select_all};
use lambda_client::transport::{
    BoxFuture, Evidence, InvokeRequest, InvokeResponse, Transport, TransportError,
    TransportErrorKind,
};

use crate::leaf::{Leaf, Record};

/// How long a transport is waited for before the next one gets the request.
const PATIENCE: Duration = Duration::from_millis(50);

/// When which transport gets the request, and whose result counts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Way {
    /// The next one after an error, or after a while without a result, for which it is dropped.
    Failover,
    /// The next one after a while without a success; the first success counts, or else the last error. The losers are dropped.
    Hedged,
    /// The next one after a while; whatever comes first counts. The losers are dropped.
    First,
    /// All at once; the first success counts, or else the last error. All are awaited.
    Awaited,
}

pub(crate) const WAYS: [Way; 4] = [Way::Failover, Way::Hedged, Way::First, Way::Awaited];

#[derive(Debug)]
pub(crate) struct Several {
    pub(crate) way: Way,
    pub(crate) leaves: Vec<Leaf>,
    pub(crate) record: Record,
}

type Outcome = Result<InvokeResponse, TransportError>;

impl Several {
    /// Sends the request to each transport, later ones later.
    fn staggered<'a>(&'a self, request: &InvokeRequest<'a>) -> Vec<BoxFuture<'a, Outcome>> {
        let leaves = self.leaves.iter().zip(0..);
        leaves
            .map(|(leaf, number)| {
                let sent = request.clone();
                async move {
                    tokio::time::sleep(PATIENCE * number).await;
                    leaf.invoke(sent).await
                }
                .boxed()
            })
            .collect()
    }

    async fn failover(&self, request: InvokeRequest<'_>) -> Outcome {
        let mut last = no_result();
        for leaf in &self.leaves {
            last = match tokio::time::timeout(PATIENCE, leaf.invoke(request.clone())).await {
                Ok(Ok(response)) => return Ok(response),
                Ok(Err(error)) => Err(error),
                Err(_) => no_result(),
            };
        }
        last
    }

    async fn hedged(&self, request: InvokeRequest<'_>) -> Outcome {
        let mut running = self.staggered(&request);
        drop(request);
        let mut last = no_result();
        while !running.is_empty() {
            let (outcome, _, rest) = select_all(running).await;
            if outcome.is_ok() {
                return outcome;
            }
            (last, running) = (outcome, rest);
        }
        last
    }

    async fn awaited(&self, request: InvokeRequest<'_>) -> Outcome {
        let all = self.leaves.iter().map(|leaf| leaf.invoke(request.clone()));
        let mut outcomes = join_all(all).await;
        match outcomes.iter().position(Result::is_ok) {
            Some(first) => outcomes.swap_remove(first),
            None => outcomes.pop().unwrap_or_else(no_result),
        }
    }
}

/// A transport that did not respond may have sent the request: the middleware cannot know.
fn no_result() -> Outcome {
    Err(TransportError::new(
        TransportErrorKind::Timeout,
        Evidence::NotSent,
    ))
}

impl Transport for Several {
    fn invoke<'a>(&'a self, request: InvokeRequest<'a>) -> BoxFuture<'a, Outcome> {
        self.record.begin_attempt();
        match self.way {
            Way::Failover => self.failover(request).boxed(),
            Way::Hedged => self.hedged(request).boxed(),
            Way::First => {
                let running = self.staggered(&request);
                async move { select_all(running).await.0 }.boxed()
            }
            Way::Awaited => self.awaited(request).boxed(),
        }
    }
}
