//! A captured request and the response.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::Value;

pub(crate) struct Vector {
    pub(crate) backend: String,
    pub(crate) case: String,
    json: Value,
}

impl Vector {
    pub(crate) fn all() -> Vec<Vector> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
        let mut vectors = Vec::new();
        for entry in std::fs::read_dir(folder).expect("tests/vectors") {
            let path = entry.expect("entry").path();
            let name = path
                .file_name()
                .expect("name")
                .to_string_lossy()
                .into_owned();
            if let Some((backend, case)) = name
                .strip_suffix(".json")
                .and_then(|name| name.split_once("__"))
            {
                vectors.push(Vector {
                    backend: backend.to_owned(),
                    case: case.to_owned(),
                    json: serde_json::from_slice(&std::fs::read(&path).expect("vector"))
                        .expect("JSON"),
                });
            }
        }
        vectors
    }

    /// Whether it was captured at Lambda's API; others are Step Functions'.
    pub(crate) fn is_lambda(&self) -> bool {
        self.path().contains("/functions")
    }

    pub(crate) fn method(&self) -> &str {
        self.json["request"]["method"].as_str().expect("a method")
    }

    pub(crate) fn path(&self) -> &str {
        self.json["request"]["path"].as_str().expect("a path")
    }

    /// The name of the function in the path, without qualifier; some name for a path without one.
    pub(crate) fn function(&self) -> String {
        let name = self.path().split('/').nth(3).unwrap_or_default();
        let name = name.split('?').next().unwrap_or_default();
        let name = name.replace("%3A", ":");
        match name.split(':').next().unwrap_or_default() {
            "" => "any".to_owned(),
            "arn" => name,
            bare => bare.to_owned(),
        }
    }

    /// The headers of the request that say something to Lambda.
    pub(crate) fn request_headers(&self) -> Vec<(&str, &str)> {
        let headers = self.json["request"]["headers"]
            .as_object()
            .expect("headers");
        headers
            .iter()
            .filter(|(name, _)| name.to_ascii_lowercase().starts_with("x-amz"))
            .filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)))
            .collect()
    }

    pub(crate) fn request_body(&self) -> Vec<u8> {
        whole(&self.json["request"], "body")
    }

    pub(crate) fn status(&self) -> Option<u64> {
        self.json["response"]["status"].as_u64()
    }

    pub(crate) fn header(&self, wanted: &str) -> Option<&str> {
        let headers = self.json["response"]["headers"].as_object()?;
        let mut found = headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.next().and_then(|(_, value)| value.as_str())
    }

    pub(crate) fn body(&self) -> Vec<u8> {
        whole(&self.json["response"], "body_utf8")
    }

    pub(crate) fn document(&self) -> Value {
        serde_json::from_slice(&self.body()).unwrap_or_default()
    }
}

/// A body. Of a large one there is the start and the end, with `x` in between.
fn whole(side: &Value, text: &str) -> Vec<u8> {
    let start = match (&side[text], &side["body_base64"]) {
        (Value::String(text), _) => text.clone().into_bytes(),
        (_, Value::String(base64)) => BASE64_STANDARD.decode(base64).expect("base64"),
        _ => Vec::new(),
    };
    let Some(end) = side["body_tail_base64"].as_str() else {
        return start;
    };
    let end = BASE64_STANDARD.decode(end).expect("base64");
    let length =
        usize::try_from(side["body_length"].as_u64().expect("a length")).expect("a length");
    let mut body = start;
    body.resize(length - end.len(), b'x');
    body.extend_from_slice(&end);
    body
}
