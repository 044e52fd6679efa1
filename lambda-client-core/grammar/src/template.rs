//! Name templates: text with placeholders such as `{method}`.

use crate::case::Case;
use crate::suggest::nearest;
use crate::{SyntaxError, described, first_refused, quoted};

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Text that stands for itself; never empty.
    Text(&'a str),
    /// `{method}` or `{method:kebab-case}`: the name of the method.
    Method(Case),
    /// `{env:VAR}`: an environment variable.
    Env(&'a str),
    /// `{key}`: a value given to the builder of the client.
    Key(&'a str),
}

const BRACES: [char; 2] = ['{', '}'];

/// The pieces of a template in their order.
///
/// # Errors
///
/// Returns an error that points at the first placeholder that is malformed.
pub fn parse_template(text: &str) -> Result<Vec<Piece<'_>>, SyntaxError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(brace) = rest.find(BRACES) {
        let place = || text.chars().count() - rest.chars().count() + rest_place(rest, brace);
        let (before, from_brace) = rest.split_at(brace);
        let Some(inside) = from_brace.strip_prefix('{') else {
            return Err(SyntaxError::new(format!(
                "the `}}` at character {} of {} closes nothing; remove it, or write `{{` where the placeholder begins",
                place(),
                quoted(text)
            )));
        };
        let end = inside.find(BRACES).unwrap_or(inside.len());
        let (content, from_end) = inside.split_at(end);
        let Some(after) = from_end.strip_prefix('}') else {
            let found = match from_end.is_empty() {
                true => "is never closed",
                false => "is not closed before the next `{`",
            };
            return Err(SyntaxError::new(format!(
                "the `{{` at character {} of {} {found}; placeholders are written `{{key}}` and do not nest",
                place(),
                quoted(text)
            )));
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        pieces.push(placeholder(content)?);
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

/// The place of the byte `index` among the characters of `rest`, counted from 1.
fn rest_place(rest: &str, index: usize) -> usize {
    1 + rest
        .char_indices()
        .take_while(|(at, _)| *at < index)
        .count()
}

/// What stands between two braces.
fn placeholder(content: &str) -> Result<Piece<'_>, SyntaxError> {
    let (kind, argument) = match content.split_once(':') {
        None => (content, None),
        Some((kind, argument)) => (kind, Some(argument)),
    };
    match (kind, argument) {
        ("method", None) => Ok(Piece::Method(Case::AsWritten)),
        ("method", Some(case)) => Case::parse(case)
            .map(Piece::Method)
            .ok_or_else(|| unknown_case(case)),
        ("env", Some(variable)) => variable_name(variable).map(Piece::Env),
        ("env", None) => Err(SyntaxError::new(
            "`{env}` names no environment variable; write `{env:VARIABLE}`",
        )),
        ("", None) => Err(SyntaxError::new(
            "`{}` names nothing; write `{method}`, `{env:VARIABLE}` or the `{key}` of a value given to the builder",
        )),
        (key, None) => key_name(key).map(Piece::Key),
        (kind, Some(_)) => Err(unknown_kind(kind, content)),
    }
}

fn unknown_case(case: &str) -> SyntaxError {
    let hint = match nearest(case, Case::NAMES) {
        Some(name) => format!("did you mean `{{method:{name}}}`? The cases are "),
        None => "the cases are ".to_owned(),
    };
    let names: Vec<String> = Case::NAMES.iter().map(|name| quoted(name)).collect();
    SyntaxError::new(format!(
        "{} is not a case for `{{method:..}}`; {hint}{}",
        quoted(case),
        names.join(", ")
    ))
}

fn unknown_kind(kind: &str, content: &str) -> SyntaxError {
    let content = quoted(&format!("{{{content}}}"));
    match nearest(kind, &["method", "env"]) {
        Some(known) => SyntaxError::new(format!(
            "{content} is not a placeholder; did you mean `{{{known}:..}}`?",
        )),
        None => SyntaxError::new(format!(
            "{content} is not a placeholder; only `{{method:..}}` and `{{env:..}}` have a `:`",
        )),
    }
}

/// Environment variables have the names that Lambda, too, allows for them; this keeps out what could only be a slip.
fn variable_name(variable: &str) -> Result<&str, SyntaxError> {
    if variable.is_empty() {
        return Err(SyntaxError::new(
            "`{env:}` names no environment variable; write `{env:VARIABLE}`",
        ));
    }
    word(variable, "the name of an environment variable", "_")
}

fn key_name(key: &str) -> Result<&str, SyntaxError> {
    word(key, "a key", "_-")
}

/// A text of ASCII letters, digits and the characters of `others` that does not begin with a digit.
fn word<'a>(text: &'a str, what: &str, others: &str) -> Result<&'a str, SyntaxError> {
    let refused = first_refused(text, |character| {
        character.is_ascii_alphanumeric() || others.contains(character)
    });
    if let Some((place, character)) = refused {
        let others: Vec<String> = others.chars().map(described).collect();
        return Err(SyntaxError::new(format!(
            "{} cannot be {what}: character {place} is {}, and only ASCII letters, digits and {} are allowed",
            quoted(text),
            described(character),
            others.join(" and ")
        )));
    }
    if text.starts_with(|character: char| character.is_ascii_digit()) {
        return Err(SyntaxError::new(format!(
            "{} cannot be {what}: it begins with a digit",
            quoted(text)
        )));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::Piece::{Env, Key, Method, Text};
    use super::*;

    #[test]
    fn reads_every_placeholder() {
        assert_eq!(parse_template("audit"), Ok(vec![Text("audit")]));
        assert_eq!(
            parse_template("orders-{method}"),
            Ok(vec![Text("orders-"), Method(Case::AsWritten)])
        );
        assert_eq!(
            parse_template("{stage}-{method:kebab-case}.{env:REGION_1}:live"),
            Ok(vec![
                Key("stage"),
                Text("-"),
                Method(Case::Kebab),
                Text("."),
                Env("REGION_1"),
                Text(":live"),
            ])
        );
        assert_eq!(parse_template("{a}{b-c}"), Ok(vec![Key("a"), Key("b-c")]));
        assert_eq!(parse_template(""), Ok(vec![]));
        assert_eq!(parse_template("été"), Ok(vec![Text("été")]));
    }

    #[test]
    fn reads_every_case() {
        for name in Case::NAMES {
            let template = format!("{{method:{name}}}");
            let expected = Case::parse(name).map(|case| vec![Method(case)]);
            assert_eq!(parse_template(&template).ok(), expected, "{name}");
        }
    }

    fn message(text: &str) -> String {
        match parse_template(text) {
            Ok(pieces) => format!("accepted as {pieces:?}"),
            Err(mistake) => mistake.message,
        }
    }

    #[test]
    fn says_where_braces_do_not_match() {
        let cases = [
            (
                "a}b",
                "the `}` at character 2 of `a}b` closes nothing; remove it, or write `{` where the placeholder begins",
            ),
            (
                "é{method}é}",
                "the `}` at character 11 of `é{method}é}` closes nothing; remove it, or write `{` where the placeholder begins",
            ),
            (
                "}{",
                "the `}` at character 1 of `}{` closes nothing; remove it, or write `{` where the placeholder begins",
            ),
            (
                "orders-{method",
                "the `{` at character 8 of `orders-{method` is never closed; placeholders are written `{key}` and do not nest",
            ),
            (
                "{",
                "the `{` at character 1 of `{` is never closed; placeholders are written `{key}` and do not nest",
            ),
            (
                "{a{b}}",
                "the `{` at character 1 of `{a{b}}` is not closed before the next `{`; placeholders are written `{key}` and do not nest",
            ),
            (
                "{{method}}",
                "the `{` at character 1 of `{{method}}` is not closed before the next `{`; placeholders are written `{key}` and do not nest",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(message(text), expected);
        }
    }

    #[test]
    fn says_what_a_placeholder_may_be() {
        let cases = [
            (
                "{}",
                "`{}` names nothing; write `{method}`, `{env:VARIABLE}` or the `{key}` of a value given to the builder",
            ),
            (
                "{env}",
                "`{env}` names no environment variable; write `{env:VARIABLE}`",
            ),
            (
                "{env:}",
                "`{env:}` names no environment variable; write `{env:VARIABLE}`",
            ),
            (
                "{env:A B}",
                "`A B` cannot be the name of an environment variable: character 2 is a space, and only ASCII letters, digits and `_` are allowed",
            ),
            (
                "{env:1A}",
                "`1A` cannot be the name of an environment variable: it begins with a digit",
            ),
            (
                "{ method }",
                "` method ` cannot be a key: character 1 is a space, and only ASCII letters, digits and `_` and `-` are allowed",
            ),
            (
                "{größe}",
                "`größe` cannot be a key: character 3 is `ö` (U+00F6), and only ASCII letters, digits and `_` and `-` are allowed",
            ),
            ("{0}", "`0` cannot be a key: it begins with a digit"),
            (
                "{methd:kebab-case}",
                "`{methd:kebab-case}` is not a placeholder; did you mean `{method:..}`?",
            ),
            (
                "{ENV:STAGE}",
                "`{ENV:STAGE}` is not a placeholder; did you mean `{env:..}`?",
            ),
            (
                "{stage:prod}",
                "`{stage:prod}` is not a placeholder; only `{method:..}` and `{env:..}` have a `:`",
            ),
            (
                "{:}",
                "`{:}` is not a placeholder; only `{method:..}` and `{env:..}` have a `:`",
            ),
            (
                "{method:kebab_case}",
                "`kebab_case` is not a case for `{method:..}`; did you mean `{method:kebab-case}`? The cases are `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`",
            ),
            (
                "{method:}",
                "`` is not a case for `{method:..}`; the cases are `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(message(text), expected);
        }
    }

    #[test]
    fn survives_hostile_texts() {
        for text in [
            "{", "}", "{{", "}}", "}{", "{é", "é}", "{:", ":}", "{\u{0}}", "{}{",
        ] {
            assert!(parse_template(text).is_err(), "{text:?}");
        }
        assert!(message(&"{".repeat(10_000)).len() < 300);
        assert!(message(&"}".repeat(10_000)).len() < 300);
        assert!(message(&format!("{{{}}}", " ".repeat(10_000))).len() < 300);
    }
}
