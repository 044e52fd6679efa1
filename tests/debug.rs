//! What `Debug` shows of the values that users hold: enough to recognize them, and nothing that they carry.

use std::fmt::Debug;

use lambda_client::clock::ManualClock;
use lambda_client::declaration::Declaration;
use lambda_client::local::{Destination, Function};
use lambda_client::server::{FunctionResponse, Invocation, ServedFunction, Service};
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::{Error, Lambda, LocalLambda, Raw, lambda_fn};

const SECRET: &str = "4111-1111";

#[track_caller]
fn assert_shown(value: &dyn Debug, parts: &[&str]) {
    let shown = format!("{value:?} {value:#?}");
    for part in parts {
        assert!(shown.contains(part), "{part} is missing in {shown}");
    }
    assert!(!shown.contains(SECRET), "{shown}");
}

#[lambda_fn(name = "orders-{method}", qualifier = "live")]
trait Orders {
    async fn place(&self, order: String) -> Result<String, Error>;
}

#[derive(Clone)]
struct Shop;

impl Orders for Shop {
    async fn place(&self, order: String) -> Result<String, Error> {
        Ok(order)
    }
}

fn local() -> LocalLambda {
    LocalLambda::builder()
        .region("eu-north-1")
        .seed(7)
        .function("echo", echo().alias("live", 1))
        .build()
}

fn echo() -> Function {
    Function::new(|invocation: Invocation| async move { invocation.payload.to_vec() })
        .version(1, |invocation: Invocation| async move {
            invocation.payload.to_vec()
        })
}

#[test]
fn clients_and_servers_show_their_functions() {
    let client = OrdersClient::new(&Lambda::new(ScriptedTransport::always(Step::json("7"))));
    assert_shown(&client, &["Orders", "orders-place", "live"]);
    let server = OrdersServer::new(Shop);
    assert_shown(&server, &["OrdersServer"]);
    let declaration: &Declaration = server.declaration();
    let method = declaration.methods().next().unwrap();
    assert_shown(&method, &["place", "orders-place", "live"]);
    let functions = ServedFunction::all(server, &Default::default()).unwrap();
    let parts = ["ServedFunction", "orders-place", "live", "\"place\""];
    assert_shown(&functions[0], &parts);
}

#[tokio::test]
async fn calls_and_responses_show_how_far_they_are() {
    let lambda = Lambda::new(ScriptedTransport::new([
        Step::json(format!("{SECRET:?}")),
        Step::json(format!("{SECRET:?}")),
    ]));
    let mut call = lambda.call("pay").json::<String>(SECRET);
    assert_shown(&call, &["pay", "has_tenant: false"]);
    let paid = (&mut call).await.unwrap();
    assert_eq!(paid, SECRET);
    assert_shown(&call, &["Call(done)"]);
    let response = lambda.call("pay").json::<String>(SECRET).send().await;
    let response = response.unwrap();
    assert_shown(&response, &["Response", "attempts", "status: 200"]);
    assert_shown(&Raw::from(SECRET), &["Raw(9 bytes)"]);
}

#[tokio::test]
async fn a_running_call_says_so() {
    let lambda = Lambda::new(ScriptedTransport::always(Step::hang()));
    let mut call = lambda.call("pay").json::<String>(SECRET);
    let waited = std::time::Duration::from_millis(1);
    let pending = tokio::time::timeout(waited, &mut call).await;
    assert!(pending.is_err());
    assert_shown(&call, &["Call(running)"]);
}

#[tokio::test]
async fn listings_show_what_they_list() {
    let lambda = local().lambda();
    let listing = lambda.function("echo").aliases().page_size(3);
    assert_shown(&listing, &["Listing", "ListAliases", "echo", "Some(3)"]);
}

#[tokio::test]
async fn scripts_show_their_steps_and_requests() {
    let script = ScriptedTransport::new([Step::json("7")]);
    assert_shown(&script, &["ScriptedTransport", "steps"]);
    let lambda = Lambda::new(script.clone());
    let call = lambda.call("pay:live").json::<u8>(SECRET);
    call.tenant(SECRET).await.unwrap();
    let parts = ["RequestRecord", "pay", "live", "has_tenant_id: true"];
    assert_shown(&script.requests(), &parts);
    assert_shown(&script, &parts);
}

#[tokio::test]
async fn local_functions_show_versions_and_aliases() {
    assert_shown(&echo().alias("live", 1), &["Function", "1", "live"]);
    let builder = LocalLambda::builder()
        .set("stage", "test")
        .serve(OrdersServer::new(Shop))
        .function("echo", echo());
    let parts = ["LocalLambdaBuilder", "Orders", "stage", "test", "echo"];
    assert_shown(&builder, &parts);
    assert_shown(&local(), &["eu-north-1", "echo", "live", "SeededRng"]);
    assert_shown(
        &Destination::function("audit"),
        &["Destination::function(\"audit\")"],
    );
    let call = Destination::call(|_| {});
    assert_shown(&call, &["Destination::call"]);
}

#[tokio::test]
async fn the_recorder_shows_how_much_it_holds() {
    let local = local();
    let call = local.lambda().call("echo").json::<String>(SECRET);
    call.await.unwrap();
    let recorder = local.recorder();
    assert_shown(&recorder, &["Recorder", "requests: 1", "runs: 1"]);
    let parts = ["RecordedRequest", "echo", "payload_bytes: 11", "status"];
    assert_shown(&recorder.requests()[0], &parts);
}

#[tokio::test]
async fn a_failed_event_shows_what_it_was_about() {
    let (channel, mut records) = tokio::sync::mpsc::unbounded_channel();
    let failing = Function::new(|_: Invocation| async { FunctionResponse::failure("{}") });
    let local = LocalLambda::builder()
        .function("pay", failing.on_failure(channel).maximum_retry_attempts(0))
        .build();
    let event = local.lambda().call("pay").json::<()>(SECRET).event();
    event.await.unwrap();
    let record = records.recv().await.unwrap();
    let parts = ["InvocationRecord", "function:pay", "RetriesExhausted"];
    assert_shown(&record, &parts);
}

#[tokio::test]
async fn a_clock_shows_how_many_wait() {
    let clock = ManualClock::new();
    assert_shown(&clock, &["ManualClock", "sleepers: 0"]);
}

#[cfg(feature = "aws-sdk")]
#[test]
fn an_sdk_transport_shows_its_region() {
    use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};

    let config = SdkConfig::builder().region(Region::from_static("eu-north-1"));
    let config = config.behavior_version(BehaviorVersion::latest());
    let transport = lambda_client::SdkTransport::new(&config.build());
    assert_shown(&transport, &["SdkTransport", "eu-north-1"]);
}
