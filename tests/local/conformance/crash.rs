//! Situations in which a run does not end with a response.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lambda_client::local::{Fault, Function, FunctionResponse};
use lambda_client::{LocalLambda, clock::ManualClock, server::Invocation};

use super::expected::Expected;
use super::situation::{LIMIT, Met, Situation, hanging};

impl Situation<'_> {
    pub(crate) async fn crash(&self, how: &str) -> Met {
        let (fault, expected) = crashed(how)?;
        let local = self.local(self.echo());
        local
            .inject(&self.vector.function(), fault)
            .map_err(|error| error.to_string())?;
        let endpoint = local.listen(0).await.expect("a free port");
        expected
            .log(self.wants_log())
            .compare(&self.response(&endpoint).await?)
    }

    /// The call after one that went wrong.
    pub(crate) async fn after(&self, how: &str) -> Met {
        let body = self.vector.body();
        let healthy = FunctionResponse::result(body.clone());
        let is_first = Arc::new(AtomicBool::new(true));
        let fails_by_itself = matches!(how, "timeout" | "too-large-response");
        let function = match how {
            "timeout" => Function::new(move |_: Invocation| {
                let (is_first, healthy) =
                    (is_first.swap(false, Ordering::Relaxed), healthy.clone());
                async move {
                    if is_first {
                        std::future::pending::<()>().await;
                    }
                    healthy
                }
            })
            .timeout(Duration::from_secs(1)),
            _ => Function::new(move |_: Invocation| {
                let first = fails_by_itself && is_first.swap(false, Ordering::Relaxed);
                let large = first.then(|| FunctionResponse::result(vec![b'1'; LIMIT + 1]));
                std::future::ready(large.unwrap_or_else(|| healthy.clone()))
            }),
        };
        let local = self.local(function);
        if !fails_by_itself {
            let (fault, _) = crashed(how)?;
            local
                .inject(&self.vector.function(), fault.on_call(1))
                .map_err(|error| error.to_string())?;
        }
        let endpoint = local.listen(0).await.expect("a free port");
        let first = self.response(&endpoint).await?;
        if first.header("x-amz-function-error").is_none() {
            return Err("nothing went wrong before".to_owned());
        }
        Expected::result(body, "$LATEST").compare(&self.response(&endpoint).await?)
    }

    pub(crate) async fn timeout(&self) -> Met {
        let text = String::from_utf8(self.vector.body()).unwrap_or_default();
        let after = text
            .split_once("Task timed out after ")
            .and_then(|(_, rest)| rest.split('.').next()?.parse().ok());
        let seconds = after.unwrap_or(3);
        let clock = ManualClock::new();
        let function = hanging().timeout(Duration::from_secs(seconds));
        let local = LocalLambda::builder()
            .clock(clock.clone())
            .function(self.vector.function(), function)
            .build();
        let endpoint = local.listen(0).await.expect("a free port");
        let time = async {
            while clock.sleepers() == 0 {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            clock.advance(Duration::from_secs(seconds));
        };
        let (response, ()) = tokio::join!(self.response(&endpoint), time);
        let message = format!("RequestId: {{id}} Error: Task timed out after {seconds}.00 seconds");
        Expected::platform("Sandbox.Timedout", &message)
            .log(self.wants_log())
            .compare(&response?)
    }
}

/// How an environment comes to its end, and what Lambda says of it.
fn crashed(how: &str) -> Result<(Fault, Expected), String> {
    let message = |words: &str| format!("RequestId: {{id}} Error: {words}");
    let exited = |words: &str| Expected::platform("Runtime.ExitError", &message(words));
    let (kind, rest) = how.split_once(' ').unwrap_or((how, ""));
    Ok(match (kind, rest) {
        ("out-of-memory", "") => (
            Fault::out_of_memory(),
            Expected::platform(
                "Runtime.OutOfMemory",
                &message("Runtime exited with error: signal: killed"),
            ),
        ),
        ("exit", "0") => (
            Fault::exit(0),
            exited("Runtime exited without providing a reason"),
        ),
        ("exit", status) => {
            let words = format!("Runtime exited with error: exit status {status}");
            (
                Fault::exit(status.parse().map_err(|_| "no status")?),
                exited(&words),
            )
        }
        ("signal", name) => (
            Fault::signal(name),
            exited(&format!("Runtime exited with error: signal: {name}")),
        ),
        _ => return Err("the table has a crash that is not known here".to_owned()),
    })
}
