//! The ARNs of state machines.

use crate::template::{Piece, parse_template};
use crate::{SyntaxError, quoted};

/// The form of the ARN, as messages show it.
const EXAMPLE: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";

/// What a state machine's ARN contains in front of its name.
const RESOURCE: &str = "stateMachine";

/// The length of the longest name of a state machine, in characters (Step Functions API reference, `CreateStateMachine`).
const LONGEST_NAME: usize = 80;

/// The parts of a state machine's ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineArn<'a> {
    /// `arn:partition:states:region:account:`.
    pub prefix: &'a str,
    /// The name of the machine.
    pub name: &'a str,
    /// The version or alias.
    pub qualifier: Option<&'a str>,
}

/// Parses the ARN of a state machine: `arn:partition:states:region:account:stateMachine:name`, optionally followed by `:` and a version or alias.
///
/// # Errors
///
/// Returns an error that says what the text is instead, or which part is malformed.
pub fn parse_machine_arn(text: &str) -> Result<MachineArn<'_>, SyntaxError> {
    let fields: Vec<&str> = text.split(':').collect();
    check_start(text, &fields)?;
    let (name, qualifier) = match fields.as_slice() {
        [_, _, _, _, _, _, name] => (*name, None),
        [_, _, _, _, _, _, name, qualifier] => (*name, Some(*qualifier)),
        [_, _, _, _, _, _, _, _, ..] => {
            return Err(refused(
                text,
                "it has more than a version or alias behind the name",
            ));
        }
        _ => return Err(refused(text, "it ends before the name of the machine")),
    };
    check_word(text, "the name", name)?;
    if let Some(qualifier) = qualifier {
        check_word(text, "the version or alias", qualifier)?;
    }
    if name.chars().count() > LONGEST_NAME {
        return Err(refused(text, "its name has more than 80 characters"));
    }
    let behind = fields.iter().skip(5).map(|field| field.len() + 1);
    let prefix = text.len() - behind.sum::<usize>() + 1;
    Ok(MachineArn {
        prefix: text.get(..prefix).unwrap_or_default(),
        name,
        qualifier,
    })
}

/// Checks the ARN of a state machine that may have placeholders, as far as they allow it: a placeholder may stand for several parts.
///
/// # Errors
///
/// Returns an error if a placeholder is malformed, or if no values of the placeholders make it the ARN of a state machine.
pub fn check_machine_template(text: &str) -> Result<(), SyntaxError> {
    let pieces = parse_template(text)?;
    let is_complete = pieces.iter().all(|piece| matches!(piece, Piece::Text(_)));
    if is_complete {
        return parse_machine_arn(text).map(|_| ());
    }
    // What precedes the first placeholder has a known position; what follows it does not.
    let first = match pieces.first() {
        Some(Piece::Text(first)) => *first,
        _ => "",
    };
    let fields: Vec<&str> = first.split(':').collect();
    // The last one continues in the placeholder.
    let known = fields.len().saturating_sub(1);
    match fields.first() {
        Some(scheme) if known == 0 && !"arn".starts_with(scheme) => {
            return Err(refused(text, "an ARN starts with `arn:`"));
        }
        _ => check_start(text, fields.get(..known).unwrap_or_default())?,
    }
    for piece in &pieces {
        let Piece::Text(piece) = piece else {
            continue;
        };
        if let Some(character) = piece.chars().find(|c| c.is_whitespace() || c.is_control()) {
            return Err(refused(
                text,
                &format!("it contains {}", crate::described(character)),
            ));
        }
        if let Some(other) = piece.split(':').find_map(other_resource)
            && !first.contains(RESOURCE)
        {
            return Err(refused(text, other));
        }
    }
    Ok(())
}

/// Checks the parts in front of the name, as far as they are there.
fn check_start(text: &str, fields: &[&str]) -> Result<(), SyntaxError> {
    if let Some(character) = text.chars().find(|c| c.is_whitespace() || c.is_control())
        && !text.contains('{')
    {
        return Err(refused(
            text,
            &format!("it contains {}", crate::described(character)),
        ));
    }
    for (position, field) in fields.iter().take(6).enumerate() {
        let mistake = match (position, *field) {
            (0, "arn") | (2, "states") | (5, RESOURCE) => continue,
            (0, _) => "an ARN starts with `arn:`".to_owned(),
            (2, "lambda") => {
                "it is one of Lambda, whose functions a `lambda_fn` trait calls".to_owned()
            }
            (2, other) => format!("it is one of the service {}", quoted(other)),
            (1, "") => "its partition is empty".to_owned(),
            (3, "") => "its Region is empty".to_owned(),
            (4, account) if !is_account(account) => {
                format!("{} is not an account ID of 12 digits", quoted(account))
            }
            (5, other) => match other_resource(other) {
                Some(mistake) => mistake.to_owned(),
                None => format!("{} is not `{RESOURCE}`", quoted(other)),
            },
            _ => continue,
        };
        return Err(refused(text, &mistake));
    }
    Ok(())
}

