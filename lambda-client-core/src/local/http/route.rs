//! Which operation a request is for.

use std::sync::Arc;
use std::time::Duration;

use hyper::body::Incoming;
use hyper::{Method, Request};
use serde_json::Value;

use crate::directory::PageRequest;
use crate::local::http::answer;
use crate::local::http::answer::Answer;
use crate::local::http::body::Broken;
use crate::local::http::read::percent_decoded;
use crate::local::http::{invoke, model};
use crate::local::service_error::ServiceError;
use crate::local::shared::Shared;

/// Answers a request; an error is a connection to be broken.
pub(crate) async fn answer(
    shared: &Arc<Shared>,
    request: Request<Incoming>,
    body_timeout: Duration,
) -> Result<Answer, Broken> {
    let (head, body) = request.into_parts();
    let query = Query::read(head.uri.query().unwrap_or_default());
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
        let qualifier = query.text("Qualifier");
        return invoke::answer(shared, name, qualifier, &head.headers, body, body_timeout).await;
    }
    let request_id = shared.chance.uuid();
    let document = match head.method {
        Method::GET => read(shared, &path, &query),
        _ => None,
    };
    Ok(match document {
        Some(Ok(document)) => answer::document(&request_id, &document),
        Some(Err(refusal)) => answer::refused(&request_id, &refusal),
        None => answer::refused(&request_id, &unsupported(&head.method, head.uri.path())),
    })
}

/// The answer of an operation that only reads. None: there is no such operation here.
fn read(shared: &Shared, path: &[&str], query: &Query) -> Option<Result<Value, ServiceError>> {
    let registry = &shared.registry;
    let qualifier = query.text("Qualifier");
    let page = || query.page();
    Some(match *path {
        ["2015-03-31", "functions"] => {
            let all = query.text("FunctionVersion") == Some("ALL");
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
            let version = query.text("FunctionVersion");
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
            .and_then(|target| model::event_invoke_config(shared, &target)),
        _ => return None,
    })
}

fn unsupported(method: &Method, path: &str) -> ServiceError {
    ServiceError::new(
        501,
        "UnsupportedOperationException",
        format!(
            "LocalLambda does not answer `{method} {path}`; it answers Invoke, ListFunctions, GetFunction, \
             GetFunctionConfiguration, ListAliases, GetAlias, ListVersionsByFunction, GetFunctionConcurrency and \
             GetFunctionEventInvokeConfig"
        ),
    )
}

/// The parameters behind the `?`.
struct Query(Vec<(String, String)>);

impl Query {
    fn read(query: &str) -> Query {
        let parameters = query.split('&').filter(|pair| !pair.is_empty());
        let decoded = parameters.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (percent_decoded(name, true), percent_decoded(value, true))
        });
        Query(decoded.collect())
    }

    fn text(&self, name: &str) -> Option<&str> {
        let mut found = self.0.iter().filter(|(key, _)| key == name);
        found.next().map(|(_, value)| value.as_str())
    }

    fn page(&self) -> Result<PageRequest<'_>, ServiceError> {
        let max_items = match self.text("MaxItems") {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| {
                ServiceError::invalid_member("maxItems", text, "Member must be a whole number")
            })?),
        };
        Ok(PageRequest::first()
            .with_marker(self.text("Marker"))
            .with_max_items(max_items))
    }
}
