//! An event (fire and forget): Lambda queues it, and the caller does not wait for the function.
//!
//! ```text
//! accepted with HTTP 202
//! the mail is on its way to ada@example.com
//! accepted with HTTP 202
//! the mail is on its way to grace@example.com
//! ```

use std::process::ExitCode;

use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "mails-{method}")]
trait Mails {
    /// Always queued, since the trait says so.
    #[lambda_fn(mode = "event")]
    async fn send(&self, to: &str) -> Result<(), Error>;

    /// Waited for, unless a call says otherwise.
    async fn send_now(&self, to: &str) -> Result<(), Error>;
}

struct Mailer;

impl Mails for Mailer {
    async fn send(&self, to: &str) -> Result<(), Error> {
        println!("the mail is on its way to {to}");
        Ok(())
    }

    async fn send_now(&self, to: &str) -> Result<(), Error> {
        self.send(to).await
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(MailsServer::new(Mailer))
        .build();
    let mails = MailsClient::new(&local.lambda());

    // Ok means that Lambda has queued the event, not that the function has run.
    let accepted = mails.send("ada@example.com").send().await?;
    println!("accepted with HTTP {}", accepted.status());
    local.settled().await;

    let accepted = mails.send_now("grace@example.com").event().send().await?;
    println!("accepted with HTTP {}", accepted.status());
    local.settled().await;
    Ok(())
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
