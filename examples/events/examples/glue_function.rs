//! A glue function: an SNS notification arrives, and the function starts work that is named after the request ID.
//!
//! SNS invokes functions asynchronously, so Lambda retries what fails, with the same request ID. The name of the work is then the same,
//! and whoever runs the work starts nothing twice under one name. Here that is a function with a plain call. The response to the first
//! `start` is lost below: nobody knows whether the work was started, and it does not matter. Prints:
//!
//! ```text
//! started [..] with `order o-7 was placed`
//! the response was lost; Lambda retries in a minute
//! started by an earlier run
//! 2 runs of the glue function, 1 start
//! ```

use std::collections::HashMap;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use aws_lambda_events::event::sns::SnsEvent;
use lambda_client::local::Fault;
use lambda_client::{Context, Error, FunctionError, LocalLambda, lambda_fn};
use serde_json::{Value, json};

/// The glue function.
#[lambda_fn(name = "orders-notified")]
trait OrdersNotified {
    async fn on_notification(&self, event: SnsEvent) -> Result<(), Error>;
}

/// What does the work. One attempt a call: Lambda retries the notification.
#[lambda_fn(name = "work-{method}", retry(max_attempts = 1))]
trait Work {
    /// Starts the work under a name that nothing was started under before.
    #[lambda_fn(idempotent)]
    async fn start(&self, name: &str, input: &str) -> Result<(), StartError>;
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum StartError {
    #[error("work of this name was started before")]
    AlreadyStarted,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

struct Glue<W> {
    work: W,
}

impl<W: Work + Send + Sync> OrdersNotified for Glue<W> {
    async fn on_notification(&self, event: SnsEvent) -> Result<(), Error> {
        let context = Context::current();
        let context =
            context.ok_or_else(|| Error::function("NotServed", "no request is being served"))?;
        // SNS sends one record at a time, but its format is a list.
        for (place, record) in event.records.into_iter().enumerate() {
            let name = format!("{}-{place}", context.request_id());
            match self.work.start(&name, &record.sns.message).await {
                Ok(()) => {}
                Err(StartError::AlreadyStarted) => {
                    println!("started by an earlier run");
                }
                // Whatever happened, a retry with the same name is safe.
                Err(StartError::Other(error)) => {
                    println!("the response was lost; Lambda retries in a minute");
                    return Err(error);
                }
            }
        }
        Ok(())
    }
}

#[derive(Clone, Default)]
struct Works(Arc<Mutex<HashMap<String, String>>>);

impl Work for Works {
    async fn start(&self, name: &str, input: &str) -> Result<(), StartError> {
        let mut works = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if works.contains_key(name) {
            return Err(StartError::AlreadyStarted);
        }
        println!("started {name} with `{input}`");
        works.insert(name.to_owned(), input.to_owned());
        Ok(())
    }
}

/// Returns a notification as SNS sends it to a function.
fn notification(message: &str) -> Value {
    json!({ "Records": [{
        "EventVersion": "1.0",
        "EventSubscriptionArn": "arn:aws:sns:us-east-1:123456789012:orders:21be56ed-a058-49f5-8c98-aedd2564c486",
        "EventSource": "aws:sns",
        "Sns": {
            "Type": "Notification",
            "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
            "TopicArn": "arn:aws:sns:us-east-1:123456789012:orders",
            "Subject": null,
            "Message": message,
            "Timestamp": "2026-07-01T10:00:00.000Z",
            "SignatureVersion": "1",
            "Signature": "EXAMPLE",
            "SigningCertUrl": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-example.pem",
            "UnsubscribeUrl": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe",
            "MessageAttributes": {},
        },
    }] })
}

async fn run() -> Result<(), Error> {
    let works = Works::default();
    let other = LocalLambda::builder()
        .serve(WorkServer::new(works.clone()))
        .fault("work-start", Fault::reset_after_run().on_call(1))
        .build();
    let glue = Glue {
        work: WorkClient::new(&other.lambda()),
    };
    // On AWS: `lambda_client::serve(OrdersNotifiedServer::new(glue)).await`.
    let local = LocalLambda::builder()
        .serve(OrdersNotifiedServer::new(glue))
        .build();

    let event = notification("order o-7 was placed");
    let call = local.lambda().call("orders-notified").json::<()>(&event);
    call.event().await?;
    local.settled().await;

    let runs = local.recorder().runs_of("orders-notified");
    let started = works.0.lock().unwrap_or_else(PoisonError::into_inner);
    println!(
        "{} runs of the glue function, {} start",
        runs.len(),
        started.len()
    );
    Ok(())
}

#[tokio::main(flavor = "current_thread", start_paused = true)]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
