//! The rules, one small function each; each reports its mistakes, so that all are shown at once.

mod functions;
mod machines;
mod names;
mod payload;
mod settings;
mod signature;
mod trait_item;

pub(crate) use signature::has_no_placeholder;

use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};
use crate::target::Target;

type MethodRule = fn(&Method<'_>, &mut Diagnostics);

const METHOD_RULES: &[MethodRule] = &[
    signature::no_hidden_attribute,
    signature::no_attribute_of_bodies,
    signature::no_modifiers,
    signature::is_async,
    signature::receiver_is_shared_self,
    signature::is_not_generic,
    signature::name_is_free,
    signature::is_not_variadic,
    signature::arguments_have_names,
    signature::receiver_is_unconditional,
    signature::argument_types_can_cross,
    signature::returns_something,
    settings::qualifier_is_given_once,
    settings::mode_can_honor,
    settings::durations_fit,
    settings::rename_has_an_effect,
    payload::form_is_unconditional,
    payload::form_has_arguments,
    payload::roles_are_single,
    payload::renames_have_an_effect,
    payload::serde_has_a_field,
    payload::keys_differ,
];

/// Applies every rule and marks the items for which only placeholders are generated.
pub(crate) fn check(service: &mut Service<'_>, diagnostics: &mut Diagnostics) {
    service.implementable = trait_item::check(service, diagnostics);
    let rewritten = service.is_rewritten();
    let mut without_placeholder = false;
    for member in &mut service.members {
        match member {
            // One mistake, which has been reported.
            ServiceMember::Remote(method) if rewritten => method.sound = false,
            ServiceMember::Remote(method) => {
                let mistakes = diagnostics.count();
                signature::is_not_repeated(method, diagnostics);
                for rule in METHOD_RULES {
                    rule(method, diagnostics);
                }
                method.sound &= diagnostics.count() == mistakes;
                without_placeholder |= signature::has_no_placeholder(method);
            }
            ServiceMember::Local(function) => {
                signature::local_has_no_settings(function, diagnostics)
            }
            ServiceMember::Other(_) => {}
        }
    }
    // The implementations would repeat the message.
    service.implementable &= !without_placeholder;
    names::check(service, diagnostics);
    match service.options.target {
        Target::Function => functions::check(service, diagnostics),
        Target::Machine => machines::check(service, diagnostics),
    }
    // Another mistake may have kept a method from being one.
    if diagnostics.is_empty() {
        trait_item::has_remote_method(service, diagnostics);
    }
}
