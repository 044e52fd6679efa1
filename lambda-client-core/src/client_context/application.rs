//! The application part of a client context.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The caller's application, in a [`ClientContext`](super::ClientContext).
///
/// All five fields are always sent, those that are not set as empty strings: the Rust runtime (crate `lambda_runtime`) ends its
/// process if one is missing.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::client_context::ClientApplication;
///
/// let application = ClientApplication::new("installation-7")
///     .with_title("Shop")
///     .with_version_name("2.1")
///     .with_version_code("210")
///     .with_package_name("com.example.shop");
/// assert_eq!(application.title(), "Shop");
/// ```
///
/// `Debug` prints the names of the fields that are set, but not their values.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientApplication {
    #[serde(alias = "installationId", deserialize_with = "text")]
    installation_id: String,
    #[serde(alias = "appTitle", deserialize_with = "text")]
    app_title: String,
    #[serde(alias = "appVersionName", deserialize_with = "text")]
    app_version_name: String,
    #[serde(alias = "appVersionCode", deserialize_with = "text")]
    app_version_code: String,
    #[serde(alias = "appPackageName", deserialize_with = "text")]
    app_package_name: String,
}

impl ClientApplication {
    /// Creates the description of an application with this ID of its installation.
    pub fn new(installation_id: impl Into<String>) -> ClientApplication {
        ClientApplication {
            installation_id: installation_id.into(),
            ..ClientApplication::default()
        }
    }

    /// Sets the title.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> ClientApplication {
        self.app_title = title.into();
        self
    }

    /// Sets the name of the version, such as `2.1`.
    #[must_use]
    pub fn with_version_name(mut self, name: impl Into<String>) -> ClientApplication {
        self.app_version_name = name.into();
        self
    }

    /// Sets the code of the version, such as `210`.
    #[must_use]
    pub fn with_version_code(mut self, code: impl Into<String>) -> ClientApplication {
        self.app_version_code = code.into();
        self
    }

    /// Sets the name of the package.
    #[must_use]
    pub fn with_package_name(mut self, name: impl Into<String>) -> ClientApplication {
        self.app_package_name = name.into();
        self
    }

    /// Returns the ID of the installation.
    pub fn installation_id(&self) -> &str {
        &self.installation_id
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.app_title
    }

    /// Returns the name of the version.
    pub fn version_name(&self) -> &str {
        &self.app_version_name
    }

    /// Returns the code of the version.
    pub fn version_code(&self) -> &str {
        &self.app_version_code
    }

    /// Returns the name of the package.
    pub fn package_name(&self) -> &str {
        &self.app_package_name
    }
}

impl fmt::Debug for ClientApplication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = [
            ("installation_id", &self.installation_id),
            ("title", &self.app_title),
            ("version_name", &self.app_version_name),
            ("version_code", &self.app_version_code),
            ("package_name", &self.app_package_name),
        ];
        let set = fields.iter().filter(|(_, value)| !value.is_empty());
        f.write_str("ClientApplication ")?;
        f.debug_list().entries(set.map(|(name, _)| name)).finish()
    }
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Value::deserialize(deserializer).map(|value| super::text(value).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::ClientApplication;

    #[test]
    fn both_spellings_and_other_types_are_read() {
        let json =
            r#"{"installationId": "i", "app_title": null, "appVersionCode": 210, "other": 1}"#;
        let application: ClientApplication = serde_json::from_str(json).unwrap();
        assert_eq!(
            application,
            ClientApplication::new("i").with_version_code("210")
        );
    }
}
