//! The client context that accompanies a synchronous invocation.

mod application;
mod encoding;

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub use self::application::ClientApplication;
pub use self::encoding::ClientContextError;
pub(crate) use self::encoding::{decode, encode};

/// Data about the caller that goes beside the payload, in the form that AWS gave it.
///
/// A call carries it base64-encoded in the header `X-Amz-Client-Context`, up to 3,583 bytes, and the function
/// finds it in its context object (Lambda API reference, `Invoke`). Only calls that wait for the result can
/// have one. Any JSON will do for Lambda, but the runtimes read this one: `custom` for whatever the caller
/// wants to say, `env` for settings of the caller's device, `client` for its application.
///
/// ```
/// use lambda_client_core::{ClientContext, client_context::ClientApplication};
///
/// let context = ClientContext::new()
///     .custom("tenant", "blue")
///     .env("locale", "de")
///     .client(ClientApplication::new("installation-7").app_title("Shop"));
/// assert_eq!(context.custom_values()["tenant"], "blue");
/// assert_eq!(ClientContext::from_base64(&context.to_base64()?), Some(context));
/// # Ok::<(), lambda_client_core::client_context::ClientContextError>(())
/// ```
///
/// Reading is tolerant: fields may be missing, values that are not strings are taken as their JSON, and `env` may
/// be spelled `environment`, as the Rust runtime (crate `lambda_runtime`) does. That runtime reads no `env`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Received")]
pub struct ClientContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<ClientApplication>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    custom: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    env: BTreeMap<String, String>,
}

impl ClientContext {
    /// A context that says nothing yet.
    pub fn new() -> ClientContext {
        ClientContext::default()
    }

    /// Adds a value of the caller's own, or replaces it.
    #[must_use]
    pub fn custom(mut self, name: impl Into<String>, value: impl Into<String>) -> ClientContext {
        self.custom.insert(name.into(), value.into());
        self
    }

    /// Adds a setting of the caller's device, or replaces it.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<String>) -> ClientContext {
        self.env.insert(name.into(), value.into());
        self
    }

    /// Sets the caller's application.
    #[must_use]
    pub fn client(mut self, application: ClientApplication) -> ClientContext {
        self.client = Some(application);
        self
    }

    /// The values of the caller's own.
    pub fn custom_values(&self) -> &BTreeMap<String, String> {
        &self.custom
    }

    /// The settings of the caller's device.
    pub fn env_values(&self) -> &BTreeMap<String, String> {
        &self.env
    }

    /// The caller's application, if it is named.
    pub fn application(&self) -> Option<&ClientApplication> {
        self.client.as_ref()
    }

    /// The value for the header.
    ///
    /// # Errors
    ///
    /// If it is longer than the 3,583 bytes that Lambda takes.
    pub fn to_base64(&self) -> Result<String, ClientContextError> {
        encode(self)
    }

    /// Reads the value of the header. `None` if it is not base64 of a JSON object.
    pub fn from_base64(header: &str) -> Option<ClientContext> {
        serde_json::from_slice(&decode(header)?).ok()
    }
}

/// What may arrive for a context.
#[derive(Deserialize)]
struct Received {
    #[serde(default)]
    client: Option<ClientApplication>,
    #[serde(default, deserialize_with = "texts")]
    custom: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "texts")]
    env: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "texts")]
    environment: BTreeMap<String, String>,
}

impl From<Received> for ClientContext {
    fn from(received: Received) -> ClientContext {
        let mut env = received.environment;
        env.extend(received.env);
        ClientContext {
            client: received.client,
            custom: received.custom,
            env,
        }
    }
}

fn texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, String>, D::Error> {
    let Value::Object(entries) = Value::deserialize(deserializer)? else {
        return Ok(BTreeMap::new());
    };
    let texts = entries
        .into_iter()
        .filter_map(|(name, value)| Some((name, text(value)?)));
    Ok(texts.collect())
}

/// A value as text; `null` is none.
fn text(value: Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(json: Value) -> ClientContext {
        serde_json::from_value(json).unwrap()
    }

    #[test]
    fn the_form_is_that_of_aws() {
        let context = ClientContext::new()
            .client(ClientApplication::new("i").app_title("t"))
            .custom("k", "v")
            .env("locale", "de");
        assert_eq!(
            serde_json::to_value(&context).unwrap(),
            json!({
                "client": {
                    "installation_id": "i",
                    "app_title": "t",
                    "app_version_name": "",
                    "app_version_code": "",
                    "app_package_name": "",
                },
                "custom": {"k": "v"},
                "env": {"locale": "de"},
            })
        );
        assert_eq!(
            serde_json::to_value(ClientContext::new()).unwrap(),
            json!({})
        );
    }

    #[test]
    fn what_is_missing_is_empty() {
        assert_eq!(read(json!({})), ClientContext::new());
        assert_eq!(
            read(json!({"client": null, "custom": null, "env": [1], "x": 1})),
            ClientContext::new()
        );
    }

    #[test]
    fn env_may_be_spelled_out() {
        let context = read(json!({"environment": {"a": "1", "b": "1"}, "env": {"b": "2"}}));
        assert_eq!(context, ClientContext::new().env("a", "1").env("b", "2"));
    }

    #[test]
    fn values_of_other_types_are_text() {
        let context = read(json!({"custom": {"n": 1, "o": {"a": [true]}, "z": null}}));
        assert_eq!(
            context,
            ClientContext::new()
                .custom("n", "1")
                .custom("o", r#"{"a":[true]}"#)
        );
    }

    #[test]
    fn what_is_no_context_is_none() {
        for header in ["", "#", "e30", "bnVsbA=="] {
            let context = ClientContext::from_base64(header);
            assert_eq!(
                context,
                (header == "e30").then(ClientContext::new),
                "{header}"
            );
        }
    }
}
