//! What LocalLambda tells a function about its invocation.

use std::time::Duration;

use lambda_client::server::{Invocation, ServedFunction, Service};
use lambda_client::{ClientContext, Context, DidRun, Error, FunctionError, LocalLambda, lambda_fn};
use serde::{Deserialize, Serialize};
use tokio::time::sleep;

/// What a method finds in its context.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Facts {
    request_id: String,
    remaining: Duration,
    names: [Option<String>; 6],
    tenant_id: Option<String>,
    client_context: Option<ClientContext>,
    is_local: bool,
}

impl Facts {
    fn here() -> Result<Facts, Error> {
        let context = Context::current().ok_or_else(|| Error::function("NotServed", ""))?;
        let names = [
            context.function_name(),
            context.function_arn(),
            context.version(),
            context.trace_header(),
            context.log_group(),
            context.log_stream(),
        ];
        Ok(Facts {
            request_id: context.request_id().to_owned(),
            remaining: context.remaining_time(),
            names: names.map(|name| name.map(str::to_owned)),
            tenant_id: context.tenant_id().map(str::to_owned),
            client_context: context.client_context()?,
            is_local: context.is_local(),
        })
    }
}

#[lambda_fn(name = "clock-{method}", qualifier = "live")]
trait Clock {
    /// Waits, and returns what it knows before and after.
    async fn wait(&self, milliseconds: u64) -> Result<(Facts, Facts), Error>;

    /// The same facts, as arguments.
    async fn bound(
        &self,
        #[lambda_fn(tenant)] tenant: &str,
        #[lambda_fn(client_context)] context: ClientContext,
    ) -> Result<(String, Facts), Error>;

    async fn number(&self) -> Result<Option<u8>, Error>;
}

struct Hall;

impl Clock for Hall {
    async fn wait(&self, milliseconds: u64) -> Result<(Facts, Facts), Error> {
        let before = Facts::here()?;
        sleep(Duration::from_millis(milliseconds)).await;
        Ok((before, Facts::here()?))
    }

    async fn bound(&self, tenant: &str, context: ClientContext) -> Result<(String, Facts), Error> {
        Ok((
            format!("{tenant} {}", context.custom()["hour"]),
            Facts::here()?,
        ))
    }

    async fn number(&self) -> Result<Option<u8>, Error> {
        let context = Context::current().ok_or_else(|| Error::function("NotServed", ""))?;
        context.client_context()
    }
}

fn hall() -> (LocalLambda, ClockClient) {
    let local = LocalLambda::builder().serve(ClockServer::new(Hall)).build();
    let client = ClockClient::new(&local.lambda());
    (local, client)
}

#[tokio::test(start_paused = true)]
async fn a_method_knows_its_invocation() {
    let (_local, client) = hall();
    let mut streams = Vec::new();
    for _ in 0..2 {
        let response = client.wait(500).send().await.unwrap();
        let (before, after) = response.value();
        assert_eq!(Some(&*before.request_id), response.request_id());
        assert_eq!(before.remaining, Duration::from_secs(3));
        assert_eq!(after.remaining, Duration::from_millis(2500));
        assert!(before.is_local);
        assert_eq!((&before.tenant_id, &before.client_context), (&None, &None));
        assert_eq!(before.names, after.names);
        let [name, arn, version, trace, group, stream] =
            before.names.each_ref().map(|name| name.as_deref().unwrap());
        assert_eq!(name, "clock-wait");
        assert_eq!(
            arn,
            "arn:aws:lambda:us-east-1:000000000000:function:clock-wait:live"
        );
        assert_eq!(version, "1");
        assert!(
            trace.starts_with("Root=1-") && trace.ends_with(";Sampled=0"),
            "{trace}"
        );
        assert_eq!(group, "/aws/lambda/clock-wait");
        let (date, id) = stream.split_once("/[1]").expect("a date and an ID");
        assert_eq!((date.len(), date.split('/').count()), (10, 3), "{date}");
        assert!(
            id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()),
            "{id}"
        );
        streams.push(stream.to_owned());
    }
    assert_eq!(
        streams[0], streams[1],
        "a warm environment keeps its log stream"
    );
}

