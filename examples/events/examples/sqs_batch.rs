//! A function that an SQS queue invokes with a batch of messages. Each message that fails decides for itself what happens to it: the
//! response lists those that the queue should deliver again, and all others are deleted.
//!
//! The event is the method's argument and the partial batch response its return type. Lambda reads that response only if the event
//! source mapping says so:
//!
//! ```text
//! aws lambda create-event-source-mapping --function-name orders-from-queue --event-source-arn arn:aws:sqs:..:orders \
//!     --function-response-types ReportBatchItemFailures
//! ```
//!
//! A queue delivers at least once, so what the function calls must be safe to run twice: `charge` knows orders by their number. Only
//! because of that may a message whose charge *may* have been made go back to the queue. Messages for which no time is left go back, too,
//! before they are begun. A FIFO queue needs more: the function has to stop at the first failure and to list that message and all later
//! ones, or their order is lost. Prints:
//!
//! ```text
//! delivery 1
//! m-1: charged
//! m-2: the payment failed, did it run? No; back to the queue
//! m-3: the payment failed, did it run? Unknown; back to the queue
//! m-4: the card was declined; done
//! m-5: the body is not an order; to the dead letters
//! delivery 2
//! m-2: charged
//! m-3: no time left; back to the queue
//! delivery 3
//! m-3: charged
//! payments: o-1, o-3, o-2
//! dead letters: ["{\"order\": 5}"]
//! ```

use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage};
use lambda_client::local::Fault;
use lambda_client::{Context, DidRun, Error, FunctionError, LocalLambda, lambda_fn};
use lambda_client_event_examples::Queue;
use serde::Deserialize;

/// The function that the queue invokes.
#[lambda_fn(name = "orders-from-queue")]
trait OrdersFromQueue {
    async fn on_messages(&self, batch: SqsEvent) -> Result<SqsBatchResponse, Error>;
}

/// The function that it calls. One attempt a call: the queue retries, and waits meanwhile without being billed.
#[lambda_fn(name = "payments-{method}", retry(max_attempts = 1))]
trait Payments {
    /// Charges an order once, however often it is called for that order.
    #[lambda_fn(idempotent)]
    async fn charge(&self, order: &str, cents: u64) -> Result<(), PaymentError>;
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum PaymentError {
    #[error("the card was declined")]
    Declined,
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[derive(Deserialize)]
struct Order {
    order: String,
    cents: u64,
}

/// Why a message was not processed.
#[derive(Debug, thiserror::Error)]
enum MessageError {
    #[error("the body is not an order")]
    Malformed(#[from] serde_json::Error),
    #[error("the card was declined")]
    Declined,
    #[error("the payment failed, did it run? {:?}", .0.did_run())]
    Payment(Error),
}

impl From<PaymentError> for MessageError {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::Declined => MessageError::Declined,
            PaymentError::Other(error) => MessageError::Payment(error),
        }
    }
}

enum Verdict {
    Retry,
    DeadLetter,
    Done,
}

impl MessageError {
    fn verdict(&self) -> Verdict {
        match self {
            // The next delivery would bring the same bytes.
            MessageError::Malformed(_) => Verdict::DeadLetter,
            // A result, although not the one hoped for.
            MessageError::Declined => Verdict::Done,
            MessageError::Payment(error) => match error.did_run() {
                DidRun::No | DidRun::InitOnly => Verdict::Retry,
                // Safe because `charge` is idempotent. If it were not, this would be a case for the dead letters.
                DidRun::Unknown => Verdict::Retry,
                // It ran and failed in a way that it does not declare: somebody has to look.
                DidRun::Yes => Verdict::DeadLetter,
            },
        }
    }
}

/// What does not fit into the rest of the run goes back to the queue. Otherwise Lambda would end the run without a response, and the
/// queue would deliver the whole batch again.
const TIME_FOR_A_MESSAGE: Duration = Duration::from_millis(500);

/// Stands in for a queue that keeps what is not worth a retry, next to the one that the redrive policy fills.
#[derive(Clone, Default)]
struct DeadLetters(Arc<Mutex<Vec<String>>>);

impl DeadLetters {
    async fn send(&self, body: String) -> Result<(), Error> {
        let mut letters = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        letters.push(body);
        Ok(())
    }
}

struct Worker<P> {
    payments: P,
    dead_letters: DeadLetters,
}

impl<P: Payments + Send + Sync> Worker<P> {
    async fn on_message(&self, message: &SqsMessage) -> Result<(), MessageError> {
        let body = message.body.as_deref().unwrap_or_default();
        let Order { order, cents } = serde_json::from_str(body)?;
        self.payments.charge(&order, cents).await?;
        Ok(())
    }

