//! What propagators write to.

use opentelemetry::propagation::Injector;

/// What a propagator writes, in its order.
#[derive(Default)]
pub(super) struct Entries(pub(super) Vec<(String, String)>);

impl Injector for Entries {
    fn set(&mut self, key: &str, value: String) {
        self.0.retain(|(name, _)| name != key);
        self.0.push((key.to_owned(), value));
    }
}
