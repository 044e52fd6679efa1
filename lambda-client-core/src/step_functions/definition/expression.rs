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
        QueryLanguage::Jsonata if is_path(text) => Err(format!(
            "`{text}` is a JSONPath; write the same in JSONata, which has the input at `$states.input`, or use `json_path`"
        )),
        QueryLanguage::JsonPath if !is_path(text) => Err(format!(
            "`{text}` is not a JSONPath, such as `$.order`; write one, or use JSONata"
        )),
        _ => Ok(text.to_owned()),
    }
}

/// Returns whether a text begins as a JSONPath does: with `$` for the input, or `$$` for the context. Step Functions gives JSONata neither.
pub(super) fn is_path(text: &str) -> bool {
    let rest = text.strip_prefix('$');
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[', '$']))
}

/// Returns an expression of JSONata as the value of a field.
pub(super) fn delimited(expression: &str) -> String {
    format!("{{% {expression} %}}")
}

/// Returns whether a text has a delimiter of JSONata. Step Functions refuses a text with one of the two (AWS Step Functions Developer Guide,
/// "Transforming data with JSONata in Step Functions"). To JSONPath they mean nothing.
pub(super) fn is_delimited(text: &str, language: QueryLanguage) -> bool {
    language == QueryLanguage::Jsonata && (text.starts_with("{%") || text.ends_with("%}"))
}
