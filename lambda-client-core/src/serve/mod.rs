//! Serves traits as AWS Lambda functions, on [`lambda_runtime`](https://docs.rs/lambda_runtime).
//!
//! ```no_run
//! # extern crate lambda_client_core as lambda_client;
//! # use lambda_client::server::Service;
//! # async fn example(orders: impl Service, returns: impl Service) -> Result<(), lambda_client::serve::ServeError> {
//! lambda_client::serve::builder(orders)   // for example OrdersServer::new(Shop)
//!     .serve(returns)
//!     .only("Orders::place")
//!     .run()
//!     .await
//! # }
//! ```
//!
//! # Errors
//!
//! A failed invocation is reported to its caller. An error of [`serve`](serve()) means that the process must end.

mod builder;
mod choice;
mod environment;
mod error;
mod handler;
mod log;
mod pattern;
mod run;
mod runtime_api;

pub use self::builder::Builder;
pub use self::error::{ServeError, ServeErrorKind};
use crate::server::Service;

/// Serves the methods of a trait as the Lambda function that this process runs as: the whole `main` of a function.
///
/// # Errors
///
/// Returns an error if the environment is not that of a Lambda function, if the name of the function chooses no method, or if the
/// Runtime API is lost. See [the module](crate::serve#errors).
pub async fn serve(server: impl Service) -> Result<(), ServeError> {
    builder(server).run().await
}

/// Starts to build a function from the server of a trait.
pub fn builder(server: impl Service) -> Builder {
    Builder::new(server)
}
