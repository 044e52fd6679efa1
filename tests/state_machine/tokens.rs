//! A served function that gets the token of a task, and ends the task by it.

use std::time::Duration;

use lambda_client::local::LocalLambda;
use lambda_client::step_functions::definition::{Definition, DefinitionBuilder, TaskState};
use lambda_client::step_functions::{Delivery, LocalMachines, Machines, TaskToken};
use lambda_client::{Error, lambda_fn};
use serde_json::{Value, json};

use crate::support::FlowError;

#[lambda_fn(name = "desk-{method}")]
trait Desk {
    /// Decides at once, unless somebody else has to.
    async fn ask(&self, sku: &str, token: TaskToken) -> Result<(), FlowError>;
    async fn ping(&self, token: TaskToken) -> Result<(), Error>;
    async fn file(&self, question: Question) -> Result<(), Error>;
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Question {
    sku: String,
    task_token: Option<TaskToken>,
}

/// A function whose arguments have other names on the wire.
#[lambda_fn(name = "counter", route = "action", rename_all = "camelCase")]
trait Counter {
    async fn by_reference(&self, wanted_sku: &str, task_token: &TaskToken) -> Result<(), Error>;
    async fn renamed(
        &self,
        #[serde(flatten)] question: Question,
        #[serde(rename = "Token")] token: TaskToken,
    ) -> Result<(), Error>;
    #[lambda_fn(mode = "event")]
    async fn queued(&self, token: TaskToken) -> Result<(), Error>;
    async fn optional(&self, sku: &str, token: Option<&TaskToken>) -> Result<(), Error>;
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

    async fn file(&self, question: Question) -> Result<(), Error> {
        let token = question.task_token.expect("the task has one");
        self.0.task(token).succeed(&question.sku).await?;
        Ok(())
    }
}

impl Counter for Clerk {
    async fn by_reference(&self, wanted_sku: &str, task_token: &TaskToken) -> Result<(), Error> {
        self.0.task(task_token).succeed(wanted_sku).await?;
        Ok(())
    }

    async fn renamed(&self, question: Question, token: TaskToken) -> Result<(), Error> {
        self.0.task(token).succeed(&question.sku).await?;
        Ok(())
    }

    async fn queued(&self, token: TaskToken) -> Result<(), Error> {
        self.0.task(token).succeed("cup").await?;
        Ok(())
    }

    async fn optional(&self, sku: &str, token: Option<&TaskToken>) -> Result<(), Error> {
        let token = token.expect("the task has one");
        self.0.task(token).succeed(sku).await?;
        Ok(())
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
        Some("{% {'Sku': $states.input, 'TaskToken': $states.context.Task.Token} %}") => {
            json!({"Sku": input, "TaskToken": token})
        }
        Some(
            "{% $merge([$states.input, {'action': 'renamed', 'Token': $states.context.Task.Token}][$ != null]) %}",
        ) => {
            let mut merged = input.clone();
            merged["action"] = "renamed".into();
            merged["Token"] = token.into();
            merged
        }
        Some(other) if other.starts_with("{%") => panic!("{other}"),
        Some(text) => text.into(),
        None => {
            let members = payload.as_object().expect("an object");
            let filled = members
                .iter()
                .map(|(key, value)| (key.clone(), filled(value, input, token)));
            Value::Object(filled.collect())
        }
    }
}

fn waiting<Sent, In, E>(task: TaskState<In, Sent, E>, name: &str) -> DefinitionBuilder {
    let hour = Duration::from_secs(3_600);
    Definition::standard(task.timeout(hour).named(name))
}

#[tokio::test(start_paused = true)]
async fn the_function_understands_what_its_generated_task_sends() {
    let nested = "{'Sku': $states.input, 'TaskToken': $states.context.Task.Token}";
    let file = DeskClient::file_task().input_from::<String>([nested]);
    let optional = CounterClient::optional_task()
        .input_from::<String>(["$states.input", "$states.context.Task.Token"]);
    let question = json!({"Sku": "cup", "TaskToken": null});
    let asked = DeskClient::ask_task();
    let cases = [
        (
            waiting::<Value, String, _>(asked.wait_for_token(), "ask"),
            json!("cup"),
        ),
        (
            waiting::<Value, (), _>(DeskClient::ping_task().wait_for_token(), "ping"),
            Value::Null,
        ),
        (
            waiting::<Value, String, _>(file.wait_for_nested_token(), "file"),
            json!("cup"),
        ),
        (
            waiting::<Value, String, _>(
                CounterClient::by_reference_task().wait_for_token(),
                "by reference",
            ),
            json!("cup"),
        ),
        (
            waiting::<Value, Question, _>(
                CounterClient::renamed_task().wait_for_token(),
                "renamed",
            ),
            question,
        ),
        (
            waiting::<Value, (), _>(CounterClient::queued_task().wait_for_token(), "queued"),
            Value::Null,
        ),
        (
            waiting::<Value, String, _>(optional.wait_for_nested_token(), "optional"),
            json!("cup"),
        ),
    ];
    let local = LocalMachines::builder().build();
    let lambda = LocalLambda::builder()
        .serve(DeskServer::new(Clerk(local.machines())))
        .serve(CounterServer::new(Clerk(local.machines())))
        .build();
    for (definition, input) in cases {
        let definition = definition.build().unwrap().to_json();
        let definition: Value = serde_json::from_str(&definition).unwrap();
        let name = definition["StartAt"].as_str().unwrap();
        let arguments = &definition["States"][name]["Arguments"];
        let task = local.new_task();
        let payload = filled(&arguments["Payload"], &input, task.token());
        let function = arguments["FunctionName"].as_str().unwrap();
        let () = lambda.lambda().call(function).json(&payload).await.unwrap();
        let expected = match name {
            // It only says that the task goes on.
            "ping" => continue,
            "ask" => json!({"sold": "cup"}),
            _ => json!("cup"),
        };
        assert_eq!(
            task.ended().await.unwrap().bytes(),
            &expected.to_string(),
            "{name}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_function_that_gets_the_token_in_a_wrong_place_does_not_repeat_it() {
    let local = LocalMachines::builder().build();
    let clerk = Clerk(local.machines());
    let lambda = LocalLambda::builder().serve(DeskServer::new(clerk)).build();
    let secret = "AQCEAAAAKgAAAAM";
    for payload in [
        json!(secret),
        json!({"sku": "cup", "token": [secret]}),
        json!({"sku": {"a": secret}, "token": secret}),
    ] {
        let call = lambda.lambda().call("desk-ask").json(&payload);
        let result: Result<(), Error> = call.await;
        let error = result.unwrap_err();
        let shown = format!("{error} {error:?} {error:#?} {:?}", error.failure());
        assert!(!shown.contains(secret), "{shown}");
        let message = error.failure().and_then(|failure| failure.message());
        assert!(!message.unwrap_or_default().contains(secret), "{message:?}");
    }
}
