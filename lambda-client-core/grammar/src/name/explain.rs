//! Why a text is no name of a function, or no qualifier.

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
            "{} is a URL; write the function's name or ARN instead",
            quoted(text)
        ));
    }
    match *parts.as_slice() {
        [name] => explain_name(name),
        ["", _] => SyntaxError::new(format!(
            "there is no function name before the `:` of {}; write it as in `my-function:live`",
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
            "{} cannot be a function name: character {place} is {}, and only ASCII letters, digits, `-`, `_` and `.` are allowed",
            quoted(name),
            described(character)
        )),
        None => SyntaxError::new("the function name is empty; write a name such as `my-function`"),
    }
}

pub(crate) fn explain_qualifier(text: &str) -> SyntaxError {
    let shown = quoted(text);
    if text.is_empty() {
        return SyntaxError::new(
            "there is no qualifier after the `:`; write a version number, an alias or `$LATEST`, or leave out the `:`",
        );
    }
    if text.starts_with('$') {
        let meant = match text.to_ascii_uppercase().contains("PUBLISHED") {
            true => "$LATEST.PUBLISHED",
            false => "$LATEST",
        };
        return SyntaxError::new(format!(
            "{shown} is not a qualifier: of those with a `$` there are only `$LATEST` and `$LATEST.PUBLISHED`; write `{meant}`",
        ));
    }
    if let Some((_, last)) = text.rsplit_once(':')
        && is_qualifier(last)
    {
        return SyntaxError::new(format!(
            "{shown} is more than a qualifier; write only `{last}`, and what stands before it in the name",
        ));
    }
    let reason = match first_refused(text, in_alias) {
        Some((place, character)) => format!(
            "character {place} is {}, and only ASCII letters, digits, `-` and `_` are allowed",
            described(character)
        ),
        None => "write a version number, an alias or `$LATEST`".to_owned(),
    };
    let hint = match looks_like_version(text) {
        true => "; versions are whole numbers such as `2`, everything else is an alias",
        false => "",
    };
    SyntaxError::new(format!("{shown} cannot be a qualifier: {reason}{hint}"))
}

/// `v2.0`, `V 2`, `2.0`, `version 2`: meant as a version, which Lambda only numbers.
fn looks_like_version(text: &str) -> bool {
    let text = text.trim().to_ascii_lowercase();
    let rest = text
        .strip_prefix("version")
        .or_else(|| text.strip_prefix('v'))
        .unwrap_or(&text);
    rest.trim_start()
        .starts_with(|character: char| character.is_ascii_digit())
}

/// Three or more parts that do not begin with `arn`.
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
            "{} has two `:` with nothing between them, or one at an end; write a name as in `my-function:live`, or an ARN as in {EXAMPLE_ARN}",
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
        "{} is not a function name; write `my-function`, `my-function:live`, `123456789012:function:my-function`, or a full ARN as in {EXAMPLE_ARN}",
        quoted(text)
    ))
}

fn explain_account(account: &str) -> SyntaxError {
    SyntaxError::new(format!(
        "{} is not an account: accounts have 12 digits, leading zeros included",
        quoted(account)
    ))
}

/// A text that begins with `arn:`, judged by what the places of a full ARN should hold.
fn explain_arn(text: &str, parts: &[&str]) -> SyntaxError {
    let shown = quoted(text);
    let part = |place: usize| parts.get(place).copied().unwrap_or_default();
    if part(0) != "arn" {
        return SyntaxError::new(format!(
            "{shown} does not begin with `arn:`; write it in small letters and with nothing before it",
        ));
    }
    if !is_partition(part(1)) {
        return SyntaxError::new(format!(
            "{} is not a partition; ARNs begin with `arn:aws:`, or `arn:aws-cn:` and the like",
            quoted(part(1))
        ));
    }
    if part(2) != "lambda" {
        return SyntaxError::new(format!(
            "{shown} is an ARN of the service {}; write the ARN of a function, as in {EXAMPLE_ARN}",
            quoted(part(2))
        ));
    }
    if parts.len() < 7 {
        return SyntaxError::new(format!(
            "{shown} ends too soon for the ARN of a function; write it as in {EXAMPLE_ARN}",
        ));
    }
    if !is_region(part(3)) {
        return SyntaxError::new(format!(
            "{} is not a region; write the ARN as in {EXAMPLE_ARN}",
            quoted(part(3))
        ));
    }
    if !is_account(part(4)) {
        return explain_account(part(4));
    }
    if part(5) != "function" {
        return SyntaxError::new(format!(
            "{shown} is the ARN of a {}, and only functions can be called; write it as in {EXAMPLE_ARN}",
            quoted(part(5))
        ));
    }
    if !is_name(part(6)) {
        return explain_name(part(6));
    }
    if parts.len() > 8 {
        return SyntaxError::new(format!(
            "{shown} goes on after the qualifier {}; end it there",
            quoted(part(7))
        ));
    }
    explain_qualifier(part(7))
}
