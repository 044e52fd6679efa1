//! The API of Step Functions as what an endpoint serves: AWS JSON 1.0.

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, DATE, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::endpoint::api::Api;
use crate::endpoint::body::{Broken, HttpResponse, ResponseBody};
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::refusal::Refusal;
use crate::endpoint::request_body;
use crate::future::BoxFuture;
use crate::step_functions::StatesOperation;
use crate::step_functions::local::fault::OnWire;
use crate::step_functions::local::http_date::http_date;
use crate::step_functions::local::parse::{Asked, Members};
use crate::step_functions::local::service::{Handled, Performed, handle, page, remove_data};
use crate::step_functions::local::{LocalMachines, limits};
use crate::step_functions::name::random_uuid;
use crate::transport::{TransportError, TransportErrorKind};

/// The size of the largest request, in bytes (AWS Step Functions service quotas: 1 MB).
const MAX_REQUEST: usize = 1_048_576;

/// What the header `x-amz-target` begins with.
const TARGET: &str = "AWSStepFunctions.";

const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// Local machines over HTTP.
#[derive(Debug)]
pub(super) struct StatesApi(pub(super) LocalMachines);

impl Api for StatesApi {
    fn mistakes(&self) -> Option<&str> {
        self.0.account.mistakes.as_deref()
    }

    fn respond<'a>(
        &'a self,
        connection: &'a ConnectionContext,
        head: Parts,
        body: Incoming,
    ) -> BoxFuture<'a, Result<HttpResponse, Broken>> {
        Box::pin(async move {
            // Without random numbers, nothing could be told apart from what was started before.
            let id = random_uuid().map_err(|_| Broken)?;
            let received = match request_body::read(body, MAX_REQUEST, connection).await {
                Ok(Some(received)) => received,
                Ok(None) => return Err(Broken),
                Err(refusal) => return Ok(self.refused(&refusal)),
            };
            if !received.is_complete() {
                let message = format!(
                    "the request has {} bytes, but the limit is {MAX_REQUEST}",
                    received.length
                );
                return Ok(self.error(&id, 413, "RequestEntityTooLargeException", &message));
            }
            let target = head.headers.get("x-amz-target");
            let target = target.and_then(|target| target.to_str().ok());
            let operation = target.and_then(|target| target.strip_prefix(TARGET));
            let operation = match (&head.method, head.uri.path(), operation) {
                (&Method::POST, "/", Some(operation)) => operation,
                _ => {
                    let message = format!(
                        "expected `POST /` with the header `x-amz-target: {TARGET}` and an operation"
                    );
                    return Ok(self.error(&id, 404, "UnknownOperationException", &message));
                }
            };
            let region = head.headers.get(AUTHORIZATION).and_then(signed_region);
            self.perform(&id, operation, &received.bytes, region).await
        })
    }

    fn refused(&self, refusal: &Refusal) -> HttpResponse {
        let (status, code) = match refusal {
            Refusal::BadRequest(_) => (400, "BadRequestException"),
            Refusal::Denied(_) => (403, "AccessDeniedException"),
            Refusal::TooSlow(_) => (408, "RequestTimeoutException"),
            Refusal::NoMemory => (400, "ThrottlingException"),
            Refusal::NoMemoryForResponse => (503, "ServiceUnavailable"),
        };
        let id = random_uuid().unwrap_or_default();
        self.error(&id, status, code, &refusal.message())
    }
}

impl StatesApi {
    /// Performs an operation. An error breaks the connection.
    async fn perform(
        &self,
        id: &str,
        operation: &str,
        body: &[u8],
        region: Option<&str>,
    ) -> Result<HttpResponse, Broken> {
        let members = Members::read(body);
        let asked = match members.as_ref().map(|members| members.request(operation)) {
            Ok(Ok(asked)) => asked,
            Ok(Err(refusal)) => return Ok(self.failed(id, &refusal)),
            Err(refusal) => return Ok(self.failed(id, refusal)),
        };
        let performing = self.asked(asked, id, region);
        match handle(&self.0.account, operation, performing).await {
            Handled::Performed(result) => Ok(self.responded(id, result, ResponseBody::whole)),
            Handled::Faulty(fault, result) => match (fault.on_wire(), result) {
                (OnWire::Response, _) => Ok(self.failed(id, &fault.error())),
                (OnWire::CutResponse, Some(result)) => Ok(self.responded(id, result, half)),
                (OnWire::CutResponse, None) | (OnWire::Nothing, _) => Err(Broken),
            },
        }
    }

