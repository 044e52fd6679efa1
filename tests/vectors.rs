//! Responses captured from runtimes and emulators, decoded.
//!
//! What is expected does not come from the decoders: fields are looked up in the body as `serde_json::Value`
//! by the rules of the runtime that wrote it, kind and `DidRun` in a table that people reviewed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use bytes::Bytes;
use lambda_client::{ClientContext, failure::Failure, log::LogTail};
use serde_json::Value;

const VECTORS: usize = 490;
const ERROR_DOCUMENTS: usize = 177;
const TIMEOUT_TEXTS: usize = 3;
const LOG_TAILS: usize = 94;
const CLIENT_CONTEXTS: usize = 11;

fn directory() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

struct Vector {
    name: String,
    json: Value,
}

impl Vector {
    fn all() -> Vec<Vector> {
        let mut vectors: Vec<Vector> = std::fs::read_dir(directory())
            .expect("tests/vectors")
            .map(|entry| entry.expect("entry").path())
            .filter(|path| {
                path.extension()
                    .is_some_and(|extension| extension == "json")
            })
            .map(|path| Vector {
                name: path
                    .file_stem()
                    .expect("name")
                    .to_string_lossy()
                    .into_owned(),
                json: serde_json::from_slice(&std::fs::read(&path).expect("vector")).expect("JSON"),
            })
            .collect();
        vectors.sort_by(|a, b| a.name.cmp(&b.name));
        assert_eq!(vectors.len(), VECTORS);
        vectors
    }

    /// The body as far as the capture holds it; of a large one that is its start.
    fn body(&self) -> Bytes {
        let response = &self.json["response"];
        match (&response["body_utf8"], &response["body_base64"]) {
            (Value::String(text), _) => Bytes::from(text.clone()),
            (_, Value::String(base64)) => BASE64_STANDARD.decode(base64).expect("base64").into(),
            _ => Bytes::new(),
        }
    }

    fn header<'a>(&'a self, side: &str, wanted: &str) -> Option<&'a str> {
        let headers = self.json[side]["headers"].as_object()?;
        let mut found = headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.next().and_then(|(_, value)| value.as_str())
    }
}

/// The document in a body, if it is one.
fn error_document(body: &[u8]) -> Option<Value> {
    let value: Value = serde_json::from_slice(body).ok()?;
    (value.get("errorType").is_some() || value.get("errorMessage").is_some()).then_some(value)
}

/// The trace by the rules of the runtime: Node.js writes `trace`, all others `stackTrace`.
fn expected_trace(vector: &Vector, document: &Value) -> Vec<String> {
    let is_node = vector.json["runtime"]
        .as_str()
        .is_some_and(|runtime| runtime.contains("node"));
    let field = if is_node { "trace" } else { "stackTrace" };
    let lines = document[field]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    lines
        .iter()
        .map(|line| line.as_str().expect("a string").to_owned())
        .collect()
}

struct Row {
    error_type: String,
    condition: String,
    verdict: String,
}

impl Row {
    fn all() -> Vec<Row> {
        let table =
            std::fs::read_to_string(directory().join("expected.tsv")).expect("expected.tsv");
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        lines
            .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
                [error_type, condition, kind, did_run, _why] => Row {
                    error_type: error_type.to_owned(),
                    condition: condition.to_owned(),
                    verdict: format!("{kind} {did_run}"),
                },
                _ => panic!("{line}"),
            })
            .collect()
    }

    fn fits(
        &self,
        vector: &Vector,
        error_type: &str,
        message: &str,
        request_id: Option<&str>,
    ) -> bool {
        let condition = match self.condition.split_once('=') {
            None => self.condition.is_empty(),
            Some(("file", name)) => {
                vector.name.strip_suffix("__next").unwrap_or(&vector.name) == name
            }
            Some(("message", part)) => message.contains(part),
            Some(("request", "none")) => request_id == Some(""),
            Some(_) => panic!("{}", self.condition),
        };
        condition && (self.error_type == "*" || self.error_type == error_type)
    }
}

