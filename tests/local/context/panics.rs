//! A method that panics.

use lambda_client::declaration::Declaration;
use lambda_client::failure::FailureKind;
use lambda_client::server::{FunctionResponse, Invocation, ServedFunction, Service};
use lambda_client::transport::BoxFuture;
use lambda_client::{DidRun, Error, FunctionError, LocalLambda, RetryConfig, lambda_fn};

/// An error type with a variant that is called like a panic.
#[derive(Debug, thiserror::Error, FunctionError)]
enum SawError {
    #[error("{0}")]
    Panic(String),
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "saw-{method}")]
trait Saw {
    async fn panics(&self, text: &str) -> Result<u8, Error>;

    #[lambda_fn(idempotent)]
    async fn typed(&self, own: bool) -> Result<u8, SawError>;

    async fn resumes(&self) -> Result<u8, Error>;
}

struct Shed;

impl Saw for Shed {
    async fn panics(&self, text: &str) -> Result<u8, Error> {
        tokio::task::yield_now().await;
        panic!("out of {text}")
    }

    async fn typed(&self, own: bool) -> Result<u8, SawError> {
        match own {
            true => Err(SawError::Panic("do not".to_owned())),
            false => panic!("out of nails"),
        }
    }

    async fn resumes(&self) -> Result<u8, Error> {
        let task = tokio::spawn(async { panic!("in a task") });
        match task.await {
            Ok(()) => Ok(1),
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}

fn shed() -> (LocalLambda, SawClient) {
    let local = LocalLambda::builder().serve(SawServer::new(Shed)).build();
    let client = SawClient::new(&local.lambda());
    (local, client)
}

#[tokio::test]
async fn a_panic_is_an_error_of_the_function() {
    let (local, client) = shed();
    for text in ["nails", "wood"] {
        let error = client.panics(text).await.unwrap_err();
        let failure = error.failure().expect("the function reported it");
        assert_eq!(failure.error_type(), Some("Panic"));
        assert_eq!(
            failure.message(),
            Some(&*format!("panicked: out of {text}"))
        );
        assert_eq!(failure.kind(), FailureKind::Application);
        assert_eq!(error.did_run(), DidRun::Yes);
        assert!(!error.is_retryable());
    }
    let runs = local.recorder().runs();
    assert_eq!(runs.len(), 2);
    assert_eq!(runs[0].error_type.as_deref(), Some("Panic"));
    assert!(!runs[1].cold_start, "the environment survives");
    let error = client.resumes().await.unwrap_err();
    assert_eq!(error.message(), Some("panicked: in a task"));
}

#[tokio::test]
async fn a_variant_of_that_name_receives_the_panic_and_its_own_errors() {
    let (local, client) = shed();
    let retry = RetryConfig::new().max_attempts(5);
    let error = client.typed(false).retry(retry).await.unwrap_err();
    let SawError::Panic(text) = error else {
        panic!("{error:?}")
    };
    assert_eq!(text, "panicked: out of nails");
    let error = client.typed(true).await.unwrap_err();
    assert!(matches!(error, SawError::Panic(text) if text == "do not"));
    local.recorder().assert_requests("saw-typed", 2);
}

/// A service around a server, which panics on its own.
struct Fragile<S>(S);

impl<S: Service> Service for Fragile<S> {
    fn declaration(&self) -> &'static Declaration {
        self.0.declaration()
    }

    fn invoke(&self, method: usize, invocation: Invocation) -> BoxFuture<'_, FunctionResponse> {
        assert!(method != 0, "before the method");
        Box::pin(async move {
            let response = self.0.invoke(method, invocation).await;
            // A panic of the method has become its response.
            assert!(!response.is_failure(), "after the method");
            response
        })
    }
}

#[tokio::test]
async fn every_panic_around_a_method_becomes_a_response() {
    let functions = ServedFunction::all(Fragile(SawServer::new(Shed)), &Default::default());
    for (name, event, text) in [
        ("saw-panics", "\"nails\"", "before the method"),
        ("saw-typed", "false", "after the method"),
    ] {
        let functions = functions.as_ref().unwrap();
        let function = functions.iter().find(|f| f.name() == name).unwrap();
        let response = function.invoke(Invocation::new(event)).await;
        let document = String::from_utf8_lossy(response.payload()).into_owned();
        let expected = format!(r#"{{"errorType":"Panic","errorMessage":"panicked: {text}"}}"#);
        assert_eq!(document, expected);
    }
}
