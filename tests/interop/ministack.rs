//! ministack: an AWS endpoint on this machine that runs functions behind AWS's own runtime clients and checks signatures and
//! permissions.
//!
//! These features of its `Invoke` are not tested:
//!
//! - unknown invocation types, which it runs: the client cannot send one;
//! - tampered bodies, missing tokens and wrong clocks: signing is the SDK's part. A test with a wrong secret shows that
//!   signatures are checked, and every other call shows that they are right;
//! - its own workers for Python and JavaScript: their error documents differ from those of AWS's runtime clients,
//!   which run behind it instead;
//! - response streams: the client does not support that mode;
//! - temporary credentials, and keys that stand for separate accounts: signing is the SDK's part;
//! - a client context of the tasks of its state machines: it passes none on.

use std::path::Path;
use std::process::Command;
use std::sync::{Mutex, OnceLock};

use lambda_client::LambdaBuilder;
use serde_json::{Value, json};

use crate::callers::{Caller, Keys, environment};
use crate::client;
use crate::functions::Language;
use crate::install::python;
use crate::peer::{Peer, Ready};

/// The account that every function is in.
pub(crate) const ACCOUNT: &str = "000000000000";

/// The role that functions are created with.
const ROLE: &str = "interop";

/// A running ministack.
#[derive(Debug)]
pub(crate) struct Ministack {
    // Declared before the peer, so that it ends before the endpoint that it calls.
    administrator: Mutex<Caller>,
    keys: Keys,
    peer: Peer,
}

/// A function to create.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Function<'a> {
    pub(crate) name: &'a str,
    /// The deployment package.
    pub(crate) archive: &'a Path,
    pub(crate) handler: &'a str,
    pub(crate) timeout_seconds: u32,
    pub(crate) environment: &'a [(&'a str, &'a str)],
}

impl<'a> Function<'a> {
    /// The test function in this language.
    pub(crate) fn new(name: &'a str, language: Language) -> Self {
        Self {
            handler: language.handler(),
            ..Self::program(name, language.archive())
        }
    }

    /// A function whose package holds a `bootstrap`.
    pub(crate) fn program(name: &'a str, archive: &'a Path) -> Self {
        Self {
            name,
            archive,
            handler: "bootstrap",
            timeout_seconds: 30,
            environment: &[],
        }
    }
}

