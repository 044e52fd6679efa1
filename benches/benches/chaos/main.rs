//! Calls under faults, through the generated client and through aws-sdk-lambda with its defaults, side by side; and starts of
//! executions, through `Machines` and aws-sdk-sfn.
//!
//! A server on loopback plays Lambda, counts executions and injects faults chosen by a seed, the same ones for both clients. The
//! last lines matter most: calls that ran more than once although running twice does harm, and calls that were reported as not
//! started although they ran.
//!
//! `cargo bench -p lambda-client-benches --bench chaos -- [--calls N] [--starts N] [--seed S]`; 0 leaves a part out.
//!
//! Of eight calls six are synchronous, one queues an event, and one is a dry run. A dry run runs nothing, unless the server plays an
//! emulator that ignores the invocation type.
//!
//! Three things differ from the defaults of both clients, so that the run ends and each call stands for itself: an attempt is
//! limited to half a second, retry delays are milliseconds, and retry budgets do not run out (a fault in nearly every call would
//! exhaust them at once).
#![expect(clippy::print_stdout, reason = "the result goes to the terminal")]

mod acts;
mod clients;
mod drive;
mod faults;
mod foreign;
mod ledger;
mod lost;
mod options;
mod own;
mod plan;
mod server;
mod starts;
mod tally;
mod wrappers;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use lambda_client_test_support::tls::Certificate;

use crate::drive::LANES;
use crate::ledger::{Ledger, SIDES};
use crate::options::Options;
use crate::server::Server;

/// The time in which late requests may still arrive after the last call.
const SETTLE: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let options = match Options::read(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(mistake) => {
            println!("{mistake}");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    match runtime.map(|runtime| runtime.block_on(run(options))) {
        Ok(Ok(true)) => ExitCode::SUCCESS,
        Ok(Ok(false)) => ExitCode::FAILURE,
        Ok(Err(error)) | Err(error) => {
            println!("the loopback server could not be started: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns whether every promise held.
async fn run(options: Options) -> std::io::Result<bool> {
    let calls = match options.calls {
        0 => true,
        _ => calls(options).await?,
    };
    let starts = match options.starts {
        0 => true,
        _ => starts::run(options).await?,
    };
    Ok(calls && starts)
}

async fn calls(options: Options) -> std::io::Result<bool> {
    let ledger = Arc::new(Ledger::new(options));
    let certificate = Certificate::for_names((0..LANES * SIDES.len()).map(lost::name));
    let server = Server::start(Arc::clone(&ledger), &certificate).await?;
    let started = Instant::now();
    drive::all(&ledger, &server, &certificate).await;
    tokio::time::sleep(SETTLE).await;
    println!(
        "{} kinds of faults, seed {}, {:.0} s\n",
        ledger.kinds.len(),
        options.seed,
        started.elapsed().as_secs_f64()
    );
    Ok(tally::print(&ledger))
}