#[tokio::test(start_paused = true)]
async fn concurrent_invocations_keep_their_own_context() {
    let (_local, client) = hall();
    let calls = [40, 10, 30, 20].map(|milliseconds| {
        let client = client.clone();
        async move {
            // Each starts at another moment, so that each has another deadline, and ends after all have started.
            sleep(Duration::from_millis(milliseconds)).await;
            let milliseconds = milliseconds + 100;
            let response = client.wait(milliseconds).send().await.unwrap();
            (milliseconds, response)
        }
    });
    let responses = futures::future::join_all(calls).await;
    let mut seen = std::collections::BTreeSet::new();
    for (milliseconds, response) in responses {
        let (before, after) = response.value();
        assert_eq!(Some(&*before.request_id), response.request_id());
        assert_eq!(before.request_id, after.request_id);
        assert_eq!(before.names, after.names);
        let passed = before.remaining - after.remaining;
        assert_eq!(passed, Duration::from_millis(milliseconds));
        for fact in [&before.names[3], &before.names[5]] {
            assert!(seen.insert(fact.clone()), "{fact:?} is another's");
        }
        seen.insert(Some(before.request_id.clone()));
    }
    assert_eq!(seen.len(), 12);
}

#[tokio::test(start_paused = true)]
async fn bound_arguments_and_the_context_agree() {
    let (_local, client) = hall();
    let noon = ClientContext::new().with_custom("hour", "noon");
    let (bound, facts) = client.bound("blue", noon.clone()).await.unwrap();
    assert_eq!(bound, "blue noon");
    assert_eq!(facts.tenant_id.as_deref(), Some("blue"));
    assert_eq!(facts.client_context, Some(noon));
}

/// The same code serves an invocation that another runtime fills.
#[tokio::test]
async fn an_invocation_made_by_hand_is_a_context() {
    let functions = ServedFunction::all(ClockServer::new(Hall), &Default::default()).unwrap();
    let named = |name: &str| functions.iter().find(|f| f.name() == name).unwrap();
    let mut invocation = Invocation::new("{}");
    invocation.tenant_id = Some("blue".to_owned());
    invocation.client_context = Some(r#"{"custom":{"hour":"noon"}}"#.into());
    invocation.request_id = Some("id-1".to_owned());
    let response = named("clock-bound").invoke(invocation).await;
    let (bound, facts): (String, Facts) = serde_json::from_slice(response.payload()).unwrap();
    assert_eq!((&*bound, &*facts.request_id), ("blue noon", "id-1"));
    assert_eq!(facts.remaining, Duration::MAX);
    assert!(!facts.is_local);

    let response = named("clock-wait").invoke(Invocation::new("0")).await;
    let (facts, _): (Facts, Facts) = serde_json::from_slice(response.payload()).unwrap();
    assert_eq!(facts.request_id.len(), 36, "{}", facts.request_id);
}

#[tokio::test(start_paused = true)]
async fn a_client_context_of_another_type_is_an_error_without_its_values() {
    let (_local, client) = hall();
    assert_eq!(client.number().await.unwrap(), None);
    let marker = ClientContext::new().with_custom("hour", "marker");
    let error = client
        .number()
        .client_context(&marker)
        .send()
        .await
        .unwrap_err();
    let details = error.details();
    assert_eq!(details.code(), Some("InvalidClientContext"));
    assert_eq!(details.did_run(), DidRun::Yes);
    let text = format!("{details:?} {}", error.error().to_document().message());
    assert!(!text.contains("marker"), "{text}");
}

#[test]
fn outside_of_an_invocation_there_is_no_context() {
    assert!(Context::current().is_none());
    let server = ClockServer::new(Hall);
    assert_eq!(server.declaration().methods().count(), 3);
}
