//! What Lambda tells a destination about an event.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::payload::Raw;

/// The longest error message that goes with a dead letter, in bytes (AWS: "Adding a dead-letter queue").
const LONGEST_LETTER_MESSAGE: usize = 1024;

/// The record of an event that is done with, as Lambda sends it to a destination (AWS: "Retaining records of asynchronous
/// invocations").
///
/// `Debug` prints neither payload.
#[derive(Clone)]
pub struct InvocationRecord {
    pub(crate) timestamp: String,
    pub(crate) request_id: String,
    pub(crate) function_arn: String,
    pub(crate) condition: &'static str,
    pub(crate) invoke_count: u32,
    pub(crate) request_payload: Bytes,
    pub(crate) response: Option<RecordedResponse>,
}

/// The last run of an event.
#[derive(Clone)]
pub(crate) struct RecordedResponse {
    pub(crate) executed_version: String,
    pub(crate) failed: bool,
    pub(crate) payload: Bytes,
}

impl InvocationRecord {
    /// Lambda's id of the event; all its runs had it.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// The ARN that was invoked, with its version or alias; `$LATEST` where there was none.
    pub fn function_arn(&self) -> &str {
        &self.function_arn
    }

    /// Why the event is done with: `Success`, `RetriesExhausted` or `EventAgeExceeded`.
    pub fn condition(&self) -> &str {
        self.condition
    }

    /// How often the function ran.
    pub fn invoke_count(&self) -> u32 {
        self.invoke_count
    }

    /// The event.
    pub fn request_payload(&self) -> &Bytes {
        &self.request_payload
    }

    /// The last answer of the function, or its last error document; none if it never ran.
    pub fn response_payload(&self) -> Option<&Bytes> {
        self.response.as_ref().map(|response| &response.payload)
    }

    /// The record as JSON, as an SQS message or a function gets it.
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
        // Strings, numbers and JSON that has been read before always serialise.
        serde_json::to_vec(&document).map_or(Bytes::new(), Bytes::from)
    }

    /// What a dead letter has in its attribute `ErrorCode`: 200 where the function failed, 429 where it never ran.
    pub fn error_code(&self) -> u16 {
        match self.response {
            Some(_) => 200,
            None => 429,
        }
    }

    /// What a dead letter has in its attribute `ErrorMessage`: the function's own, its first 1,024 bytes.
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
        let end = (0..=LONGEST_LETTER_MESSAGE.min(text.len()))
            .rev()
            .find(|end| text.is_char_boundary(*end));
        text.truncate(end.unwrap_or_default());
        text
    }
}

/// The bytes as JSON: as they are, or as a string where they are not JSON.
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
    /// The record as JSON.
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
    fn the_record_is_lambdas() {
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
    fn what_is_not_json_becomes_a_string() {
        let mut odd = record();
        if let Some(response) = &mut odd.response {
            response.payload = Bytes::from_static(b"\xff oops");
        }
        let json: serde_json::Value = serde_json::from_slice(&odd.to_json()).unwrap();
        assert_eq!(json["responsePayload"], "\u{fffd} oops");
    }

    #[test]
    fn the_message_of_a_dead_letter_is_cut() {
        let mut long = record();
        if let Some(response) = &mut long.response {
            let message = "é".repeat(600);
            response.payload = Bytes::from(format!("{{\"errorMessage\":\"x{message}\"}}"));
        }
        assert_eq!(long.error_message().len(), 1023);
    }
}
