//! Rules about methods that invoke one function.

use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};

/// Finds methods that the function could not tell apart, and marks the later of two.
pub(super) fn check(service: &mut Service<'_>, diagnostics: &mut Diagnostics) {
    let clashes: Vec<(usize, Clash)> = clashes(service);
    for member in &mut service.members {
        let ServiceMember::Remote(method) = member else {
            continue;
        };
        let found = clashes.iter().find(|(index, _)| *index == method.index);
        if let Some((_, clash)) = found {
            method.sound = false;
            report(method, clash, diagnostics);
        }
    }
}

/// Why a method cannot share its function with an earlier one.
struct Clash {
    earlier: String,
    kind: ClashKind,
}

enum ClashKind {
    /// One of them, or both, have no tag.
    NoRoute,
    /// The function cannot look for the method under two tags.
    Tag(String),
    /// Both have the same name on the wire.
    Name(String),
}

fn clashes(service: &Service<'_>) -> Vec<(usize, Clash)> {
    let mut clashes = Vec::new();
    let mut seen: Vec<&Method<'_>> = Vec::new();
    for method in service.methods() {
        let Some(name) = method.settings.function_name() else {
            continue;
        };
        let earlier = seen.iter().find_map(|earlier| {
            let same = earlier
                .settings
                .function_name()
                .is_some_and(|other| other.unqualified() == name.unqualified());
            if !same || never_together(earlier, method) {
                return None;
            }
            clash(earlier, method).map(|kind| Clash {
                earlier: earlier.name.clone(),
                kind,
            })
        });
        if let Some(clash) = earlier {
            clashes.push((method.index, clash));
        }
        seen.push(method);
    }
    clashes
}

/// Methods under different conditions are taken to exclude each other.
fn never_together(one: &Method<'_>, other: &Method<'_>) -> bool {
    match (one.attributes.predicate(), other.attributes.predicate()) {
        (Some(one), Some(other)) => one.to_string() != other.to_string(),
        _ => false,
    }
}

fn clash(earlier: &Method<'_>, method: &Method<'_>) -> Option<ClashKind> {
    match (&earlier.settings.route, &method.settings.route) {
        (Some(one), Some(other)) if one.value != other.value => {
            Some(ClashKind::Tag(one.value.clone()))
        }
        (Some(_), Some(_)) if earlier.wire_name == method.wire_name => {
            Some(ClashKind::Name(method.wire_name.clone()))
        }
        (Some(_), Some(_)) => None,
        _ => Some(ClashKind::NoRoute),
    }
}

fn report(method: &Method<'_>, clash: &Clash, diagnostics: &mut Diagnostics) {
    let Some(name) = method.settings.function_name() else {
        return;
    };
    let function = name.unqualified();
    let earlier = &clash.earlier;
    match &clash.kind {
        ClashKind::NoRoute => {
            let message = format!(
                "`{earlier}` invokes the function `{function}` too, which could not tell the two apart; \
                 give each a function of its own, such as `name = \"..-{{method}}\"`, or add `route = \"action\"`"
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
                    "`{earlier}` sends the function `{function}` the tag `{tag}`; a function looks at one tag"
                ),
            ),
            None => diagnostics.push(
                method.ident(),
                format_args!(
                    "`{earlier}` sends the function `{function}` the tag `{tag}`; give both the same `route`"
                ),
            ),
        },
        ClashKind::Name(wire_name) => match &method.options.rename {
            Some(rename) => diagnostics.push(
                &rename.at,
                format_args!("`{earlier}` is sent as `{wire_name}` already"),
            ),
            None => diagnostics.push(
                method.ident(),
                format_args!(
                    "`{earlier}` is sent as `{wire_name}` already; write another name with `rename = \"..\"`"
                ),
            ),
        },
    }
}
