//! Steps whose inputs and outputs have types.

use std::fmt;
use std::marker::PhantomData;

use crate::step_functions::definition::state::{Chain, State, StateName};

/// Steps that run one after the other: the first takes an `In`, the last returns an `Out`.
///
/// A task and the results of [`parallel`](super::parallel()) and [`map`](super::map) are steps as well; wherever a step is expected, any of
/// them will do.
#[must_use = "a flow does nothing until it is part of a definition"]
pub struct Flow<In, Out> {
    chain: Chain,
    marker: PhantomData<fn(In) -> Out>,
}

impl<In, Out> Flow<In, Out> {
    pub(super) fn of(chain: Chain) -> Self {
        Flow {
            chain,
            marker: PhantomData,
        }
    }

    pub(super) fn of_state(state: State) -> Self {
        Flow::of(Chain::new(state))
    }

    pub(super) fn into_chain(self) -> Chain {
        self.chain
    }

    /// Sets the name of the last state of the flow: 1 to 80 characters, unique in the whole definition. Without it, a state is named after
    /// its method or kind, with a number if several have that name.
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.chain.last_mut().name = StateName::Given(name.into());
        self
    }

    /// Adds a step, which takes the output of this flow.
    pub fn then<Next>(mut self, next: impl Step<Out, Next>) -> Flow<In, Next> {
        self.chain.append(next.into_flow().chain);
        Flow::of(self.chain)
    }
}

impl<In, Out> fmt::Debug for Flow<In, Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.chain.fmt(f)
    }
}

/// A step of a state machine that takes an `In` and returns an `Out`: a [`TaskState`](super::TaskState), a [`Flow`], or what [`parallel`](super::parallel()) and
/// [`map`](super::map) return.
#[diagnostic::on_unimplemented(
    message = "this step of a state machine gets an input of the type `{In}`, which it does not take",
    label = "the input of this step must be `{In}`",
    note = "the input of a step is the output of the step before, or of the state whose error it handles; the first type argument of \
            a `TaskState` or a `Flow` is the type that it takes",
    note = "if the JSON of the two types is the same, or an expression makes the one from the other, put `transform(..)` between them"
)]
pub trait Step<In, Out> {
    /// Converts the step to a flow.
    fn into_flow(self) -> Flow<In, Out>;
}

impl<In, Out> Step<In, Out> for Flow<In, Out> {
    fn into_flow(self) -> Flow<In, Out> {
        self
    }
}

/// A step that handles an error of a state: it takes an `In` and returns what the state returns, an `Out`, so that the flow goes on as
/// if the state had succeeded.
#[diagnostic::on_unimplemented(
    message = "a handler of this state's errors is a step from `{In}` to `{Out}`",
    label = "this step must take `{In}` and return `{Out}`",
    note = "the handler gets the input of the state, or a `Caught` of it, and the flow goes on with the handler's output in place of the \
            state's; to end the execution instead, end with `fail(..)`"
)]
pub trait Handler<In, Out> {
    /// Converts the handler to a flow.
    fn into_handler(self) -> Flow<In, Out>;
}

impl<In, Out, S: Step<In, Out>> Handler<In, Out> for S {
    fn into_handler(self) -> Flow<In, Out> {
        self.into_flow()
    }
}
