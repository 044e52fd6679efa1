//! Finds the operation that a request is for.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::{Method, Request};
use serde_json::Value;

use crate::local::engine::Engine;
use crate::local::http::answer;
use crate::local::http::answer::Answer;
use crate::local::http::body::Broken;
use crate::local::http::query::{Query, percent_decoded};
use crate::local::http::{invoke, model};
use crate::local::service_error::ServiceError;

/// Responds to a request. An error breaks the connection.
pub(super) async fn answer(
    engine: &Arc<Engine>,
    request: Request<Incoming>,
    body_timeout: Duration,
) -> Result<Answer, Broken> {
    let (head, body) = request.into_parts();
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let path: Vec<String> = head
        .uri
        .path()
        .split('/')
        .filter(|part| !part.is_empty())
        .map(|part| percent_decoded(part, false))
        .collect();
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    if let (&Method::POST, ["2015-03-31", "functions", name, "invocations"]) =
        (&head.method, &path[..])
    {
        let qualifier = query.value("Qualifier");
        return invoke::answer(engine, name, qualifier, &head.headers, body, body_timeout).await;
    }
    let request_id = engine.rng.uuid();
    let document = match head.method {
        Method::GET => read(engine, &path, &query),
        _ => None,
    };
    Ok(match document {
        Some(Ok(document)) => answer::document(&request_id, &document),
        Some(Err(error)) => answer::refused(&request_id, &error),
        None => answer::refused(&request_id, &unsupported(&head.method, head.uri.path())),
    })
}

/// Performs an operation that only reads. Returns `None` if this endpoint does not implement it.
fn read(engine: &Engine, path: &[&str], query: &Query) -> Option<Result<Value, ServiceError>> {
    let registry = &engine.registry;
    let qualifier = query.value("Qualifier");
    let page = || query.page();
    Some(match *path {
        ["2015-03-31", "functions"] => {
            let all = query.value("FunctionVersion") == Some("ALL");
            let functions = page().and_then(|page| registry.list_functions(page, all));
            functions.map(|page| model::functions(&page))
        }
        ["2015-03-31", "functions", name] => registry
            .find(name, qualifier)
            .map(|target| model::function(&target)),
        ["2015-03-31", "functions", name, "configuration"] => registry
            .configuration(name, qualifier)
            .map(|found| model::configuration(&found)),
        ["2015-03-31", "functions", name, "aliases"] => {
            let version = query.value("FunctionVersion");
            let aliases = page().and_then(|page| registry.list_aliases(name, version, page));
            aliases.map(|page| model::aliases(&page))
        }
        ["2015-03-31", "functions", name, "aliases", alias] => registry
            .alias(name, alias)
            .map(|alias| model::alias(&alias)),
        ["2015-03-31", "functions", name, "versions"] => {
            let versions = page().and_then(|page| registry.list_versions(name, page));
            versions.map(|page| model::versions(&page))
        }
        ["2019-09-30", "functions", name, "concurrency"] => {
            registry.known(name).map(model::concurrency)
        }
        ["2019-09-25", "functions", name, "event-invoke-config"] => registry
            .find(name, qualifier)
            .and_then(|target| model::event_invoke_config(engine, &target)),
        _ => return None,
    })
}

fn unsupported(method: &Method, path: &str) -> ServiceError {
    ServiceError::new(
        501,
        "UnsupportedOperationException",
        format!(
            "LocalLambda does not implement `{method} {path}`; it implements Invoke, ListFunctions, GetFunction, \
             GetFunctionConfiguration, ListAliases, GetAlias, ListVersionsByFunction, GetFunctionConcurrency and \
             GetFunctionEventInvokeConfig"
        ),
    )
}
