//! Explains why a text is not a function name or not a qualifier.

use super::{
    EXAMPLE_ARN, in_alias, in_name, is_account, is_digits, is_name, is_partition, is_qualifier,
    is_region,
};
use crate::{SyntaxError, described, first_refused, quoted};

pub(crate) fn explain(text: &str) -> SyntaxError {
    let parts: Vec<&str> = text.split(':').collect();
    if let [first, _, _, ..] = parts.as_slice()
        && first.trim_start().eq_ignore_ascii_case("arn")
    {
        return explain_arn(text, &parts);
    }
    if text.contains("://") {
        return SyntaxError::new(format!(
            "{} is a URL; write the name or ARN of the function",
            quoted(text)
        ));
    }
    match *parts.as_slice() {
        [name] => explain_name(name),
        ["", _] => SyntaxError::new(format!(
            "missing function name before `:` in {}; write a name such as `my-function:live`",
            quoted(text)
        )),
        [name, _] if !is_name(name) => explain_name(name),
        [_, qualifier] => explain_qualifier(qualifier),
        _ => explain_partial_arn(text, &parts),
    }
}

fn explain_name(name: &str) -> SyntaxError {
    match first_refused(name, in_name) {
        Some((place, character)) => SyntaxError::new(format!(
            "invalid function name {}: character {place} is {}; use only ASCII letters, digits, `-`, `_` and `.`",
            quoted(name),
            described(character)
        )),
        None => SyntaxError::new("empty function name; write a name such as `my-function`"),
    }
}

pub(crate) fn explain_qualifier(text: &str) -> SyntaxError {
    let shown = quoted(text);
    if text.is_empty() {
        return SyntaxError::new(
            "missing qualifier after `:`; write a version number, an alias or `$LATEST`, or remove the `:`",
        );
    }
    if text.starts_with('$') {
        let meant = match text.to_ascii_uppercase().contains("PUBLISHED") {
            true => "$LATEST.PUBLISHED",
            false => "$LATEST",
        };
        return SyntaxError::new(format!(
            "invalid qualifier {shown}: only `$LATEST` and `$LATEST.PUBLISHED` start with a `$`; write `{meant}`",
        ));
    }
    if let Some((_, last)) = text.rsplit_once(':')
        && is_qualifier(last)
    {
        return SyntaxError::new(format!(
            "invalid qualifier {shown}; write only `{last}` here, and the rest in the name",
        ));
    }
    let reason = match first_refused(text, in_alias) {
        Some((place, character)) => format!(
            "character {place} is {}; use only ASCII letters, digits, `-` and `_`",
            described(character)
        ),
        None => "write a version number, an alias or `$LATEST`".to_owned(),
    };
    let hint = match looks_like_version(text) {
        true => ", or a version number such as `2`",
        false => "",
    };
    SyntaxError::new(format!("invalid qualifier {shown}: {reason}{hint}"))
}

/// Returns whether the text was meant as a version, which is only a number: `v2.0`, `V 2`, `2.0`, `version 2`.
fn looks_like_version(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let rest = text
        .strip_prefix("version")
        .or_else(|| text.strip_prefix('v'))
        .unwrap_or(&text);
    rest.trim_start()
        .starts_with(|character: char| character.is_ascii_digit())
}

/// Explains three or more parts that do not start with `arn`.
fn explain_partial_arn(text: &str, parts: &[&str]) -> SyntaxError {
    let wrong_account = parts
        .iter()
        .take(2)
        .find(|part| is_digits(part) && !is_account(part));
    if let Some(account) = wrong_account {
        return explain_account(account);
    }
    if parts.contains(&"") {
        return SyntaxError::new(format!(
            "invalid function name {}: the part before or after a `:` is empty; write a name such as \
             `my-function:live`, or an ARN such as {EXAMPLE_ARN}",
            quoted(text)
        ));
    }
    if let Some(part) = parts.iter().find(|part| {
        part.chars()
            .any(|character| !in_name(character) && character != '$')
    }) {
        return explain_name(part);
    }
    if let [.., last] = parts
        && last.starts_with('$')
        && !is_qualifier(last)
    {
        return explain_qualifier(last);
    }
    SyntaxError::new(format!(
        "invalid function name {}; write `my-function`, `my-function:live`, `123456789012:function:my-function`, or \
         an ARN such as {EXAMPLE_ARN}",
        quoted(text)
    ))
}

fn explain_account(account: &str) -> SyntaxError {
    SyntaxError::new(format!(
        "invalid account ID {}: expected 12 digits, including leading zeros",
        quoted(account)
    ))
}

/// Explains a text that starts with `arn:`, part by part.
fn explain_arn(text: &str, parts: &[&str]) -> SyntaxError {
    let shown = quoted(text);
    let part = |place: usize| parts.get(place).copied().unwrap_or_default();
    if part(0) != "arn" {
        return SyntaxError::new(format!(
            "{shown} does not start with `arn:`; write the prefix in lowercase, without anything before it",
        ));
    }
    if !is_partition(part(1)) {
        return SyntaxError::new(format!(
            "invalid partition {} in the ARN; write `aws`, or another partition such as `aws-cn`",
            quoted(part(1))
        ));
    }
    if part(2) != "lambda" {
        return SyntaxError::new(format!(
            "{shown} is an ARN of the service {}, not of Lambda; write an ARN such as {EXAMPLE_ARN}",
            quoted(part(2))
        ));
    }
    if parts.len() < 7 {
        return SyntaxError::new(format!(
            "incomplete ARN {shown}; write an ARN such as {EXAMPLE_ARN}",
        ));
    }
    if !is_region(part(3)) {
        return SyntaxError::new(format!(
            "invalid region {} in the ARN; write an ARN such as {EXAMPLE_ARN}",
            quoted(part(3))
        ));
    }
    if !is_account(part(4)) {
        return explain_account(part(4));
    }
    if part(5) != "function" {
        return SyntaxError::new(format!(
            "{shown} is the ARN of a {}, not of a function; write an ARN such as {EXAMPLE_ARN}",
            quoted(part(5))
        ));
    }
    if !is_name(part(6)) {
        return explain_name(part(6));
    }
    if parts.len() > 8 {
        return SyntaxError::new(format!(
            "{shown} continues after the qualifier {}; remove what follows it",
            quoted(part(7))
        ));
    }
    explain_qualifier(part(7))
}
