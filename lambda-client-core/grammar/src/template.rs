//! Name templates: text with placeholders such as `{method}`.

use crate::case::Case;
use crate::suggest::nearest;
use crate::{SyntaxError, described, first_refused, quoted};

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Literal text; never empty.
    Text(&'a str),
    /// `{method}` or `{method:kebab-case}`: the name of the method.
    Method(Case),
    /// `{env:VAR}`: an environment variable.
    Env(&'a str),
    /// `{key}`: a value given to the builder of the client.
    Key(&'a str),
}

const BRACES: [char; 2] = ['{', '}'];

/// Parses a template into its pieces.
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
                "unmatched `}}` at character {} of {}; remove it, or write `{{` where the placeholder starts",
                place(),
                quoted(text)
            )));
        };
        let end = inside.find(BRACES).unwrap_or(inside.len());
        let (content, from_end) = inside.split_at(end);
        let Some(after) = from_end.strip_prefix('}') else {
            return Err(SyntaxError::new(format!(
                "unclosed `{{` at character {} of {}; write placeholders as `{{key}}`, without nesting",
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

/// Returns the position of the byte `index` among the characters of `rest`, counted from 1.
fn rest_place(rest: &str, index: usize) -> usize {
    1 + rest
        .char_indices()
        .take_while(|(at, _)| *at < index)
        .count()
}

/// Parses the text between two braces.
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
            "missing environment variable in `{env}`; write `{env:VARIABLE}`",
        )),
        ("", None) => Err(SyntaxError::new(
            "empty placeholder `{}`; write `{method}`, `{env:VARIABLE}`, or `{key}` for a value given to the builder",
        )),
        // A key that resembles `method` could only be confused with it.
        (key, None) if nearest(key, &["method"]).is_some() => Err(SyntaxError::new(format!(
            "unknown placeholder {}; did you mean `{{method}}`?",
            quoted(&format!("{{{key}}}"))
        ))),
        (key, None) => key_name(key).map(Piece::Key),
        (kind, Some(_)) => Err(unknown_kind(kind, content)),
    }
}

fn unknown_case(case: &str) -> SyntaxError {
    let instead = match nearest(case, Case::NAMES) {
        Some(name) => format!("did you mean `{{method:{name}}}`?"),
        None => format!("expected one of `{}`", Case::NAMES.join("`, `")),
    };
    SyntaxError::new(format!(
        "unknown case {} in `{{method:..}}`; {instead}",
        quoted(case)
    ))
}

fn unknown_kind(kind: &str, content: &str) -> SyntaxError {
    let content = quoted(&format!("{{{content}}}"));
    match nearest(kind, &["method", "env"]) {
        Some(known) => SyntaxError::new(format!(
            "unknown placeholder {content}; did you mean `{{{known}:..}}`?",
        )),
        None => SyntaxError::new(format!(
            "unknown placeholder {content}; only `{{method:..}}` and `{{env:..}}` contain a `:`",
        )),
    }
}

/// Allows the names that Lambda allows for environment variables; anything else could only be a mistake.
fn variable_name(variable: &str) -> Result<&str, SyntaxError> {
    if variable.is_empty() {
        return Err(SyntaxError::new(
            "missing environment variable in `{env:}`; write `{env:VARIABLE}`",
        ));
    }
    word(variable, "environment variable", "")
}

fn key_name(key: &str) -> Result<&str, SyntaxError> {
    word(key, "key", "-")
}

/// Returns the text if it is made of ASCII letters, digits, `_` and the characters of `others`, and does not start with a
/// digit.
fn word<'a>(text: &'a str, what: &str, others: &str) -> Result<&'a str, SyntaxError> {
    let refused = first_refused(text, |character| {
        character.is_ascii_alphanumeric() || character == '_' || others.contains(character)
    });
    if let Some((place, character)) = refused {
        let others: Vec<String> = others
            .chars()
            .map(|other| format!(", {}", described(other)))
            .collect();
        return Err(SyntaxError::new(format!(
            "invalid {what} {}: character {place} is {}; use only ASCII letters, digits{} and `_`",
            quoted(text),
            described(character),
            others.concat()
        )));
    }
    if text.starts_with(|character: char| character.is_ascii_digit()) {
        return Err(SyntaxError::new(format!(
            "invalid {what} {}: it starts with a digit",
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
                "unmatched `}` at character 2 of `a}b`; remove it, or write `{` where the placeholder starts",
            ),
            (
                "é{method}é}",
                "unmatched `}` at character 11 of `é{method}é}`; remove it, or write `{` where the placeholder starts",
            ),
            (
                "}{",
                "unmatched `}` at character 1 of `}{`; remove it, or write `{` where the placeholder starts",
            ),
            (
                "orders-{method",
                "unclosed `{` at character 8 of `orders-{method`; write placeholders as `{key}`, without nesting",
            ),
            (
                "{",
                "unclosed `{` at character 1 of `{`; write placeholders as `{key}`, without nesting",
            ),
            (
                "{a{b}}",
                "unclosed `{` at character 1 of `{a{b}}`; write placeholders as `{key}`, without nesting",
            ),
            (
                "{{method}}",
                "unclosed `{` at character 1 of `{{method}}`; write placeholders as `{key}`, without nesting",
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
                "empty placeholder `{}`; write `{method}`, `{env:VARIABLE}`, or `{key}` for a value given to the builder",
            ),
            (
                "{env}",
                "missing environment variable in `{env}`; write `{env:VARIABLE}`",
            ),
            (
                "{env:}",
                "missing environment variable in `{env:}`; write `{env:VARIABLE}`",
            ),
            (
                "{env:A B}",
                "invalid environment variable `A B`: character 2 is a space; use only ASCII letters, digits and `_`",
            ),
            (
                "{env:1A}",
                "invalid environment variable `1A`: it starts with a digit",
            ),
            (
                "{ method }",
                "unknown placeholder `{ method }`; did you mean `{method}`?",
            ),
            (
                "{ stage }",
                "invalid key ` stage `: character 1 is a space; use only ASCII letters, digits, `-` and `_`",
            ),
            (
                "{größe}",
                "invalid key `größe`: character 3 is `ö` (U+00F6); use only ASCII letters, digits, `-` and `_`",
            ),
            ("{0}", "invalid key `0`: it starts with a digit"),
            (
                "{methd:kebab-case}",
                "unknown placeholder `{methd:kebab-case}`; did you mean `{method:..}`?",
            ),
            (
                "orders-{methd}",
                "unknown placeholder `{methd}`; did you mean `{method}`?",
            ),
            (
                "{Method}",
                "unknown placeholder `{Method}`; did you mean `{method}`?",
            ),
            (
                "{ENV:STAGE}",
                "unknown placeholder `{ENV:STAGE}`; did you mean `{env:..}`?",
            ),
            (
                "{stage:prod}",
                "unknown placeholder `{stage:prod}`; only `{method:..}` and `{env:..}` contain a `:`",
            ),
            (
                "{:}",
                "unknown placeholder `{:}`; only `{method:..}` and `{env:..}` contain a `:`",
            ),
            (
                "{method:kebab_case}",
                "unknown case `kebab_case` in `{method:..}`; did you mean `{method:kebab-case}`?",
            ),
            (
                "{method:}",
                "unknown case `` in `{method:..}`; expected one of `lowercase`, `UPPERCASE`, `PascalCase`, `camelCase`, `snake_case`, `SCREAMING_SNAKE_CASE`, `kebab-case`, `SCREAMING-KEBAB-CASE`",
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
