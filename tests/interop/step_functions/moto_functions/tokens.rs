//! Tasks that wait for a token, which a served function gets and a client tells the end.
//!
//! moto differs from AWS in five ways: the token of an attempt is that of the retries too; it loses the cause of a failure; it refuses a heartbeat
//! for a task that expects none, and takes its token for an invalid one, as it does once an execution has ended; and it reports a late heartbeat
//! as `States.Timeout`.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use lambda_client::local::Endpoint;
use lambda_client::step_functions::definition::{
    Definition, DefinitionBuilder, PlatformError, TaskState, constant,
};
use lambda_client::step_functions::{
    Delivery, Execution, ExecutionStatus, Machine, Task, TaskToken,
};
use lambda_client::{DidRun, Error, FunctionError, LocalLambda, lambda_fn};
use serde::{Deserialize, Serialize};

use super::{LIMIT, languages};
use crate::peer::Peer;
use crate::step_functions::{Server, moto};

#[lambda_fn(name = "approvals-{method}")]
trait Approvals {
    async fn ask(&self, order: u32, token: TaskToken) -> Result<(), ApprovalError>;
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Approval {
    by: String,
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum ApprovalError {
    #[error("rejected by {by}")]
    Rejected { by: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

/// Passes each question on to the test.
#[derive(Clone, Default)]
struct Clerk(Arc<Mutex<Vec<(u32, TaskToken)>>>);

impl Approvals for Clerk {
    async fn ask(&self, order: u32, token: TaskToken) -> Result<(), ApprovalError> {
        self.0.lock().expect("no panic").push((order, token));
        Ok(())
    }
}

/// moto, and the function that its state machines call.
struct Desk {
    clerk: Clerk,
    server: Server,
    _peer: Peer,
    _endpoint: Endpoint,
}

impl Desk {
    async fn new() -> Desk {
        let clerk = Clerk::default();
        let local = LocalLambda::builder()
            .serve(ApprovalsServer::new(clerk.clone()))
            .build();
        let endpoint = local.listen(0).await.expect("a free port");
        let (peer, server) = moto::start_with_services(endpoint.address().port());
        Desk {
            clerk,
            server,
            _peer: peer,
            _endpoint: endpoint,
        }
    }

    fn create(
        &mut self,
        name: &str,
        definition: DefinitionBuilder,
    ) -> Machine<Approval, ApprovalError> {
        let definition = definition.build().expect("a valid definition");
        let json = definition.to_json();
        let arn = self.server.create_defined(name, "STANDARD", &json);
        let machine = self.server.machines.machine(&arn);
        machine.output::<Approval>().error::<ApprovalError>()
    }

    /// Starts an execution, and returns it with its task once the function has been asked.
    async fn start(
        &self,
        machine: &Machine<Approval, ApprovalError>,
        order: u32,
    ) -> (Execution<Approval, ApprovalError>, Task) {
        let started = machine.start(&order).await.expect("a start");
        let asked = async {
            loop {
                if let Some((asked, token)) = self.clerk.0.lock().expect("no panic").pop() {
                    assert_eq!(asked, order);
                    return self.server.machines.task(token);
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        let task = tokio::time::timeout(LIMIT, asked).await;
        (
            started.into_execution(),
            task.expect("the function is asked"),
        )
    }
}

fn ask() -> TaskState<u32, Approval, ApprovalError> {
    let task = ApprovalsClient::ask_task().wait_for_token();
    task.timeout(Duration::from_secs(600))
}

fn by(by: &str) -> Approval {
    Approval { by: by.to_owned() }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_waits_until_the_token_is_told_the_output() {
    let mut desk = Desk::new().await;
    for (language, definition) in languages(ask) {
        let machine = desk.create(&format!("told-{language}"), definition);
        let (execution, task) = desk.start(&machine, 17).await;
        // The function has returned, and the task waits all the same.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let status = execution.status().await.expect("a status");
        assert_eq!(status, ExecutionStatus::Running, "{language}");
        let delivery = task.succeed(&by("Ann")).await.expect("it waits");
        assert_eq!(delivery, Delivery::Done);
        let result = execution.result().timeout(LIMIT).await;
        assert_eq!(result.expect("an output"), by("Ann"), "{language}");
        let error = task.succeed(&by("Bob")).await.expect_err("it has ended");
        assert_eq!(error.did_run(), DidRun::No);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_catches_by_its_name_what_the_token_is_told() {
    let mut desk = Desk::new().await;
    let caught = || ask().catch(ApprovalError::REJECTED, constant(&by("nobody")));
    for (language, definition) in languages(caught) {
        let machine = desk.create(&format!("rejected-{language}"), definition);
        let (execution, task) = desk.start(&machine, 18).await;
        let rejected = ApprovalError::Rejected {
            by: "Ann".to_owned(),
        };
        task.fail(&rejected).await.expect("it waits");
        let result = execution.result().timeout(LIMIT).await;
        assert_eq!(
            result.expect("the handler's output"),
            by("nobody"),
            "{language}"
        );
    }
    // What nobody catches ends the execution. Without its cause, it is not the variant.
    let machine = desk.create("rejected", Definition::standard(ask()));
    let (execution, task) = desk.start(&machine, 19).await;
    let rejected = ApprovalError::Rejected {
        by: "Ann".to_owned(),
    };
    task.fail(&rejected).await.expect("it waits");
    let error = execution.result().timeout(LIMIT).await;
    let Err(ApprovalError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (error.code(), error.did_run()),
        (Some("Rejected"), DidRun::Yes)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_ends_a_task_without_a_heartbeat_in_time() {
    let mut desk = Desk::new().await;
    let silent = ask().heartbeat(Duration::from_secs(20));
    let machine = desk.create("silent", Definition::standard(silent));
    let (execution, task) = desk.start(&machine, 20).await;
    for _ in 0..2 {
        tokio::time::sleep(Duration::from_secs(11)).await;
        task.heartbeat().await.expect("it waits");
    }
    let error = execution.result().timeout(LIMIT).await;
    let Err(ApprovalError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(error.code(), Some("States.Timeout"));
    let error = task.heartbeat().await.expect_err("it has ended");
    assert_eq!(error.did_run(), DidRun::No);

    let handled = ask()
        .heartbeat(Duration::from_secs(1))
        .catch(PlatformError::TIMEOUT, constant(&by("nobody")));
    let machine = desk.create("silent-handled", Definition::standard(handled));
    let (execution, _task) = desk.start(&machine, 21).await;
    let result = execution.result().timeout(LIMIT).await;
    assert_eq!(result.expect("the handler's output"), by("nobody"));
}
