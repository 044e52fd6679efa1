//! Starts of executions under faults: through `Machines`, and through aws-sdk-sfn with and without names.
//!
//! The server plays Step Functions by the rules of its documentation, with its own ledger, which knows nothing of the stand-in that
//! this crate has for tests.

mod account;
mod drive;
mod kinds;
mod ledger;
mod service;
mod tally;

use std::sync::Arc;
use std::time::Instant;

use crate::SETTLE;
use crate::options::Options;
use crate::starts::ledger::Ledger;

/// Makes the starts. Returns whether every promise held.
pub(crate) async fn run(options: Options) -> std::io::Result<bool> {
    let ledger = Arc::new(Ledger::new(options));
    let server = service::Server::start(Arc::clone(&ledger)).await?;
    let began = Instant::now();
    drive::all(&ledger, server.port).await;
    tokio::time::sleep(SETTLE).await;
    println!(
        "\n{} kinds of faults for starts, seed {}, {:.0} s\n",
        ledger.kinds.len(),
        options.seed,
        began.elapsed().as_secs_f64()
    );
    Ok(tally::print(&ledger))
}