impl Ministack {
    /// Returns the instance shared by tests that do not change the whole account. It ends with the test process.
    pub(crate) fn shared() -> &'static Self {
        static SHARED: OnceLock<Ministack> = OnceLock::new();
        SHARED.get_or_init(|| {
            let ministack = Self::start();
            for language in Language::ALL {
                ministack.create(Function::new(language.name(), language));
            }
            ministack
        })
    }

    /// Starts a separate instance without functions.
    pub(crate) fn start() -> Self {
        let program = python("ministack").join("ministack");
        // The account's root, whose permissions are not checked; the client under test signs as a user.
        let root = Keys::new("test", "test");
        let peer = Peer::start("ministack", Ready::Healthy("/_ministack/health"), |port| {
            let mut command = Command::new(&program);
            environment(&mut command, &root);
            command.envs([
                ("GATEWAY_PORT", port.to_string().as_str()),
                // The default is every network interface.
                ("BIND_HOST", "127.0.0.1"),
                ("MINISTACK_HOST", "127.0.0.1"),
                ("LAMBDA_EXECUTOR", "local"),
                ("AUTH", "true"),
                // The service waits a minute before it tries a failed event again.
                ("LAMBDA_ASYNC_RETRY_BASE_SECONDS", "0.2"),
            ]);
            command
        });
        let mut administrator = Caller::boto3(&peer.endpoint(), &root);
        role(&mut administrator);
        let keys = user(&mut administrator, "caller", &json!(["lambda:*"]));
        Self {
            administrator: Mutex::new(administrator),
            keys,
            peer,
        }
    }

    pub(crate) fn endpoint(&self) -> String {
        self.peer.endpoint()
    }

    /// Returns the client under test, as a user with all permissions for Lambda.
    pub(crate) fn lambda(&self) -> LambdaBuilder {
        client::lambda(&self.endpoint(), &self.keys)
    }

    /// Returns the credentials of a user with all permissions for Lambda.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Returns the credentials of a new user with only these permissions.
    pub(crate) fn user(&self, name: &str, actions: &[&str]) -> Keys {
        let mut administrator = self
            .administrator
            .lock()
            .expect("no test died while it set something up");
        user(&mut administrator, name, &json!(actions))
    }

    /// Performs one request of Lambda's API as the account's root.
    ///
    /// # Panics
    ///
    /// Panics if the request fails: setup is not what a test is about.
    pub(crate) fn set_up(&self, operation: &str, arguments: Value) -> Value {
        let mut administrator = self
            .administrator
            .lock()
            .expect("no test died while it set something up");
        let response = administrator.call(operation, arguments.clone());
        response.unwrap_or_else(|error| panic!("{operation} of {arguments} failed: {error}"))
    }

    /// Creates a function and waits until it can be called.
    pub(crate) fn create(&self, function: Function<'_>) {
        self.deploy(function);
        let mut administrator = self
            .administrator
            .lock()
            .expect("no test died while it set something up");
        let request =
            json!({ "wait": "function_active_v2", "arguments": { "FunctionName": function.name } });
        let waited = administrator.send(&request);
        assert!(
            waited.get("error").is_none(),
            "{} does not become active: {waited}",
            function.name
        );
    }

    /// Creates a function, without waiting.
    pub(crate) fn deploy(&self, function: Function<'_>) {
        let variables: serde_json::Map<String, Value> = function
            .environment
            .iter()
            .map(|(key, value)| ((*key).to_owned(), json!(value)))
            .collect();
        self.set_up(
            "CreateFunction",
            json!({
                "FunctionName": function.name,
                "Runtime": "provided.al2023",
                "Role": format!("arn:aws:iam::{ACCOUNT}:role/{ROLE}"),
                "Handler": function.handler,
                "Timeout": function.timeout_seconds,
                "Environment": { "Variables": variables },
                "Code": { "ZipFile": { "$file": function.archive } },
            }),
        );
    }
}

/// Creates the role that functions run as, and that allows them to call others.
fn role(administrator: &mut Caller) {
    let trust = policy(
        json!({ "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }),
    );
    iam(
        administrator,
        "CreateRole",
        json!({ "RoleName": ROLE, "AssumeRolePolicyDocument": trust }),
    );
    let document =
        policy(json!({ "Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*" }));
    iam(
        administrator,
        "PutRolePolicy",
        json!({ "RoleName": ROLE, "PolicyName": ROLE, "PolicyDocument": document }),
    );
}

/// Creates a user, a policy and a key.
fn user(administrator: &mut Caller, name: &str, actions: &Value) -> Keys {
    let document = policy(json!({ "Effect": "Allow", "Action": actions, "Resource": "*" }));
    iam(administrator, "CreateUser", json!({ "UserName": name }));
    let grant = json!({ "UserName": name, "PolicyName": "interop", "PolicyDocument": document });
    iam(administrator, "PutUserPolicy", grant);
    let key = iam(
        administrator,
        "CreateAccessKey",
        json!({ "UserName": name }),
    );
    let member = |member: &str| {
        key["AccessKey"][member]
            .as_str()
            .expect("a key has an id and a secret")
            .to_owned()
    };
    Keys::new(member("AccessKeyId"), member("SecretAccessKey"))
}

fn policy(statement: Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

fn iam(administrator: &mut Caller, operation: &str, arguments: Value) -> Value {
    let line = json!({ "service": "iam", "operation": operation, "arguments": arguments });
    let mut response = administrator.send(&line);
    assert!(
        response.get("error").is_none(),
        "{operation} failed: {response}"
    );
    response["response"].take()
}
