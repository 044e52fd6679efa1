//! Function names and qualifiers, as the operation `Invoke` accepts them.
//!
//! The forms are those of the model's shape `NamespacedFunctionName`: a name, a partial ARN or a full ARN, each with
//! or without a qualifier. Every prefix is optional:
//! `arn:PARTITION:lambda:`, `REGION:`, `ACCOUNT:`, `function:`, the name, `:QUALIFIER`.

mod explain;

use self::explain::{explain, explain_qualifier};
use crate::{SyntaxError, quoted};

/// The maximum length of a name or ARN in the model.
const LONGEST: usize = 256;
/// The maximum length of a name outside of an ARN.
const LONGEST_BARE: usize = 64;
/// The maximum length of a qualifier in the model.
const LONGEST_QUALIFIER: usize = 128;

const EXAMPLE_ARN: &str = "`arn:aws:lambda:us-east-1:123456789012:function:my-function`";

/// The parts of a function's name or ARN.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionName<'a> {
    /// Whether the text starts with `arn:`.
    pub is_arn: bool,
    /// The region, if the text contains one.
    pub region: Option<&'a str>,
    /// The 12-digit account ID, if the text contains one.
    pub account: Option<&'a str>,
    /// The bare name.
    pub name: &'a str,
    /// The version or alias after the name.
    pub qualifier: Option<&'a str>,
}

/// Parses a name, a partial ARN or a full ARN.
///
/// # Errors
///
/// Returns an error that says what is wrong with the text and what to write instead.
pub fn parse_function_name(text: &str) -> Result<FunctionName<'_>, SyntaxError> {
    if text.is_empty() {
        return Err(SyntaxError::new(format!(
            "empty function name; write a name such as `my-function`, or an ARN such as {EXAMPLE_ARN}",
        )));
    }
    let length = text.chars().count();
    if length > LONGEST {
        return Err(SyntaxError::new(format!(
            "the function name {} is too long: {length} characters, but a name or ARN has at most {LONGEST}",
            quoted(text)
        )));
    }
    let name = read(text).ok_or_else(|| explain(text))?;
    let bare = !name.is_arn && name.region.is_none() && name.account.is_none();
    if bare && name.name.len() > LONGEST_BARE {
        return Err(SyntaxError::new(format!(
            "the function name {} is too long: {} characters, but a name outside of an ARN has at most {LONGEST_BARE}",
            quoted(name.name),
            name.name.len()
        )));
    }
    Ok(name)
}

/// Checks a version number, the name of an alias, `$LATEST` or `$LATEST.PUBLISHED`.
///
/// # Errors
///
/// Returns an error that says what is wrong with the text and what to write instead.
pub fn check_qualifier(text: &str) -> Result<(), SyntaxError> {
    if text.is_empty() {
        return Err(SyntaxError::new(
            "empty qualifier; write a version number, an alias or `$LATEST`, or remove it",
        ));
    }
    let length = text.chars().count();
    if length > LONGEST_QUALIFIER {
        return Err(SyntaxError::new(format!(
            "the qualifier {} is too long: {length} characters, but a qualifier has at most {LONGEST_QUALIFIER}",
            quoted(text)
        )));
    }
    if is_qualifier(text) {
        return Ok(());
    }
    Err(explain_qualifier(text))
}

fn read(text: &str) -> Option<FunctionName<'_>> {
    let parts: Vec<&str> = text.split(':').collect();
    match parts.as_slice() {
        ["arn", partition, "lambda", rest @ ..] if is_partition(partition) => with_region(rest)
            .map(|name| FunctionName {
                is_arn: true,
                ..name
            }),
        all => with_region(all),
    }
}

// A function may be named `function`, or like a region or an account. Like the pattern, each step consumes its prefix if
// there is one, and backtracks if the rest does not match.

fn with_region<'a>(parts: &[&'a str]) -> Option<FunctionName<'a>> {
    if let [region, rest @ ..] = parts
        && is_region(region)
        && let Some(name) = with_account(rest)
    {
        return Some(FunctionName {
            region: Some(region),
            ..name
        });
    }
    with_account(parts)
}

fn with_account<'a>(parts: &[&'a str]) -> Option<FunctionName<'a>> {
    if let [account, rest @ ..] = parts
        && is_account(account)
        && let Some(name) = with_function(rest)
    {
        return Some(FunctionName {
            account: Some(account),
            ..name
        });
    }
    with_function(parts)
}

fn with_function<'a>(parts: &[&'a str]) -> Option<FunctionName<'a>> {
    if let ["function", rest @ ..] = parts
        && let Some(name) = with_qualifier(rest)
    {
        return Some(name);
    }
    with_qualifier(parts)
}

fn with_qualifier<'a>(parts: &[&'a str]) -> Option<FunctionName<'a>> {
    let (name, qualifier) = match *parts {
        [name] => (name, None),
        [name, qualifier] if is_qualifier(qualifier) => (name, Some(qualifier)),
        _ => return None,
    };
    is_name(name).then_some(FunctionName {
        is_arn: false,
        region: None,
        account: None,
        name,
        qualifier,
    })
}

/// Accepts `aws` with any suffix; the pattern also allows an empty partition.
fn is_partition(text: &str) -> bool {
    text.is_empty()
        || text.strip_prefix("aws").is_some_and(|rest| {
            rest.bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
        })
}

/// `us-east-1`, `us-gov-west-1`, `us-iso-east-1`, `us-isob-east-1`, `eusc-de-east-1`.
fn is_region(text: &str) -> bool {
    let parts: Vec<&str> = text
        .strip_prefix("eusc-")
        .unwrap_or(text)
        .split('-')
        .collect();
    let (area, place, number) = match *parts.as_slice() {
        [area, place, number] => (area, place, number),
        [area, kind, place, number] if is_kind(kind) => (area, place, number),
        _ => return false,
    };
    let lower = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase());
    area.len() == 2 && lower(area) && lower(place) && number.len() == 1 && is_digits(number)
}

/// `gov`, `iso`, or `iso` and one more letter.
fn is_kind(text: &str) -> bool {
    text == "gov"
        || text.strip_prefix("iso").is_some_and(|rest| {
            rest.len() <= 1 && rest.bytes().all(|byte| byte.is_ascii_lowercase())
        })
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && is_digits(text)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(in_name)
}

/// Accepts versions, which are digits, and aliases, whose names do not contain a `$`. (The model's shape of the parameter
/// `Qualifier` allows a `$` anywhere, but neither a version nor an alias can be named so.)
fn is_qualifier(text: &str) -> bool {
    matches!(text, "$LATEST" | "$LATEST.PUBLISHED")
        || (!text.is_empty() && text.chars().all(in_alias))
}

fn in_name(character: char) -> bool {
    in_alias(character) || character == '.'
}

fn in_alias(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '-' | '_')
}

#[cfg(test)]
mod tests;
