//! What a task says about itself, in the client context of the invocation.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use crate::client_context::invoking_state::{EXECUTION_ARN, RETRY_COUNT, STATE_NAME};
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::json::Json;

/// What comes before and after the entries of the client context.
const OPEN: &str = r#"{"custom":{""#;
const CLOSE: &str = r#""}}"#;

/// Returns the client context as a field of the task's arguments.
///
/// The values are strings, as the runtimes of AWS expect them. The name of an execution may have characters that are not ASCII:
/// `$base64encode` of JSONata keeps only one byte of each, so they are written as in a URL. An ARN has no `%` of its own.
pub(super) fn client_context(language: QueryLanguage) -> (&'static str, Json) {
    match language {
        QueryLanguage::Jsonata => {
            let expression = format!(
                "{{% $base64encode($string({{'custom': {{'{EXECUTION_ARN}': $encodeUrl($states.context.Execution.Id), \
                 '{STATE_NAME}': $states.context.State.Name, \
                 '{RETRY_COUNT}': $string($states.context.State.RetryCount)}}}})) %}}"
            );
            ("ClientContext", expression.into())
        }
        // Braces are placeholders to `States.Format`. Those of the JSON are among its arguments, as base64: emulators do not know the escape
        // that AWS has for them. Neither an ARN nor a name of this crate's states has a character that JSON escapes.
        QueryLanguage::JsonPath => {
            let (open, close) = (BASE64_STANDARD.encode(OPEN), BASE64_STANDARD.encode(CLOSE));
            let expression = format!(
                "States.Base64Encode(States.Format('{{}}{EXECUTION_ARN}\":\"{{}}\",\"{STATE_NAME}\":\"{{}}\",\"{RETRY_COUNT}\":\"{{}}{{}}', \
                 States.Base64Decode('{open}'), $$.Execution.Id, $$.State.Name, $$.State.RetryCount, States.Base64Decode('{close}')))"
            );
            ("ClientContext.$", expression.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client_context::{ClientContext, InvokingState};

    fn expression(language: QueryLanguage) -> String {
        match client_context(language).1 {
            Json::Text(expression) => expression,
            other => panic!("{other:?}"),
        }
    }

    /// Evaluates the call of `States.Format` with these values in place of its arguments.
    fn formatted(expression: &str, values: &[&str]) -> String {
        let template = expression.split('\'').nth(1).unwrap();
        assert_eq!(template.matches("{}").count(), values.len());
        let filled = values.iter().fold(template.to_owned(), |text, value| {
            text.replacen("{}", &value.replace('{', "\u{1}"), 1)
        });
        filled.replace('\u{1}', "{")
    }

    #[test]
    fn the_function_reads_what_a_task_in_json_path_says() {
        let expression = expression(QueryLanguage::JsonPath);
        let arguments = expression.split_once("', ").unwrap().1;
        let arguments: Vec<&str> = arguments.trim_end_matches("))").split(", ").collect();
        assert_eq!(
            arguments,
            [
                "States.Base64Decode('eyJjdXN0b20iOnsi')",
                "$$.Execution.Id",
                "$$.State.Name",
                "$$.State.RetryCount",
                "States.Base64Decode('In19')",
            ]
        );
        let json = formatted(&expression, &[OPEN, "arn", "place", "2", CLOSE]);
        let context: ClientContext = serde_json::from_str(&json).unwrap();
        let state = InvokingState::from_client_context(&context).unwrap();
        assert_eq!(
            (state.execution_arn(), state.name(), state.retry_count()),
            ("arn", Some("place"), 2)
        );
    }

    #[test]
    fn both_languages_have_the_same_entries() {
        let jsonata = expression(QueryLanguage::Jsonata);
        for (key, value) in [
            (EXECUTION_ARN, "$encodeUrl($states.context.Execution.Id)"),
            (STATE_NAME, "$states.context.State.Name"),
            (RETRY_COUNT, "$string($states.context.State.RetryCount)"),
        ] {
            assert!(jsonata.contains(&format!("'{key}': {value}")), "{jsonata}");
        }
    }
}
