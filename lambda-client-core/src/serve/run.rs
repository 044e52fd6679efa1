//! Runs a function from its settings.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use lambda_runtime::{Diagnostic, LambdaEvent, Runtime, service_fn};
use lambda_runtime_api_client::BoxError;
use serde::de::IgnoredAny;
use tokio::runtime::Handle;
use tokio::task::{JoinError, JoinSet};

use crate::declaration::Method;
use crate::error::ErrorDocument;
use crate::function_name::template::unknown_keys;
use crate::json::JsonMismatch;
use crate::serve::builder::Builder;
use crate::serve::choice;
use crate::serve::environment::Environment;
use crate::serve::error::ServeError;
use crate::serve::handler::{Handler, Times};
use crate::serve::runtime_api::RuntimeApi;
use crate::server::ServedFunction;
use crate::server::panic;

/// How long the Runtime API may take for the error of a start. `cargo lambda watch` may never respond.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) async fn run(mut builder: Builder) -> Result<(), ServeError> {
    let environment = Environment::read()?;
    if Handle::try_current().is_err() {
        return Err(ServeError::configuration(
            "a function needs a tokio runtime: write `#[tokio::main]` above `async fn main`",
        ));
    }
    let api = RuntimeApi::new(&environment);
    let started = start(&mut builder, &environment).await;
    let function = match started {
        Ok(function) => function,
        Err(error) => {
            // The caller sees why. Where this fails, the error still ends the process.
            let document = ErrorDocument::new("Runtime.InitError", error.to_string());
            let reported = api.init_error(document.to_bytes());
            let _ = tokio::time::timeout(PATIENCE, reported).await;
            return Err(error);
        }
    };
    panic::install_hook();
    let concurrency = environment.concurrency;
    let times = Times {
        deadline_margin: builder.deadline_margin,
        observers: builder.observer_time,
    };
    let (handler, mut ended) = Handler::new(function, environment, api, times);
    // In its own task, so that a panic of lambda_runtime becomes an error.
    let mut running = JoinSet::new();
    running.spawn(async move {
        let unused = service_fn(|_: LambdaEvent<IgnoredAny>| async { Ok::<(), Diagnostic>(()) });
        Runtime::new(unused).layer(handler).run_concurrent().await
    });
    poll_fn(|task| {
        if let Poll::Ready(Some(error)) = ended.poll_recv(task) {
            return Poll::Ready(Err(error));
        }
        let runtime = running.poll_join_next(task);
        runtime.map(|result| result.map_or(Ok(()), |result| end(result, concurrency)))
    })
    .await
}

/// Chooses the methods, and registers the hook.
async fn start(
    builder: &mut Builder,
    environment: &Environment,
) -> Result<ServedFunction, ServeError> {
    let function = choose(builder, environment)?;
    #[cfg(all(unix, feature = "graceful-shutdown"))]
    if let Some(hook) = builder.on_shutdown.take() {
        let registered = tokio::spawn(lambda_runtime::spawn_graceful_shutdown_handler(hook)).await;
        registered.map_err(|error| {
            ServeError::runtime_api("the extension for the shutdown hook cannot be registered")
                .caused_by(&error)
        })?;
    }
    Ok(function)
}

fn choose(builder: &Builder, environment: &Environment) -> Result<ServedFunction, ServeError> {
    let methods = builder
        .services
        .iter()
        .flat_map(|service| service.declaration().methods());
    let templates = methods.flat_map(|method: Method| {
        [Some(method.function()), method.qualifier()]
            .into_iter()
            .flatten()
    });
    let unknown = unknown_keys(&builder.keys, templates);
    if !unknown.is_empty() {
        return Err(ServeError::configuration(unknown.join("; ")));
    }
    let name = builder
        .function
        .as_deref()
        .unwrap_or(&environment.function_name);
    match &builder.only {
        Some(only) => choice::by_method(&builder.services, only, name),
        None => choice::by_function(&builder.services, &builder.keys, name),
    }
}

/// Returns why lambda_runtime has ended, which it does only on an error.
fn end(
    result: Result<Result<(), BoxError>, JoinError>,
    concurrency: usize,
) -> Result<(), ServeError> {
    let error = match result {
        Ok(Ok(())) => return Ok(()),
        Ok(Err(error)) => error,
        Err(error) => {
            let is_about_headers = error.to_string().contains("missing lambda-runtime-");
            let text = match is_about_headers {
                true => {
                    "the Runtime API sent something other than an invocation, and lambda_runtime panicked"
                }
                false => "lambda_runtime panicked",
            };
            return Err(ServeError::runtime_api(text).caused_by(&error));
        }
    };
    // The error of serde_json may quote the client context.
    if let Some(error) = error.downcast_ref::<serde_json::Error>() {
        let mismatch = JsonMismatch::new(error).to_string();
        return Err(ServeError::runtime_api(format!(
            "lambda_runtime cannot read the client context or the Cognito identity of an invocation: {mismatch}"
        )));
    }
    // The error of concurrent workers quotes theirs.
    if concurrency > 1 {
        return Err(ServeError::runtime_api(
            "all workers of lambda_runtime have ended, each because of a response of the Runtime API that it cannot read; subscribers of `tracing` see which",
        ));
    }
    Err(ServeError::runtime_api(
        "the Runtime API is out of reach, or sent an invocation that lambda_runtime cannot read",
    )
    .caused_by(&*error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_another_crate_are_left_out() {
        let error = end(Ok(Err("secret=hunter2".into())), 1).unwrap_err();
        let printed = format!("{error:?}");
        assert!(
            printed.contains("; caused by: another error, whose text is left out"),
            "{printed}"
        );
        assert!(!printed.contains("hunter2"), "{printed}");
    }

    #[tokio::test]
    async fn only_a_panic_about_headers_is_blamed_on_the_runtime_api() {
        for (panic, expected) in [
            (
                "missing lambda-runtime-deadline-ms header",
                "the Runtime API sent something other than an invocation, and lambda_runtime panicked",
            ),
            (
                "IO is disabled. Call `enable_io` on the runtime builder to enable IO.",
                "lambda_runtime panicked",
            ),
        ] {
            let task = tokio::spawn(async move { panic!("{panic}") });
            let error = end(task.await, 1).unwrap_err();
            assert_eq!(error.to_string(), expected);
            let printed = format!("{error:?}");
            assert!(
                printed.contains("the panic hook has reported it"),
                "{printed}"
            );
            assert!(!printed.contains(panic), "{printed}");
        }
    }
}
