//! What a client makes of an execution that a `Fail` state has ended, with a name and a cause of the definition.

use lambda_client::step_functions::{
    LocalMachines, MachineDeclaration, MachineInput, MachineOutcome, MachineService,
};
use lambda_client::transport::BoxFuture;
use lambda_client::{Error, FunctionError, state_machine};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    Closed,
    #[error("declined: {0}")]
    Declined(String),
    #[error("rejected by {by}")]
    Rejected { by: String },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[state_machine(arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:orders")]
trait OrderFlow {
    async fn fulfil(&self) -> Result<(), OrderError>;
}

struct Unused;

impl OrderFlow for Unused {
    async fn fulfil(&self) -> Result<(), OrderError> {
        Ok(())
    }
}

/// Runs the `Fail` state in place of the method.
struct Fail<S> {
    server: S,
    error: &'static str,
    cause: &'static str,
}

impl<S: MachineService> MachineService for Fail<S> {
    fn declaration(&self) -> &'static MachineDeclaration {
        self.server.declaration()
    }

    fn run(&self, _: usize, _: MachineInput) -> BoxFuture<'_, MachineOutcome> {
        let outcome = MachineOutcome::failed(self.error, self.cause);
        Box::pin(async move { outcome })
    }
}

async fn end(error: &'static str, cause: &'static str) -> OrderError {
    let server = OrderFlowServer::new(Unused);
    let fail = Fail {
        server,
        error,
        cause,
    };
    let local = LocalMachines::builder().serve(fail).build();
    let flow = OrderFlowClient::new(&local.machines());
    flow.fulfil().await.unwrap_err()
}

#[tokio::test(start_paused = true)]
async fn the_name_selects_the_variant_and_the_cause_holds_its_fields() {
    assert!(matches!(
        end("Closed", "on Sundays").await,
        OrderError::Closed
    ));
    let declined = end("Declined", "no funds").await;
    assert!(
        matches!(&declined, OrderError::Declined(why) if why == "no funds"),
        "{declined:?}"
    );
    let rejected = end("Rejected", r#"{"by": "ada"}"#).await;
    assert!(
        matches!(&rejected, OrderError::Rejected { by } if by == "ada"),
        "{rejected:?}"
    );
    let without_fields = end("Rejected", "a person said no").await;
    assert!(
        matches!(&without_fields, OrderError::Other(error) if error.code() == Some("Rejected")),
        "{without_fields:?}"
    );
}
