//! Steps that run for each item of a file or an array, each in its own execution.

mod batch;
mod batcher;
mod location;
mod processor;
mod reader;
mod s3_object;
mod writer;

use std::fmt;
use std::marker::PhantomData;

use crate::step_functions::MachineKind;
use crate::step_functions::definition::caught::Caught;
use crate::step_functions::definition::distributed_map::processor::Processor;
use crate::step_functions::definition::error_name::AnyErrorName;
use crate::step_functions::definition::flow::{Flow, Handler, Step};
use crate::step_functions::definition::handlers::handlers;
use crate::step_functions::definition::state::{Catches, State, StateName};
use crate::step_functions::map_results::WrittenResults;

pub use self::batch::Batch;
pub use self::batcher::ItemBatcher;
pub use self::reader::{CsvDelimiter, ItemReader};
pub use self::s3_object::S3Object;
pub use self::writer::{ResultWriter, Transformation};

/// A step that runs for each item in a child execution, made by [`distributed_map`]: `In` is the input of the state, `T` an item, and `Out`
/// the output of the state.
#[must_use = "a state does nothing until it is part of a definition"]
pub struct DistributedMap<In, T, Out> {
    name: StateName,
    processor: Processor,
    catches: Catches,
    marker: PhantomData<fn(In, T) -> Out>,
}

/// Runs a step for each item, each in a child execution: up to 10,000 at the same time. Only for Standard machines.
///
/// A [`map`](super::map) runs within the execution, and shares its 25,000 events of history and its 256 KiB of data. Each child execution has
/// its own, and its items may come from S3.
///
/// | | Default | Set by |
/// |---|---|---|
/// | Items | the input of the state: from `Vec<T>` | [`reader`](DistributedMap::reader) |
/// | Input of a child execution | one item | [`batched`](DistributedMap::batched): the step takes a [`Batch`] |
/// | Output of the state | the outputs of the child executions: `Vec<U>`, up to 256 KiB | [`writer`](DistributedMap::writer): [`WrittenResults`] |
/// | Failures | the first one fails the state | [`tolerated_failures`](DistributedMap::tolerated_failures) |
///
/// Tasks are retried in their child execution, by their own rules.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::definition::{
///     Batch, Flow, ItemBatcher, ItemReader, ResultWriter, TaskState, Transformation, distributed_map,
/// };
/// use lambda_client::step_functions::map_results::WrittenResults;
///
/// /// Places all orders of a file: `async fn place_all(&self, orders: Batch<Order>) -> Result<Vec<Receipt>, OrderError>`.
/// fn place_all<Order, Receipt, E>(place_all: TaskState<Batch<Order>, Vec<Receipt>, E>) -> Flow<(), WrittenResults> {
///     distributed_map(place_all)
///         .batched(ItemBatcher::of_items(100))
///         .reader(ItemReader::csv("orders", "today.csv"))
///         .writer(ResultWriter::new("results", "orders").transformation(Transformation::Flatten))
///         .max_concurrency(1_000)
///         .tolerated_failure_percentage(5)
///         .into()
/// }
/// ```
///
/// Source: AWS Step Functions Developer Guide, "Using Map state in Distributed mode".
pub fn distributed_map<T, U>(each: impl Step<T, U>) -> DistributedMap<Vec<T>, T, Vec<U>> {
    DistributedMap {
        name: StateName::Default("distributed-map"),
        processor: Processor::new(each.into_flow().into_chain()),
        catches: Catches::default(),
        marker: PhantomData,
    }
}

impl<T, B, Out> DistributedMap<Vec<Batch<T, B>>, Batch<T, B>, Out> {
    /// Puts several items into the input of a child execution: the step takes a [`Batch`] of them. Call it before
    /// [`reader`](DistributedMap::reader).
    ///
    /// A step that takes a single item cannot be batched:
    ///
    /// ```compile_fail,E0599
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::step_functions::definition::{ItemBatcher, TaskState, distributed_map};
    ///
    /// # struct Order; struct Receipt; struct OrderError;
    /// fn place_all(place: TaskState<Order, Receipt, OrderError>) {
    ///     distributed_map(place).batched(ItemBatcher::of_items(100));
    /// }
    /// ```
    pub fn batched(mut self, batcher: ItemBatcher<B>) -> DistributedMap<Vec<T>, T, Out> {
        self.processor.batcher = Some(batcher.untyped());
        self.with_types("batched")
    }
}

impl<In, T, Out> DistributedMap<In, T, Out> {
    handlers!(In, Out, AnyErrorName);

