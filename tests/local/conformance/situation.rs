//! A situation: what is set up, what is requested, and what the response should be.

use std::time::Duration;

use lambda_client::local::{Endpoint, Fault, Function, FunctionResponse, log};
use lambda_client::{LocalLambda, server::Invocation};
use serde_json::Value;

use super::expected::Expected;
use super::vector::Vector;
use super::{DIFFERENCES, listing};
use crate::raw::{Response, send};

pub(crate) const LIMIT: usize = 6_291_556;

pub(crate) struct Situation<'a> {
    how: &'a str,
    pub(crate) vector: &'a Vector,
}

pub(crate) type Met = Result<(), String>;

fn responding(response: FunctionResponse) -> Function {
    Function::new(move |_: Invocation| std::future::ready(response.clone()))
}

pub(crate) fn hanging() -> Function {
    Function::new(|_: Invocation| std::future::pending::<&'static str>())
}

fn too_large() -> String {
    format!("Response payload size exceeded maximum allowed payload size ({LIMIT} bytes).")
}

impl<'a> Situation<'a> {
    pub(crate) fn new(how: &'a str, vector: &'a Vector) -> Situation<'a> {
        Situation { how, vector }
    }

    /// Sets the situation up and checks the response.
    pub(crate) async fn meet(&self) -> Met {
        let (verb, rest) = self.how.split_once(' ').unwrap_or((self.how, ""));
        match (verb, rest) {
            ("result", "") => self.result(self.vector.body()).await,
            // A result that no capture has: JSON that is more than they can carry, or a function that they cannot find.
            ("returns", json) => self.result(json.as_bytes().to_vec()).await,
            ("failure", "") => self.failure().await,
            ("crash", how) => self.crash(how).await,
            ("after", how) => self.after(how).await,
            ("timeout", "") => self.timeout().await,
            ("too-large", "response") => {
                let function = responding(FunctionResponse::result(vec![b'1'; LIMIT + 1]));
                let expected = Expected::platform("Function.ResponseSizeTooLarge", &too_large());
                self.single(function, expected.log(self.wants_log())).await
            }
            ("event", "") => self.single(self.echo(), Expected::empty(202)).await,
            ("dry", "run") => self.single(self.echo(), Expected::empty(204)).await,
            ("alias", "") => {
                let function = responding(FunctionResponse::result("null"))
                    .publish()
                    .alias("PROD", 1);
                self.single(function, Expected::result(b"null".to_vec(), "1"))
                    .await
            }
            ("log", "") => self.log().await,
            ("refuses", what) => self.refuses(what).await,
            ("throttles", "function") => self.throttles().await,
            ("parallel", "") => self.parallel().await,
            ("reset", "") => self.reset().await,
            ("cut-off", "") => self.cut_off().await,
            ("fault", "") => self.fault().await,
            ("lists", "functions") => listing::functions(self.vector).await,
            ("gets", "alias") => listing::alias(self.vector).await,
            ("gets", "configuration") => listing::configuration(self.vector).await,
            ("differs", name) => self.differs(name).await,
            _ => Err("the table says something that is not known here".to_owned()),
        }
    }

    pub(crate) fn echo(&self) -> Function {
        Function::new(|invocation: Invocation| async move { invocation.payload })
    }

    /// The function under the name that the capture has, ready for its tenants.
    pub(crate) fn local(&self, function: Function) -> LocalLambda {
        let has_tenant = self
            .vector
            .request_headers()
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("x-amz-tenant-id"));
        let function = match has_tenant {
            true => function.tenant_isolation(),
            false => function,
        };
        LocalLambda::builder()
            .function(self.vector.function(), function)
            .build()
    }

    async fn ask(&self, endpoint: &Endpoint) -> Option<Response> {
        let vector = self.vector;
        send(
            endpoint,
            vector.method(),
            vector.path(),
            &vector.request_headers(),
            &vector.request_body(),
        )
        .await
    }

    pub(crate) async fn response(&self, endpoint: &Endpoint) -> Result<Response, String> {
        self.ask(endpoint)
            .await
            .ok_or_else(|| "there was no response".to_owned())
    }

    /// One request, one response.
    async fn single(&self, function: Function, expected: Expected) -> Met {
        let endpoint = self.local(function).listen(0).await.expect("a free port");
        expected.compare(&self.response(&endpoint).await?)
    }

    pub(crate) fn wants_log(&self) -> bool {
        self.vector
            .request_headers()
            .contains(&("X-Amz-Log-Type", "Tail"))
    }

    async fn result(&self, body: Vec<u8>) -> Met {
        let expected = Expected::result(body.clone(), "$LATEST").log(self.wants_log());
        self.single(responding(FunctionResponse::result(body)), expected)
            .await
    }

    async fn failure(&self) -> Met {
        let body = self.vector.body();
        let expected = Expected::failure(body.clone()).log(self.wants_log());
        self.single(responding(FunctionResponse::failure(body)), expected)
            .await
    }

    async fn log(&self) -> Met {
        let body = self.vector.body();
        let response = FunctionResponse::result(body.clone());
        let function = Function::new(move |invocation: Invocation| {
            let event: Value = serde_json::from_slice(&invocation.payload).unwrap_or_default();
            for line in 0..event["lines"].as_u64().unwrap_or_default() {
                log(format_args!("log line {line} é"));
            }
            std::future::ready(response.clone())
        });
        // Where a log is wanted the report is in it, however much the function writes.
        self.single(function, Expected::result(body, "$LATEST").log(true))
            .await
    }

    async fn refuses(&self, what: &str) -> Met {
        let name = self.vector.function();
        let (local, expected) = match what {
            "invocation type" => (
                self.local(self.echo()),
                Expected::refusal(
                    400,
                    "ValidationException",
                    "1 validation error detected: Value 'Nonsense' at 'invocationType'",
                ),
            ),
            "client context" => (
                self.local(self.echo()),
                Expected::refusal(
                    400,
                    "InvalidRequestContentException",
                    "Client context must be",
                ),
            ),
            "payload" => (
                self.local(self.echo()),
                Expected::refusal(
                    400,
                    "InvalidRequestContentException",
                    "Could not parse request body into json",
                ),
            ),
            "size" => {
                let length = self.vector.request_body().len();
                let message = format!(
                    "{length} byte payload is too large for the RequestResponse invocation type (limit 6291456 bytes)"
                );
                (
                    self.local(self.echo()),
                    Expected::refusal(413, "RequestTooLargeException", &message),
                )
            }
            "function" => {
                let message = format!(
                    "Function not found: arn:aws:lambda:us-east-1:000000000000:function:{name}"
                );
                (
                    LocalLambda::builder().build(),
                    Expected::refusal(404, "ResourceNotFoundException", &message),
                )
            }
            "qualifier" => {
                let message = format!(
                    "Function not found: arn:aws:lambda:us-east-1:000000000000:function:{name}:NOPE"
                );
                (
                    self.local(self.echo()),
                    Expected::refusal(404, "ResourceNotFoundException", &message),
                )
            }
            "alias" => {
                let account = "123456789012";
                let local = LocalLambda::builder()
                    .account(account)
                    .function(&name, self.echo())
                    .build();
                let message = format!(
                    "Cannot find alias arn: arn:aws:lambda:us-east-1:{account}:function:{name}:NOPE"
                );
                (
                    local,
                    Expected::refusal(404, "ResourceNotFoundException", &message),
                )
            }
            _ => return Err("the table refuses something that is not known here".to_owned()),
        };
        let endpoint = local.listen(0).await.expect("a free port");
        expected.compare(&self.response(&endpoint).await?)
    }

    /// A function whose one place is taken.
    async fn throttles(&self) -> Met {
        let local = self.local(hanging().reserved_concurrency(1));
        let endpoint = local.listen(0).await.expect("a free port");
        let second = async {
            while local.recorder().runs().is_empty() {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            self.response(&endpoint).await
        };
        let response = tokio::select! {
            response = second => response?,
            _ = self.response(&endpoint) => return Err("the place was not taken".to_owned()),
        };
        let document = serde_json::json!({
            "Reason": "ReservedFunctionConcurrentInvocationLimitExceeded",
            "message": "Rate Exceeded.",
        });
        Expected::refusal_document(429, "TooManyRequestsException", document)
            .retry_after(1)
            .compare(&response)
    }

    /// Calls at the same time do not disturb each other.
    async fn parallel(&self) -> Met {
        let endpoint = self
            .local(self.echo())
            .listen(0)
            .await
            .expect("a free port");
        let expected = Expected::result(self.vector.request_body(), "$LATEST");
        let (one, two) = tokio::join!(self.response(&endpoint), self.response(&endpoint));
        expected.compare(&one?)?;
        expected.compare(&two?)
    }

    async fn with(&self, function: Function, fault: Fault) -> Endpoint {
        let name = self.vector.function();
        let local = LocalLambda::builder()
            .function(&name, function)
            .fault(&name, fault)
            .build();
        local.listen(0).await.expect("a free port")
    }

    async fn reset(&self) -> Met {
        let endpoint = self.with(self.echo(), Fault::reset_after_run()).await;
        match self.ask(&endpoint).await {
            Some(response) => Err(format!("there was a response: {}", response.status)),
            None => Ok(()),
        }
    }

    /// The body ends where that of the capture does.
    async fn cut_off(&self) -> Met {
        let beginning = self.vector.body();
        let whole = [&beginning[..], b".5]}"].concat();
        let fault = Fault::cut_off_body(beginning.len());
        let endpoint = self
            .with(responding(FunctionResponse::result(whole.clone())), fault)
            .await;
        let response = self.response(&endpoint).await?;
        if response.header("content-length") != Some(whole.len().to_string().as_str()) {
            return Err("the whole length was not announced".to_owned());
        }
        Expected::result(beginning, "$LATEST").compare(&response)
    }

    /// The error that the capture has.
    async fn fault(&self) -> Met {
        let code = self
            .vector
            .header("x-amzn-errortype")
            .ok_or("the capture has no code")?;
        let status = self
            .vector
            .status()
            .and_then(|status| u16::try_from(status).ok())
            .ok_or("the capture has no status")?;
        let document = self.vector.document();
        let message = document
            .get("message")
            .or(document.get("Message"))
            .and_then(Value::as_str);
        let fault = Fault::error(status, code, message.unwrap_or_default());
        let endpoint = self.with(self.echo(), fault).await;
        Expected::refusal_document(status, code, document).compare(&self.response(&endpoint).await?)
    }

    async fn differs(&self, name: &str) -> Met {
        let (_, status, _) = DIFFERENCES
            .iter()
            .find(|(known, _, _)| *known == name)
            .ok_or("the difference is not named")?;
        let function = match name {
            "panic" => Function::new(|_: Invocation| async {
                panic!("index out of bounds: é") as &'static str
            }),
            _ => self.echo(),
        };
        self.single(function, Expected::status(*status)).await
    }
}
