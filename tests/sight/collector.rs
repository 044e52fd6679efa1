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

/// Collects the spans of one thread.
#[derive(Clone, Default)]
pub(crate) struct Collector(Arc<Mutex<Spans>>);

#[derive(Default)]
struct Spans {
    all: Vec<Seen>,
    /// Those that have been entered and not left, innermost last.
    entered: Vec<usize>,
}

impl Collector {
    fn lock(&self) -> MutexGuard<'_, Spans> {
        self.0.lock().unwrap()
    }

    pub(crate) fn spans(&self) -> Vec<Seen> {
        self.lock().all.clone()
    }

    fn with(&self, id: &Id, change: impl FnOnce(&mut Seen)) {
        change(&mut self.lock().all[index(id)]);
    }
}

fn index(id: &Id) -> usize {
    usize::try_from(id.into_u64()).unwrap() - 1
}

impl Subscriber for Collector {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        let mut spans = self.lock();
        let parent = match attributes.is_contextual() {
            true => spans.entered.last().copied(),
            false => attributes.parent().map(index),
        };
        let mut seen = Seen {
            name: attributes.metadata().name(),
            target: attributes.metadata().target().to_owned(),
            parent,
            fields: BTreeMap::new(),
            entered: 0,
            exited: 0,
            handles: 1,
        };
        attributes.record(&mut seen);
        spans.all.push(seen);
        Id::from_u64(spans.all.len() as u64)
    }

    fn record(&self, id: &Id, values: &Record<'_>) {
        self.with(id, |seen| values.record(seen));
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, id: &Id) {
        self.with(id, |seen| seen.entered += 1);
        self.lock().entered.push(index(id));
    }

    fn exit(&self, id: &Id) {
        self.with(id, |seen| seen.exited += 1);
        self.lock().entered.retain(|entered| *entered != index(id));
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