#[test]
fn every_body_is_decoded_and_kept() {
    let table = Row::all();
    let mut used = BTreeSet::new();
    let (mut documents, mut timeout_texts) = (0, 0);
    for vector in Vector::all() {
        let name = &vector.name;
        let body = vector.body();
        let failure = Failure::decode(body.clone());
        assert_eq!(failure.raw(), &body, "{name}");

        let document = error_document(&body);
        let text = String::from_utf8_lossy(&body);
        let (error_type, message, request_id) = match &document {
            Some(document) => {
                documents += 1;
                (
                    document["errorType"].as_str(),
                    document["errorMessage"].as_str(),
                    document["requestId"].as_str(),
                )
            }
            None if text.starts_with("Task timed out after") => {
                timeout_texts += 1;
                (None, Some(&*text), None)
            }
            None => (None, None, None),
        };
        assert_eq!(failure.error_type(), error_type, "{name}");
        assert_eq!(failure.message(), message, "{name}");
        let trace = document
            .as_ref()
            .map(|document| expected_trace(&vector, document))
            .unwrap_or_default();
        assert_eq!(failure.trace(), trace, "{name}");
        // No runtime here writes causes; Step Functions has a field of that name.
        let causes = usize::from(document.is_none() && text.contains("\"cause\""));
        assert_eq!(failure.causes().len(), causes, "{name}");

        let (type_or_dash, text) = (error_type.unwrap_or("-"), message.unwrap_or_default());
        let fits = |row: &Row| row.fits(&vector, type_or_dash, text, request_id);
        let index = table.iter().position(fits).expect("the last row fits all");
        used.insert(index);
        let verdict = format!("{:?} {:?}", failure.kind(), failure.did_run());
        assert_eq!(verdict, table[index].verdict, "{name}");
        let is_last = index + 1 == table.len();
        assert_eq!(
            is_last,
            error_type.is_none() && message.is_none(),
            "{name} needs a separate row"
        );
    }
    assert_eq!(used.len(), table.len(), "every row is there for a capture");
    assert_eq!((documents, timeout_texts), (ERROR_DOCUMENTS, TIMEOUT_TEXTS));
}

#[test]
fn every_timeout_names_its_limit() {
    let limits: Vec<u64> = Vector::all()
        .iter()
        .filter_map(|vector| Failure::decode(vector.body()).timed_out_after())
        .map(|limit| limit.as_secs())
        .collect();
    assert_eq!(limits.iter().filter(|limit| **limit == 2).count(), 10);
    assert_eq!(limits.iter().filter(|limit| **limit == 20).count(), 1);
    assert_eq!(limits.len(), 11);
}

#[test]
fn every_log_result_is_decoded() {
    let mut tails = 0;
    for vector in Vector::all() {
        let Some(base64) = vector.header("response", "x-amz-log-result") else {
            continue;
        };
        tails += 1;
        let tail = LogTail::decode(base64).expect("a tail");
        let expected = BASE64_STANDARD.decode(base64).expect("base64");
        assert_eq!(
            tail.text(),
            String::from_utf8_lossy(&expected),
            "{}",
            vector.name
        );
        // These emulators write no report.
        assert_eq!(tail.report(), None, "{}", vector.name);
    }
    assert_eq!(tails, LOG_TAILS);
}

#[test]
fn every_client_context_is_read() {
    let mut contexts = 0;
    for vector in Vector::all() {
        let Some(header) = vector.header("request", "x-amz-client-context") else {
            continue;
        };
        contexts += 1;
        let sent: Option<Value> = BASE64_STANDARD
            .decode(header)
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok());
        let context = ClientContext::from_base64(header);
        assert_eq!(context.is_some(), sent.is_some(), "{}", vector.name);
        let (Some(context), Some(sent)) = (context, sent) else {
            continue;
        };
        assert_eq!(
            serde_json::to_value(context.custom()).expect("map"),
            sent["custom"]
        );
        let locale = context.env().get("locale").map(String::as_str);
        assert_eq!(locale, sent["env"]["locale"].as_str(), "{}", vector.name);
        let title = context.client().map(|application| application.title());
        assert_eq!(
            title,
            sent["client"]["app_title"].as_str(),
            "{}",
            vector.name
        );
    }
    assert_eq!(contexts, CLIENT_CONTEXTS);
}
