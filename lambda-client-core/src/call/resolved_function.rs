//! A function as a client has resolved it.

use std::sync::Arc;

use crate::certainty::Operation;
use crate::function_name::FunctionName;
use crate::lambda::{Lambda, Shared};
use crate::retry::PerFunction;
use crate::settings::Settings;

/// A function as a client has resolved it, shared by all calls to it.
#[derive(Debug)]
pub(crate) struct ResolvedFunction {
    pub(crate) shared: Arc<Shared>,
    pub(crate) target: FunctionName,
    pub(crate) operation: Operation,
    pub(crate) settings: Settings,
    pub(crate) state: Arc<PerFunction>,
}

impl ResolvedFunction {
    /// Combines a checked function with the settings of every layer below the call.
    pub(crate) fn new(
        lambda: &Lambda,
        target: FunctionName,
        operation: Operation,
        settings: Settings,
    ) -> ResolvedFunction {
        let shared = Arc::clone(&lambda.shared);
        let state = shared.functions.get(&target.function);
        ResolvedFunction {
            settings: settings.over(shared.settings),
            shared,
            target,
            operation,
            state,
        }
    }
}
