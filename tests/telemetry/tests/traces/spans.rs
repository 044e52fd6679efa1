//! Every span, field by field, as the SDK of OpenTelemetry exports it.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use lambda_client::clock::Jitter;
use lambda_client::local::Fault;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Location, Transport, TransportError,
};
use lambda_client::{Lambda, LambdaBuilder, LocalLambda, RetryConfig};
use lambda_client_telemetry_tests::seen::Seen;
use lambda_client_telemetry_tests::shop::{OrderError, OrdersClient};
use opentelemetry_semantic_conventions::attribute;

use crate::collector::Collector;
use crate::local::Functions;

/// The names that the semantic conventions define. None of them is deprecated there: the lints of this crate deny it.
const CONVENTIONS: [&str; 15] = [
    attribute::AWS_LAMBDA_INVOKED_ARN,
    attribute::AWS_REQUEST_ID,
    attribute::CLOUD_ACCOUNT_ID,
    attribute::CLOUD_REGION,
    attribute::CLOUD_RESOURCE_ID,
    attribute::ERROR_TYPE,
    attribute::FAAS_COLDSTART,
    attribute::FAAS_INVOCATION_ID,
    attribute::FAAS_INVOKED_NAME,
    attribute::FAAS_INVOKED_PROVIDER,
    attribute::FAAS_INVOKED_REGION,
    attribute::FAAS_TRIGGER,
    attribute::HTTP_RESPONSE_STATUS_CODE,
    attribute::RPC_METHOD,
    attribute::RPC_SYSTEM_NAME,
];

/// The names for which the conventions have nothing.
const OWN: [&str; 10] = [
    "lambda.attempt",
    "lambda.attempts",
    "lambda.billed_ms",
    "lambda.delay_ms",
    "lambda.did_run",
    "lambda.executed_version",
    "lambda.max_memory_mb",
    "lambda.method",
    "lambda.mode",
    "lambda.qualifier",
];

const ARN: &str = "arn:aws:lambda:eu-west-1:123456789012:function:orders-";

/// The spans of one call: its own, those of its attempts, and those of the runs of the function.
struct Spans {
    call: Seen,
    attempts: Vec<Seen>,
    serves: Vec<Seen>,
}

/// Makes a call, and returns its spans, without what other calls have.
async fn spans<T>(
    function: &str,
    functions: &Functions,
    call: impl AsyncFnOnce(&OrdersClient) -> T,
) -> Spans {
    let collector = Collector::start();
    let client = OrdersClient::new(&builder(&functions.orders).build());
    call(&client).await;
    functions.orders.settled().await;
    let (own, serves): (Vec<_>, Vec<_>) = collector
        .spans()
        .into_iter()
        .partition(|span| span.name != function);
    let (mut calls, attempts): (Vec<_>, Vec<_>) = own
        .into_iter()
        .partition(|span| span.name == "Lambda.Invoke");
    assert_eq!(calls.len(), 1, "{calls:#?}");
    let call = calls.remove(0);
    assert_eq!(
        (&*call.kind, call.attributes["lambda.attempts"].parse()),
        ("Client", Ok(attempts.len()))
    );
    for attempt in &attempts {
        assert_eq!(
            (&*attempt.name, &*attempt.kind),
            ("lambda.attempt", "Internal")
        );
        assert_eq!((&attempt.trace, &attempt.parent), (&call.trace, &call.id));
    }
    for serve in &serves {
        assert_eq!((&*serve.kind, &serve.trace), ("Server", &call.trace));
    }
    for span in [&call].into_iter().chain(&attempts).chain(&serves) {
        let is_error = span.attributes.contains_key("error.type");
        let status = if is_error {
            "Error { description: \"\" }"
        } else {
            "Unset"
        };
        assert_eq!(span.status, status, "{span:?}");
    }
    Spans {
        call,
        attempts,
        serves,
    }
}

fn functions() -> Functions {
    Functions::new(|lambda| lambda)
}

/// The longest delay before a retry is one second, and it is taken.
fn builder(local: &LocalLambda) -> LambdaBuilder {
    let retry = RetryConfig::new()
        .max_attempts(2)
        .base_delay(Duration::from_secs(1))
        .max_delay(Duration::from_secs(1));
    let lambda = Lambda::builder(Ireland(local.clone()));
    lambda.retry(retry).jitter(Longest)
}

/// A transport to Ireland.
#[derive(Debug)]
struct Ireland(LocalLambda);

impl Transport for Ireland {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request)
    }

    fn location(&self) -> Location<'_> {
        Location::Region("eu-west-1")
    }
}

#[derive(Debug)]
struct Longest;

impl Jitter for Longest {
    fn next(&self) -> f64 {
        1.0 - f64::EPSILON
    }
}

