//! Chooses the methods of the served traits that this process runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use lambda_client_grammar::suggest::nearest;

use crate::declaration::Method;
use crate::serve::error::{ServeError, ServeErrorKind};
use crate::serve::pattern::{Fit, Pattern};
use crate::server::dispatch::two_methods;
use crate::server::{ServedFunction, Service};

/// How many functions or methods an error lists.
const MAX_LISTED: usize = 8;

/// A method of a served trait.
struct Candidate<'a> {
    service: &'a Arc<dyn Service>,
    index: usize,
    method: Method,
}

/// A function: its declared name, and its methods.
type Function<'a> = (Pattern, Vec<Candidate<'a>>);

impl Candidate<'_> {
    /// Returns the path of the method, such as `Orders::place`.
    fn path(&self) -> String {
        format!(
            "{}::{}",
            self.service.declaration().name(),
            self.method.name()
        )
    }

    fn add_to(&self, function: &mut ServedFunction) -> bool {
        function.add(self.service, self.index, self.method)
    }
}

fn candidates(services: &[Arc<dyn Service>]) -> impl Iterator<Item = Candidate<'_>> {
    services.iter().flat_map(|service| {
        let methods = service.declaration().methods().enumerate();
        let enabled = methods.filter(|(_, method)| method.is_enabled());
        enabled.map(move |(index, method)| Candidate {
            service,
            index,
            method,
        })
    })
}

/// Returns the method with this name, written `method` or `Trait::method`.
///
/// # Errors
///
/// Returns an error that lists the methods if none or more than one has the name.
pub(super) fn by_method(
    services: &[Arc<dyn Service>],
    only: &str,
    function: &str,
) -> Result<ServedFunction, ServeError> {
    let named: Vec<_> = candidates(services)
        .filter(|candidate| candidate.method.name() == only || candidate.path() == only)
        .collect();
    match &named[..] {
        [candidate] => {
            let mut served = ServedFunction::new(function);
            candidate.add_to(&mut served);
            Ok(served)
        }
        [] => Err(no_such_method(services, only)),
        several => {
            if let Some(error) = served_twice(several) {
                return Err(error);
            }
            let paths = several
                .iter()
                .map(|candidate| format!("`{}`", candidate.path()));
            Err(ServeError::new(
                ServeErrorKind::AmbiguousFunction,
                format!(
                    "more than one method is called `{only}`: {}; pass one of these to `.only(..)`",
                    list(paths)
                ),
            ))
        }
    }
}

fn no_such_method(services: &[Arc<dyn Service>], only: &str) -> ServeError {
    let paths: Vec<String> = candidates(services)
        .map(|candidate| candidate.path())
        .collect();
    let names = candidates(services).map(|candidate| candidate.method.name());
    let known: Vec<&str> = match only.contains("::") {
        true => paths.iter().map(String::as_str).collect(),
        false => names.collect(),
    };
    let advice = match nearest(only, &known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "expected one of {}",
            list(paths.iter().map(|path| format!("`{path}`")))
        ),
    };
    ServeError::new(
        ServeErrorKind::NoSuchFunction,
        format!("unknown method `{only}` in `.only(..)`; {advice}"),
    )
}

/// Returns the error of a trait that is served twice: no setting can choose between its methods.
fn served_twice(methods: &[Candidate<'_>]) -> Option<ServeError> {
    let paths: Vec<String> = methods.iter().map(Candidate::path).collect();
    let twice = (1..paths.len()).find(|place| paths[..*place].contains(&paths[*place]))?;
    let name = methods[twice].service.declaration().name();
    Some(ServeError::new(
        ServeErrorKind::AmbiguousFunction,
        format!(
            "two servers of a trait `{name}` have the method `{}`; serve the trait once, or rename one of two traits that have this name",
            methods[twice].method.name()
        ),
    ))
}

/// Returns the function whose declared name fits this name best, with all its methods.
///
/// # Errors
///
/// Returns an error that lists the functions if none fits, if two fit equally well, or if nothing tells the events of two methods
/// apart.
pub(super) fn by_function(
    services: &[Arc<dyn Service>],
    keys: &BTreeMap<String, String>,
    name: &str,
) -> Result<ServedFunction, ServeError> {
    // In the order of the traits, which is also that of the list in an error.
    let mut functions: Vec<Function<'_>> = Vec::new();
    let mut unknown = Vec::new();
    for candidate in candidates(services) {
        match Pattern::of(candidate.method, keys) {
            Ok(pattern) => match functions.iter_mut().find(|(known, _)| *known == pattern) {
                Some((_, methods)) => methods.push(candidate),
                None => functions.push((pattern, vec![candidate])),
            },
            Err(why) => unknown.push(format!(
                "`{}` ({}: {why})",
                candidate.method.function(),
                candidate.path()
            )),
        }
    }
    let fits = functions
        .iter()
        .filter_map(|function| Some((function.0.fit(name)?, function)));
    let mut fits: Vec<(Fit, &Function<'_>)> = fits.collect();
    let best = fits.iter().map(|(fit, _)| *fit).max();
    fits.retain(|(fit, _)| Some(*fit) == best);
    match &fits[..] {
        [(_, (_, methods))] => {
            let mut served = ServedFunction::new(name);
            match methods.iter().all(|method| method.add_to(&mut served)) {
                true => Ok(served),
                false => Err(served_twice(methods).unwrap_or_else(|| {
                    ServeError::new(
                        ServeErrorKind::AmbiguousFunction,
                        format!(
                            "{}, or choose one by `.only(..)`: {}",
                            two_methods(name),
                            list(methods.iter().map(|method| format!("`{}`", method.path())))
                        ),
                    )
                })),
            }
        }
        [] => {
            let mut listed: Vec<String> = functions.iter().map(described).collect();
            let names: Vec<String> = functions
                .iter()
                .map(|(pattern, _)| pattern.to_string())
                .collect();
            let known: Vec<&str> = names.iter().map(String::as_str).collect();
            let near = nearest(name, &known);
            if let Some(index) = near.and_then(|near| names.iter().position(|name| name == near)) {
                listed.swap(0, index);
            }
            listed.extend(unknown);
            Err(ServeError::new(
                ServeErrorKind::NoSuchFunction,
                format!(
                    "this function is called `{name}`, but the program serves {}; {}",
                    list(listed),
                    "rename the function, or choose the method in the program: `lambda_client::serve::builder(..).only(\"method\")`",
                ),
            ))
        }
        several => Err(ServeError::new(
            ServeErrorKind::AmbiguousFunction,
            format!(
                "the name of this function, `{name}`, fits more than one function equally well: {}; choose the method in the program: `lambda_client::serve::builder(..).only(\"method\")`",
                list(several.iter().map(|(_, function)| described(function))),
            ),
        )),
    }
}

/// Describes a function and its methods, such as "`orders-place` (Orders::place)".
fn described((pattern, methods): &Function<'_>) -> String {
    let paths: Vec<String> = methods.iter().map(Candidate::path).collect();
    format!("`{pattern}` ({})", paths.join(", "))
}

/// Joins the first few items.
fn list(items: impl IntoIterator<Item = String>) -> String {
    let items: Vec<String> = items.into_iter().collect();
    match items.len() {
        0 => "nothing".to_owned(),
        more if more > MAX_LISTED => {
            let shown = items[..MAX_LISTED].join(", ");
            format!("{shown} and {} more", more - MAX_LISTED)
        }
        _ => items.join(", "),
    }
}

#[cfg(test)]
mod tests;