    /// Reads the items from S3. The state does not use its input then: it is `()`, unless
    /// [`for_any_input`](DistributedMap::for_any_input) is called.
    ///
    /// The items of the reader must be what the step takes:
    ///
    /// ```compile_fail,E0308
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::step_functions::definition::{ItemReader, TaskState, distributed_map};
    ///
    /// # struct Order; struct Receipt; struct OrderError;
    /// fn place_all(place: TaskState<Order, Receipt, OrderError>) {
    ///     distributed_map(place).reader(ItemReader::list("orders", "today/")); // an `S3Object`, not an `Order`
    /// }
    /// ```
    pub fn reader(mut self, reader: ItemReader<T>) -> DistributedMap<(), T, Out> {
        self.processor.reader = Some(reader.untyped());
        self.with_types("reader")
    }

    /// Writes the results to S3. The state then returns where: a [`WrittenResults`].
    pub fn writer(mut self, writer: ResultWriter) -> DistributedMap<In, T, WrittenResults> {
        self.processor.writer = Some(writer);
        self.with_types("writer")
    }

    /// Sets how many child executions run at the same time, from 1 to 10,000. Default: as many as Step Functions can, up to 10,000. The function
    /// needs as much concurrency: what Lambda throttles is retried by the rules of the task.
    pub fn max_concurrency(mut self, executions: u32) -> Self {
        self.processor.max_concurrency = Some(executions);
        self
    }

    /// Sets how many items may fail without failing the state. Needs a [`writer`](DistributedMap::writer): without one, Step Functions would
    /// mix the failures with the outputs.
    pub fn tolerated_failures(mut self, items: u32) -> Self {
        self.processor.tolerated_failures = Some(items);
        self
    }

    /// Sets what percentage of the items may fail without failing the state, from 0 to 100. Needs a [`writer`](DistributedMap::writer), as
    /// [`tolerated_failures`](DistributedMap::tolerated_failures) does; with both, the first that is exceeded fails the state.
    pub fn tolerated_failure_percentage(mut self, percentage: u8) -> Self {
        self.processor.tolerated_percentage = Some(percentage);
        self
    }

    /// Runs the child executions as Express ones: for at most 5 minutes each, cheaper, and possibly more than once. Default: Standard.
    pub fn express(mut self) -> Self {
        self.processor.kind = MachineKind::Express;
        self
    }

    /// Sets the label, a part of the ARNs of the Map Run and its child executions: 1 to 40 letters, digits, `-` and `_`, unique in the whole
    /// definition. Default: Step Functions makes one up.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.processor.label = Some(label.into());
        self
    }

    /// Changes the types, for a method that must be called before errors are caught: their handlers depend on the types.
    fn with_types<NewIn, NewT, NewOut>(
        mut self,
        method: &str,
    ) -> DistributedMap<NewIn, NewT, NewOut> {
        if !self.catches.is_empty() {
            self.processor.mistakes.push(format!(
                "`{method}` must be called before errors are caught: it changes what their handlers take or return; move it before `catch`"
            ));
        }
        DistributedMap {
            name: self.name,
            processor: self.processor,
            catches: self.catches,
            marker: PhantomData,
        }
    }
}

impl<T, Out> DistributedMap<(), T, Out> {
    /// Takes any input, from which expressions of the reader and the writer may take a part. Call it before errors are caught.
    ///
    /// ```
    /// # extern crate lambda_client_core as lambda_client;
    /// use lambda_client::step_functions::definition::{Flow, ItemReader, TaskState, distributed_map};
    ///
    /// # struct Order; struct Receipt; struct OrderError;
    /// /// Where a file has arrived.
    /// struct Arrived { bucket: String, key: String }
    ///
    /// fn place_all(place: TaskState<Order, Receipt, OrderError>) -> Flow<Arrived, Vec<Receipt>> {
    ///     distributed_map(place)
    ///         .reader(ItemReader::json_lines("{% $states.input.bucket %}", "{% $states.input.key %}"))
    ///         .for_any_input()
    ///         .into()
    /// }
    /// ```
    pub fn for_any_input<New>(self) -> DistributedMap<New, T, Out> {
        self.with_types("for_any_input")
    }
}

impl<In, T, Out> Step<In, Out> for DistributedMap<In, T, Out> {
    fn into_flow(self) -> Flow<In, Out> {
        Flow::of_state(State {
            name: self.name,
            body: Box::new(self.processor),
            catches: self.catches,
        })
    }
}

impl<In, T, Out> From<DistributedMap<In, T, Out>> for Flow<In, Out> {
    fn from(map: DistributedMap<In, T, Out>) -> Self {
        map.into_flow()
    }
}

impl<In, T, Out> fmt::Debug for DistributedMap<In, T, Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DistributedMap")
            .field("name", &self.name)
            .field("processor", &self.processor)
            .field("catches", &self.catches)
            .finish()
    }
}
