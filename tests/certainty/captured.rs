//! Responses captured from emulators, sent again.

use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lambda_client::{DidRun, ErrorKind, Raw};
use lambda_client_test_support::Response;
use serde_json::Value;

use crate::endpoint::Endpoint;

/// A captured response to an invocation.
pub(crate) struct Capture {
    pub(crate) name: String,
    json: Value,
    body: Vec<u8>,
}

impl Capture {
    pub(crate) fn named(name: &str) -> Capture {
        let mut all = Capture::all().into_iter();
        all.find(|capture| capture.name == name).expect(name)
    }

    /// Returns all captures of a whole response at the path of `Invoke`.
    pub(crate) fn all() -> Vec<Capture> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
        let files = std::fs::read_dir(folder).expect("tests/vectors");
        let paths = files.map(|file| file.expect("a file").path());
        let paths = paths.filter(|path| path.extension().is_some_and(|end| end == "json"));
        let mut captures: Vec<Capture> = paths.filter_map(|path| Capture::read(&path)).collect();
        captures.sort_by(|a, b| a.name.cmp(&b.name));
        captures
    }

    fn read(path: &Path) -> Option<Capture> {
        let json: Value = serde_json::from_slice(&std::fs::read(path).expect("a capture")).ok()?;
        let asked = json["request"]["path"].as_str()?;
        let is_invocation = asked.starts_with("/2015-03-31/functions/")
            && asked.contains("/invocations")
            && json["request"]["method"] == "POST";
        let response = &json["response"];
        let body = match (&response["body_utf8"], &response["body_base64"]) {
            (Value::String(text), _) => text.clone().into_bytes(),
            (_, Value::String(base64)) => BASE64_STANDARD.decode(base64).ok()?,
            _ => return None,
        };
        // Of large bodies there is only the start.
        let is_whole = response["body_length"] == body.len();
        (is_invocation && is_whole && response["status"].is_u64()).then(|| Capture {
            name: path
                .file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned(),
            json,
            body,
        })
    }

    pub(crate) fn status(&self) -> u16 {
        let status = self.json["response"]["status"].as_u64();
        u16::try_from(status.expect("a status")).expect("a status")
    }

    pub(crate) fn body(&self) -> &[u8] {
        &self.body
    }

    fn invocation_type(&self) -> &str {
        let headers = &self.json["request"]["headers"];
        headers["X-Amz-Invocation-Type"]
            .as_str()
            .unwrap_or("RequestResponse")
    }

    fn header(&self, wanted: &str) -> Option<&str> {
        let headers = self.json["response"]["headers"].as_object()?;
        let mut found = headers
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.next().and_then(|(_, value)| value.as_str())
    }

    /// Returns the response as it was sent, but for the framing.
    pub(crate) fn response(&self) -> Response {
        let headers = self.json["response"]["headers"]
            .as_object()
            .expect("headers");
        let framing = ["content-length", "transfer-encoding", "connection"];
        let kept = headers
            .iter()
            .filter(|(name, _)| !framing.iter().any(|line| name.eq_ignore_ascii_case(line)));
        kept.fold(
            Response::new(self.status(), self.body.clone()),
            |response, (name, value)| {
                response.with_header(name.clone(), value.as_str().expect("text"))
            },
        )
    }
}

/// No emulator is mistaken for a stranger, also none without a header of Lambda.
#[tokio::test]
async fn every_captured_result_is_one() {
    let (mut results, mut nothing) = (0, 0);
    for capture in Capture::all() {
        let name = &capture.name;
        let has = |name| capture.header(name).is_some();
        let is_error = has("x-amz-function-error") || has("error-type");
        let is_result = capture.status() == 200 && !is_error;
        if !is_result || ["Event", "DryRun"].contains(&capture.invocation_type()) {
            continue;
        }
        let endpoint = Endpoint::doing(capture.response()).await;
        let called = endpoint.call::<Raw>().await;
        // A streaming handler whose error the Runtime Interface Emulator swallows.
        if name == "rie-node__stream_early_error" {
            let error = called.unwrap_err();
            assert_eq!(
                (error.kind(), error.did_run()),
                (ErrorKind::Response, DidRun::Unknown)
            );
            continue;
        }
        results += 1;
        let raw = called.unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(raw.bytes(), capture.body(), "{name}");
        if capture.body() == b"null" {
            nothing += 1;
            endpoint.call::<()>().await.expect(name);
        }
    }
    assert!(results > 190 && nothing > 10, "{results} {nothing}");
}

/// The Runtime Interface Emulator for managed instances has its own header for function errors.
#[tokio::test]
async fn a_function_error_of_the_emulator_for_managed_instances_is_one() {
    let mut errors = 0;
    for capture in Capture::all() {
        let name = &capture.name;
        if capture.status() != 200 || capture.header("error-type").is_none() {
            continue;
        }
        errors += 1;
        let document: Value = serde_json::from_slice(capture.body()).expect(name);
        let endpoint = Endpoint::doing(capture.response()).await;
        // All of these types can be decoded from the document.
        for error in [
            endpoint.call::<Raw>().await.expect_err(name),
            endpoint.call::<Value>().await.expect_err(name),
        ] {
            assert_eq!(error.kind(), ErrorKind::Function, "{name}: {error}");
            assert_eq!(error.code(), document["errorType"].as_str(), "{name}");
            // The handler never got some of the events.
            assert!(error.did_run() > DidRun::No, "{name}: {error}");
        }
    }
    assert!(errors >= 15, "{errors}");
}

#[tokio::test]
async fn captured_events_and_dry_runs() {
    let mut synchronous = 0;
    for capture in Capture::all() {
        let name = &capture.name;
        let endpoint = Endpoint::doing(capture.response()).await;
        let called = match capture.invocation_type() {
            "Event" => endpoint.call::<u32>().event().send().await,
            "DryRun" => endpoint.call::<u32>().dry_run().send().await,
            _ => continue,
        };
        match capture.status() {
            202 | 204 => {
                called.expect(name);
            }
            200 if capture.header("error-type").is_some() => {
                let error = called.expect_err(name).into_error();
                let said = (error.kind(), error.did_run());
                assert_eq!(said, (ErrorKind::Function, DidRun::Yes), "{name}");
            }
            200 => {
                synchronous += 1;
                let error = called.expect_err(name).into_error();
                assert_eq!(error.did_run(), DidRun::Unknown, "{name}");
                assert!(
                    error.to_string().contains("ignored the invocation type"),
                    "{error}"
                );
            }
            _ => assert_eq!(called.expect_err(name).did_run(), DidRun::No, "{name}"),
        }
    }
    assert!(synchronous >= 5, "{synchronous}");
}
