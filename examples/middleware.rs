//! Middleware: a transport around another one, which sees every attempt. This one prints them.
//!
//! ```text
//! quotes: TooManyRequestsException
//! quotes: HTTP 200, 3 bytes
//! 998
//! ```

use std::process::ExitCode;

use lambda_client::local::Fault;
use lambda_client::server::Invocation;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{Error, Lambda, LocalLambda, RetryConfig};

#[derive(Debug)]
struct Printing<T>(T);

impl<T: Transport> Transport for Printing<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let function = request.function();
            // Passing on the request itself, changed or not, keeps what it reports about its progress.
            let result = self.0.invoke(request).await;
            match &result {
                Ok(response) => {
                    let bytes = response.payload.len();
                    println!("{function}: HTTP {}, {bytes} bytes", response.status);
                }
                Err(error) => println!("{function}: {}", error.code().unwrap_or("no code")),
            }
            result
        })
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .handler("quotes", |_: Invocation| async { "998" })
        .fault("quotes", Fault::throttle().on_call(1))
        .build();
    let lambda = Lambda::builder(Printing(local))
        .retry(RetryConfig::new().max_attempts(2))
        .build();
    let total: u64 = lambda.call("quotes").json(&"cup").await?;
    println!("{total}");
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
