//! Generated definitions on ministack, with real functions behind their tasks.
//!
//! ministack differs from AWS in two ways that matter here. It hands no client context to a function. And it calls the error of a throttled
//! task `Lambda.Unknown`, so a function reports the names that Step Functions has for throttles and for failures of the service. The tests on
//! moto have neither: their functions are throttled by Lambda's own responses, and get the client context.

use std::path::PathBuf;
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use lambda_client::sdk::SdkStatesTransport;
use lambda_client::step_functions::definition::{
    Definition, PlatformError, constant, distributed_map, fail, map,
};
use lambda_client::step_functions::{Machine, MachineKind, Machines};
use lambda_client::{DidRun, Error, ErrorKind, RetryConfig, lambda_fn};

use super::Server;
use crate::callers::Keys;
use crate::client;
use crate::counter::Counter;
use crate::functions::{pack, script};
use crate::install::{python, source};
use crate::ministack::Function;
use crate::serve::deployed::{deploy, ministack};
use crate::serve::shop::{DeskClient, Item, Order, Receipt, Refusal, ShopClient, ShopError};

/// A function that reports this error until it has run `runs` times, and then returns that number.
#[lambda_fn(name = "troubled", route = "method")]
trait Troubled {
    async fn once(&self, trouble: Trouble) -> Result<usize, Error>;

    #[lambda_fn(idempotent)]
    async fn repeatedly(&self, trouble: Trouble) -> Result<usize, Error>;
}

#[derive(Debug, serde::Serialize, serde::Deserialize)]
struct Trouble {
    error: String,
    runs: usize,
    count_in: String,
}

impl Trouble {
    fn new(error: &str, runs: usize, counter: &Counter) -> Trouble {
        Trouble {
            error: error.to_owned(),
            runs,
            count_in: counter.path().to_owned(),
        }
    }
}

/// Creates a machine, and returns a client of it.
fn create<Out>(name: &str, definition: &Definition) -> Machine<Out, ShopError> {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    let (endpoint, keys) = (ministack().endpoint(), Keys::new("test", "test"));
    let server = SERVER.get_or_init(|| {
        deploy("troubled", &troubled(), |function| Function {
            handler: "troubled.handler",
            ..function
        });
        Mutex::new(Server::new(&endpoint, &keys))
    });
    let kind = match definition.kind() {
        MachineKind::Standard => "STANDARD",
        MachineKind::Express => "EXPRESS",
    };
    let mut server = server
        .lock()
        .expect("no test died while it created a machine");
    let arn = server.create_defined(name, kind, &definition.to_json());
    // The connections of a client belong to the runtime of its test.
    let machines = Machines::new(SdkStatesTransport::new(&client::config(&endpoint, &keys)));
    machines.machine(&arn).output::<Out>().error::<ShopError>()
}

fn troubled() -> PathBuf {
    let interpreter = python("python-ric").join("python");
    let command = format!(
        "exec {} -m awslambdaric \"$_HANDLER\"",
        interpreter.display()
    );
    let code = source().join("functions/python/troubled.py");
    pack(
        "troubled",
        &script("troubled", &command),
        &[("troubled.py", &code)],
    )
}

fn order(quantities: &[u32]) -> Order {
    let items = quantities.iter().map(|&quantity| Item {
        sku: "größe \"☃\"".to_owned(),
        quantity,
    });
    Order {
        items: items.collect(),
    }
}

