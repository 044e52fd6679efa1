//! What a task says about itself, in the client context of the invocation.

use crate::client_context::invoking_state::{EXECUTION_ARN, RETRY_COUNT, STATE_NAME};
use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::json::Json;

/// Returns the client context as a field of the task's arguments.
///
/// The values are strings, as the runtimes of AWS expect them.
pub(super) fn client_context(language: QueryLanguage) -> (&'static str, Json) {
    match language {
        QueryLanguage::Jsonata => {
            let expression = format!(
                "{{% $base64encode($string({{'custom': {{'{EXECUTION_ARN}': $states.context.Execution.Id, \
                 '{STATE_NAME}': $states.context.State.Name, \
                 '{RETRY_COUNT}': $string($states.context.State.RetryCount)}}}})) %}}"
            );
            ("ClientContext", expression.into())
        }
        // `States.Format` takes braces with a backslash for themselves. Neither an ARN nor a name of this crate's states has a
        // character that JSON escapes.
        QueryLanguage::JsonPath => {
            let expression = format!(
                "States.Base64Encode(States.Format('\\{{\"custom\":\\{{\"{EXECUTION_ARN}\":\"{{}}\",\"{STATE_NAME}\":\"{{}}\",\
                 \"{RETRY_COUNT}\":\"{{}}\"\\}}\\}}', $$.Execution.Id, $$.State.Name, $$.State.RetryCount))"
            );
            ("ClientContext.$", expression.into())
        }
    }
}
