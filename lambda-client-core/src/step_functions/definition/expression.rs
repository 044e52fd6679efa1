//! Expressions of the caller's.

use crate::step_functions::definition::QueryLanguage;

/// Returns an expression that the caller gave to `method`, or what is wrong with it.
pub(super) fn checked(text: &str, language: QueryLanguage, method: &str) -> Result<String, String> {
    let text = text.trim();
    match language {
        QueryLanguage::Jsonata
            if text.is_empty() || text.starts_with("{%") || text.ends_with("%}") =>
        {
            Err(format!(
                "`{method}` takes an expression without delimiters, such as `$states.input.order`"
            ))
        }
        QueryLanguage::JsonPath if !text.starts_with('$') => Err(format!(
            "`{text}` is not a JSONPath, which starts with `$`; write one, or use JSONata"
        )),
        _ => Ok(text.to_owned()),
    }
}

/// Returns an expression of JSONata as the value of a field.
pub(super) fn delimited(expression: &str) -> String {
    format!("{{% {expression} %}}")
}
