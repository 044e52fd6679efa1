//! Names and texts of the platform: a handler cannot send them, in whatever way it fails.

use std::collections::BTreeMap;

use lambda_client::failure::{Failure, FailureKind};
use lambda_client::server::{ErrorDocument, Invocation, ServedFunction};
use lambda_client::{DidRun, Error, FunctionError, LocalLambda, lambda_fn};

/// What a handler fails with.
#[derive(Clone, Debug)]
struct Said {
    error_type: &'static str,
    message: &'static str,
    trace: &'static [&'static str],
}

const fn named(error_type: &'static str) -> Said {
    Said {
        error_type,
        message: "not ready",
        trace: &[],
    }
}

/// Documents that say something about a run if Lambda, a runtime or this library sends them.
const SAID: &[Said] = &[
    named("Sandbox.Timedout"),
    named("Sandbox.Odd"),
    named("Runtime.InvokeTimeout"),
    named("Runtime.OutOfMemory"),
    named("Runtime.ExitError"),
    named("Runtime.NodeJsExit"),
    named("Runtime.UnhandledPromiseRejection"),
    named("Runtime.InitError"),
    named("Runtime.ImportModuleError"),
    named("Runtime.HandlerNotFound"),
    named("Runtime.UserCodeSyntaxError"),
    named("Runtime.CallbackHandlerDeprecated"),
    named("Runtime.UnmarshalError"),
    named("Runtime.MarshalError"),
    named("Runtime.JSONStringifyError"),
    named("Runtime.Anything"),
    named("Runtime<Anything>"),
    named("Init<LoadError>"),
    named("LambdaRuntimeClientError"),
    named("LambdaValidationException"),
    named("Extension.InitError"),
    named("Extension.Crash"),
    named("Function.ResponseSizeTooLarge"),
    named("&lambda_runtime::deserializer::DeserializeError"),
    named("lambda_client.Downstream"),
    named("lambda_client.Panic"),
    named("Lambda.Unknown"),
    named("States.Timeout"),
    Said {
        error_type: "",
        message: "Task timed out after 3.00 seconds",
        trace: &[],
    },
    Said {
        error_type: "Unhandled",
        message: "2026-11-21T10:00:00.000Z 5b1c0d6e-8a4f-4c8e-9f57-1a2b3c4d5e6f Task timed out after 3.00 seconds",
        trace: &[],
    },
    Said {
        error_type: "java.lang.ClassNotFoundException",
        message: "Class not found: app.Handler",
        trace: &[],
    },
    Said {
        error_type: "RangeError",
        message: "not ready",
        trace: &[
            "RangeError: x",
            "    at async _loadUserApp (file:///var/runtime/index.mjs:1:2)",
        ],
    },
];

impl Said {
    fn document(&self) -> ErrorDocument {
        ErrorDocument::new(self.error_type, self.message)
            .with_stack_trace(self.trace.iter().copied())
    }
}

/// An error type by hand, which says whatever it likes.
#[derive(Debug)]
struct Liar(ErrorDocument);

impl FunctionError for Liar {
    fn from_error(error: Error) -> Self {
        Liar(error.to_document())
    }

    fn to_document(&self) -> ErrorDocument {
        self.0.clone()
    }
}

#[lambda_fn(name = "typed")]
trait Typed {
    async fn run(&self, number: usize) -> Result<u32, Liar>;
}

#[lambda_fn(name = "untyped")]
trait Untyped {
    async fn run(&self, number: usize) -> Result<u32, Error>;
}

struct Lying;

impl Typed for Lying {
    async fn run(&self, number: usize) -> Result<u32, Liar> {
        Err(Liar(SAID[number].document()))
    }
}

impl Untyped for Lying {
    async fn run(&self, number: usize) -> Result<u32, Error> {
        let Said {
            error_type,
            message,
            ..
        } = &SAID[number];
        Err(Error::function(*error_type, *message))
    }
}

fn assert_own(said: &Said, way: &str, failure: &Failure) {
    assert_eq!(failure.kind(), FailureKind::Application, "{way} {said:?}");
    assert_eq!(failure.did_run(), DidRun::Yes, "{way} {said:?}");
}

#[tokio::test(start_paused = true)]
async fn what_the_platform_says_is_not_said_by_a_handler() {
    let number = |event: &Invocation| {
        let number: usize = serde_json::from_slice(&event.payload).expect("a number");
        number
    };
    let documents = move |event: Invocation| async move {
        Err::<String, ErrorDocument>(SAID[number(&event)].document())
    };
    let local = LocalLambda::builder()
        .serve(TypedServer::new(Lying))
        .serve(UntypedServer::new(Lying))
        .handler("documents", documents)
        .build();
    for (number, said) in SAID.iter().enumerate() {
        for function in ["typed", "untyped", "documents"] {
            let call = local.lambda().call(function).json::<u32>(&number);
            let error = call.idempotent(true).await.expect_err("it lies");
            assert_own(said, function, error.failure().expect("a function error"));
            assert_eq!(error.attempts().len(), 1, "{function} {said:?}");
        }
        let [served] = &ServedFunction::all(TypedServer::new(Lying), &BTreeMap::new()).unwrap()[..]
        else {
            panic!("one function");
        };
        let response = served.invoke(Invocation::new(number.to_string())).await;
        let failure = Failure::decode(response.into_payload());
        assert_own(said, "another runtime", &failure);
    }
}
