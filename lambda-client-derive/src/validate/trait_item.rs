//! Rules about the trait as a whole.

use super::payload::has_keys;
use super::settings::limit_holds;
use crate::args::OptionKey;
use crate::attributes::is_called;
use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};
use crate::parse::OtherKind;
use crate::target::Target;

/// Applies every rule and returns whether generated code can implement the trait.
pub(super) fn check(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    attribute_is_single(service, diagnostics);
    names_differ(service, diagnostics);
    trait_mode_can_honor(service, diagnostics);
    durations_fit(service, diagnostics);
    forms_have_arguments(service, diagnostics);
    no_other_rewrite(service, diagnostics);
    // `&&` would skip the rules after the first broken one.
    let plain = is_plain(service, diagnostics);
    let not_generic = is_not_generic(service, diagnostics);
    let only_methods = only_methods(service, diagnostics);
    plain && not_generic && only_methods
}

/// The compiler has evaluated every `cfg_attr` on the trait itself.
fn attribute_is_single(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    for attribute in &service.item.attrs {
        match Target::of(attribute) {
            None => {}
            Some(target) if target == service.options.target => diagnostics.push(
                attribute,
                "duplicate `#[lambda_fn]`; write all arguments in the first one",
            ),
            Some(other) => diagnostics.push(
                attribute,
                format_args!(
                    "a trait describes either functions or state machines; write another trait for `{}`",
                    other.attribute()
                ),
            ),
        }
    }
}

fn names_differ(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let taken = &service.item.ident;
    let options = service.options;
    let clashes = [
        (&options.client, taken, "the trait"),
        (&options.server, taken, "the trait"),
        (&options.server, &service.client, "the client"),
    ];
    for (given, taken, owner) in clashes {
        if let Some(given) = given
            && given.value == *taken
        {
            diagnostics.push(
                &given.at,
                format_args!("the name `{taken}` is already used by {owner}; choose another"),
            );
        }
    }
}

/// A default that contradicts the default mode of the same attribute can only be a mistake.
fn trait_mode_can_honor(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let options = service.options;
    if let Some(tail_log) = &options.tail_log
        && tail_log.value
        && let Some(mode) = options.mode.as_ref().map(|given| given.value)
    {
        super::settings::refuse_log(mode, &tail_log.at, diagnostics);
    }
}

fn durations_fit(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let options = service.options;
    limit_holds(
        ("attempt_timeout", &options.attempt_timeout),
        ("timeout", options.timeout.as_ref().map(|given| given.value)),
        diagnostics,
    );
    let retry = &options.retry;
    limit_holds(
        ("base_delay", &retry.base_delay),
        (
            "max_delay",
            retry.max_delay.as_ref().map(|given| given.value),
        ),
        diagnostics,
    );
}

/// A form of payloads that no method has can only be a mistake.
fn forms_have_arguments(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let options = service.options;
    let unread = |key| {
        options.is_unread(key)
            || service
                .methods()
                .any(|method| method.options.is_unread(key))
    };
    if unread(OptionKey::Route) || unread(OptionKey::Named) || service.methods().next().is_none() {
        return;
    }
    if let Some(named) = &options.named
        && named.value
        && service
            .methods()
            .all(|method| method.payload().next().is_none())
    {
        diagnostics.push(
            &named.at,
            "`named` has no effect, since no method has arguments in its payload; remove it",
        );
    }
    let is_renamed = |method: &Method<'_>| method.settings.route.is_some() || has_keys(method);
    if let Some(rename_all) = &options.rename_all
        && !service.methods().any(is_renamed)
    {
        let or_route = match options.target {
            Target::Function => " and no method has a `route`",
            Target::Machine => "",
        };
        diagnostics.push(
            &rename_all.at,
            format_args!(
                "`rename_all` has no effect, since no payload is an object{or_route}; remove it, or add `named` to send \
                 objects"
            ),
        );
    }
}

/// A trait without a remote method, or one whose methods all have bodies, calls nothing.
pub(super) fn has_remote_method(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let mut members = service.members.iter();
    if members.any(|member| !matches!(member, ServiceMember::Local(_))) {
        return;
    }
    let message = match service.members.is_empty() {
        true => {
            "a `#[lambda_fn]` trait needs a remote method; write `async fn place(&self) -> Result<(), \
             lambda_client::Error>;`"
        }
        false => {
            "a `#[lambda_fn]` trait needs a remote method, and methods with bodies stay local; write `;` instead of \
             the body of each that invokes a function"
        }
    };
    diagnostics.push(&service.item.ident, message);
}

/// Another macro must not rewrite the `async fn`s, neither before nor after this one.
fn no_other_rewrite(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    if service.is_rewritten() {
        diagnostics.push(
            &service.item.ident,
            "`#[async_trait]` above `#[lambda_fn]` has rewritten the methods of this trait; remove it, also from \
             implementations: they write `async fn` without it",
        );
    }
    for attribute in &service.item.attrs {
        if is_called(attribute, "async_trait") {
            diagnostics.push(
                attribute,
                "`#[async_trait]` does not fit the methods that `#[lambda_fn]` generates; remove it, also from \
                 implementations: they write `async fn` without it",
            );
        }
    }
}

fn is_plain(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    let item = service.item;
    if let Some(unsafety) = &item.unsafety {
        diagnostics.push(
            unsafety,
            "a `#[lambda_fn]` trait cannot be `unsafe`; remove `unsafe`",
        );
    }
    if let Some(auto_token) = &item.auto_token {
        diagnostics.push(
            auto_token,
            "a `#[lambda_fn]` trait cannot be `auto`; remove `auto`",
        );
    }
    item.unsafety.is_none() && item.auto_token.is_none()
}

fn is_not_generic(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    let generics = &service.item.generics;
    if generics.params.is_empty() {
        return true;
    }
    diagnostics.push(
        &generics.params,
        "a `#[lambda_fn]` trait cannot be generic; write concrete types in its methods",
    );
    false
}

fn only_methods(service: &Service<'_>, diagnostics: &mut Diagnostics) -> bool {
    let mut only_methods = true;
    for member in &service.members {
        let ServiceMember::Other(other) = member else {
            continue;
        };
        only_methods = false;
        let message = match other.kind {
            OtherKind::Constant => {
                "a `#[lambda_fn]` trait cannot have associated constants; move the constant out of the trait"
            }
            OtherKind::Type => {
                "a `#[lambda_fn]` trait cannot have associated types; write concrete types in its methods"
            }
            OtherKind::Macro => {
                "a `#[lambda_fn]` trait cannot contain macro calls, which are expanded later; write out the methods"
            }
            // The parser has already reported it.
            OtherKind::Unreadable => continue,
        };
        diagnostics.push(&other.tokens, message);
    }
    only_methods
}
