//! The end of the function's log (4 KB), and what Lambda measured, next to the result; also if the function fails.
//!
//! ```text
//! total 998, billed [..] ms of 128 MB
//! log: looking up cup
//! failed: no price for samovar
//! log: looking up samovar
//! ```

use std::process::ExitCode;

use lambda_client::log::LogTail;
use lambda_client::server::log;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "quotes")]
trait Quotes {
    async fn quote(&self, sku: &str) -> Result<u64, Error>;
}

struct PriceList;

impl Quotes for PriceList {
    async fn quote(&self, sku: &str) -> Result<u64, Error> {
        log(format_args!("looking up {sku}"));
        match sku {
            "cup" => Ok(998),
            _ => Err(Error::function("NoPrice", format!("no price for {sku}"))),
        }
    }
}

fn print(log: Option<&LogTail>) {
    let lines = log.map(LogTail::text).unwrap_or_default().lines();
    for line in lines.filter(|line| line.contains("looking")) {
        println!("log: {line}");
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let local = LocalLambda::builder()
        .serve(QuotesServer::new(PriceList))
        .build();
    let quotes = QuotesClient::new(&local.lambda());

    let response = quotes.quote("cup").tail_log().send().await?;
    let report = response.report().ok_or("the log has no report")?;
    println!(
        "total {}, billed {} ms of {} MB",
        response.value(),
        report.billed_duration().unwrap_or_default().as_millis(),
        report.memory_size_mb().unwrap_or_default(),
    );
    print(response.log());

    if let Err(error) = quotes.quote("samovar").tail_log().send().await {
        println!("failed: {}", error.message().unwrap_or("unknown"));
        print(error.log());
    }
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
