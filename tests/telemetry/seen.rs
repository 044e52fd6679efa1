//! Spans as the SDK of OpenTelemetry exports them.

use std::collections::BTreeMap;

use opentelemetry::trace::{Status, TracerProvider as _};
use opentelemetry_sdk::trace::{SdkTracerProvider, SpanData, TracerProviderBuilder};
use serde::{Deserialize, Serialize};
use tracing::Subscriber;
use tracing_subscriber::filter::filter_fn;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};

/// A span, so that it can be read from the output of a process, too.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Seen {
    /// The ID of the trace.
    pub trace: String,
    /// The ID of the span.
    pub id: String,
    /// The ID of its parent, or zeros.
    pub parent: String,
    /// The name.
    pub name: String,
    /// The kind, as `Debug` prints it.
    pub kind: String,
    /// The status, as `Debug` prints it.
    pub status: String,
    /// The attributes, as text.
    pub attributes: BTreeMap<String, String>,
}

impl From<SpanData> for Seen {
    fn from(span: SpanData) -> Seen {
        let attributes = span.attributes.iter();
        let text = |value: &opentelemetry::Value| value.as_str().into_owned();
        Seen {
            trace: span.span_context.trace_id().to_string(),
            id: span.span_context.span_id().to_string(),
            parent: span.parent_span_id.to_string(),
            name: span.name.into_owned(),
            kind: format!("{:?}", span.span_kind),
            status: match span.status {
                Status::Unset => "Unset".to_owned(),
                status => format!("{status:?}"),
            },
            attributes: attributes
                .map(|pair| (pair.key.to_string(), text(&pair.value)))
                .collect(),
        }
    }
}

/// Returns a provider, and a subscriber that hands it the spans of this library and of the tests. Those of the AWS SDK are left out.
pub fn subscriber(provider: TracerProviderBuilder) -> (SdkTracerProvider, impl Subscriber) {
    let provider = provider.build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("tests"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_tracked_inactivity(false);
    let ours = filter_fn(|metadata| {
        let others = ["aws", "hyper", "h2", "lambda_runtime", "Lambda runtime"];
        !others
            .iter()
            .any(|other| metadata.target().starts_with(other))
    });
    let subscriber = tracing_subscriber::registry().with(layer.with_filter(ours));
    (provider, subscriber)
}

/// Returns the names of spans, of which each is the only child of the one before.
///
/// # Panics
///
/// Panics if they are anything else, or of more than one trace.
pub fn chain(spans: &[Seen]) -> Vec<&str> {
    let child = |parent: Option<&Seen>| {
        let mut children = spans.iter().filter(|span| match parent {
            Some(parent) => span.parent == parent.id,
            None => span.parent == "0000000000000000",
        });
        let child = children.next();
        assert!(children.next().is_none(), "{spans:#?}");
        child
    };
    let mut names = Vec::new();
    let mut last = child(None);
    while let Some(span) = last {
        assert_eq!(span.trace, spans[0].trace, "{spans:#?}");
        names.push(&*span.name);
        last = child(Some(span));
    }
    assert_eq!(names.len(), spans.len(), "{spans:#?}");
    names
}