async fn result<In, Out>(machine: &Machine<Out, ShopError>, input: &In) -> Result<Out, ShopError>
where
    In: serde::Serialize,
    Out: serde::de::DeserializeOwned + Send + 'static,
{
    let started = machine.start(input).await.expect("a start");
    let result = started.execution().result();
    result.timeout(Duration::from_secs(120)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_runs_a_generated_task() {
    for (name, builder) in [
        (
            "generated-jsonata",
            Definition::standard(DeskClient::place_order_task()),
        ),
        (
            "generated-json-path",
            Definition::standard(DeskClient::place_order_task()).json_path(),
        ),
    ] {
        let definition = builder.build().expect("a valid definition");
        let machine = create::<Receipt>(name, &definition);
        let receipt = result(&machine, &order(&[2, 3])).await.expect("a receipt");
        assert_eq!(receipt, Receipt { pieces: 5 }, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_catches_a_typed_error_by_its_name() {
    let steps = ShopClient::refuse_task()
        .catch(ShopError::OUT_OF_STOCK, constant(&()))
        .catch(ShopError::CARD_DECLINED, fail("Unpaid", "no other card"));
    for (name, builder) in [
        ("catching", Definition::standard(steps)),
        (
            "catching-json-path",
            Definition::standard(
                ShopClient::refuse_task().catch(ShopError::OUT_OF_STOCK, constant(&())),
            )
            .json_path(),
        ),
    ] {
        let machine = create::<()>(name, &builder.build().expect("a valid definition"));
        let none: Option<String> = None;
        let caught = result(&machine, &(Refusal::OutOfStock, &none)).await;
        caught.expect("the handler's output");
        // An error that nobody catches ends the execution, and is the same variant there.
        let error = result(&machine, &(Refusal::Closed, &none)).await;
        assert!(matches!(error, Err(ShopError::Closed)), "{name}: {error:?}");
        if name == "catching" {
            let error = result(&machine, &(Refusal::CardDeclined, &none)).await;
            let Err(ShopError::Other(error)) = error else {
                panic!("{error:?}");
            };
            assert_eq!(error.code(), Some("Unpaid"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_retries_what_asks_for_it() {
    let retry = RetryConfig::new()
        .max_attempts(3)
        .base_delay(Duration::from_secs(1));
    let definition = Definition::standard(ShopClient::refuse_task().retry(retry));
    let machine = create::<()>("retrying", &definition.build().expect("a valid definition"));
    for (refusal, runs) in [(Refusal::Busy, 3), (Refusal::Closed, 1)] {
        let counter = Counter::new();
        let error = result(&machine, &(refusal, Some(counter.path()))).await;
        assert!(error.is_err());
        assert_eq!(counter.runs(), runs, "{refusal:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_retries_a_throttle_and_what_may_have_run_only_if_idempotent() {
    let once = Definition::standard(TroubledClient::once_task());
    let repeatedly = Definition::standard(TroubledClient::repeatedly_task());
    let once = create::<usize>("once", &once.build().expect("a valid definition"));
    let repeatedly = create::<usize>(
        "repeatedly",
        &repeatedly.build().expect("a valid definition"),
    );

    // Nothing ran, so that it is retried in any case.
    let counter = Counter::new();
    let throttled = Trouble::new("Lambda.TooManyRequestsException", 3, &counter);
    let runs = result(&once, &throttled).await.expect("a number");
    assert_eq!((runs, counter.runs()), (3, 3));

    // The function may have run.
    for (machine, runs) in [(&once, 1), (&repeatedly, 2)] {
        let counter = Counter::new();
        let unknown = Trouble::new("Lambda.ServiceException", 2, &counter);
        let outcome = result(machine, &unknown).await;
        assert_eq!(outcome.ok(), (runs == 2).then_some(2));
        assert_eq!(counter.runs(), runs);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_ends_a_task_after_its_timeout() {
    let sleep = || ShopClient::sleep_task().timeout(Duration::from_secs(1));
    let named = || {
        sleep()
            .catch(PlatformError::FUNCTION_TIMED_OUT, constant(&7_u64))
            .catch(PlatformError::TIMEOUT, constant(&8_u64))
    };
    let plain = Definition::standard(sleep()).build();
    let handled = Definition::standard(sleep().catch_all(constant(&7_u64))).build();
    let plain = create::<u64>("late", &plain.expect("a valid definition"));
    let handled = create::<u64>("late-handled", &handled.expect("a valid definition"));
    let input = (5_000, None::<String>);
    let error = result(&plain, &input).await;
    let Err(ShopError::Other(error)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(
        (error.kind(), error.code(), error.did_run()),
        (
            ErrorKind::ExecutionTimedOut,
            Some("States.Timeout"),
            DidRun::Yes
        )
    );
    let seven = result(&handled, &input).await;
    assert_eq!(seven.expect("the handler's output"), 7);
    for (name, builder) in [
        ("late-named", Definition::standard(named())),
        (
            "late-named-json-path",
            Definition::standard(named()).json_path(),
        ),
    ] {
        let machine = create::<u64>(name, &builder.build().expect("a valid definition"));
        let eight = result(&machine, &input).await;
        assert_eq!(eight.expect("the handler's output"), 8, "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_runs_a_task_for_each_item() {
    for (name, builder) in [
        (
            "each",
            Definition::standard(map(DeskClient::place_order_task()).max_concurrency(2)),
        ),
        (
            "each-json-path",
            Definition::standard(map(DeskClient::place_order_task())).json_path(),
        ),
        (
            "each-distributed",
            Definition::standard(distributed_map(DeskClient::place_order_task())),
        ),
    ] {
        let definition = builder.build().expect("a valid definition");
        let machine = create::<Vec<Receipt>>(name, &definition);
        let orders = [order(&[1]), order(&[]), order(&[2, 3])];
        let receipts = result(&machine, &orders).await.expect("receipts");
        let pieces: Vec<u32> = receipts.iter().map(|receipt| receipt.pieces).collect();
        assert_eq!(pieces, [1, 0, 5], "{name}");
    }
}
