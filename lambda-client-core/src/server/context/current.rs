//! The context of the invocation that the running code is part of.

use std::fmt;

use crate::server::context::Context;

tokio::task_local! {
    static CONTEXT: Context;
}

impl Context {
    /// Returns the context of the invocation that this code is part of. Returns `None` outside of an invocation, and in tasks that
    /// a method spawns without [`scope`](Context::scope).
    pub fn current() -> Option<Context> {
        CONTEXT.try_with(Context::clone).ok()
    }

    /// Runs a future in this context, wherever it is polled.
    ///
    /// A task that a method spawns is not part of the invocation unless it runs in its context: [`Context::current`] returns `None`
    /// there, what it [logs](crate::server::log) is lost, and its calls neither end before the deadline of the invocation, nor carry
    /// the trace header on, nor have their errors [noted](crate::server#errors-of-outgoing-calls).
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// # #[cfg(feature = "local")]
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use lambda_client::{Context, LocalLambda, Raw, server};
    ///
    /// let local = LocalLambda::builder()
    ///     .handler("hello", |_: server::Invocation| async {
    ///         let context = Context::current().ok_or_else(|| server::ErrorDocument::new("NotServed", ""))?;
    ///         let work = async { server::log("a guest has arrived") };
    ///         let done = tokio::spawn(context.scope(work)).await;
    ///         Ok::<_, server::ErrorDocument>(done.map_or("false", |()| "true"))
    ///     })
    ///     .build();
    /// let response = local.lambda().call("hello").json::<Raw>(&()).tail_log().send().await?;
    /// assert!(response.log().is_some_and(|log| log.text().contains("a guest has arrived")));
    /// # Ok(()) }
    /// # #[cfg(not(feature = "local"))] fn main() {}
    /// ```
    pub fn scope<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        CONTEXT.scope(self, future)
    }
}

/// Makes a future run in the context of the handler that this code is part of, so that it can be spawned.
///
/// It is [`Context::scope`] for code that also runs outside of a handler: there it returns the future as it is.
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
/// handler spawns without [`Context::scope`], this does nothing.
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
    if let Some(sink) = Context::current().and_then(|context| context.facts.log.clone()) {
        sink(format_args!("{line}"));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex, PoisonError};

    use super::*;
    use crate::server::Invocation;
    use crate::server::context::LogSink;
    use crate::server::context::source::ContextSource;

    #[tokio::test]
    async fn a_handler_keeps_the_log_and_gets_its_own_notes() {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let written = Arc::clone(&lines);
        let sink: LogSink = Arc::new(move |line| {
            let mut lines = written.lock().unwrap_or_else(PoisonError::into_inner);
            lines.push(line.to_string());
        });
        let invocation = Invocation::new("{}");
        let source = ContextSource {
            log: Some(sink),
            ..ContextSource::default()
        };
        let outer = Context::of(&invocation, source);
        let (notes, id) = (
            Arc::clone(outer.downstream_errors()),
            outer.request_id().to_owned(),
        );
        log("before");
        let running = outer.scope(async {
            log("outer");
            let inner = Context::entered(&invocation);
            let running = inner.scope(async {
                log(format_args!("inner {}", 1));
                let inner = Context::current().expect("entered");
                assert!(!Arc::ptr_eq(inner.downstream_errors(), &notes));
                assert_eq!(inner.request_id(), id);
            });
            running.await;
        });
        running.await;
        assert!(Context::current().is_none());
        assert_eq!(*lines.lock().unwrap(), ["outer", "inner 1"]);
    }
}
