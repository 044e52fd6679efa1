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

type Check = fn(&Method<'_>, &mut Diagnostics);

/// A rule for one method.
enum MethodRule {
    /// A rule for the types of its arguments and its result. A type that breaks it may not be valid in generated code either.
    OfTypes(Check),
    Other(Check),
}

const METHOD_RULES: &[MethodRule] = &[
    MethodRule::Other(signature::no_hidden_attribute),
    MethodRule::Other(signature::no_attribute_of_bodies),
    MethodRule::Other(signature::no_modifiers),
    MethodRule::Other(signature::is_async),
    MethodRule::Other(signature::receiver_is_shared_self),
    MethodRule::OfTypes(signature::is_not_generic),
    MethodRule::Other(signature::name_is_free),
    MethodRule::OfTypes(signature::is_not_variadic),
    MethodRule::Other(signature::arguments_have_names),
    MethodRule::Other(signature::receiver_is_unconditional),
    MethodRule::OfTypes(signature::argument_types_can_cross),
    MethodRule::OfTypes(signature::returns_something),
    MethodRule::Other(settings::qualifier_is_given_once),
    MethodRule::Other(settings::mode_can_honor),
    MethodRule::Other(settings::durations_fit),
    MethodRule::Other(settings::rename_has_an_effect),
    MethodRule::Other(payload::form_is_unconditional),
    MethodRule::Other(payload::form_has_arguments),
    MethodRule::Other(payload::roles_are_single),
    MethodRule::Other(payload::renames_have_an_effect),
    MethodRule::Other(payload::serde_has_a_field),
    MethodRule::Other(payload::keys_differ),
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
                let mut types_are_sound = !signature::has_no_placeholder(method);
                for rule in METHOD_RULES {
                    let before = diagnostics.count();
                    let (MethodRule::OfTypes(check) | MethodRule::Other(check)) = rule;
                    check(method, diagnostics);
                    let is_broken = diagnostics.count() > before;
                    types_are_sound &= !(is_broken && matches!(rule, MethodRule::OfTypes(_)));
                }
                method.types_are_sound = types_are_sound;
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
