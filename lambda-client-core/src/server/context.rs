//! What a handler's task knows about the invocation that it serves.

use std::fmt;
use std::sync::Arc;

use crate::server::downstream_errors::DownstreamErrors;

tokio::task_local! {
    static CONTEXT: Context;
}

/// Takes the lines that a handler logs.
pub(crate) type LogSink = Arc<dyn Fn(fmt::Arguments<'_>) + Send + Sync>;

/// The context of one invocation, available to everything that runs in the handler's own task.
#[derive(Clone)]
pub(crate) struct Context {
    log: Option<LogSink>,
    /// The errors that the handler's outgoing calls returned.
    pub(crate) downstream_errors: Arc<DownstreamErrors>,
}

impl Context {
    /// Creates the context of a new invocation.
    pub(crate) fn new(log: Option<LogSink>) -> Context {
        Context {
            log,
            downstream_errors: Arc::default(),
        }
    }

    /// Returns the context of the handler that this code is part of.
    pub(crate) fn current() -> Option<Context> {
        CONTEXT.try_with(Context::clone).ok()
    }

    /// Runs a future in this context.
    pub(crate) async fn scope<F: Future>(self, future: F) -> F::Output {
        CONTEXT.scope(self, future).await
    }
}

/// Runs a handler in a new context. The log stays that of the surrounding runtime.
pub(crate) async fn enter<F: Future>(handler: F) -> F::Output {
    let log = Context::current().and_then(|context| context.log);
    Context::new(log).scope(handler).await
}

/// Makes a future run in the context of the handler that this code is part of, so that it can be spawned.
///
/// A task that a handler spawns is not part of the handler: the errors of the calls that it makes are not
/// [noted](crate::server#errors-of-outgoing-calls), and what it logs is lost. With this function both work. Outside of a handler
/// it returns the future as it is.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # #[cfg(feature = "local")]
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use lambda_client::{LocalLambda, Raw, server};
///
/// let local = LocalLambda::builder()
///     .handler("hello", |_: server::Invocation| async {
///         let task = tokio::spawn(server::in_context(async {
///             server::log("a guest has arrived");
///         }));
///         task.await.map_or("false", |()| "true")
///     })
///     .build();
/// let response = local.lambda().call("hello").json::<Raw>(&()).tail_log().send().await?;
/// assert!(response.log().is_some_and(|log| log.text().contains("a guest has arrived")));
/// # Ok(()) }
/// # #[cfg(not(feature = "local"))] fn main() {}
/// ```
pub fn in_context<F: Future>(future: F) -> impl Future<Output = F::Output> {
    let context = Context::current();
    async move {
        match context {
            Some(context) => context.scope(future).await,
            None => future.await,
        }
    }
}

/// Writes a line to the log of the invocation that this code is part of.
///
/// Under [`LocalLambda`](crate::LocalLambda) the line appears in the log tail. Outside of a handler, and in tasks that a
/// handler spawns without [`in_context`], this does nothing.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # #[cfg(feature = "local")]
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use lambda_client::{LocalLambda, Raw, server};
///
/// let local = LocalLambda::builder()
///     .handler("hello", |_: server::Invocation| async {
///         server::log("a guest has arrived");
///         "null"
///     })
///     .build();
/// let response = local.lambda().call("hello").json::<Raw>(&()).tail_log().send().await?;
/// assert!(response.log().is_some_and(|log| log.text().contains("a guest has arrived")));
/// # Ok(()) }
/// # #[cfg(not(feature = "local"))] fn main() {}
/// ```
pub fn log(line: impl fmt::Display) {
    if let Some(sink) = Context::current().and_then(|context| context.log) {
        sink(format_args!("{line}"));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, PoisonError};

    use super::*;

    #[tokio::test]
    async fn a_handler_keeps_the_log_and_gets_its_own_notes() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&lines);
        let sink: LogSink = Arc::new(move |line| {
            let mut lines = written.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push(line.to_string());
        });
        let outer = Context::new(Some(sink));
        let downstream_errors = Arc::clone(&outer.downstream_errors);
        log("before");
        outer
            .scope(async {
                log("outer");
                enter(async {
                    log(format_args!("inner {}", 1));
                    let inner = Context::current().expect("entered");
                    assert!(!Arc::ptr_eq(&inner.downstream_errors, &downstream_errors));
                })
                .await;
            })
            .await;
        assert!(Context::current().is_none());
        assert_eq!(*lines.lock().unwrap(), ["outer", "inner 1"]);
    }
}
