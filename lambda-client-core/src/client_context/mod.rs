//! The client context that accompanies a synchronous invocation.

mod application;
mod encoding;
pub(crate) mod invoking_state;

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

pub use self::application::ClientApplication;
pub use self::encoding::ClientContextError;
#[cfg(feature = "opentelemetry")]
pub(crate) use self::encoding::encode_json;
pub(crate) use self::encoding::{decode, encode};
pub use self::invoking_state::InvokingState;

/// Data about the caller that travels next to the payload, in the form that AWS defines.
///
/// A call carries it as base64 in the header `X-Amz-Client-Context`, up to 3,583 bytes, and the function finds it in its
/// context object (Lambda API reference, `Invoke`). Only synchronous calls can have one. Any JSON object can be sent, but the
/// runtimes read this form: `custom` for any values of the caller's, `env` for the settings of the caller's device, `client`
/// for its application.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{ClientContext, client_context::ClientApplication};
///
/// let context = ClientContext::new()
///     .with_custom("tenant", "blue")
///     .with_env("locale", "de")
///     .with_client(ClientApplication::new("installation-7").with_title("Shop"));
/// assert_eq!(context.custom()["tenant"], "blue");
/// assert_eq!(ClientContext::from_base64(&context.to_base64()?), Some(context));
/// # Ok::<(), lambda_client::client_context::ClientContextError>(())
/// ```
///
/// Reading is tolerant: fields may be missing, values that are not strings are read as their JSON, and `env` may be spelled
/// `environment`, as the Rust runtime (crate `lambda_runtime`) does. That runtime does not read `env`.
///
/// `Debug` prints the names of the values, but not the values.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "LenientContext")]
pub struct ClientContext {
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<ClientApplication>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    custom: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    env: BTreeMap<String, String>,
}

impl ClientContext {
    /// Creates an empty context.
    pub fn new() -> ClientContext {
        ClientContext::default()
    }

    /// Sets a custom value.
    #[must_use]
    pub fn with_custom(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> ClientContext {
        self.custom.insert(name.into(), value.into());
        self
    }

    /// Sets a setting of the caller's device.
    #[must_use]
    pub fn with_env(mut self, name: impl Into<String>, value: impl Into<String>) -> ClientContext {
        self.env.insert(name.into(), value.into());
        self
    }

    /// Sets the caller's application.
    #[must_use]
    pub fn with_client(mut self, application: ClientApplication) -> ClientContext {
        self.client = Some(application);
        self
    }

    /// Returns the custom values.
    pub fn custom(&self) -> &BTreeMap<String, String> {
        &self.custom
    }

    /// Returns the settings of the caller's device.
    pub fn env(&self) -> &BTreeMap<String, String> {
        &self.env
    }

    /// Returns the caller's application.
    pub fn client(&self) -> Option<&ClientApplication> {
        self.client.as_ref()
    }

    /// Encodes the context as the value of the header.
    ///
    /// # Errors
    ///
    /// Returns an error if the value is longer than the 3,583 bytes that Lambda accepts.
    pub fn to_base64(&self) -> Result<String, ClientContextError> {
        encode(self)
    }

    /// Decodes the value of the header. Returns `None` if it is not base64 of a JSON object.
    pub fn from_base64(header: &str) -> Option<ClientContext> {
        serde_json::from_slice(&decode(header)?).ok()
    }
}

impl fmt::Debug for ClientContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientContext")
            .field("client", &self.client)
            .field("custom", &self.custom.keys())
            .field("env", &self.env.keys())
            .finish()
    }
}

/// The forms of a context that are read.
#[derive(Deserialize)]
struct LenientContext {
    #[serde(default)]
    client: Option<ClientApplication>,
    #[serde(default, deserialize_with = "texts")]
    custom: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "texts")]
    env: BTreeMap<String, String>,
    #[serde(default, deserialize_with = "texts")]
    environment: BTreeMap<String, String>,
}

impl From<LenientContext> for ClientContext {
    fn from(received: LenientContext) -> ClientContext {
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

/// Returns a value as text, or `None` for `null`.
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
            .with_client(ClientApplication::new("i").with_title("t"))
            .with_custom("k", "v")
            .with_env("locale", "de");
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
        assert_eq!(
            context,
            ClientContext::new().with_env("a", "1").with_env("b", "2")
        );
    }

    #[test]
    fn values_of_other_types_are_text() {
        let context = read(json!({"custom": {"n": 1, "o": {"a": [true]}, "z": null}}));
        assert_eq!(
            context,
            ClientContext::new()
                .with_custom("n", "1")
                .with_custom("o", r#"{"a":[true]}"#)
        );
    }

    #[test]
    fn what_is_not_a_context_is_none() {
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
