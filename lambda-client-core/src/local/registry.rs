//! Which handler stands behind which function name and qualifier.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::declaration::{Method, Route};
use crate::grammar::name::parse_function_name;
use crate::names::expand;
use crate::service::{is_json, route_of};
use crate::target::Target;
use crate::transport::InvokeRequest;
use crate::{ErrorDocument, Service, TransportError};

const LATEST: &str = "$LATEST";

/// The version that every alias points to: what has been built is what has been published.
const PUBLISHED: &str = "1";

/// All functions, by name.
#[derive(Debug, Default)]
pub(super) struct Registry {
    functions: BTreeMap<String, Function>,
    mistakes: Vec<String>,
}

#[derive(Debug, Default)]
struct Function {
    qualifiers: BTreeSet<String>,
    handlers: Vec<Handler>,
}

/// One method of a service.
#[derive(Clone)]
struct Handler {
    service: Arc<dyn Service>,
    method: usize,
    route: Option<Route>,
}

impl fmt::Debug for Handler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let declaration = self.service.declaration();
        let method = declaration.methods.get(self.method);
        write!(
            f,
            "{}::{}",
            declaration.name,
            method.map_or("?", |method| method.name)
        )
    }
}

/// What an invocation was resolved to.
pub(super) struct Found {
    pub(super) version: String,
    /// The handler, or the function's own answer that it has none for this event.
    pub(super) handler: Result<(Arc<dyn Service>, usize), ErrorDocument>,
}

impl Registry {
    pub(super) fn new(services: &[Arc<dyn Service>], keys: &BTreeMap<String, String>) -> Registry {
        let mut registry = Registry::default();
        for service in services {
            for (index, method) in service.declaration().methods.iter().enumerate() {
                if method.enabled {
                    registry.add(service, index, method, keys);
                }
            }
        }
        registry
    }

    fn add(
        &mut self,
        service: &Arc<dyn Service>,
        index: usize,
        method: &Method,
        keys: &BTreeMap<String, String>,
    ) {
        let mut mistakes = Vec::new();
        let name = expand(method.function, method, keys, &mut mistakes);
        let qualifier = method
            .qualifier
            .map(|qualifier| expand(qualifier, method, keys, &mut mistakes));
        if !mistakes.is_empty() {
            self.mistakes.extend(mistakes);
            return;
        }
        let target = match Target::parse(&name) {
            Ok(target) => target,
            Err(error) => return self.mistakes.push(error.message().to_owned()),
        };
        let function = self
            .functions
            .entry(bare_name(&target.function))
            .or_default();
        function.qualifiers.extend(target.qualifier);
        function.qualifiers.extend(qualifier);
        if method.route.is_none() && !function.handlers.is_empty() {
            return self.mistakes.push(format!(
                "two methods serve the function `{name}`; give each a function of its own, or a `route`"
            ));
        }
        function.handlers.push(Handler {
            service: Arc::clone(service),
            method: index,
            route: method.route,
        });
    }

    /// Everything that kept functions from being registered.
    pub(super) fn mistakes(&self) -> Option<String> {
        (!self.mistakes.is_empty()).then(|| self.mistakes.join("; "))
    }

    /// The handler for a request, or Lambda's refusal.
    pub(super) fn find(&self, request: &InvokeRequest<'_>) -> Result<Found, TransportError> {
        let name = bare_name(request.function());
        let qualifier = request.qualifier().unwrap_or(LATEST);
        let function = self
            .functions
            .get(&name)
            .filter(|function| qualifier == LATEST || function.qualifiers.contains(qualifier))
            .ok_or_else(|| not_found(&name, request.qualifier()))?;
        if !is_json(request.payload()) {
            return Err(TransportError::service(400)
                .with_code("InvalidRequestContentException")
                .with_message("Could not parse request body into json"));
        }
        let version = match qualifier {
            LATEST => LATEST,
            number if number.bytes().all(|byte| byte.is_ascii_digit()) => number,
            _ => PUBLISHED,
        };
        Ok(Found {
            version: version.to_owned(),
            handler: function.handler(request.payload()),
        })
    }
}

impl Function {
    /// The handler that the event is for: the only one, or the one that its tag names.
    fn handler(&self, payload: &[u8]) -> Result<(Arc<dyn Service>, usize), ErrorDocument> {
        let meant = self.handlers.iter().find(|handler| match handler.route {
            Some(route) => route_of(payload, route.tag).is_some_and(|value| value == route.value),
            None => true,
        });
        match meant {
            Some(handler) => Ok((Arc::clone(&handler.service), handler.method)),
            None => {
                let routes = self.handlers.iter().filter_map(|handler| handler.route);
                let known: Vec<_> = routes
                    .map(|route| format!("\"{}\":\"{}\"", route.tag, route.value))
                    .collect();
                Err(ErrorDocument::new(
                    "Runtime.UnmarshalError",
                    format!(
                        "the event names none of the methods; known are {}",
                        known.join(", ")
                    ),
                ))
            }
        }
    }
}

fn bare_name(function: &str) -> String {
    match parse_function_name(function) {
        Ok(parsed) => parsed.name.to_owned(),
        Err(_) => function.to_owned(),
    }
}

fn not_found(name: &str, qualifier: Option<&str>) -> TransportError {
    let qualifier = qualifier
        .map(|qualifier| format!(":{qualifier}"))
        .unwrap_or_default();
    let message = format!(
        "Function not found: arn:aws:lambda:us-east-1:000000000000:function:{name}{qualifier}"
    );
    let body = serde_json::json!({ "Type": "User", "Message": message });
    TransportError::service(404)
        .with_code("ResourceNotFoundException")
        .with_message(message)
        .with_raw(body.to_string())
}
