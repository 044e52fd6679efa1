//! Steps that run at the same time.

use std::fmt;
use std::marker::PhantomData;

use crate::step_functions::definition::QueryLanguage;
use crate::step_functions::definition::caught::Caught;
use crate::step_functions::definition::error_name::AnyErrorName;
use crate::step_functions::definition::flow::{Flow, Handler, Step};
use crate::step_functions::definition::handlers::handlers;
use crate::step_functions::definition::json::{Json, object};
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::state::{Body, Catches, Chain, State, StateName};

/// Steps that run at the same time with the same input, made by [`parallel`]: `Out` is the tuple of their outputs. Or one step whose input
/// is kept, made by [`keep_input`]: `Out` is `In`.
///
/// If one fails and does not handle its error, the others are stopped, and the error is that of this state (Amazon States Language
/// specification, "Parallel State").
#[must_use = "a state does nothing until it is part of a definition"]
pub struct Parallel<In, Out> {
    name: StateName,
    branches: Branches,
    catches: Catches,
    marker: PhantomData<fn(In) -> Out>,
}

/// Runs 2 to 8 steps, given as a tuple, at the same time. Each gets the same input; the output is the tuple of their outputs.
///
/// A method with several arguments takes such a tuple:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{Flow, TaskState, parallel};
///
/// /// `charge` is the task of a method with two arguments: `async fn charge(&self, stock: Stock, quote: Quote) -> Result<Receipt, E>`.
/// fn checkout<Order, Stock, Quote, Receipt, E>(
///     reserve: TaskState<Order, Stock, E>,
///     price: TaskState<Order, Quote, E>,
///     charge: TaskState<(Stock, Quote), Receipt, E>,
/// ) -> Flow<Order, Receipt> {
///     parallel((reserve, price)).then(charge)
/// }
/// ```
pub fn parallel<In, Out>(steps: impl ParallelSteps<In, Out>) -> Parallel<In, Out> {
    Parallel::new("parallel", steps.into_chains(), Output::OfBranches)
}

/// Runs a step and returns its own input in place of the step's output, which is lost.
///
/// If the step fails, so does this state. To go on all the same, add `.catch_all(pass())`.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{Flow, TaskState, keep_input};
///
/// /// Announces an order, and then ships the same order.
/// fn ship<Order, Message, Parcel, E>(
///     announce: TaskState<Order, Message, E>,
///     ship: TaskState<Order, Parcel, E>,
/// ) -> Flow<Order, Parcel> {
///     keep_input(announce).then(ship)
/// }
/// ```
pub fn keep_input<In, Lost>(step: impl Step<In, Lost>) -> Parallel<In, In> {
    let branch = step.into_flow().into_chain();
    Parallel::new("keep-input", vec![branch], Output::Input)
}

impl<In, Out> Parallel<In, Out> {
    fn new(name: &'static str, chains: Vec<Chain>, output: Output) -> Self {
        Parallel {
            name: StateName::Default(name),
            branches: Branches { chains, output },
            catches: Catches::default(),
            marker: PhantomData,
        }
    }

    handlers!(In, Out, AnyErrorName);
}

impl<In, Out> Step<In, Out> for Parallel<In, Out> {
    fn into_flow(self) -> Flow<In, Out> {
        Flow::of_state(State {
            name: self.name,
            body: Box::new(self.branches),
            catches: self.catches,
        })
    }
}

impl<In, Out> From<Parallel<In, Out>> for Flow<In, Out> {
    fn from(parallel: Parallel<In, Out>) -> Self {
        parallel.into_flow()
    }
}

impl<In, Out> fmt::Debug for Parallel<In, Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parallel")
            .field("name", &self.name)
            .field("branches", &self.branches)
            .field("catches", &self.catches)
            .finish()
    }
}

#[derive(Debug)]
struct Branches {
    chains: Vec<Chain>,
    output: Output,
}

#[derive(Clone, Copy, Debug)]
enum Output {
    /// The array of what the branches return.
    OfBranches,
    /// The input of the state.
    Input,
}

impl Body for Branches {
    fn chains(&self) -> Vec<&Chain> {
        self.chains.iter().collect()
    }

    fn print(&self, _: &str, scope: &mut Scope<'_>) -> Vec<(&'static str, Json)> {
        let branches = self.chains.iter();
        let branches = branches.map(|branch| object(branch.machine(scope)));
        let mut fields = vec![
            ("Type", "Parallel".into()),
            ("Branches", branches.collect()),
        ];
        match (self.output, scope.language()) {
            (Output::OfBranches, _) => {}
            (Output::Input, QueryLanguage::Jsonata) => {
                fields.push(("Output", "{% $states.input %}".into()));
            }
            (Output::Input, QueryLanguage::JsonPath) => fields.push(("ResultPath", Json::Null)),
        }
        fields
    }
}

/// Steps that take the same input: a tuple of 2 to 8. `Out` is the tuple of their outputs.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a tuple of steps that take the same input",
    label = "write 2 to 8 steps as a tuple: `parallel((reserve, price))`"
)]
pub trait ParallelSteps<In, Out> {
    /// Returns the states of each step.
    #[doc(hidden)]
    #[expect(private_interfaces, reason = "only this crate implements it")]
    fn into_chains(self) -> Vec<Chain>;
}

macro_rules! tuples {
    ($($S:ident $step:ident $Out:ident),+) => {
        impl<In, $($Out, $S: Step<In, $Out>),+> ParallelSteps<In, ($($Out,)+)> for ($($S,)+) {
            #[expect(private_interfaces, reason = "only this crate implements it")]
            fn into_chains(self) -> Vec<Chain> {
                let ($($step,)+) = self;
                vec![$($step.into_flow().into_chain()),+]
            }
        }
    };
}

tuples!(A a OutA, B b OutB);
tuples!(A a OutA, B b OutB, C c OutC);
tuples!(A a OutA, B b OutB, C c OutC, D d OutD);
tuples!(A a OutA, B b OutB, C c OutC, D d OutD, E e OutE);
tuples!(A a OutA, B b OutB, C c OutC, D d OutD, E e OutE, F f OutF);
tuples!(A a OutA, B b OutB, C c OutC, D d OutD, E e OutE, F f OutF, G g OutG);
tuples!(A a OutA, B b OutB, C c OutC, D d OutD, E e OutE, F f OutF, G g OutG, H h OutH);
