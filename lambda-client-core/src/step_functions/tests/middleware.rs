//! Middleware that sends one request several times: what one of them may have started is not forgotten over the other.

use super::script::{Script, Step, lost, refused, started};
use super::{EXECUTION, MACHINE};
use crate::certainty::DidRun;
use crate::error::ErrorKind;
use crate::future::BoxFuture;
use crate::step_functions::{
    Machines, StartOutcome, StatesRequest, StatesResponse, StatesTransport,
};
use crate::transport::{Evidence, TransportError, TransportErrorKind};

type Outcome = Result<StatesResponse, TransportError>;

/// How the second transport gets the request.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// A clone, after the first one has failed.
    Failover,
    /// One built anew, after the first one has failed.
    Anew,
    /// A clone, at the same time. The first success counts, or else the last error.
    Hedged,
}

const WAYS: [Way; 3] = [Way::Failover, Way::Anew, Way::Hedged];

#[derive(Debug)]
struct Two {
    way: Way,
    inner: [Script; 2],
}

impl StatesTransport for Two {
    fn send<'a>(&'a self, request: StatesRequest<'a>) -> BoxFuture<'a, Outcome> {
        let [first, second] = &self.inner;
        Box::pin(async move {
            match self.way {
                Way::Hedged => {
                    let copy = request.clone();
                    let (first, second) = tokio::join!(first.send(request), second.send(copy));
                    first.or(second)
                }
                Way::Failover => match first.send(request.clone()).await {
                    Ok(response) => Ok(response),
                    Err(_) => second.send(request).await,
                },
                Way::Anew => {
                    let operation = request.operation().clone();
                    drop(request);
                    match first.send(StatesRequest::new(operation.clone())).await {
                        Ok(response) => Ok(response),
                        Err(_) => second.send(StatesRequest::new(operation)).await,
                    }
                }
            }
        })
    }
}

fn unsent() -> Step {
    let error = TransportError::new(TransportErrorKind::Connect, Evidence::NotSent);
    Step::Fail(error)
}

fn machines(way: Way, steps: [Step; 2]) -> (Machines, [Script; 2]) {
    let inner = steps.map(|step| Script::new([step]));
    let two = Two {
        way,
        inner: inner.clone(),
    };
    (Machines::new(two), inner)
}

#[tokio::test(start_paused = true)]
async fn a_request_that_may_have_started_something_outweighs_one_that_did_not() {
    for way in WAYS {
        for harmless in [
            unsent(),
            refused("ThrottlingException"),
            refused("InvalidArn"),
        ] {
            for steps in [[lost(), harmless.clone()], [harmless, lost()]] {
                let (machines, inner) = machines(way, steps.clone());
                let start = machines.machine(MACHINE).start(&1).name("order-17");
                let error = start.await.unwrap_err();
                assert_eq!(error.did_run(), DidRun::Unknown, "{way:?} {steps:?}");
                // A start of an Express machine is not retried then.
                let sent = inner[0].names().len();
                let error = machines.express(MACHINE).start(&1).await.unwrap_err();
                assert_eq!(error.did_run(), DidRun::Unknown, "{way:?} {steps:?}");
                assert_eq!(error.attempts().len(), 1, "{way:?} {steps:?}");
                assert_eq!(inner[0].names().len(), sent + 1, "{way:?} {steps:?}");
            }
        }
        let (machines, _) = machines(way, [unsent(), refused("ThrottlingException")]);
        let start = machines.machine(MACHINE).start(&1).name("order-17");
        // Whoever reads a request and drops it may have sent it past this library.
        let expected = match way {
            Way::Anew => DidRun::Unknown,
            Way::Failover | Way::Hedged => DidRun::No,
        };
        assert_eq!(start.await.unwrap_err().did_run(), expected, "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_name_that_the_same_attempt_has_used_is_its_own() {
    for way in WAYS {
        // A name that was made up, whatever the first transport has told.
        let taken = refused("ExecutionAlreadyExists");
        let (made_up, _) = machines(way, [lost(), taken.clone()]);
        let begun = made_up.machine(MACHINE).start(&1).await.unwrap();
        assert_eq!(begun.outcome(), StartOutcome::New, "{way:?}");
        // A given one, which cannot be described.
        let (given, inner) = machines(way, [lost(), taken]);
        let error = given.machine(MACHINE).start(&1).name("order-17").await;
        let error = error.unwrap_err();
        assert_eq!(
            (error.kind(), error.did_run()),
            (ErrorKind::Service, DidRun::Unknown),
            "{way:?}"
        );
        assert!(inner[1].names().contains(&"DescribeExecution"), "{way:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_success_of_one_of_two_is_a_success() {
    for way in WAYS {
        let (machines, _) = machines(way, [lost(), started(EXECUTION, 0)]);
        let begun = machines.machine(MACHINE).start(&1).name("order-17").await;
        assert_eq!(begun.unwrap().outcome(), StartOutcome::New, "{way:?}");
    }
}

/// Reads a request, drops it, and lets the inner transport send another one that is built of what was read.
#[derive(Debug)]
struct Rebuilds {
    inner: Script,
    drops_first: bool,
}

impl StatesTransport for Rebuilds {
    fn send<'a>(&'a self, request: StatesRequest<'a>) -> BoxFuture<'a, Outcome> {
        let operation = request.operation().clone();
        let kept = (!self.drops_first).then_some(request);
        Box::pin(async move {
            let result = self.inner.send(StatesRequest::new(operation)).await;
            drop(kept);
            result
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_rebuilt_is_unknown_unless_it_succeeds() {
    for drops_first in [true, false] {
        for refusal in [unsent(), refused("ThrottlingException"), lost()] {
            let inner = Script::new([refusal.clone()]);
            let machines = Machines::new(Rebuilds { inner, drops_first });
            let start = machines.machine(MACHINE).start(&1).name("order-17");
            let error = start.await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{refusal:?}");
            assert_eq!(error.attempts().len(), 3, "its name makes a retry safe");
            let error = machines.express(MACHINE).start(&1).await.unwrap_err();
            assert_eq!(error.did_run(), DidRun::Unknown, "{refusal:?}");
            assert_eq!(error.attempts().len(), 1, "{refusal:?}");
        }
        let inner = Script::new([started(EXECUTION, 0)]);
        let machines = Machines::new(Rebuilds { inner, drops_first });
        let begun = machines.machine(MACHINE).start(&1).name("order-17").await;
        assert_eq!(begun.unwrap().outcome(), StartOutcome::New);
    }
}
