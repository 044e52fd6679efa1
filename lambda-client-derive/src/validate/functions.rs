//! Rules about methods that invoke one function.

use std::collections::HashMap;

use crate::args::OptionKey;
use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};

/// Reports methods that their function cannot tell apart, and marks the later ones.
pub(super) fn check(service: &mut Service<'_>, diagnostics: &mut Diagnostics) {
    if service.options.is_unread(OptionKey::Route) {
        return;
    }
    let clashes = clashes(service);
    name_lacks_method(service, &clashes, diagnostics);
    for member in &mut service.members {
        let ServiceMember::Remote(method) = member else {
            continue;
        };
        let found = clashes.iter().find(|clash| clash.index == method.index);
        if let Some(clash) = found {
            method.sound = false;
            report(method, clash, diagnostics);
        }
    }
}

/// Why a method cannot share its function with an earlier one.
struct Clash {
    index: usize,
    earlier: String,
    kind: ClashKind,
}

enum ClashKind {
    /// Both have the name of the trait, which is the same for all methods.
    Default,
    /// At least one of them does not have a `route`.
    NoRoute,
    /// They have different routes.
    Tag(String),
    /// Both have the same name on the wire.
    Name(String),
}

fn clashes(service: &Service<'_>) -> Vec<Clash> {
    let mut clashes = Vec::new();
    let mut functions: HashMap<&str, Vec<&Method<'_>>> = HashMap::new();
    for method in service.methods() {
        let Some(name) = method.settings.function_name() else {
            continue;
        };
        if method.options.is_unread(OptionKey::Route) || method.options.is_unread(OptionKey::Rename)
        {
            continue;
        }
        let seen = functions.entry(name.unqualified()).or_default();
        match clash(method, seen) {
            Some(clash) => clashes.push(clash),
            None => seen.push(method),
        }
    }
    clashes
}

/// Returns what keeps a method from sharing its function with those before it.
fn clash(method: &Method<'_>, seen: &[&Method<'_>]) -> Option<Clash> {
    let mut others = seen
        .iter()
        .filter(|earlier| !earlier.attributes.excludes(&method.attributes));
    // All must agree with the first one, and differ from each.
    let first = others.clone().next()?;
    let (earlier, kind) = match disagreement(first, method) {
        Some(kind) => (first, kind),
        None => {
            let namesake = others.find(|earlier| earlier.wire_name == method.wire_name)?;
            (namesake, ClashKind::Name(method.wire_name.clone()))
        }
    };
    Some(Clash {
        index: method.index,
        earlier: earlier.name.clone(),
        kind,
    })
}

/// Returns why two methods cannot share a function, apart from their names on the wire.
fn disagreement(first: &Method<'_>, method: &Method<'_>) -> Option<ClashKind> {
    let inherited = |method: &Method<'_>| {
        let name = method.settings.function_name();
        name.is_some_and(|name| !name.own)
    };
    match (&first.settings.route, &method.settings.route) {
        (Some(one), Some(other)) if one.value != other.value => {
            Some(ClashKind::Tag(one.value.clone()))
        }
        (Some(_), Some(_)) => None,
        _ if inherited(first) && inherited(method) => Some(ClashKind::Default),
        _ => Some(ClashKind::NoRoute),
    }
}

/// Reports once, at the name on the trait, that it is the same for several methods.
fn name_lacks_method(service: &Service<'_>, clashes: &[Clash], diagnostics: &mut Diagnostics) {
    let is_default = |clash: &&Clash| matches!(clash.kind, ClashKind::Default);
    let (Some(clash), Some(name)) = (clashes.iter().find(is_default), &service.options.name) else {
        return;
    };
    let others = service
        .methods()
        .filter(|method| {
            let mut defaults = clashes.iter().filter(is_default);
            defaults.any(|clash| clash.index == method.index)
        })
        .map(|method| method.name.as_str());
    let mut names = vec![clash.earlier.as_str()];
    names.extend(others);
    let last = names.pop().unwrap_or_default();
    let names = names.join("`, `");
    diagnostics.push(
        &name.at,
        format_args!(
            "`{names}` and `{last}` invoke the same function, which cannot tell them apart; add `{{method}}` to the \
             name, or add `route = \"action\"`"
        ),
    );
}

fn report(method: &Method<'_>, clash: &Clash, diagnostics: &mut Diagnostics) {
    let Some(name) = method.settings.function_name() else {
        return;
    };
    let function = name.unqualified();
    let earlier = &clash.earlier;
    match &clash.kind {
        ClashKind::Default => {}
        ClashKind::NoRoute => {
            let message = format!(
                "`{earlier}` also invokes the function `{function}`, which cannot tell the two methods apart; name a \
                 separate function for each, such as `name = \"..-{{method}}\"`, or add `route = \"action\"`"
            );
            match name.own {
                true => diagnostics.push(&name.given.at, message),
                false => diagnostics.push(method.ident(), message),
            }
        }
        ClashKind::Tag(tag) => match &method.options.route {
            Some(route) => diagnostics.push(
                &route.at,
                format_args!(
                    "this `route` differs from the one of `{earlier}`, which invokes the same function `{function}`; \
                     write `\"{tag}\"`"
                ),
            ),
            None => diagnostics.push(
                method.ident(),
                format_args!(
                    "the `route` of this method differs from the one of `{earlier}`, which invokes the same function \
                     `{function}`; write `#[lambda_fn(route = \"{tag}\")]`"
                ),
            ),
        },
        ClashKind::Name(wire_name) => match &method.options.rename {
            Some(rename) => diagnostics.push(
                &rename.at,
                format_args!(
                    "the name `{wire_name}` is already sent for the method `{earlier}`; choose another"
                ),
            ),
            None => diagnostics.push(
                method.ident(),
                format_args!(
                    "the name `{wire_name}` is already sent for the method `{earlier}`; choose another with `rename \
                     = \"..\"`"
                ),
            ),
        },
    }
}
