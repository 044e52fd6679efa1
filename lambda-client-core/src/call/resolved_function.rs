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
    /// Also held by responses, which must not keep the transport alive.
    pub(crate) target: Arc<FunctionName>,
    /// The method of the trait.
    pub(crate) method: Option<&'static str>,
    pub(crate) operation: Operation,
    pub(crate) settings: Settings,
    pub(crate) state: Arc<PerFunction>,
}

impl ResolvedFunction {
    /// Combines a checked function with the settings of every layer below the call, or returns the mistakes in these.
    pub(crate) fn new(
        lambda: &Lambda,
        target: FunctionName,
        method: Option<&'static str>,
        operation: Operation,
        settings: Settings,
    ) -> Result<ResolvedFunction, Vec<String>> {
        let shared = Arc::clone(&lambda.shared);
        let settings = settings.over(shared.settings);
        let mistakes = settings.mistakes();
        if !mistakes.is_empty() {
            return Err(mistakes);
        }
        let state = shared.functions.get(&target.function);
        Ok(ResolvedFunction {
            shared,
            target: Arc::new(target),
            method,
            operation,
            settings,
            state,
        })
    }
}
