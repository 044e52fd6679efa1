//! Collects the spans of one test.

use lambda_client_telemetry_tests::seen::{Seen, subscriber};
use opentelemetry_sdk::trace::{
    InMemorySpanExporter, SdkTracerProvider, ShouldSample, TracerProviderBuilder,
};
use tracing::subscriber::DefaultGuard;

/// The spans of this thread, from its creation to its drop. The tests run on one thread each.
pub(crate) struct Collector {
    exporter: InMemorySpanExporter,
    _provider: SdkTracerProvider,
    _guard: DefaultGuard,
}

impl Collector {
    pub(crate) fn start() -> Collector {
        Collector::with(|provider| provider)
    }

    /// Collects what this sampler lets through.
    pub(crate) fn sampled(sampler: impl ShouldSample + 'static) -> Collector {
        Collector::with(|provider| {
            provider.with_sampler(Box::new(sampler) as Box<dyn ShouldSample>)
        })
    }

    fn with(configure: impl FnOnce(TracerProviderBuilder) -> TracerProviderBuilder) -> Collector {
        let exporter = InMemorySpanExporter::default();
        let provider = SdkTracerProvider::builder().with_simple_exporter(exporter.clone());
        let (provider, subscriber) = subscriber(configure(provider));
        Collector {
            exporter,
            _provider: provider,
            _guard: tracing::subscriber::set_default(subscriber),
        }
    }

    /// Returns the spans that have ended.
    pub(crate) fn spans(&self) -> Vec<Seen> {
        let spans = self.exporter.get_finished_spans().unwrap();
        spans.into_iter().map(Seen::from).collect()
    }

    /// Returns the only span of this name.
    #[track_caller]
    pub(crate) fn span(&self, name: &str) -> Seen {
        let spans = self.spans();
        let mut found = spans.iter().filter(|span| span.name == name);
        match (found.next(), found.next()) {
            (Some(span), None) => span.clone(),
            _ => panic!("not one span `{name}`: {spans:#?}"),
        }
    }
}
