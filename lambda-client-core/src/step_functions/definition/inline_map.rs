//! Steps that run for each item of an array, within the execution.

use std::fmt;
use std::marker::PhantomData;

use crate::step_functions::definition::caught::Caught;
use crate::step_functions::definition::error_name::AnyErrorName;
use crate::step_functions::definition::flow::{Flow, Handler, Step};
use crate::step_functions::definition::handlers::handlers;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::state::{Body, Catches, Chain, State, StateName};

/// The most iterations that an inline map runs at the same time (AWS Step Functions Developer Guide, "Using Map state in Inline mode").
const MOST_CONCURRENT: u32 = 40;

/// A step that runs for each item of an array, made by [`map`]: from `Vec<T>` to `Vec<U>`.
///
/// If it fails for one item and does not handle its error, the others are stopped, and the error is that of this state.
#[must_use = "a state does nothing until it is part of a definition"]
pub struct InlineMap<T, U> {
    name: StateName,
    processor: Processor,
    catches: Catches,
    marker: PhantomData<fn(T) -> U>,
}

/// Runs a step for each item of an array, at most 40 items at the same time. The outputs are in the order of the items.
///
/// Items and outputs are part of the execution's data, of which AWS allows 256 KiB, and of its history of 25,000 events (AWS Step Functions
/// Developer Guide, "Service quotas"). For more, use a [`distributed_map`](super::distributed_map()).
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{Flow, TaskState, map};
///
/// fn place_all<Cart, Order, Receipt, E>(
///     split: TaskState<Cart, Vec<Order>, E>,
///     place: TaskState<Order, Receipt, E>,
/// ) -> Flow<Cart, Vec<Receipt>> {
///     split.then(map(place).max_concurrency(10))
/// }
/// ```
pub fn map<T, U>(each: impl Step<T, U>) -> InlineMap<T, U> {
    InlineMap {
        name: StateName::Default("map"),
        processor: Processor {
            each: each.into_flow().into_chain(),
            max_concurrency: None,
        },
        catches: Catches::default(),
        marker: PhantomData,
    }
}

impl<T, U> InlineMap<T, U> {
    handlers!(Vec<T>, Vec<U>, AnyErrorName);

    /// Sets for how many items the step runs at the same time, from 1 to 40. Default: as many as Step Functions can, up to 40.
    pub fn max_concurrency(mut self, items: u32) -> Self {
        self.processor.max_concurrency = Some(items);
        self
    }
}

impl<T, U> Step<Vec<T>, Vec<U>> for InlineMap<T, U> {
    fn into_flow(self) -> Flow<Vec<T>, Vec<U>> {
        Flow::of_state(State {
            name: self.name,
            body: Box::new(self.processor),
            catches: self.catches,
        })
    }
}

impl<T, U> From<InlineMap<T, U>> for Flow<Vec<T>, Vec<U>> {
    fn from(map: InlineMap<T, U>) -> Self {
        map.into_flow()
    }
}

impl<T, U> fmt::Debug for InlineMap<T, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InlineMap")
            .field("name", &self.name)
            .field("processor", &self.processor)
            .field("catches", &self.catches)
            .finish()
    }
}

#[derive(Debug)]
struct Processor {
    each: Chain,
    max_concurrency: Option<u32>,
}

impl Body for Processor {
    fn chains(&self) -> Vec<&Chain> {
        vec![&self.each]
    }

    fn print(&self, state: &str, scope: &mut Scope<'_>) -> Vec<(&'static str, Json)> {
        let mut fields = vec![("Type", "Map".into())];
        if let Some(items) = self.max_concurrency {
            if !(1..=MOST_CONCURRENT).contains(&items) {
                scope.mistake(
                    state,
                    format!(
                        "`max_concurrency` is {items}, but an inline map runs 1 to {MOST_CONCURRENT} iterations at the same time"
                    ),
                );
            }
            fields.push(("MaxConcurrency", u64::from(items).into()));
        }
        let [start, states] = self.each.machine(scope);
        let config = object([("Mode", "INLINE".into())]);
        let processor = object([("ProcessorConfig", config), start, states]);
        fields.push(("ItemProcessor", processor));
        fields
    }
}
