//! A served function that gets the token of a task, and ends the task by it.

use std::time::Duration;

use lambda_client::local::LocalLambda;
use lambda_client::step_functions::definition::{Definition, TaskState};
use lambda_client::step_functions::{Delivery, LocalMachines, Machines, TaskToken};
use lambda_client::{Error, lambda_fn};
use serde_json::{Value, json};

use crate::support::FlowError;

#[lambda_fn(name = "desk-{method}")]
trait Desk {
    /// Decides at once, unless somebody else has to.
    async fn ask(&self, sku: &str, token: TaskToken) -> Result<(), FlowError>;
    async fn ping(&self, token: TaskToken) -> Result<(), Error>;
}

struct Clerk(Machines);

impl Desk for Clerk {
    async fn ask(&self, sku: &str, token: TaskToken) -> Result<(), FlowError> {
        let task = self.0.task(&token);
        let delivery = match sku {
            "spoon" => {
                let sku = sku.to_owned();
                task.fail(&FlowError::OutOfStock { sku }).await?
            }
            _ => task.succeed(&json!({"sold": sku})).await?,
        };
        assert_eq!(delivery, Delivery::Done);
        Ok(())
    }

    async fn ping(&self, token: TaskToken) -> Result<(), Error> {
        self.0.task(token).heartbeat().await
    }
}

fn client(local: &LocalMachines) -> DeskClient {
    let clerk = Clerk(local.machines());
    let lambda = LocalLambda::builder().serve(DeskServer::new(clerk)).build();
    DeskClient::new(&lambda.lambda())
}

#[tokio::test(start_paused = true)]
async fn a_served_function_ends_the_task_that_waits() {
    let local = LocalMachines::builder().build();
    let desk = client(&local);
    let task = local.new_task();
    desk.ask("cup", task.token().into()).await.unwrap();
    assert_eq!(task.ended().await.unwrap().bytes(), r#"{"sold":"cup"}"#);

    let task = local.new_task().heartbeat(Duration::from_secs(60));
    desk.ping(TaskToken::new(task.token())).await.unwrap();
    desk.ask("spoon", task.token().into()).await.unwrap();
    let failure = task.ended().await.unwrap_err();
    assert_eq!(failure.error_type(), Some("OutOfStock"));

    let empty = desk.ping(TaskToken::new("")).await.unwrap_err();
    let failure = empty.failure().expect("the function reported it");
    assert_eq!(failure.error_type(), Some("Runtime.UnmarshalError"));
}

/// Fills in the expressions of a payload.
fn filled(payload: &Value, input: &Value, token: &str) -> Value {
    match payload.as_str() {
        Some("{% $states.input %}") => input.clone(),
        Some("{% $states.context.Task.Token %}") => token.into(),
        Some(other) => panic!("{other}"),
        None => {
            let members = payload.as_object().expect("an object");
            let filled = members
                .iter()
                .map(|(key, value)| (key.clone(), filled(value, input, token)));
            Value::Object(filled.collect())
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_function_understands_what_its_generated_task_sends() {
    let hour = Duration::from_secs(3_600);
    let ask: TaskState<String, Value, FlowError> =
        DeskClient::ask_task().wait_for_token().timeout(hour);
    let ping: TaskState<(), Value, Error> = DeskClient::ping_task().wait_for_token().timeout(hour);
    let flow = ask.then(ping.for_any_input());
    let definition = Definition::standard(flow).build().unwrap();
    let definition: Value = serde_json::from_str(&definition.to_json()).unwrap();

    let local = LocalMachines::builder().build();
    let clerk = Clerk(local.machines());
    let lambda = LocalLambda::builder().serve(DeskServer::new(clerk)).build();
    for method in ["ping", "ask"] {
        let task = local.new_task();
        let arguments = &definition["States"][method]["Arguments"];
        let payload = filled(&arguments["Payload"], &json!("cup"), task.token());
        let name = arguments["FunctionName"].as_str().unwrap();
        let () = lambda.lambda().call(name).json(&payload).await.unwrap();
        if method == "ask" {
            assert_eq!(task.ended().await.unwrap().bytes(), r#"{"sold":"cup"}"#);
        }
    }
}
