//! Rules about how a method's function is invoked.

use std::time::Duration;

use proc_macro2::TokenStream;

use crate::args::{Located, Mode, OptionKey};
use crate::diagnostics::Diagnostics;
use crate::model::{Method, Role};

pub(super) fn qualifier_is_given_once(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let (Some(name), Some(qualifier)) =
        (method.settings.function_name(), &method.settings.qualifier)
    else {
        return;
    };
    // A qualifier on the method overrides one in the name of the trait.
    let overridden = !name.own && method.options.qualifier.is_some();
    if name.has_qualifier() && !overridden {
        diagnostics.push(
            &qualifier.at,
            format_args!(
                "duplicate qualifier: the name `{}` already contains one; remove one of the two",
                name.text
            ),
        );
    }
}

pub(super) fn mode_can_honor(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let mode = method.settings.mode;
    if let Some(tail_log) = &method.options.tail_log
        && tail_log.value
    {
        refuse_log(mode, &tail_log.at, diagnostics);
    }
    let Some(mode) = without_response(mode) else {
        return;
    };
    for argument in &method.arguments {
        if argument.role() == Role::ClientContext
            && let Some(given) = &argument.options.client_context
        {
            diagnostics.push(
                &given.at,
                format_args!(
                    "`client_context` requires `mode = \"request_response\"`, not `{mode}`; remove the attribute to \
                     send the argument in the payload"
                ),
            );
        }
    }
}

/// Reports `tail_log` in a mode that does not return a response of the function.
pub(super) fn refuse_log(mode: Mode, at: &TokenStream, diagnostics: &mut Diagnostics) {
    if let Some(mode) = without_response(mode) {
        diagnostics.push(
            at,
            format_args!(
                "`tail_log` requires `mode = \"request_response\"`, not `{mode}`; remove `tail_log`"
            ),
        );
    }
}

fn without_response(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::RequestResponse => None,
        Mode::Event => Some("event"),
        Mode::DryRun => Some("dry_run"),
    }
}

pub(super) fn durations_fit(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let (own, settings) = (&method.options, &method.settings);
    limit_holds(
        ("attempt_timeout", &own.attempt_timeout),
        ("timeout", settings.timeout),
        diagnostics,
    );
    limit_holds(
        ("base_delay", &own.retry.base_delay),
        (
            "max_delay",
            settings.retry.max_delay.as_ref().map(|given| given.value),
        ),
        diagnostics,
    );
}

/// Reports a duration that is longer than its limit, so that it could not take effect.
pub(super) fn limit_holds(
    (key, given): (&str, &Option<Located<Duration>>),
    (limit_key, limit): (&str, Option<Duration>),
    diagnostics: &mut Diagnostics,
) {
    if let (Some(given), Some(limit)) = (given, limit)
        && given.value > limit
    {
        let value = given.value;
        diagnostics.push(
            &given.at,
            format_args!(
                "`{key}` ({value:?}) is longer than `{limit_key}` ({limit:?}) and would have no effect; write at most \
                 {limit:?}, or a longer `{limit_key}`"
            ),
        );
    }
}

pub(super) fn rename_has_an_effect(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if method.options.is_unread(OptionKey::Route) {
        return;
    }
    if let (Some(rename), None) = (&method.options.rename, &method.settings.route) {
        diagnostics.push(
            &rename.at,
            "`rename` on a method has no effect without a `route`; add `route = \"action\"`, or name the function \
             with `name = \"..\"`",
        );
    }
}
