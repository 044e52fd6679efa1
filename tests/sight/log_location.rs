//! Where the log of a call is, from responses and errors of every kind.

use std::time::{Duration, SystemTime};

use lambda_client::log::LogLocation;
use lambda_client::server::Invocation;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Location, SendStage, Transport, TransportError,
};
use lambda_client::{Error, Lambda, LocalLambda, Raw};

use crate::shop::Ireland;

const ARN: &str = "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders:live";

/// Middleware that says nothing about a region itself.
#[derive(Debug)]
struct Passing<T>(T);

impl<T: Transport> Transport for Passing<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request)
    }

    fn inner(&self) -> Option<&dyn Transport> {
        Some(&self.0)
    }
}

fn script(steps: impl IntoIterator<Item = Step>) -> Lambda {
    Lambda::new(Ireland(ScriptedTransport::new(steps)))
}

fn with_id(id: &str) -> Step {
    Step::respond(InvokeResponse::new(200, "7".into()).with_request_id(id))
}

async fn location_of(lambda: &Lambda, function: &str) -> Option<LogLocation> {
    let call = lambda.call(function).json::<u32>(&());
    call.send().await.unwrap().log_location()
}

#[tokio::test]
async fn a_response_knows_its_region_log_group_request_and_time() {
    let before = SystemTime::now();
    let found = location_of(&script([with_id("id-1")]), "orders:live").await;
    let found = found.unwrap();
    assert_eq!(found.region(), "eu-west-1");
    assert_eq!(found.log_group(), "/aws/lambda/orders");
    assert_eq!(found.request_ids(), ["id-1"]);
    let (start, end) = found.time_range();
    assert!(start < before && end > SystemTime::now());
    let url = found.insights_url().unwrap();
    assert!(url.contains("requestId*20*3D*20*22id-1*22"), "{url}");
}

#[tokio::test]
async fn middleware_and_pointers_keep_the_region() {
    let inner = Ireland(ScriptedTransport::always(with_id("id-1")));
    let lambda = Lambda::new(Box::new(Passing(std::sync::Arc::new(inner))));
    let found = location_of(&lambda, "orders").await;
    assert_eq!(found.unwrap().region(), "eu-west-1");
}

#[tokio::test]
async fn an_arn_says_what_a_transport_does_not() {
    let lambda = Lambda::new(ScriptedTransport::always(with_id("id-1")));
    assert_eq!(location_of(&lambda, "orders").await, None);
    let found = location_of(&lambda, ARN).await.unwrap();
    assert_eq!(
        (found.region(), found.log_group()),
        ("cn-north-1", "/aws/lambda/orders")
    );
    let url = found.insights_url().unwrap();
    assert!(url.starts_with("https://console.amazonaws.cn/"), "{url}");
}

#[tokio::test]
async fn logs_of_local_lambda_are_not_in_aws() {
    let local = LocalLambda::builder()
        .handler("orders", |_: Invocation| async { "7" })
        .region("cn-north-1")
        .account("123456789012")
        .build();
    let arn = ARN.trim_end_matches(":live");
    for function in ["orders", arn] {
        assert_eq!(location_of(&local.lambda(), function).await, None);
    }
}

#[tokio::test]
async fn a_dry_run_has_no_log_and_an_event_has_one_later() {
    let lambda = script([Step::json(""), Step::json("")]);
    let call = || lambda.call("orders").json::<()>(&());
    let checked = call().dry_run().send().await.unwrap();
    assert_eq!(checked.log_location(), None);
    let queued = call().event().send().await.unwrap();
    let (_, end) = queued.log_location().unwrap().time_range();
    let hours = Duration::from_secs(6 * 60 * 60);
    assert!(end > SystemTime::now() + hours);
}

#[tokio::test(start_paused = true)]
async fn an_error_knows_where_to_look_if_the_function_may_have_run() {
    let throttled = || Step::fail(TransportError::service(429).with_request_id("id-1"));
    let failed = InvokeResponse::new(200, r#"{"errorType":"Sold","errorMessage":"out"}"#.into())
        .with_function_error("Unhandled")
        .with_request_id("id-2");
    let undecodable = InvokeResponse::new(200, r#""seven""#.into()).with_request_id("id-3");
    let page = InvokeResponse::new(200, "<html>".into()).with_unknown_origin(true);
    for (steps, expected) in [
        (vec![Step::respond(failed.clone())], Some(vec!["id-2"])),
        (vec![throttled(), Step::respond(failed)], Some(vec!["id-2"])),
        (
            vec![throttled(), Step::respond(undecodable)],
            Some(vec!["id-3"]),
        ),
        (vec![Step::respond(page)], Some(vec![])),
        (vec![throttled(), throttled(), throttled()], None),
        // Nothing says under which ID it ran, so everything of that time is searched.
        (
            vec![Step::hang().at_stage(SendStage::Sending)],
            Some(vec![]),
        ),
        (vec![Step::hang().at_stage(SendStage::Preparing)], None),
    ] {
        let lambda = script(steps);
        let call = lambda.call("orders").json::<u32>(&());
        let error = call
            .timeout(Duration::from_secs(9))
            .send()
            .await
            .unwrap_err();
        let found = error.log_location();
        let ids = found.as_ref().map(LogLocation::request_ids);
        assert_eq!(
            ids,
            expected
                .as_ref()
                .map(|ids| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>())
                .as_deref(),
            "{error:?}"
        );
        assert_eq!(found, error.details().log_location());
    }
}

#[tokio::test]
async fn an_error_that_nothing_was_sent_for_has_no_log() {
    let lambda = script([]);
    let error: Error = lambda.call("or ders").json::<Raw>(&()).await.unwrap_err();
    assert_eq!(error.log_location(), None);
}

#[test]
fn the_sdk_transport_knows_its_region() {
    use lambda_client::SdkTransport;
    use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};

    let config = || SdkConfig::builder().behavior_version(BehaviorVersion::latest());
    let transport = SdkTransport::new(&config().build());
    assert_eq!(transport.location(), Location::Unknown);
    let ireland = config().region(Region::new("eu-west-1")).build();
    let transport = Box::new(SdkTransport::new(&ireland));
    assert_eq!(transport.location(), Location::Region("eu-west-1"));
}
