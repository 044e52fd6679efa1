//! What a recorder of the crate `metrics` has recorded, as text.

use lambda_client::Lambda;
use metrics_util::debugging::{DebugValue, DebuggingRecorder, Snapshotter};

use crate::shop::Course;

/// A metric with its unit, labels and value, such as `calls_total{outcome=success} 1 Count`.
pub(crate) fn lines(snapshotter: &Snapshotter) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, unit, description, value) in snapshotter.snapshot().into_vec() {
        let mut labels: Vec<String> = key
            .key()
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        labels.sort_unstable();
        let value = match value {
            DebugValue::Counter(count) => count.to_string(),
            DebugValue::Gauge(level) => level.to_string(),
            DebugValue::Histogram(values) => format!(
                "{:?}",
                values.iter().map(|value| value.0).collect::<Vec<_>>()
            ),
        };
        assert!(description.is_some_and(|text| !text.is_empty()), "{key:?}");
        let unit = unit.expect("every metric has a unit");
        let name = key
            .key()
            .name()
            .trim_start_matches("lambda_client_")
            .to_owned();
        lines.push(format!("{name}{{{}}} {value} {unit:?}", labels.join(",")));
    }
    lines.sort_unstable();
    lines
}

/// Makes the call, and returns what was recorded.
pub(crate) async fn recorded(course: Course) -> Vec<String> {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let guard = metrics::set_default_local_recorder(&recorder);
    course.run(Lambda::builder(course.transport())).await;
    drop(guard);
    lines(&snapshotter)
}
