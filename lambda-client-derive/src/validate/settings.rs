//! Rules about the function that a method names and how it is invoked.

use proc_macro2::TokenStream;

use crate::args::Mode;
use crate::diagnostics::Diagnostics;
use crate::grammar::name::parse_function_name;
use crate::model::{Method, Role};
use crate::settings::{Function, FunctionName};

/// The greatest length of a name or ARN.
const LONGEST_NAME: usize = 256;

pub(super) fn has_a_function(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if let Function::Missing = method.settings.function {
        diagnostics.push(
            method.ident(),
            "no function is named; write `#[lambda_fn(name = \"..\")]` on the method, or on the trait with \
             a `{method}` in it",
        );
    }
}

pub(super) fn function_name_is_valid(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let Some(name) = method.settings.function_name() else {
        return;
    };
    let mistake = match name.complete {
        true => parse_function_name(&name.text)
            .err()
            .map(|mistake| mistake.to_string()),
        false => mistake_in_part(name),
    };
    let Some(mistake) = mistake else {
        return;
    };
    match name.own {
        true => diagnostics.push(&name.given.at, mistake),
        // The same tokens serve all methods; say which of them makes the name wrong.
        false => diagnostics.push(
            &name.given.at,
            format_args!("for the method `{}`: {mistake}", method.name),
        ),
    }
}

/// What is wrong whatever the placeholders turn out to be.
fn mistake_in_part(name: &FunctionName) -> Option<String> {
    let mut known = String::new();
    let mut inside = false;
    for character in name.text.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            _ if !inside => known.push(character),
            _ => {}
        }
    }
    let allowed =
        |character: char| character.is_ascii_alphanumeric() || "-_.:$".contains(character);
    if let Some(character) = known.chars().find(|character| !allowed(*character)) {
        return Some(format!(
            "`{}` cannot become a function name: {character:?} is not allowed in it; \
             use letters, digits, `-`, `_` and `.`",
            name.text
        ));
    }
    let length = known.len();
    (length > LONGEST_NAME).then(|| {
        format!(
            "`{}` cannot become a function name: it has {length} characters without its placeholders, \
             and a name or ARN has at most {LONGEST_NAME}",
            name.text
        )
    })
}

pub(super) fn qualifier_is_given_once(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let (Some(name), Some(qualifier)) =
        (method.settings.function_name(), &method.settings.qualifier)
    else {
        return;
    };
    if name.has_qualifier() {
        diagnostics.push(
            &qualifier.at,
            format_args!(
                "the qualifier is given twice: `{}` already has one; remove one of them",
                name.text
            ),
        );
    }
}

pub(super) fn mode_can_honour(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let mode = method.settings.mode;
    if let Some(tail_log) = &method.options.tail_log
        && tail_log.value
    {
        refuse_log(mode, &tail_log.at, diagnostics);
    }
    let Some(mode) = without_answer(mode) else {
        return;
    };
    for argument in &method.arguments {
        if argument.role() == Role::ClientContext
            && let Some(given) = &argument.options.client_context
        {
            diagnostics.push(
                &given.at,
                format_args!(
                    "a client context is only handed over with `mode = \"request_response\"`, not with `{mode}`"
                ),
            );
        }
    }
}

/// Reports `tail_log` in a mode that gets no answer from the function.
pub(super) fn refuse_log(mode: Mode, at: &TokenStream, diagnostics: &mut Diagnostics) {
    if let Some(mode) = without_answer(mode) {
        diagnostics.push(
            at,
            format_args!(
                "a log only comes back with `mode = \"request_response\"`, not with `{mode}`; remove `tail_log`"
            ),
        );
    }
}

fn without_answer(mode: Mode) -> Option<&'static str> {
    match mode {
        Mode::RequestResponse => None,
        Mode::Event => Some("event"),
        Mode::DryRun => Some("dry_run"),
    }
}

pub(super) fn rename_has_an_effect(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if let (Some(rename), None) = (&method.options.rename, &method.settings.route) {
        diagnostics.push(
            &rename.at,
            "a method's name is only sent where methods share a function; add `route = \"action\"`, \
             or name the function with `name = \"..\"`",
        );
    }
}
