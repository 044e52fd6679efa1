//! What the response in a situation should be.

use lambda_client::log::LogTail;
use serde_json::{Value, json};

use super::LEFT_OUT;
use crate::raw::Response;

/// The headers that are compared: those that Lambda's API reference names, and the type.
const HEADERS: &[&str] = &[
    "content-type",
    "x-amz-executed-version",
    "x-amz-function-error",
    "x-amzn-errortype",
    "retry-after",
];

pub(crate) struct Expected {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Body,
    log: bool,
}

enum Body {
    Bytes(Vec<u8>),
    /// A document; `{id}` stands for the id of the request.
    Document(Value),
    /// A document whose message begins like this.
    Message(String),
}

impl Expected {
    fn new(status: u16, body: Body) -> Expected {
        Expected {
            status,
            headers: Vec::new(),
            body,
            log: false,
        }
    }

    fn header(mut self, name: &'static str, value: impl Into<String>) -> Expected {
        self.headers.push((name, value.into()));
        self
    }

    /// The response of a function.
    pub(crate) fn result(body: Vec<u8>, version: &str) -> Expected {
        Expected::new(200, Body::Bytes(body))
            .header("content-type", "application/json")
            .header("x-amz-executed-version", version)
    }

    /// The error document of a function.
    pub(crate) fn failure(body: Vec<u8>) -> Expected {
        Expected::result(body, "$LATEST").header("x-amz-function-error", "Unhandled")
    }

    /// An error document of the platform.
    pub(crate) fn platform(error_type: &str, message: &str) -> Expected {
        let mut expected = Expected::failure(Vec::new());
        expected.body = Body::Document(json!({ "errorType": error_type, "errorMessage": message }));
        expected
    }

    /// A response without a body.
    pub(crate) fn empty(status: u16) -> Expected {
        Expected::new(status, Body::Bytes(Vec::new()))
    }

    /// A response of which only the status counts.
    pub(crate) fn status(status: u16) -> Expected {
        Expected::new(status, Body::Message(String::new()))
    }

    fn refusal_with(status: u16, code: &str, body: Body) -> Expected {
        Expected::new(status, body)
            .header("content-type", "application/json")
            .header("x-amzn-errortype", code)
    }

    /// An error of the API with a message that begins like this.
    pub(crate) fn refusal(status: u16, code: &str, message: &str) -> Expected {
        Expected::refusal_with(status, code, Body::Message(message.to_owned()))
    }

    /// An error of the API with this document.
    pub(crate) fn refusal_document(status: u16, code: &str, document: Value) -> Expected {
        Expected::refusal_with(status, code, Body::Document(document))
    }

    pub(crate) fn retry_after(self, seconds: u32) -> Expected {
        self.header("retry-after", seconds.to_string())
    }

    /// With the log, where it is asked for.
    pub(crate) fn log(mut self, wanted: bool) -> Expected {
        self.log = wanted;
        self
    }

    /// What is wrong with a response.
    pub(crate) fn compare(&self, response: &Response) -> Result<(), String> {
        if response.status != self.status {
            let body = String::from_utf8_lossy(&response.body)
                .chars()
                .take(300)
                .collect::<String>();
            return Err(format!(
                "status {} in place of {}: {body}",
                response.status, self.status
            ));
        }
        let id = response
            .header("x-amzn-requestid")
            .ok_or("there is no request id")?;
        if matches!(&self.body, Body::Message(message) if message.is_empty()) {
            return Ok(());
        }
        for name in HEADERS {
            let wanted = self.headers.iter().find(|(header, _)| header == name);
            let wanted = wanted.map(|(_, value)| value.as_str());
            let found = response.header(name);
            if wanted != found {
                return Err(format!("header {name}: {found:?} in place of {wanted:?}"));
            }
        }
        self.compare_log(response)?;
        self.compare_body(response, id)
    }

    fn compare_log(&self, response: &Response) -> Result<(), String> {
        let log = match (self.log, response.header("x-amz-log-result")) {
            (false, None) => return Ok(()),
            (wanted, found) if wanted != found.is_some() => return Err(format!("log: {found:?}")),
            (_, log) => log
                .and_then(LogTail::decode)
                .ok_or("the log cannot be read")?,
        };
        let report = log.report().ok_or("the log has no report")?;
        let whole = log.text().len() <= 4096
            && report.duration().is_some()
            && report.memory_size_mb() == Some(128);
        match whole {
            true => Ok(()),
            false => Err(format!("log: {}", log.text())),
        }
    }

    fn compare_body(&self, response: &Response, id: &str) -> Result<(), String> {
        let same = match &self.body {
            Body::Bytes(bytes) => *bytes == response.body,
            Body::Document(document) => {
                let wanted: Value =
                    serde_json::from_str(&document.to_string().replace("{id}", id)).expect("JSON");
                comparable(wanted) == comparable(response.json())
            }
            Body::Message(message) => {
                let document = response.json();
                let text = document.get("message").or(document.get("Message"));
                text.and_then(Value::as_str)
                    .is_some_and(|text| text.starts_with(message.as_str()))
            }
        };
        match same {
            true => Ok(()),
            false => Err(format!(
                "body: {}",
                String::from_utf8_lossy(&response.body)
                    .chars()
                    .take(500)
                    .collect::<String>()
            )),
        }
    }
}

/// A document without what is left out of comparisons.
pub(crate) fn comparable(mut document: Value) -> Value {
    if let Value::Object(members) = &mut document {
        for (member, _) in LEFT_OUT {
            members.remove(*member);
        }
    }
    document
}
