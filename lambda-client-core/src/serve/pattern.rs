//! Compares the name of a function with the names that methods declare.

use std::collections::BTreeMap;
use std::fmt;

use lambda_client_grammar::name::parse_function_name;
use lambda_client_grammar::template::{Piece, parse_template};

use crate::declaration::Method;

/// The declared name of a function, without account, region and qualifier. Keys without a value match any text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    /// The name of a key without a value.
    Any(String),
}

/// How well a name fits a pattern. The greater, the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Fit {
    /// Whether the pattern is the name, letter by letter.
    is_exact: bool,
    /// How many bytes of the name the pattern spells out.
    spelled_out: usize,
    /// Whether the pattern covers the whole name, and not only what follows a prefix.
    is_whole: bool,
}

impl Pattern {
    /// Reads the declared name of a method's function.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the name, or which environment variable it needs.
    pub(super) fn of(method: Method, keys: &BTreeMap<String, String>) -> Result<Pattern, String> {
        let template = method.function();
        let pieces = parse_template(template).map_err(|mistake| mistake.to_string())?;
        let mut text = String::new();
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Method(case) => text.push_str(&case.apply(method.name())),
                Piece::Env(variable) => match std::env::var(variable) {
                    Ok(value) if !value.is_empty() => text.push_str(&value),
                    _ => return Err(format!("the environment variable `{variable}` is not set")),
                },
                Piece::Key(key) => match keys.get(key) {
                    Some(value) if value.is_empty() => {
                        return Err(format!("the value of the key `{key}` is empty"));
                    }
                    Some(value) => text.push_str(value),
                    None => text.push_str(&format!("{{{key}}}")),
                },
            }
        }
        if text.contains('{') {
            return Ok(Pattern::parse(bare(&text)));
        }
        let name = parse_function_name(&text).map_err(|mistake| mistake.message)?;
        Ok(Pattern::parse(name.name))
    }

    fn parse(name: &str) -> Pattern {
        let mut parts = Vec::new();
        let mut rest = name;
        while let Some((text, behind)) = rest.split_once('{') {
            if !text.is_empty() {
                parts.push(Part::Text(text.to_owned()));
            }
            let (key, behind) = behind.split_once('}').unwrap_or((behind, ""));
            parts.push(Part::Any(key.to_owned()));
            rest = behind;
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Pattern { parts }
    }

    /// Returns how well the name fits, if it does: as a whole, or behind a prefix that ends with `-` or `_`.
    ///
    /// A pattern that spells nothing out would fit every name, so it fits none.
    pub(super) fn fit(&self, name: &str) -> Option<Fit> {
        let spelled_out = self.parts.iter().map(Part::len).sum();
        if spelled_out == 0 {
            return None;
        }
        if matches(&self.parts, name) {
            return Some(Fit {
                is_exact: spelled_out == name.len(),
                spelled_out,
                is_whole: true,
            });
        }
        let mut separators = name
            .match_indices(['-', '_'])
            .filter(|(before, _)| *before > 0);
        let behind_a_prefix =
            separators.any(|(before, mark)| matches(&self.parts, &name[before + mark.len()..]));
        behind_a_prefix.then_some(Fit {
            is_exact: false,
            // The separator belongs to what the pattern asks for.
            spelled_out: spelled_out + 1,
            is_whole: false,
        })
    }
}

impl Part {
    fn len(&self) -> usize {
        match self {
            Part::Text(text) => text.len(),
            Part::Any(_) => 0,
        }
    }
}

/// Returns whether the parts cover the text. `Any` stands for at least one character.
fn matches(parts: &[Part], text: &str) -> bool {
    match parts {
        [] => text.is_empty(),
        [Part::Text(part), rest @ ..] => text
            .strip_prefix(part.as_str())
            .is_some_and(|text| matches(rest, text)),
        [Part::Any(_)] => !text.is_empty(),
        [Part::Any(_), rest @ ..] => text
            .char_indices()
            .skip(1)
            .any(|(start, _)| matches(rest, &text[start..])),
    }
}