#[track_caller]
fn assert_attributes(span: &Seen, expected: &[&[(&str, &str)]]) {
    let expected: BTreeMap<_, _> = expected.concat().into_iter().collect();
    let actual: BTreeMap<_, _> = span.attributes.iter().map(|(k, v)| (&**k, &**v)).collect();
    assert_eq!(actual, expected);
    let known: BTreeSet<_> = CONVENTIONS.into_iter().chain(OWN).collect();
    for name in actual.keys() {
        assert!(known.contains(name), "{name}");
    }
}

/// The attributes that every call of `wait` has.
const WAIT: &[(&str, &str)] = &[
    (attribute::FAAS_INVOKED_NAME, "orders-wait"),
    (attribute::FAAS_INVOKED_PROVIDER, "aws"),
    (attribute::FAAS_INVOKED_REGION, "eu-west-1"),
    (attribute::RPC_METHOD, "Invoke"),
    (attribute::RPC_SYSTEM_NAME, "aws-api"),
    ("lambda.method", "wait"),
    ("lambda.mode", "RequestResponse"),
    ("lambda.qualifier", "live"),
];

/// The attributes that every run of a function has.
fn assert_serve(span: &Seen, cold: &str, id: &str, more: &[(&str, &str)]) {
    let invoked = format!("{ARN}{}:live", &span.name["orders-".len()..]);
    let resource = invoked.replace(":live", ":1");
    let expected = [
        (attribute::FAAS_TRIGGER, "other"),
        (attribute::FAAS_INVOCATION_ID, id),
        (attribute::FAAS_COLDSTART, cold),
        (attribute::AWS_LAMBDA_INVOKED_ARN, &invoked),
        (attribute::CLOUD_RESOURCE_ID, &resource),
        (attribute::CLOUD_REGION, "eu-west-1"),
        (attribute::CLOUD_ACCOUNT_ID, "123456789012"),
    ];
    assert_attributes(span, &[&expected, more]);
}

/// Returns the request IDs of all requests.
fn ids(functions: &Functions) -> Vec<String> {
    let requests = functions.orders.recorder().requests();
    requests
        .into_iter()
        .map(|request| request.request_id)
        .collect()
}

#[tokio::test(start_paused = true)]
async fn a_success() {
    let functions = functions();
    for cold in ["true", "false"] {
        let seen = spans("orders-wait", &functions, async |client| {
            client.wait(0).await
        })
        .await;
        let id = &*ids(&functions).pop().unwrap();
        let late = [
            (attribute::AWS_REQUEST_ID, id),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "yes"),
            ("lambda.executed_version", "1"),
        ];
        assert_attributes(&seen.call, &[WAIT, &late]);
        let attempt = [
            (attribute::AWS_REQUEST_ID, id),
            (attribute::HTTP_RESPONSE_STATUS_CODE, "200"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "yes"),
        ];
        assert_attributes(&seen.attempts[0], &[&attempt]);
        assert_eq!(seen.serves[0].parent, seen.attempts[0].id);
        assert_serve(&seen.serves[0], cold, id, &[]);
    }
}

#[tokio::test(start_paused = true)]
async fn a_throttled_success() {
    let functions = functions();
    let throttled = Fault::throttle().on_call(1);
    functions.orders.inject("orders-wait", throttled).unwrap();
    let seen = spans("orders-wait", &functions, async |client| {
        client.wait(0).await
    })
    .await;
    let ids = ids(&functions);
    let late = [
        (attribute::AWS_REQUEST_ID, &*ids[1]),
        ("lambda.attempts", "2"),
        ("lambda.did_run", "yes"),
        ("lambda.executed_version", "1"),
    ];
    assert_attributes(&seen.call, &[WAIT, &late]);
    let first = [
        (attribute::AWS_REQUEST_ID, &*ids[0]),
        (attribute::ERROR_TYPE, "TooManyRequestsException"),
        (attribute::HTTP_RESPONSE_STATUS_CODE, "429"),
        ("lambda.attempt", "1"),
        ("lambda.delay_ms", "0"),
        ("lambda.did_run", "no"),
    ];
    assert_attributes(&seen.attempts[0], &[&first]);
    let second = [
        (attribute::AWS_REQUEST_ID, &*ids[1]),
        (attribute::HTTP_RESPONSE_STATUS_CODE, "200"),
        ("lambda.attempt", "2"),
        ("lambda.delay_ms", "1000"),
        ("lambda.did_run", "yes"),
    ];
    assert_attributes(&seen.attempts[1], &[&second]);
    assert_eq!(seen.serves.len(), 1);
    assert_serve(&seen.serves[0], "true", &ids[1], &[]);
}

