//! Function names with placeholders, expanded at run time.

use std::collections::BTreeMap;

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
                _ => mistakes.push(format!(
                    "the environment variable `{variable}` is not set (`{template}` needs it)"
                )),
            },
            Piece::Key(key) => match keys.get(key) {
                Some(value) => text.push_str(value),
                None => mistakes.push(format!(
                    "the key `{key}` has no value (`{template}` needs it); call `.set(\"{key}\", ..)` on the builder"
                )),
            },
        }
    }
    text
}
