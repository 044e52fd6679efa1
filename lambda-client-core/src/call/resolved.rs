//! A function as a client has resolved it.

use std::sync::Arc;

use crate::lambda::{Lambda, Shared};
use crate::retry::Budget;
use crate::settings::Settings;
use crate::target::Target;
use crate::transport::InvocationType;

/// A function as a client has resolved it, shared by all calls to it.
#[derive(Debug)]
pub(crate) struct Endpoint {
    pub(crate) shared: Arc<Shared>,
    pub(crate) target: Target,
    pub(crate) invocation_type: InvocationType,
    pub(crate) settings: Settings,
    pub(crate) budget: Arc<Budget>,
}

impl Endpoint {
    /// A checked function with the settings of its layers below the call.
    pub(crate) fn new(
        lambda: &Lambda,
        target: Target,
        invocation_type: InvocationType,
        settings: Settings,
    ) -> Endpoint {
        let shared = Arc::clone(&lambda.shared);
        let budget = shared.budgets.of(&target.function);
        Endpoint {
            settings: settings.over(shared.settings),
            shared,
            target,
            invocation_type,
            budget,
        }
    }
}
