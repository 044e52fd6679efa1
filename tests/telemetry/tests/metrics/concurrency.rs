//! The limiter of a function as gauges.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use lambda_client::fan_out::Limiter;
use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::{Error, ErrorKind, Lambda, LocalLambda, fan_out};
use metrics::{
    Counter, Gauge, GaugeFn, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use metrics_util::debugging::DebuggingRecorder;

use crate::recorded::lines;

/// Writes down every value of every gauge.
#[derive(Clone, Default)]
struct Curves(Arc<Mutex<BTreeMap<String, Vec<f64>>>>);

struct Curve(String, Curves);

impl GaugeFn for Curve {
    fn increment(&self, _: f64) {
        unreachable!("levels are set: increments are lost while there is no recorder")
    }

    fn decrement(&self, _: f64) {
        unreachable!("levels are set: increments are lost while there is no recorder")
    }

    fn set(&self, value: f64) {
        let mut curves = self.1.0.lock().unwrap();
        curves.entry(self.0.clone()).or_default().push(value);
    }
}

impl Recorder for Curves {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }
    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        let labels: Vec<String> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        let name = format!("{}{{{}}}", key.name(), labels.join(","));
        Gauge::from_arc(Arc::new(Curve(name, self.clone())))
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

const LIMIT: &str = "lambda_client_concurrency_limit{function=resize}";
const IN_USE: &str = "lambda_client_concurrency_in_use{function=resize}";

fn account(slots: u32) -> LocalLambda {
    let resize = Function::new(|invocation: Invocation| async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        invocation.payload
    });
    LocalLambda::builder()
        .function("resize", resize.reserved_concurrency(slots))
        .build()
}

#[tokio::test(start_paused = true)]
async fn a_fan_out_moves_the_limit() {
    let curves = Curves::default();
    let _guard = metrics::set_default_local_recorder(&curves);
    let lambda = account(4).lambda();
    let batch = fan_out(0..100, |item| lambda.call("resize").json::<u32>(&item));
    let batch = batch.collect().await;
    assert!(batch.summary().to_string().contains("100"));
    let curves = curves.0.lock().unwrap();
    assert_eq!(curves.keys().collect::<Vec<_>>(), [IN_USE, LIMIT]);
    let (limit, in_use) = (&curves[LIMIT], &curves[IN_USE]);
    // It is throttled at some point above four, and ends with the last values that the limiter has.
    assert_eq!(in_use[0], 1.0);
    let top = limit.iter().copied().fold(0.0, f64::max);
    assert!(
        top > 4.0 && limit.windows(2).any(|pair| pair[1] < pair[0]),
        "{limit:?}"
    );
    assert!(in_use.iter().all(|&level| level <= top), "{in_use:?}");
    let limiter = lambda.limiter("resize");
    let last = (limit[limit.len() - 1], in_use[in_use.len() - 1]);
    assert_eq!(last, (level(limiter.limit()), 0.0));
}

fn level(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}

#[tokio::test]
async fn permits_taken_by_hand_and_set_limits_show_with_their_units() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let lambda: Lambda = account(4).lambda();
    let limiter: Limiter = lambda.limiter("arn:aws:lambda:eu-west-1:123456789012:function:resize");
    limiter.set_limit(3);
    let permit = limiter.acquire().await;
    // What the metrics mean is told with the first call.
    let _ = lambda.call("resize").json::<u32>(&1).await;
    let gauges: Vec<String> = lines(&snapshotter)
        .into_iter()
        .filter(|line| line.starts_with("concurrency"))
        .collect();
    let in_use = "concurrency_in_use{function=resize} 1 Count";
    assert_eq!(
        gauges,
        [in_use, "concurrency_limit{function=resize} 3 Count"]
    );
    let throttled = Error::builder(ErrorKind::Throttled).build();
    permit.observe(Some(&throttled));
    let gauges = lines(&snapshotter).join("\n");
    assert!(
        gauges.contains("concurrency_in_use{function=resize} 0 Count"),
        "{gauges}"
    );
    assert!(
        gauges.contains("concurrency_limit{function=resize} 1 Count"),
        "{gauges}"
    );
}

/// A recorder in whose midst the limit changes, as another thread could change it.
#[derive(Clone, Default)]
struct Meddler {
    limiter: Arc<OnceLock<Limiter>>,
    limits: Arc<Mutex<Vec<f64>>>,
}

impl GaugeFn for Meddler {
    fn increment(&self, _: f64) {}
    fn decrement(&self, _: f64) {}
    fn set(&self, value: f64) {
        let is_first = {
            let mut limits = self.limits.lock().unwrap();
            limits.push(value);
            limits.len() == 1
        };
        if is_first && let Some(limiter) = self.limiter.get() {
            limiter.set_limit(70);
        }
    }
}

impl Recorder for Meddler {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, _: &Key, _: &Metadata<'_>) -> Counter {
        Counter::noop()
    }
    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        match key.name().ends_with("limit") {
            true => Gauge::from_arc(Arc::new(self.clone())),
            false => Gauge::noop(),
        }
    }
    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

#[test]
fn a_change_while_another_one_is_shown_is_shown_after_it() {
    let limiter = account(4).lambda().limiter("resize");
    let meddler = Meddler::default();
    assert!(meddler.limiter.set(limiter.clone()).is_ok());
    let _guard = metrics::set_default_local_recorder(&meddler);
    limiter.set_limit(30);
    assert_eq!(*meddler.limits.lock().unwrap(), [30.0, 70.0]);
    // The next change is the first of its round.
    limiter.set_limit(31);
    assert_eq!(*meddler.limits.lock().unwrap(), [30.0, 70.0, 31.0]);
}