#[tokio::test(start_paused = true)]
async fn a_timeout() {
    let functions = functions();
    let seen = spans("orders-wait", &functions, async |client| {
        let error = client.wait(2_000).timeout(Duration::from_millis(50)).await;
        assert!(error.is_err());
        // The function runs to its end all the same.
        tokio::time::sleep(Duration::from_secs(3)).await;
    });
    let seen = seen.await;
    let late = [
        (attribute::ERROR_TYPE, "timeout"),
        ("lambda.attempts", "1"),
        ("lambda.did_run", "unknown"),
    ];
    assert_attributes(&seen.call, &[WAIT, &late]);
    let attempt = [
        (attribute::ERROR_TYPE, "timeout"),
        ("lambda.attempt", "1"),
        ("lambda.delay_ms", "0"),
        ("lambda.did_run", "unknown"),
    ];
    assert_attributes(&seen.attempts[0], &[&attempt]);
    assert_serve(&seen.serves[0], "true", &ids(&functions)[0], &[]);
}

#[tokio::test(start_paused = true)]
async fn errors_of_the_function() {
    for (sku, callers, functions_own) in [
        ("cup", "OutOfStock", "OutOfStock"),
        // Any text could stand there.
        ("own", "_OTHER", "_OTHER"),
        // The error type of the caller does not declare it, but it is from a small set.
        ("panic", "_OTHER", "Panic"),
    ] {
        let functions = functions();
        let seen = spans("orders-refuse", &functions, async |client| {
            let error = client.refuse(sku).await.unwrap_err();
            assert_eq!(matches!(error, OrderError::OutOfStock { .. }), sku == "cup");
        });
        let seen = seen.await;
        let id = &*ids(&functions)[0];
        let late = [
            (attribute::FAAS_INVOKED_NAME, "orders-refuse"),
            ("lambda.method", "refuse"),
            (attribute::AWS_REQUEST_ID, id),
            (attribute::ERROR_TYPE, callers),
            ("lambda.attempts", "1"),
            ("lambda.did_run", "yes"),
            ("lambda.executed_version", "1"),
        ];
        assert_attributes(&seen.call, &[WAIT, &late]);
        let attempt = [
            (attribute::AWS_REQUEST_ID, id),
            (attribute::ERROR_TYPE, callers),
            (attribute::HTTP_RESPONSE_STATUS_CODE, "200"),
            ("lambda.attempt", "1"),
            ("lambda.delay_ms", "0"),
            ("lambda.did_run", "yes"),
        ];
        assert_attributes(&seen.attempts[0], &[&attempt]);
        let error = [(attribute::ERROR_TYPE, functions_own)];
        assert_serve(&seen.serves[0], "true", id, &error);
    }
}

#[tokio::test(start_paused = true)]
async fn a_cold_start() {
    let functions = Functions::configured(
        |lambda| lambda,
        |local| {
            local.configure("orders-wait", |function| {
                function.cold_start(Duration::from_millis(500))
            })
        },
    );
    for cold in ["true", "false"] {
        let seen = spans("orders-wait", &functions, async |client| {
            client.wait(20).tail_log().await
        });
        let seen = seen.await;
        let id = &*ids(&functions).pop().unwrap();
        let memory = &*seen.call.attributes["lambda.max_memory_mb"];
        assert!(memory.parse::<u32>().is_ok_and(|memory| memory > 0));
        let late = [
            (attribute::AWS_REQUEST_ID, id),
            (attribute::FAAS_COLDSTART, cold),
            ("lambda.attempts", "1"),
            (
                "lambda.billed_ms",
                if cold == "true" { "520" } else { "20" },
            ),
            ("lambda.did_run", "yes"),
            ("lambda.executed_version", "1"),
            ("lambda.max_memory_mb", memory),
        ];
        assert_attributes(&seen.call, &[WAIT, &late]);
        assert_serve(&seen.serves[0], cold, id, &[]);
    }
}

#[tokio::test(start_paused = true)]
async fn an_event() {
    let functions = functions();
    let seen = spans("orders-note", &functions, async |client| {
        client.note("text").await
    })
    .await;
    let id = &*ids(&functions)[0];
    let late = [
        (attribute::FAAS_INVOKED_NAME, "orders-note"),
        ("lambda.method", "note"),
        ("lambda.mode", "Event"),
        (attribute::AWS_REQUEST_ID, id),
        ("lambda.attempts", "1"),
        ("lambda.did_run", "yes"),
    ];
    assert_attributes(&seen.call, &[WAIT, &late]);
    let attempt = [
        (attribute::AWS_REQUEST_ID, id),
        (attribute::HTTP_RESPONSE_STATUS_CODE, "202"),
        ("lambda.attempt", "1"),
        ("lambda.delay_ms", "0"),
        ("lambda.did_run", "yes"),
    ];
    assert_attributes(&seen.attempts[0], &[&attempt]);
    assert_eq!(seen.serves[0].parent, seen.attempts[0].id);
    assert_serve(&seen.serves[0], "true", id, &[]);
}
