//! Finds the method of a served trait that an event is for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::declaration::{Method, Route};
use crate::error::{Error, ErrorDocument};
use crate::server::event::{BAD_EVENT, route_of};
use crate::server::{FunctionResponse, Invocation, Service};
use crate::target::Target;
use crate::target::names::expand;

/// A function with the methods of served traits that run when it is invoked: one method, or several that a `route` tells
/// apart.
///
/// This is how to run a trait's server in a runtime of your own. `{key}` placeholders in the declared names are filled from
/// `keys`:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use std::collections::BTreeMap;
/// use lambda_client::server::{FunctionResponse, Invocation, ServedFunction, Service};
///
/// async fn run(service: impl Service, payload: Vec<u8>) -> Result<FunctionResponse, lambda_client::Error> {
///     let keys = BTreeMap::from([("stage".to_owned(), "prod".to_owned())]);
///     let functions = ServedFunction::all(service, &keys)?;
///     let name = std::env::var("AWS_LAMBDA_FUNCTION_NAME").unwrap_or_default();
///     match functions.iter().find(|function| function.name() == name) {
///         Some(function) => Ok(function.invoke(Invocation::new(payload)).await),
///         None => Ok(FunctionResponse::failure(r#"{"errorType":"Runtime.HandlerNotFound"}"#)),
///     }
/// }
/// ```
pub struct ServedFunction {
    name: String,
    qualifiers: Vec<String>,
    methods: Vec<ServedMethod>,
}

struct ServedMethod {
    service: Arc<dyn Service>,
    index: usize,
    declared: Method,
}

impl ServedFunction {
    /// Returns the functions that a trait declares, sorted by name.
    ///
    /// # Errors
    ///
    /// Returns an error if a name has a placeholder without a value, if Lambda would reject a name, or if two methods
    /// declare the same function and nothing tells their events apart.
    pub fn all(
        service: impl Service,
        keys: &BTreeMap<String, String>,
    ) -> Result<Vec<ServedFunction>, Error> {
        let service: Arc<dyn Service> = Arc::new(service);
        let mut dispatch = Dispatch::new();
        dispatch.serve(&service, keys, |target| Some(target.function.clone()));
        match dispatch.mistakes.is_empty() {
            true => Ok(dispatch.functions.into_values().collect()),
            false => Err(Error::configuration(dispatch.mistakes.join("; "))),
        }
    }

    /// Returns the name or ARN of the function, without a qualifier.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the versions and aliases that the methods declare.
    pub fn qualifiers(&self) -> &[String] {
        &self.qualifiers
    }

    /// Returns the methods behind the function.
    pub fn methods(&self) -> impl Iterator<Item = Method> {
        self.methods.iter().map(|method| method.declared)
    }

    /// Runs the method that the event is for.
    pub async fn invoke(&self, invocation: Invocation) -> FunctionResponse {
        match self.method(&invocation.payload) {
            Some(method) => method.service.invoke(method.index, invocation).await,
            None => FunctionResponse::failure(self.unknown_route().to_bytes()),
        }
    }

    /// The only method, or the one that the event's tag names.
    fn method(&self, payload: &[u8]) -> Option<&ServedMethod> {
        self.methods
            .iter()
            .find(|method| match method.declared.route() {
                Some(route) => {
                    route_of(payload, route.tag()).is_some_and(|value| value == route.value())
                }
                None => true,
            })
    }

    fn unknown_route(&self) -> ErrorDocument {
        let routes = self.methods().filter_map(|method| method.route());
        let known: Vec<_> = routes
            .map(|route| format!("`\"{}\":\"{}\"`", route.tag(), route.value()))
            .collect();
        ErrorDocument::new(
            BAD_EVENT,
            format!(
                "the event names no known method; expected one of {}",
                known.join(", ")
            ),
        )
    }

    /// Adds a method, unless some event would be for it and for another one.
    fn add(&mut self, method: ServedMethod) -> bool {
        let tag = |route: Option<Route>| route.map(|route| (route.tag(), route.value()));
        let added = tag(method.declared.route());
        let ambiguous = self.methods().any(|other| {
            let other = tag(other.route());
            added.is_none() || other.is_none() || added == other
        });
        if !ambiguous {
            self.methods.push(method);
        }
        !ambiguous
    }
}

impl fmt::Debug for ServedFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let methods: Vec<_> = self.methods().map(|method| method.name()).collect();
        f.debug_struct("ServedFunction")
            .field("name", &self.name)
            .field("qualifiers", &self.qualifiers)
            .field("methods", &methods)
            .finish()
    }
}

/// The functions of all served traits. `K` is what makes two names mean the same function.
pub(crate) struct Dispatch<K> {
    pub(crate) functions: BTreeMap<K, ServedFunction>,
    pub(crate) mistakes: Vec<String>,
}

impl<K: Ord> Dispatch<K> {
    pub(crate) fn new() -> Self {
        Dispatch {
            functions: BTreeMap::new(),
            mistakes: Vec::new(),
        }
    }

    /// Adds the functions of a trait. Functions without a `key` are left out.
    pub(crate) fn serve(
        &mut self,
        service: &Arc<dyn Service>,
        keys: &BTreeMap<String, String>,
        key: impl Fn(&Target) -> Option<K>,
    ) {
        for (index, method) in service.declaration().methods().enumerate() {
            if !method.is_enabled() {
                continue;
            }
            let (target, qualifier) = match resolve(method, keys) {
                Ok(resolved) => resolved,
                Err(mistakes) => {
                    self.mistakes.extend(mistakes);
                    continue;
                }
            };
            let Some(key) = key(&target) else { continue };
            let function = self.functions.entry(key).or_insert_with(|| ServedFunction {
                name: target.function.clone(),
                qualifiers: Vec::new(),
                methods: Vec::new(),
            });
            let added = function.add(ServedMethod {
                service: Arc::clone(service),
                index,
                declared: method,
            });
            if !added {
                self.mistakes.push(format!(
                    "two methods serve the function `{}`; give each its own function or its own `route`",
                    target.function
                ));
                continue;
            }
            for qualifier in target.qualifier.into_iter().chain(qualifier) {
                if !function.qualifiers.contains(&qualifier) {
                    function.qualifiers.push(qualifier);
                }
            }
        }
    }
}

/// The function that a method declares, and the qualifier next to its name; or everything that is wrong with them.
fn resolve(
    method: Method,
    keys: &BTreeMap<String, String>,
) -> Result<(Target, Option<String>), Vec<String>> {
    let mut mistakes = Vec::new();
    let mut fill = |template: &str| expand(template, method.name(), keys, &mut mistakes);
    let name = fill(method.function());
    let qualifier = method.qualifier().map(fill);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    match Target::parse(&name) {
        Ok(target) => Ok((target, qualifier)),
        Err(error) => Err(vec![error.message().to_owned()]),
    }
}