/// Says what an ARN of Step Functions names that is not the one of a machine.
fn other_resource(resource: &str) -> Option<&'static str> {
    match resource {
        "execution" => Some("it is the ARN of an execution"),
        "express" => Some("it is the ARN of an execution of an Express machine"),
        "activity" => Some("it is the ARN of an activity"),
        "mapRun" => Some("it is the ARN of a Map Run"),
        "function" => Some("it is the ARN of a Lambda function"),
        _ => None,
    }
}

fn is_account(account: &str) -> bool {
    account.len() == 12 && account.chars().all(|c| c.is_ascii_digit())
}

/// Checks the characters of a name (Step Functions API reference, `CreateStateMachine`).
fn check_word(text: &str, what: &str, word: &str) -> Result<(), SyntaxError> {
    if word.is_empty() {
        return Err(refused(text, &format!("{what} is empty")));
    }
    match word
        .chars()
        .find(|c| "<>{}[]?*\"#%\\^|~`$&,;/".contains(*c))
    {
        Some(character) => Err(refused(
            text,
            &format!("{what} contains {}", crate::described(character)),
        )),
        None => Ok(()),
    }
}

fn refused(text: &str, mistake: &str) -> SyntaxError {
    SyntaxError::new(format!(
        "{} is not the ARN of a state machine: {mistake}; write one such as `{EXAMPLE}`, optionally followed by `:` and a version or alias",
        quoted(text)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PREFIX: &str = "arn:aws:states:us-east-1:123456789012:";

    fn machine(rest: &str) -> String {
        format!("{PREFIX}stateMachine:{rest}")
    }

    #[test]
    fn takes_an_arn_apart() {
        for (rest, name, qualifier) in [
            ("orders", "orders", None),
            ("orders:3", "orders", Some("3")),
            ("Orders-2.x_y:live", "Orders-2.x_y", Some("live")),
        ] {
            let arn = machine(rest);
            let expected = MachineArn {
                prefix: PREFIX,
                name,
                qualifier,
            };
            assert_eq!(parse_machine_arn(&arn), Ok(expected));
        }
    }

    fn mistake(text: &str) -> String {
        match check_machine_template(text) {
            Ok(()) => "accepted".to_owned(),
            Err(error) => error.message,
        }
    }

    #[test]
    fn says_what_a_text_is_instead() {
        for (text, expected) in [
            ("orders", "an ARN starts with `arn:`"),
            ("", "an ARN starts with `arn:`"),
            (
                "arn:aws:lambda:us-east-1:123456789012:function:orders",
                "it is one of Lambda",
            ),
            (
                "arn:aws:sqs:us-east-1:123456789012:orders",
                "it is one of the service `sqs`",
            ),
            (
                &format!("{PREFIX}execution:orders:17"),
                "it is the ARN of an execution;",
            ),
            (
                &format!("{PREFIX}express:orders:17:1"),
                "of an Express machine",
            ),
            (&format!("{PREFIX}activity:orders"), "of an activity"),
            (&format!("{PREFIX}mapRun:orders/a:1"), "of a Map Run"),
            (
                &format!("{PREFIX}statemachine:orders"),
                "`statemachine` is not `stateMachine`",
            ),
            (PREFIX, "`` is not `stateMachine`"),
            (&format!("{PREFIX}stateMachine"), "it ends before the name"),
            (&machine(""), "the name is empty"),
            (&machine("orders:"), "the version or alias is empty"),
            (&machine("orders:3:4"), "more than a version or alias"),
            (&machine("a/b"), "the name contains `/`"),
            (&machine("a b"), "it contains a space"),
            (&machine(&"x".repeat(81)), "more than 80 characters"),
            (
                "arn:aws:states::123456789012:stateMachine:a",
                "its Region is empty",
            ),
            (
                "arn::states:us-east-1:123456789012:stateMachine:a",
                "its partition is empty",
            ),
            (
                "arn:aws:states:us-east-1:1234:stateMachine:a",
                "`1234` is not an account ID",
            ),
        ] {
            let message = mistake(text);
            assert!(
                message.contains("is not the ARN of a state machine: "),
                "{message}"
            );
            assert!(message.contains(expected), "{message}");
        }
        assert!(parse_machine_arn(&machine(&"x".repeat(80))).is_ok());
    }

    #[test]
    fn checks_what_placeholders_leave() {
        for text in [
            "{env:ORDERS_ARN}",
            "{prefix}:stateMachine:{method}",
            "arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:orders-{method}:live",
            "arn:{partition}:states:us-east-1:123456789012:stateMachine:execution-{stage}",
            "ar{rest}",
        ] {
            assert_eq!(mistake(text), "accepted", "{text}");
        }
        for (text, expected) in [
            ("orders-{method}", "an ARN starts with `arn:`"),
            (
                "arn:aws:lambda:{region}:{account}:function:x",
                "it is one of Lambda",
            ),
            (
                "arn:aws:states:{region}:{account}:execution:x:y",
                "the ARN of an execution",
            ),
            (
                "arn:aws:states:{region}:{account}:activity:{method}",
                "of an activity",
            ),
            (
                "arn:aws:states:us-east-1:1234:stateMachine:{method}",
                "`1234` is not",
            ),
            ("{env:ARN} x", "it contains a space"),
            ("arn:{env}", "missing environment variable in `{env}`"),
        ] {
            let message = mistake(text);
            assert!(message.contains(expected), "{text}: {message}");
        }
    }
}
