//! Finds the method of a served trait that an event is for.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::declaration::{Method, Route};
use crate::error::{Error, ErrorDocument};
use crate::function_name::FunctionName;
use crate::function_name::template::expand;
use crate::server::event::{BAD_EVENT, route_of};
use crate::server::panic;
use crate::server::{FunctionResponse, Invocation, Service};

/// A function with the methods of served traits that run when it is invoked: one method, or several that a `route` tells
/// apart.
///
/// Use it to run a trait's server in another runtime. `{key}` placeholders in the declared names are filled from
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

    /// Runs the method that the event is for. A panic becomes the error of the function.
    pub async fn invoke(&self, invocation: Invocation) -> FunctionResponse {
        match self.method(&invocation.payload) {
            Some(method) => {
                // A service written by hand may panic outside of the method.
                let run = async { method.service.invoke(method.index, invocation).await };
                let response = panic::caught(run).await;
                response.unwrap_or_else(|document| FunctionResponse::of_known_error(&document))
            }
            None => FunctionResponse::of_known_error(&self.unknown_route()),
        }
    }

    /// Returns the only method, or the one that the event's tag names.
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

    /// Creates a function that does not serve a method yet.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        ServedFunction {
            name: name.into(),
            qualifiers: Vec::new(),
            methods: Vec::new(),
        }
    }

    /// Adds the method at this position of the service's declaration. Returns whether it was added: it is not if some event would
    /// be for it and for another method.
    pub(crate) fn add(&mut self, service: &Arc<dyn Service>, index: usize, method: Method) -> bool {
        let tag = |route: Option<Route>| route.map(|route| (route.tag(), route.value()));
        let added = tag(method.route());
        let ambiguous = self.methods().any(|other| {
            let other = tag(other.route());
            added.is_none() || other.is_none() || added == other
        });
        if !ambiguous {
            self.methods.push(ServedMethod {
                service: Arc::clone(service),
                index,
                declared: method,
            });
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
        key: impl Fn(&FunctionName) -> Option<K>,
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
            let new = || ServedFunction::new(target.function.clone());
            let function = self.functions.entry(key).or_insert_with(new);
            if !function.add(service, index, method) {
                self.mistakes.push(two_methods(&target.function));
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

/// Returns what is wrong with a function whose events do not tell its methods apart.
pub(crate) fn two_methods(function: &str) -> String {
    format!(
        "two methods serve the function `{function}`; give each its own function or its own `route`"
    )
}

/// Returns the function that a method declares, and the qualifier next to its name; or everything that is wrong with them.
fn resolve(
    method: Method,
    keys: &BTreeMap<String, String>,
) -> Result<(FunctionName, Option<String>), Vec<String>> {
    let mut mistakes = Vec::new();
    let mut fill = |template: &str| expand(template, method.name(), keys, &mut mistakes);
    let name = fill(method.function());
    let qualifier = method.qualifier().map(fill);
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    match FunctionName::parse(&name) {
        Ok(target) => Ok((target, qualifier)),
        Err(error) => Err(vec![error.message().unwrap_or_default().to_owned()]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{Declaration, MethodEntry};
    use crate::failure::{Failure, FailureKind};
    use crate::future::BoxFuture;

    /// Responds with the number of the method.
    struct Numbers(&'static Declaration);

    impl Service for Numbers {
        fn declaration(&self) -> &'static Declaration {
            self.0
        }

        fn invoke(&self, method: usize, _: Invocation) -> BoxFuture<'_, FunctionResponse> {
            Box::pin(async move { FunctionResponse::result(method.to_string()) })
        }
    }

    static ORDERS: Declaration = Declaration::new(
        "Orders",
        &[
            MethodEntry::new("absent", "absent").enabled(false),
            MethodEntry::new("place", "{stage}-orders:live").route("action", "place"),
            MethodEntry::new("ping", "ping").qualifier("{stage}"),
            MethodEntry::new("cancel", "{stage}-orders")
                .qualifier("live")
                .route("action", "cancel"),
        ],
    );

    fn served(declaration: &'static Declaration) -> Result<Vec<ServedFunction>, String> {
        let keys = BTreeMap::from([("stage".to_owned(), "prod".to_owned())]);
        ServedFunction::all(Numbers(declaration), &keys).map_err(|error| error.to_string())
    }

    async fn respond(function: &ServedFunction, event: &'static str) -> FunctionResponse {
        function.invoke(Invocation::new(event)).await
    }

    #[tokio::test]
    async fn the_function_and_the_route_choose_the_method() {
        let functions = served(&ORDERS).unwrap();
        let [ping, orders] = &functions[..] else {
            panic!("{functions:?}")
        };
        assert_eq!((ping.name(), orders.name()), ("ping", "prod-orders"));
        assert_eq!(ping.qualifiers(), ["prod"]);
        assert_eq!(orders.qualifiers(), ["live"]);
        let names: Vec<_> = orders.methods().map(Method::name).collect();
        assert_eq!(names, ["place", "cancel"]);
        assert_eq!(respond(ping, "1").await, FunctionResponse::result("2"));
        let cancel = respond(orders, r#"{"id":1,"action":"cancel"}"#).await;
        assert_eq!(cancel, FunctionResponse::result("3"));
        let place = respond(orders, r#"{"action":"place"}"#).await;
        assert_eq!(place, FunctionResponse::result("1"));
    }

    #[tokio::test]
    async fn an_event_for_no_method_is_a_bad_event() {
        let functions = served(&ORDERS).unwrap();
        for event in ["", "7", "{}", r#"{"action":"Place"}"#, r#"{"action":1}"#] {
            let response = respond(&functions[1], event).await;
            assert!(response.is_failure(), "{event}");
            let failure = Failure::decode(response.into_payload());
            assert_eq!(failure.kind(), FailureKind::BadEvent);
            let message = failure.message().unwrap();
            assert!(
                message.ends_with(r#"`"action":"place"`, `"action":"cancel"`"#),
                "{message}"
            );
        }
    }

    #[test]
    fn a_function_whose_events_are_ambiguous_is_a_mistake() {
        static TWICE: Declaration = Declaration::new(
            "Twice",
            &[MethodEntry::new("a", "f"), MethodEntry::new("b", "f")],
        );
        static ROUTE_LAST: Declaration = Declaration::new(
            "RouteLast",
            &[
                MethodEntry::new("a", "f"),
                MethodEntry::new("b", "f").route("action", "b"),
            ],
        );
        static SAME_ROUTE: Declaration = Declaration::new(
            "SameRoute",
            &[
                MethodEntry::new("a", "f").route("action", "x"),
                MethodEntry::new("b", "f").route("action", "x"),
            ],
        );
        for declaration in [&TWICE, &ROUTE_LAST, &SAME_ROUTE] {
            let error = served(declaration).unwrap_err();
            assert!(
                error.contains("two methods serve the function `f`"),
                "{error}"
            );
        }
    }

    #[test]
    fn all_names_that_cannot_be_resolved_are_reported() {
        static BAD: Declaration = Declaration::new(
            "Bad",
            &[
                MethodEntry::new("a", "{region}-f"),
                MethodEntry::new("b", "or ders"),
            ],
        );
        let error = served(&BAD).unwrap_err();
        assert!(error.contains("`region`"), "{error}");
        assert!(error.contains("`or ders`"), "{error}");
    }
}
