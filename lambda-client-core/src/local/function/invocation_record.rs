//! The record that Lambda sends to a destination.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::payload::Raw;

/// The longest error message of a dead letter, in bytes (AWS: "Adding a dead-letter queue").
const MAX_ERROR_MESSAGE: usize = 1024;

/// The record of a processed or discarded event, as Lambda sends it to a [`Destination`](crate::local::Destination) (AWS:
/// "Retaining records of asynchronous invocations").
///
/// `Debug` prints neither payload.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::LocalLambda;
/// use lambda_client::local::{Fault, Function};
/// use lambda_client::server::Invocation;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), lambda_client::Error> {
/// let (sender, records) = std::sync::mpsc::channel();
/// let resize = Function::new(|_: Invocation| async { "null" }).maximum_retry_attempts(0).on_failure(sender);
/// let local = LocalLambda::builder()
///     .function("resize", resize)
///     .fault("resize", Fault::out_of_memory())
///     .build();
/// local.lambda().call("resize").json::<()>(&"cat.png").event().await?;
/// local.settled().await;
///
/// let record = records.recv().unwrap();
/// assert_eq!(record.condition(), "RetriesExhausted");
/// assert_eq!(record.invoke_count(), 1);
/// assert_eq!(record.request_payload(), "\"cat.png\"");
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct InvocationRecord {
    pub(in crate::local) timestamp: String,
    pub(in crate::local) request_id: String,
    pub(in crate::local) function_arn: String,
    pub(in crate::local) condition: &'static str,
    pub(in crate::local) invoke_count: u32,
    pub(in crate::local) request_payload: Bytes,
    pub(in crate::local) response: Option<RecordedResponse>,
}

/// The last run of an event.
#[derive(Clone)]
pub(in crate::local) struct RecordedResponse {
    pub(in crate::local) executed_version: String,
    pub(in crate::local) failed: bool,
    pub(in crate::local) payload: Bytes,
}

impl InvocationRecord {
    /// Returns the request ID of the event, which all its runs share.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Returns the invoked ARN with its version or alias, which is `$LATEST` if the request did not name one.
    pub fn function_arn(&self) -> &str {
        &self.function_arn
    }

    /// Returns why the record was sent: `Success`, `RetriesExhausted` or `EventAgeExceeded`.
    pub fn condition(&self) -> &str {
        self.condition
    }

    /// Returns how often the function ran.
    pub fn invoke_count(&self) -> u32 {
        self.invoke_count
    }

    /// Returns the event.
    pub fn request_payload(&self) -> &Bytes {
        &self.request_payload
    }

    /// Returns the response or the error document of the last run, or `None` if the function never ran.
    pub fn response_payload(&self) -> Option<&Bytes> {
        self.response.as_ref().map(|response| &response.payload)
    }

    /// Returns the record as JSON, in the form in which an SQS message or a function receives it.
    pub fn to_json(&self) -> Bytes {
        let document = Document {
            version: "1.0",
            timestamp: &self.timestamp,
            request_context: RequestContext {
                request_id: &self.request_id,
                function_arn: &self.function_arn,
                condition: self.condition,
                approximate_invoke_count: self.invoke_count,
            },
            request_payload: json(&self.request_payload),
            response_context: self.response.as_ref().map(|response| ResponseContext {
                status_code: 200,
                executed_version: &response.executed_version,
                function_error: response.failed.then_some("Unhandled"),
            }),
            response_payload: self.response_payload().map(json),
        };
        // Strings, numbers and JSON that has been parsed before always serialize.
        serde_json::to_vec(&document).map_or(Bytes::new(), Bytes::from)
    }

    /// Returns the attribute `ErrorCode` of a dead letter: 200 if the function failed, 429 if it never ran.
    pub fn error_code(&self) -> u16 {
        match self.response {
            Some(_) => 200,
            None => 429,
        }
    }

    /// Returns the attribute `ErrorMessage` of a dead letter: the first 1,024 bytes of the function's error message, or the
    /// [`condition`](Self::condition) if there is none.
    pub fn error_message(&self) -> String {
        #[derive(serde::Deserialize)]
        #[serde(rename_all = "camelCase")]
        struct Message {
            error_message: String,
        }
        let payload = self.response_payload().map(Bytes::as_ref);
        let message = serde_json::from_slice(payload.unwrap_or_default());
        let mut text = message.map_or_else(
            |_| self.condition.to_owned(),
            |message: Message| message.error_message,
        );
        let end = (0..=MAX_ERROR_MESSAGE.min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or_default());
        text
    }
}

