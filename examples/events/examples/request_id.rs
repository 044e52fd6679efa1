//! Idempotency by request ID: Lambda delivers an event at least once, and its own retries of an event keep the request ID. The function
//! remembers under that ID what it has done, so that a retry goes on where the last run failed.
//!
//! The payload would be the wrong key here: a user who does the same thing twice sends the same payload twice, and both count. (A retry
//! of the *caller* is a new request with a new ID; see `payload_key` for those.) Virtual time passes between the runs. Prints:
//!
//! ```text
//! row 1: ada logs in
//! the mail server is down; Lambda retries in a minute
//! mail about row 1
//! row 2: ada logs in
//! mail about row 2
//! the database hangs until Lambda ends the run
//! row 3: grace logs in
//! mail about row 3
//! 3 events, 5 runs, 3 rows
//! ```

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use lambda_client::{Context, Error, LocalLambda, lambda_fn};
use lambda_client_event_examples::{MemoryStore, once};

#[lambda_fn(name = "operations-{method}", mode = "event")]
trait Operations {
    async fn record(&self, user: &str, operation: &str) -> Result<(), Error>;
}

/// The function: writes a row, and mails somebody about it.
struct Journal {
    store: MemoryStore,
    rows: AtomicU32,
    database_hangs: AtomicBool,
    mail_is_down: AtomicBool,
}

impl Journal {
    /// Returns the number of the new row.
    async fn insert(&self, user: &str, operation: &str) -> Result<u32, Error> {
        if user == "grace" && self.database_hangs.swap(false, Ordering::Relaxed) {
            println!("the database hangs until Lambda ends the run");
            tokio::time::sleep(Duration::from_secs(600)).await;
        }
        let row = self.rows.fetch_add(1, Ordering::Relaxed) + 1;
        println!("row {row}: {user} {operation}");
        Ok(row)
    }

    async fn mail(&self, row: u32) -> Result<(), Error> {
        if self.mail_is_down.swap(false, Ordering::Relaxed) {
            println!("the mail server is down; Lambda retries in a minute");
            return Err(Error::function("NoMail", "the mail server is down"));
        }
        println!("mail about row {row}");
        Ok(())
    }
}

impl Operations for Journal {
    async fn record(&self, user: &str, operation: &str) -> Result<(), Error> {
        let context = Context::current();
        let context =
            context.ok_or_else(|| Error::function("NotServed", "no request is being served"))?;
        // A retry gets the number of the row from the store. A run that was cut off is taken over once its lease has ended, which is
        // before Lambda retries it.
        let insert = self.insert(user, operation);
        let row = once(&self.store, context.request_id(), insert).await;
        let row = row.map_err(|error| Error::function("NotRecorded", error.to_string()))?;
        self.mail(row).await
    }
}

async fn run() -> Result<(), Error> {
    let journal = Journal {
        // Lambda keeps an event for up to 6 hours.
        store: MemoryStore::new(Duration::from_secs(7 * 3600)),
        rows: AtomicU32::new(0),
        database_hangs: AtomicBool::new(true),
        mail_is_down: AtomicBool::new(true),
    };
    // On AWS: `lambda_client::serve(OperationsServer::new(journal)).await`, and a store that all environments share.
    let local = LocalLambda::builder()
        .serve(OperationsServer::new(journal))
        .build();
    let operations = OperationsClient::new(&local.lambda());

    for user in ["ada", "ada", "grace"] {
        operations.record(user, "logs in").await?;
        local.settled().await;
    }
    let runs = local.recorder().runs_of("operations-record").len();
    println!("3 events, {runs} runs, 3 rows");
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
