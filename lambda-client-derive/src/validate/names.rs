//! Rules about the names of functions and the ARNs of state machines.

use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};
use crate::settings::{Function, FunctionName};
use crate::target::Target;
use lambda_client_grammar::machine_arn::check_machine_template;
use lambda_client_grammar::name::parse_function_name;
use proc_macro2::Ident;

/// The maximum length of a name or ARN.
const LONGEST: usize = 256;

/// Checks the names of all methods; a name on the trait that is invalid for all of them is one mistake.
pub(super) fn check(service: &mut Service<'_>, diagnostics: &mut Diagnostics) {
    are_given(service, diagnostics);
    default_is_valid(service, diagnostics);
    for member in &mut service.members {
        let ServiceMember::Remote(method) = member else {
            continue;
        };
        let target = method.options.target;
        let name = method.settings.function_name();
        if let Some(mistake) = name.and_then(|name| mistake(name, target)) {
            method.sound = false;
            own_is_valid(method, &mistake, diagnostics);
        }
    }
}

fn are_given(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let is_missing = |method: &&Method<'_>| matches!(method.settings.function, Function::Missing);
    let missing: Vec<&Method<'_>> = service.methods().filter(is_missing).collect();
    let all = missing.len() == service.methods().count();
    if service.options.target == Target::Machine {
        let places: Vec<&Ident> = match all && !missing.is_empty() {
            true => vec![&service.item.ident],
            false => missing.iter().map(|method| method.ident()).collect(),
        };
        for place in places {
            diagnostics.push(
                place,
                "missing ARN of the state machine; write `#[state_machine(arn = \"..\")]`",
            );
        }
        return;
    }
    if all && missing.len() > 1 {
        diagnostics.push(
            &service.item.ident,
            "missing function names; write `#[lambda_fn(name = \"..-{method}\")]` on the trait, or a `name` on each \
             method",
        );
        return;
    }
    for method in missing {
        diagnostics.push(
            method.ident(),
            "missing function name; write `#[lambda_fn(name = \"..\")]` on the method, or a name with `{method}` on \
             the trait",
        );
    }
}

/// Reports what is wrong with the name on the trait for every method.
fn default_is_valid(service: &mut Service<'_>, diagnostics: &mut Diagnostics) {
    let target = service.options.target;
    let inherited: Vec<&FunctionName> = service
        .methods()
        .filter_map(|method| method.settings.function_name())
        .filter(|name| !name.own)
        .collect();
    let mistakes: Vec<String> = inherited
        .iter()
        .filter_map(|name| mistake(name, target))
        .collect();
    let (Some(name), Some(first)) = (inherited.first(), mistakes.first()) else {
        return;
    };
    match inherited.len() == mistakes.len() {
        true => diagnostics.push(&name.given.at, first),
        // Some mistakes, such as the length, may concern only some methods.
        false => {
            for mistake in &mistakes {
                diagnostics.push(&name.given.at, mistake);
            }
        }
    }
}

fn own_is_valid(method: &Method<'_>, mistake: &str, diagnostics: &mut Diagnostics) {
    if let Some(name) = method.settings.function_name()
        && name.own
    {
        diagnostics.push(&name.given.at, mistake);
    }
}

fn mistake(name: &FunctionName, target: Target) -> Option<String> {
    if target == Target::Machine {
        let checked = check_machine_template(&name.text);
        return checked.err().map(|mistake| mistake.message);
    }
    match name.complete {
        true => parse_function_name(&name.text)
            .err()
            .map(|mistake| match variable_of_shell(&name.text) {
                Some(variable) => format!(
                    "invalid function name `{}`: `$` is not allowed; write `{{env:{variable}}}` for the environment \
                     variable",
                    name.text
                ),
                None => mistake.to_string(),
            }),
        false => mistake_in_part(name),
    }
}

/// Returns the name of a variable that is written as `$VARIABLE`.
fn variable_of_shell(text: &str) -> Option<&str> {
    let (before, rest) = text.split_once('$')?;
    let is_of_name = |character: char| character.is_ascii_alphanumeric() || character == '_';
    let end = rest.find(|character| !is_of_name(character));
    let variable = rest.get(..end.unwrap_or(rest.len()))?;
    (!before.ends_with(':') && !variable.is_empty()).then_some(variable)
}

/// Returns what is wrong with the name for any values of the placeholders.
fn mistake_in_part(name: &FunctionName) -> Option<String> {
    let text = &name.text;
    let mut known = String::new();
    let mut inside = false;
    let mut before = None;
    for character in text.chars() {
        match character {
            '{' => inside = true,
            '}' => inside = false,
            // It starts the qualifier `$LATEST`, or the name comes from a shell.
            '$' if !inside && !matches!(before, Some(':' | '}')) => {
                return Some(format!(
                    "invalid function name `{text}`: `$` is not allowed; write `{{env:VARIABLE}}` for an environment variable"
                ));
            }
            _ if !inside => known.push(character),
            _ => {}
        }
        before = Some(character);
    }
    let allowed =
        |character: char| character.is_ascii_alphanumeric() || "-_.:$".contains(character);
    if let Some(character) = known.chars().find(|character| !allowed(*character)) {
        return Some(format!(
            "invalid function name `{text}`: `{character}` is not allowed; use ASCII letters, digits, `-`, `_` and `.`"
        ));
    }
    let length = known.len();
    (length > LONGEST).then(|| {
        format!(
            "the function name `{text}` is too long: {length} characters without its placeholders, but a name or ARN \
             has at most {LONGEST}"
        )
    })
}
