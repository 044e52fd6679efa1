//! A subscriber of `tracing` that keeps every span with its fields.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, MutexGuard};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A span as it was collected.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) name: &'static str,
    pub(crate) target: String,
    /// The span that it is a child of.
    pub(crate) parent: Option<usize>,
    pub(crate) fields: BTreeMap<&'static str, String>,
    pub(crate) entered: usize,
    exited: usize,
    handles: usize,
}

impl Seen {
    pub(crate) fn is_closed(&self) -> bool {
        self.handles == 0 && self.entered == self.exited
    }

    pub(crate) fn fields(&self) -> Vec<(&str, &str)> {
        let fields = self.fields.iter();
        fields
            .map(|(name, value)| (*name, value.as_str()))
            .collect()
    }
}

impl Visit for Seen {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.fields.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields.insert(field.name(), format!("{value:?}"));
    }
}

/// Collects the spans of this crate, or those of every crate.
#[derive(Clone, Default)]
pub(crate) struct Collector {
    spans: Arc<Mutex<Vec<Seen>>>,
}

impl Collector {
    fn lock(&self) -> MutexGuard<'_, Vec<Seen>> {
        self.spans.lock().unwrap()
    }

    pub(crate) fn spans(&self) -> Vec<Seen> {
        self.lock().clone()
    }

    fn with(&self, id: &Id, change: impl FnOnce(&mut Seen)) {
        let index = usize::try_from(id.into_u64()).unwrap() - 1;
        change(&mut self.lock()[index]);
    }
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let parent = attributes.parent();
        let mut seen = Seen {
            name: attributes.metadata().name(),
            target: attributes.metadata().target().to_owned(),
            parent: parent.map(|id| usize::try_from(id.into_u64()).unwrap() - 1),
            fields: BTreeMap::new(),
            entered: 0,
            exited: 0,
            handles: 1,
        };
        attributes.record(&mut seen);
        let mut spans = self.lock();
        spans.push(seen);
        Id::from_u64(spans.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.with(id, |seen| values.record(seen));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, id: &Id) {
        self.with(id, |seen| seen.entered += 1);
    }

    fn exit(&self, id: &Id) {
        self.with(id, |seen| seen.exited += 1);
    }

    fn clone_span(&self, id: &Id) -> Id {
        self.with(id, |seen| seen.handles += 1);
        id.clone()
    }

    fn try_close(&self, id: Id) -> bool {
        self.with(&id, |seen| seen.handles -= 1);
        false
    }
}
