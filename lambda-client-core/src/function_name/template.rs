//! Function names with placeholders, expanded at run time.

use std::collections::{BTreeMap, BTreeSet};

use lambda_client_grammar::suggest::nearest;
use lambda_client_grammar::template::{Piece, parse_template};

/// Expands the placeholders of a template, and adds those that cannot be expanded to `mistakes`.
pub(crate) fn expand(
    template: &str,
    method: &str,
    keys: &BTreeMap<String, String>,
    mistakes: &mut Vec<String>,
) -> String {
    let pieces = match parse_template(template) {
        Ok(pieces) => pieces,
        Err(mistake) => {
            mistakes.push(format!("`{template}`: {mistake}"));
            return String::new();
        }
    };
    let mut text = String::with_capacity(template.len());
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(piece),
            Piece::Method(case) => text.push_str(&case.apply(method)),
            Piece::Env(variable) => match std::env::var(variable) {
                Ok(value) if !value.is_empty() => text.push_str(&value),
                _ => mistakes.push(format!("the environment variable `{variable}` is not set")),
            },
            Piece::Key(key) => match keys.get(key) {
                // An empty value would leave a name that is valid, and names another function.
                Some(value) if value.is_empty() => {
                    mistakes.push(format!("the value of the key `{key}` is empty"))
                }
                Some(value) => text.push_str(value),
                None => mistakes.push(format!(
                    "the key `{key}` has no value; call `.set(\"{key}\", ..)` on the builder"
                )),
            },
        }
    }
    text
}

/// Returns what to say about each of the `given` keys that none of the templates has.
pub(crate) fn unknown_keys<'a>(
    given: &BTreeMap<String, String>,
    templates: impl IntoIterator<Item = &'a str>,
) -> Vec<String> {
    if given.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<&str> = templates.into_iter().flat_map(keys).collect();
    let known: Vec<&str> = known.into_iter().collect();
    let unknown = given.keys().filter(|key| !known.contains(&key.as_str()));
    unknown
        .map(|key| match nearest(key, &known) {
            Some(near) => format!("unknown key `{key}`; did you mean `{near}`?"),
            None if known.is_empty() => format!(
                "unknown key `{key}`: no name or ARN has a placeholder `{{{key}}}`; remove `.set(\"{key}\", ..)`"
            ),
            None => format!(
                "unknown key `{key}`; expected one of `{}`",
                known.join("`, `")
            ),
        })
        .collect()
}

/// Returns the keys of a template. A malformed template is reported where it is expanded.
fn keys(template: &str) -> Vec<&str> {
    let pieces = parse_template(template).unwrap_or_default();
    let keys = pieces.into_iter().filter_map(|piece| match piece {
        Piece::Key(key) => Some(key),
        Piece::Text(_) | Piece::Method(_) | Piece::Env(_) => None,
    });
    keys.collect()
}
