//! Places in S3, as the author of a definition names them.

use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::expression::is_path;
use crate::step_functions::definition::json::Json;
use crate::step_functions::definition::permissions::Resource;
use crate::step_functions::definition::scope::Scope;

/// Returns the arguments of an integration of S3: under the name that the query language has for them. An empty prefix is left out: it is that of
/// all keys.
pub(super) fn arguments(
    members: impl IntoIterator<Item = (&'static str, String)>,
    state: &str,
    scope: &mut Scope<'_>,
) -> (&'static str, Json) {
    let members: Vec<_> = members.into_iter().collect();
    for (name, text) in &members {
        let mistake = match scope.language() {
            _ if text.is_empty() && *name != "Prefix" => Some("must not be empty"),
            QueryLanguage::JsonPath if is_expression(text) => {
                Some("is an expression of JSONata; write a constant, or use JSONata")
            }
            QueryLanguage::JsonPath if is_path(text) => {
                Some("is a path, which cannot stand here; write a constant, or use JSONata")
            }
            QueryLanguage::Jsonata if text.starts_with("$states.") || is_path(text) => Some(
                "would be a constant; write an expression with delimiters, such as `{% $states.input.key %}`",
            ),
            QueryLanguage::Jsonata if is_expression(text) != text.ends_with("%}") => {
                Some("has one delimiter; write an expression as `{% $states.input.key %}`")
            }
            _ => None,
        };
        if let Some(mistake) = mistake {
            scope.mistake(state, format!("the `{name}` {mistake}"));
        }
    }
    let members = members
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(name, text)| (name.to_owned(), text.into()));
    let name = match scope.language() {
        QueryLanguage::Jsonata => "Arguments",
        QueryLanguage::JsonPath => "Parameters",
    };
    (name, Json::Object(members.collect()))
}

/// Returns the objects of a bucket with this key, which may end with `*`. The value of an expression may be any key or bucket.
pub(super) fn objects(bucket: &str, key: &str, scope: &Scope<'_>) -> Resource {
    let key = if is_expression(key) { "*" } else { key };
    let bucket = known_bucket(bucket);
    Resource::Arn(format!("arn:{}:s3:::{bucket}/{key}", scope.partition()))
}

/// Returns a bucket.
pub(super) fn bucket(bucket: &str, scope: &Scope<'_>) -> Resource {
    let bucket = known_bucket(bucket);
    Resource::Arn(format!("arn:{}:s3:::{bucket}", scope.partition()))
}

fn known_bucket(bucket: &str) -> &str {
    if is_expression(bucket) { "*" } else { bucket }
}

/// Returns whether a text is an expression of JSONata.
pub(super) fn is_expression(text: &str) -> bool {
    text.starts_with("{%")
}
