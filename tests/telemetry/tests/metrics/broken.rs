//! A recorder that panics.

use lambda_client::{Lambda, LocalLambda, Raw, fan_out};
use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

use crate::shop::Course;

/// Panics whenever it is used.
struct Broken;

impl Recorder for Broken {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("described")
    }
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("described")
    }
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("described")
    }
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        panic!("counted")
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        panic!("gauged")
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        panic!("timed")
    }
}

#[tokio::test(start_paused = true)]
async fn a_recorder_that_panics_breaks_no_call() {
    let _guard = metrics::set_default_local_recorder(&Broken);
    for course in Course::ALL {
        // Each checks its own result.
        course.run(Lambda::builder(course.transport())).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_recorder_that_panics_breaks_no_fan_out() {
    let _guard = metrics::set_default_local_recorder(&Broken);
    let lambda = LocalLambda::builder().build().lambda();
    let batch = fan_out(0..10, |item| lambda.call("missing").json::<Raw>(&item));
    let batch = batch.collect().await;
    assert_eq!(batch.failed().count(), 10);
    let limiter = lambda.limiter("missing");
    limiter.set_limit(3);
    assert_eq!((limiter.limit(), limiter.in_flight()), (3, 0));
}
