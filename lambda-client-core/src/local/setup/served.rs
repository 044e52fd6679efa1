//! The methods of a served trait as the code of functions.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::declaration::{Method, Route};
use crate::error::ErrorDocument;
use crate::future::BoxFuture;
use crate::local::registry::arn::{AccountRegion, Key};
use crate::local::setup::function::Function;
use crate::local::setup::handler::{Handler, Reply};
use crate::local::setup::settings::Routing;
use crate::server::route_of;
use crate::server::{Invocation, Service};
use crate::target::Target;
use crate::target::names::expand;

/// The version that an alias of a served trait points to: what has been built is what has been published.
const PUBLISHED: u64 = 1;

/// The functions that traits declare, before they are deployed.
#[derive(Default)]
pub(crate) struct Declared {
    functions: BTreeMap<Key, Methods>,
    pub(crate) mistakes: Vec<String>,
}

/// The methods that share one function, and the qualifiers that they declare.
#[derive(Default)]
struct Methods {
    methods: Vec<ServedMethod>,
    qualifiers: Vec<String>,
}

struct ServedMethod {
    service: Arc<dyn Service>,
    index: usize,
    route: Option<Route>,
}

impl Declared {
    pub(crate) fn serve(
        &mut self,
        service: &Arc<dyn Service>,
        keys: &BTreeMap<String, String>,
        home: &AccountRegion,
    ) {
        for (index, method) in service.declaration().methods.iter().enumerate() {
            if method.enabled {
                self.add(service, index, method, keys, home);
            }
        }
    }

    fn add(
        &mut self,
        service: &Arc<dyn Service>,
        index: usize,
        method: &Method,
        keys: &BTreeMap<String, String>,
        home: &AccountRegion,
    ) {
        let mut mistakes = Vec::new();
        let name = expand(method.function, method, keys, &mut mistakes);
        let qualifier = method
            .qualifier
            .map(|qualifier| expand(qualifier, method, keys, &mut mistakes));
        if !mistakes.is_empty() {
            return self.mistakes.extend(mistakes);
        }
        if let Err(error) = Target::parse(&name) {
            return self
                .mistakes
                .push(error.message().unwrap_or_default().to_owned());
        }
        let Some((key, in_name)) = Key::parse(&name, home) else {
            return;
        };
        let function = self.functions.entry(key).or_default();
        if method.route.is_none() && !function.methods.is_empty() {
            return self.mistakes.push(format!(
                "two methods serve the function `{name}`; give each a function of its own, or a `route`"
            ));
        }
        function
            .qualifiers
            .extend(in_name.into_iter().chain(qualifier));
        function.methods.push(ServedMethod {
            service: Arc::clone(service),
            index,
            route: method.route,
        });
    }

    pub(crate) fn into_functions(self) -> impl Iterator<Item = (Key, Function)> {
        self.functions.into_iter().map(|(key, methods)| {
            let qualifiers = methods.qualifiers.clone();
            let mut function = Function::of(Arc::new(methods)).undeclared_tenancy();
            for qualifier in qualifiers {
                function = function.declared(&qualifier);
            }
            (key, function)
        })
    }
}

impl Function {
    /// Makes the qualifier that a trait declares one of this function's: a version, or an alias.
    fn declared(mut self, qualifier: &str) -> Function {
        match qualifier.parse::<u64>() {
            Ok(number) => self.published(number, None),
            Err(_) if qualifier == "$LATEST" => self,
            Err(_) => {
                if !qualifier.starts_with('$') {
                    let routing = Routing {
                        version: PUBLISHED,
                        weighted: None,
                    };
                    self.settings.aliases.insert(qualifier.to_owned(), routing);
                }
                self.published(PUBLISHED, None)
            }
        }
    }
}

impl Methods {
    /// The method that the event is for: the only one, or the one that its tag names.
    fn method(&self, payload: &[u8]) -> Result<&ServedMethod, ErrorDocument> {
        let meant = self.methods.iter().find(|method| match method.route {
            Some(route) => route_of(payload, route.tag).is_some_and(|value| value == route.value),
            None => true,
        });
        meant.ok_or_else(|| {
            let routes = self.methods.iter().filter_map(|method| method.route);
            let known: Vec<_> = routes
                .map(|route| format!("\"{}\":\"{}\"", route.tag, route.value))
                .collect();
            ErrorDocument::new(
                "Runtime.UnmarshalError",
                format!(
                    "the event names none of the methods; known are {}",
                    known.join(", ")
                ),
            )
        })
    }
}

impl Handler for Methods {
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, Reply> {
        Box::pin(async move {
            let answer = match self.method(&invocation.payload) {
                Ok(method) => method.service.invoke(method.index, invocation).await,
                Err(document) => Err(document),
            };
            match answer {
                Ok(payload) => Reply::result(payload),
                Err(document) => Reply::failure(document.to_bytes()),
            }
        })
    }
}