/// Returns the bytes as JSON: unchanged if they are JSON, and otherwise as a string.
fn json(payload: &Bytes) -> Cow<'_, RawValue> {
    let owned = |text: String| RawValue::from_string(text).unwrap_or_default();
    match serde_json::from_slice::<&RawValue>(payload) {
        Ok(raw) => Cow::Borrowed(raw),
        Err(_) => {
            let text = String::from_utf8_lossy(payload).into_owned();
            Cow::Owned(owned(serde_json::Value::String(text).to_string()))
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    version: &'a str,
    timestamp: &'a str,
    request_context: RequestContext<'a>,
    request_payload: Cow<'a, RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_context: Option<ResponseContext<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    response_payload: Option<Cow<'a, RawValue>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestContext<'a> {
    request_id: &'a str,
    function_arn: &'a str,
    condition: &'a str,
    approximate_invoke_count: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ResponseContext<'a> {
    status_code: u16,
    executed_version: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    function_error: Option<&'a str>,
}

impl fmt::Debug for InvocationRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InvocationRecord")
            .field("request_id", &self.request_id)
            .field("function_arn", &self.function_arn)
            .field("condition", &self.condition)
            .field("invoke_count", &self.invoke_count)
            .finish_non_exhaustive()
    }
}

impl From<InvocationRecord> for Raw {
    /// Returns the record as JSON.
    fn from(record: InvocationRecord) -> Self {
        Raw::from(record.to_json())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> InvocationRecord {
        InvocationRecord {
            timestamp: "2019-11-14T18:16:05.568Z".to_owned(),
            request_id: "e4b46cbf".to_owned(),
            function_arn: "arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST"
                .to_owned(),
            condition: "RetriesExhausted",
            invoke_count: 3,
            request_payload: Bytes::from_static(b"{\"price\": 1.10}"),
            response: Some(RecordedResponse {
                executed_version: "$LATEST".to_owned(),
                failed: true,
                payload: Bytes::from_static(b"{\"errorMessage\":\"no\"}"),
            }),
        }
    }

    #[test]
    fn a_record_has_the_form_of_lambdas() {
        let expected = concat!(
            r#"{"version":"1.0","timestamp":"2019-11-14T18:16:05.568Z","requestContext":{"requestId":"e4b46cbf","#,
            r#""functionArn":"arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST","condition":"RetriesExhausted","#,
            r#""approximateInvokeCount":3},"requestPayload":{"price": 1.10},"responseContext":{"statusCode":200,"#,
            r#""executedVersion":"$LATEST","functionError":"Unhandled"},"responsePayload":{"errorMessage":"no"}}"#,
        );
        assert_eq!(record().to_json(), expected);
        assert_eq!(
            (record().error_code(), record().error_message()),
            (200, "no".to_owned())
        );
    }

    #[test]
    fn an_event_that_never_ran_has_no_response() {
        let never = InvocationRecord {
            response: None,
            ..record()
        };
        let json: serde_json::Value = serde_json::from_slice(&never.to_json()).unwrap();
        assert!(json.get("responseContext").is_none() && json.get("responsePayload").is_none());
        assert_eq!(never.error_code(), 429);
    }

    #[test]
    fn a_payload_that_is_not_json_becomes_a_string() {
        let mut odd = record();
        if let Some(response) = &mut odd.response {
            response.payload = Bytes::from_static(b"\xff oops");
        }
        let json: serde_json::Value = serde_json::from_slice(&odd.to_json()).unwrap();
        assert_eq!(json["responsePayload"], "\u{fffd} oops");
    }

    #[test]
    fn the_message_of_a_dead_letter_is_truncated() {
        let mut long = record();
        if let Some(response) = &mut long.response {
            let message = "é".repeat(600);
            response.payload = Bytes::from(format!("{{\"errorMessage\":\"x{message}\"}}"));
        }
        assert_eq!(long.error_message().len(), 1023);
    }
}
