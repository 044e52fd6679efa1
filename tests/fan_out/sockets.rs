//! The limiter over real connections. How long it takes is the benchmark's part: `cargo bench -p lambda-client-benches --bench limiter`.

use std::time::Duration;

use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::{Lambda, SdkTransport, fan_out};
use lambda_client_test_support::Slots;

const ITEMS: u32 = 300;

fn lambda(endpoint: String) -> Lambda {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(endpoint)
        .build();
    Lambda::new(SdkTransport::new(&config))
}

#[tokio::test]
async fn every_item_runs_once_on_a_server_that_throttles() {
    let slots = Slots::start(Duration::from_millis(20), [("f", 10)]).await;
    let lambda = lambda(slots.http());
    lambda.limiter("f").set_limit(50);
    let batch = fan_out(0..ITEMS, |item| lambda.call("f").json::<u32>(&item))
        .collect()
        .await;
    assert!(batch.is_success(), "{}", batch.summary());
    assert!(batch.succeeded().copied().eq(0..ITEMS));
    let counts = slots.counts("f");
    assert_eq!((counts.runs, counts.running), (300, 0));
    // The first burst exceeds the slots; what comes after it hardly does.
    let throttled = batch.summary().throttled;
    assert_eq!(u64::try_from(counts.throttled).unwrap(), throttled);
    assert!((1..300).contains(&throttled), "{throttled}");
    assert!(lambda.limiter("f").limit() < 50);
    assert_eq!(lambda.limiter("f").in_flight(), 0);
}
