//! Finds the operation that a request is for.

use std::sync::Arc;

use hyper::Method;
use hyper::body::Incoming;
use hyper::http::request::Parts;
use serde_json::Value;

use crate::endpoint::body::{Broken, HttpResponse};
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::request_body;
use crate::local::engine::Engine;
use crate::local::http::query::{Query, percent_decoded};
use crate::local::http::{invoke, model, response};
use crate::local::service_error::ServiceError;

/// Performs the operation that a request is for. An error breaks the connection.
pub(super) async fn perform(
    engine: &Arc<Engine>,
    connection: &ConnectionContext,
    head: &Parts,
    body: Incoming,
) -> Result<HttpResponse, Broken> {
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let path = segments(head.uri.path());
    let path: Vec<&str> = path.iter().map(String::as_str).collect();
    if let (&Method::POST, ["2015-03-31", "functions", name, "invocations"]) =
        (&head.method, &path[..])
    {
        let qualifier = query.value("Qualifier");
        return invoke::respond(engine, connection, name, qualifier, &head.headers, body).await;
    }
    request_body::discard(body, connection).await;
    let document = match head.method {
        Method::GET => read(engine, &path, &query),
        _ => None,
    };
    let refused = |error: &ServiceError| response::refused(&engine.rng.uuid(), error);
    Ok(match document {
        Some(Ok(document)) => response::document(&engine.rng.uuid(), &document),
        Some(Err(error)) => refused(&error),
        None => refused(&unsupported(&head.method, head.uri.path())),
    })
}

/// Returns the decoded segments of a path. Empty ones count: `functions/f//invocations` is another path than
/// `functions/f/invocations`.
fn segments(path: &str) -> Vec<String> {
    // Lambda's model has had `ListFunctions` with and without a slash at its end.
    let path = match path {
        "/2015-03-31/functions/" => "/2015-03-31/functions",
        path => path,
    };
    let path = path.strip_prefix('/').unwrap_or_default();
    let decoded = path.split('/').map(|part| percent_decoded(part, false));
    decoded.collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_path_names_an_operation() {
        let invoke = ["2015-03-31", "functions", "echo", "invocations"];
        for path in [
            "/2015-03-31/functions/echo/invocations",
            "/2015-03-31/%66unctions/ech%6f/invocations",
        ] {
            assert_eq!(segments(path), invoke, "{path}");
        }
        for path in [
            "//2015-03-31/functions/echo/invocations",
            "/2015-03-31//functions/echo/invocations",
            "/2015-03-31/functions//echo/invocations",
            "/2015-03-31/functions/echo//invocations",
            "/2015-03-31/functions/echo/invocations/",
            "/2015-03-31/functions/./echo/invocations",
            "/2015-03-31/functions/x/../echo/invocations",
            "/2015-03-31/functions/echo%2Finvocations",
            "/2015-03-31/functions/echo%252Finvocations",
            "/2015-03-31/functions/echo%00/invocations",
            "/2015-03-31/functions/echo;v=1/invocations",
            "/2015-03-31/functions/echo/invocations%20",
            "2015-03-31/functions/echo/invocations",
            "*",
            "",
        ] {
            assert_ne!(segments(path), invoke, "{path}");
        }
        assert_eq!(
            segments("/2015-03-31/functions/"),
            ["2015-03-31", "functions"]
        );
    }
}