    /// Returns whether the queue should deliver the message again.
    async fn fails(&self, message: SqsMessage) -> bool {
        let id = message.message_id.as_deref().unwrap_or_default();
        let Err(error) = self.on_message(&message).await else {
            println!("{id}: charged");
            return false;
        };
        match error.verdict() {
            Verdict::Retry => {
                println!("{id}: {error}; back to the queue");
                true
            }
            Verdict::DeadLetter => {
                println!("{id}: {error}; to the dead letters");
                let body = message.body.unwrap_or_default();
                // A message is deleted only once it is kept elsewhere.
                self.dead_letters.send(body).await.is_err()
            }
            Verdict::Done => {
                println!("{id}: {error}; done");
                false
            }
        }
    }
}

impl<P: Payments + Send + Sync> OrdersFromQueue for Worker<P> {
    async fn on_messages(&self, batch: SqsEvent) -> Result<SqsBatchResponse, Error> {
        let mut response = SqsBatchResponse::default();
        for message in batch.records {
            // An ID that is not in the batch, such as an empty one, makes Lambda deliver the whole batch again.
            let id = message.message_id.clone().unwrap_or_default();
            let remaining = Context::current().map(|context| context.remaining_time());
            let no_time_left = remaining.is_some_and(|remaining| remaining < TIME_FOR_A_MESSAGE);
            if no_time_left {
                println!("{id}: no time left; back to the queue");
            }
            if no_time_left || self.fails(message).await {
                response.add_failure(id);
            }
        }
        Ok(response)
    }
}

/// How long one charge takes: most of the three seconds that the function has.
const SLOW: Duration = Duration::from_millis(2600);

/// The payments made, in order.
#[derive(Clone, Default)]
struct Bank(Arc<Mutex<Vec<String>>>);

impl Payments for Bank {
    async fn charge(&self, order: &str, _cents: u64) -> Result<(), PaymentError> {
        if order == "o-4" {
            return Err(PaymentError::Declined);
        }
        let mut payments = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !payments.iter().any(|paid| paid == order) {
            payments.push(order.to_owned());
        }
        Ok(())
    }
}

async fn run() -> Result<(), Error> {
    let bank = Bank::default();
    let payments = LocalLambda::builder()
        .serve(PaymentsServer::new(bank.clone()))
        .fault("payments-charge", Fault::throttle().on_call(2))
        .fault("payments-charge", Fault::reset_after_run().on_call(3))
        .fault("payments-charge", Fault::delay(SLOW).on_call(5))
        .build();
    let worker = Worker {
        payments: PaymentsClient::new(&payments.lambda()),
        dead_letters: DeadLetters::default(),
    };
    let dead_letters = worker.dead_letters.clone();
    // On AWS: `lambda_client::serve(OrdersFromQueueServer::new(worker)).await`.
    let local = LocalLambda::builder()
        .serve(OrdersFromQueueServer::new(worker))
        .build();
    let lambda = local.lambda();

    let mut queue = Queue::new(3);
    for order in 1..=4 {
        queue.send(format!(r#"{{"order": "o-{order}", "cents": 998}}"#));
    }
    queue.send(r#"{"order": 5}"#);
    for delivery in 1.. {
        if queue.is_empty() {
            break;
        }
        println!("delivery {delivery}");
        let event = queue.receive();
        let response = lambda.call("orders-from-queue").json(&event).await?;
        queue.settle(&response);
    }

    let payments = bank.0.lock().unwrap_or_else(PoisonError::into_inner);
    println!("payments: {}", payments.join(", "));
    let letters = dead_letters
        .0
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    println!("dead letters: {letters:?}");
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