/// Returns the name within an ARN, or in front of a qualifier. The grammar of names cannot read it because of its placeholders.
fn bare(text: &str) -> &str {
    let parts: Vec<&str> = text.split(':').collect();
    let marker = parts.iter().position(|part| *part == "function");
    let behind_marker = marker.and_then(|marker| parts.get(marker + 1));
    behind_marker.or(parts.first()).copied().unwrap_or_default()
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) => f.write_str(text),
            Part::Any(key) => write!(f, "{{{key}}}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{Declaration, MethodEntry};

    fn pattern(template: &'static str, keys: &[(&str, &str)]) -> Result<Pattern, String> {
        let entries = Box::leak(Box::new([MethodEntry::new("place_order", template)]));
        let declaration = Box::leak(Box::new(Declaration::new("Orders", entries)));
        let keys = keys
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        let method = declaration.methods().next().expect("one method");
        Pattern::of(method, &keys.collect())
    }

    fn fit(template: &'static str, name: &str) -> Option<Fit> {
        pattern(template, &[]).unwrap().fit(name)
    }

    #[test]
    fn placeholders_are_filled_or_match_any_text() {
        let filled = [("stage", "prod")];
        for (template, keys, expected) in [
            ("orders-{method:kebab-case}", &[][..], "orders-place-order"),
            ("orders-{stage}-place", &[], "orders-{stage}-place"),
            ("orders-{stage}-place", &filled, "orders-prod-place"),
            ("orders:live", &[], "orders"),
            ("orders-{stage}:{alias}", &filled, "orders-prod"),
            ("123456789012:function:orders:live", &[], "orders"),
            ("123456789012:orders", &[], "orders"),
            (
                "arn:aws:lambda:eu-west-1:123456789012:function:orders:live",
                &[],
                "orders",
            ),
            (
                "arn:aws:lambda:{region}:{account}:function:orders",
                &[],
                "orders",
            ),
            (
                "{arn}",
                &[("arn", "arn:aws:lambda:eu-west-1:123456789012:function:f:1")],
                "f",
            ),
            ("function", &[], "function"),
            // Set by cargo for every test.
            (
                "{env:CARGO_PKG_NAME}-place",
                &[],
                "lambda-client-core-place",
            ),
        ] {
            assert_eq!(pattern(template, keys).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn a_name_that_cannot_be_known_says_why() {
        let unset = pattern("{env:NOT_SET_ANYWHERE}-place", &[]).unwrap_err();
        assert!(unset.contains("`NOT_SET_ANYWHERE` is not set"), "{unset}");
        let empty = pattern("{stage}-place", &[("stage", "")]).unwrap_err();
        assert!(empty.contains("`stage` is empty"), "{empty}");
        let invalid = pattern("or ders", &[]).unwrap_err();
        assert!(invalid.contains("`or ders`"), "{invalid}");
    }

    #[test]
    fn names_fit_as_a_whole_or_behind_a_prefix() {
        for (template, name, fits) in [
            ("orders-place", "orders-place", true),
            ("orders-place", "prod-orders-place", true),
            ("orders-place", "prod_orders-place", true),
            ("orders-place", "eu-prod-orders-place", true),
            ("orders-place", "orders-place-prod", false),
            ("orders-place", "prodorders-place", false),
            ("orders-place", "-orders-place", false),
            ("orders-place", "Orders-place", false),
            ("orders-{stage}-place", "orders-prod-place", true),
            ("orders-{stage}-place", "orders-eu-prod-place", true),
            ("orders-{stage}-place", "orders--place", false),
            ("orders-{stage}-place", "orders-place", false),
            ("orders-{stage}-place", "x-orders-prod-place", true),
            ("{a}-{b}", "x-y", true),
            ("{a}-{b}", "x-", false),
            ("{name}", "anything", false),
        ] {
            assert_eq!(fit(template, name).is_some(), fits, "{template} {name}");
        }
    }

    #[test]
    fn the_name_itself_wins_then_what_is_spelled_out_then_the_whole() {
        let order = |better, worse, name| {
            let (better, worse) = (fit(better, name), fit(worse, name));
            assert!(worse.is_some() && better > worse, "{better:?} {worse:?}");
        };
        order("orders-place", "orders-{method_name}", "orders-place");
        order("{stage}-orders-place", "{stage}-place", "prod-orders-place");
        order("orders-place", "{stage}-place", "prod-orders-place");
        order("{stage}-orders-place", "orders-place", "prod-orders-place");
        order("orders-place", "place", "prod-orders-place");
    }
}