    async fn asked(
        &self,
        asked: Asked<'_>,
        id: &str,
        region: Option<&str>,
    ) -> Result<Performed, TransportError> {
        let account = &self.0.account;
        let page = |max_results, next_token| {
            limits::page_size(max_results)?;
            page(max_results, next_token)
        };
        Ok(match asked {
            Asked::States(operation) => return account.perform(&operation, id).await,
            Asked::WithoutData(start) => {
                let operation = StatesOperation::StartSyncExecution(start);
                let mut performed = account.perform(&operation, id).await?;
                remove_data(&mut performed.body);
                return Ok(performed);
            }
            Asked::ListExecutions {
                machine_arn,
                status,
                max_results,
                next_token,
            } => {
                let (machine, page) = (
                    limits::machine(machine_arn)?,
                    page(max_results, next_token)?,
                );
                let times = (account.unseen, account.now());
                account.ledger().executions(&machine, status, times, page)?
            }
            Asked::ListStateMachines {
                max_results,
                next_token,
            } => {
                let page = page(max_results, next_token)?;
                account.ledger().machines(region, account.epoch, page)
            }
            Asked::DescribeStateMachine { machine_arn } => {
                let machine = limits::machine(machine_arn)?;
                account.ledger().machine(&machine, account.epoch)?
            }
        }
        .into())
    }

    fn responded(
        &self,
        id: &str,
        result: Result<Performed, TransportError>,
        body: fn(Bytes) -> ResponseBody,
    ) -> HttpResponse {
        match result {
            Ok(performed) => self.response(id, StatusCode::OK, &performed.body, body),
            Err(error) => self.failed(id, &error),
        }
    }

    fn failed(&self, id: &str, error: &TransportError) -> HttpResponse {
        match (error.kind(), error.status(), error.code()) {
            (TransportErrorKind::Service, Some(status), Some(code)) => {
                self.error(id, status, code, error.message().unwrap_or(code))
            }
            (TransportErrorKind::Service, Some(status), None) => {
                self.response(id, of_number(status), &json!({}), ResponseBody::whole)
            }
            _ => {
                let message = error.message().unwrap_or_default();
                self.error(id, 500, "InternalFailure", message)
            }
        }
    }

    fn error(&self, id: &str, status: u16, code: &str, message: &str) -> HttpResponse {
        let body = json!({"__type": code, "message": message});
        self.response(id, of_number(status), &body, ResponseBody::whole)
    }

    fn response(
        &self,
        id: &str,
        status: StatusCode,
        document: &Value,
        body: fn(Bytes) -> ResponseBody,
    ) -> HttpResponse {
        let mut response = Response::new(body(Bytes::from(document.to_string())));
        *response.status_mut() = status;
        let headers = response.headers_mut();
        let json = HeaderValue::from_static("application/x-amz-json-1.0");
        headers.insert(CONTENT_TYPE, json);
        // The account's own time, which need not be that of the operating system.
        let date = http_date(self.0.account.now());
        for (name, value) in [(DATE, &*date), (REQUEST_ID, id)] {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.insert(name, value);
            }
        }
        response
    }
}

/// Returns the Region that a request is signed for: the third part of the scope in `Credential=..` (AWS Signature Version 4).
fn signed_region(authorization: &HeaderValue) -> Option<&str> {
    let (_, credential) = authorization.to_str().ok()?.split_once("Credential=")?;
    credential.split(',').next()?.split('/').nth(2)
}

fn of_number(status: u16) -> StatusCode {
    StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Returns a body that breaks the connection in the middle.
fn half(bytes: Bytes) -> ResponseBody {
    let after = bytes.len() / 2;
    ResponseBody::cut_off(bytes, after)
}
