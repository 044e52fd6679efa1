//! microburst: a proxy that injects AWS's own errors in front of an endpoint.

use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

use crate::callers::{Keys, environment};
use crate::http;
use crate::install::python;
use crate::ministack::Ministack;
use crate::peer::{Peer, Ready};

/// A running proxy with its rules.
#[derive(Debug)]
pub(crate) struct Microburst {
    peer: Peer,
}

impl Microburst {
    /// Returns the proxy in front of the shared endpoint, to one test at a time: its rules are global. The rules of earlier tests
    /// are removed. It ends with the test process.
    pub(crate) async fn shared() -> MutexGuard<'static, Self> {
        static SHARED: OnceLock<Mutex<Microburst>> = OnceLock::new();
        let shared = SHARED.get_or_init(|| {
            let ministack = Ministack::shared();
            Mutex::new(Self::start(&ministack.endpoint(), ministack.keys()))
        });
        let proxy = shared.lock().await;
        proxy.rules(&[]);
        proxy.control("DELETE", "/_microburst/fired", &Value::Null);
        proxy
    }

    /// Starts a proxy in front of `upstream`. A signature covers the host, which differs on both sides of a proxy, so requests are
    /// signed again with `keys`.
    fn start(upstream: &str, keys: &Keys) -> Self {
        let program = python("microburst").join("microburst");
        let peer = Peer::start(
            "microburst",
            Ready::Healthy("/_microburst/health"),
            |port| {
                let mut command = Command::new(&program);
                environment(&mut command, keys);
                command
                    .args([
                        "--upstream",
                        upstream,
                        "--host",
                        "127.0.0.1",
                        "--resign",
                        "--port",
                    ])
                    .arg(port.to_string());
                command
            },
        );
        // On the first request the proxy reads the models of all services, which takes seconds. It rejects the request as unsigned.
        http::request(peer.port(), "GET", "/2015-03-31/functions", "").expect("the proxy responds");
        Self { peer }
    }

    pub(crate) fn endpoint(&self) -> String {
        self.peer.endpoint()
    }

    /// Replaces all rules. Each applies to Lambda's `Invoke`.
    pub(crate) fn rules(&self, rules: &[Value]) {
        let rules: Vec<Value> = rules.iter().cloned().map(for_invoke).collect();
        self.control("POST", "/_microburst/rules", &Value::from(rules));
    }

    /// Returns what the rules have done in this test, oldest first.
    pub(crate) fn fired(&self) -> Vec<Value> {
        match self.control("GET", "/_microburst/fired", &Value::Null) {
            Value::Array(fired) => fired,
            other => panic!("microburst's log of faults is not a list: {other}"),
        }
    }

    fn control(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let (status, response) = http::request(self.peer.port(), method, path, &body)
            .expect("microburst responds on its control path");
        assert!(
            status < 300,
            "{method} {path} with {body} returned {status}: {response}"
        );
        serde_json::from_str(&response)
            .unwrap_or_else(|error| panic!("{path} did not return JSON ({error}): {response}"))
    }
}

fn for_invoke(mut rule: Value) -> Value {
    let members = rule.as_object_mut().expect("a rule is an object");
    members.insert("service".to_owned(), json!("lambda"));
    members.insert("operation".to_owned(), json!("Invoke"));
    rule
}
