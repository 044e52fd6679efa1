//! The forms that an error may take between the call that returned it and the handler's return: it stays an error of the callee.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use lambda_client::local::FunctionResponse;
use lambda_client::server::Invocation;
use lambda_client::{Error, FunctionError, Lambda, LocalLambda, lambda_fn};

use super::shop::DOWNSTREAM;

static CLOCK: AtomicU32 = AtomicU32::new(0);

/// The time, which is another one whenever it is asked for.
struct Now;

impl fmt::Display for Now {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "tick {}", CLOCK.fetch_add(1, Ordering::Relaxed))
    }
}

/// Every variant asks for retries, and none of them is the front's own unless it says so.
#[derive(Debug, Clone, thiserror::Error, FunctionError)]
enum StockError {
    #[error("busy")]
    #[function_error(retry)]
    Busy,
    #[error("late at {Now}")]
    #[function_error(retry)]
    Late,
    #[error("{sku} is out of stock since {Now}")]
    #[function_error(type = "com.acme.OutOfStock", type = "OutOfStock", retry)]
    OutOfStock { sku: String, left: u32 },
    #[error("some are missing")]
    #[function_error(retry)]
    Missing {
        counts: HashMap<String, u32>,
        skus: HashSet<String>,
    },
    #[error(transparent)]
    #[function_error(other)]
    Other(#[from] Error),
}

#[lambda_fn(name = "stock")]
trait Stock {
    async fn take(&self, sku: &str) -> Result<u32, StockError>;
}

#[lambda_fn(name = "front")]
trait Front {
    async fn order(&self, sku: &str) -> Result<u32, StockError>;
}

/// How the front passes an error of the stock on.
#[derive(Clone, Copy, Debug)]
enum Form {
    Awaited,
    Spawned,
    InJoinSet,
    Untyped,
    Rebuilt,
    Own,
}

struct Desk {
    form: Form,
    lambda: Lambda,
    stock: StockClient,
    kept: Mutex<Option<StockError>>,
}

impl Front for Desk {
    async fn order(&self, sku: &str) -> Result<u32, StockError> {
        let call = self.stock.take(sku);
        match self.form {
            Form::Awaited => call.await,
            // The call is made here, and runs elsewhere.
            Form::Spawned => tokio::spawn(call).await.expect("it does not panic"),
            Form::InJoinSet => {
                let mut calls = tokio::task::JoinSet::new();
                calls.spawn(call);
                let result = calls.join_next().await.expect("one call");
                result.expect("it does not panic")
            }
            Form::Untyped => {
                let result = self.lambda.call("stock").json(sku).await;
                result.map_err(StockError::from_error)
            }
            Form::Rebuilt => match call.await {
                Err(StockError::Missing { counts, skus }) => Err(StockError::Missing {
                    counts: counts.into_iter().collect(),
                    skus: skus.into_iter().collect(),
                }),
                result => result,
            },
            Form::Own => {
                let _ = call.await;
                let kept = self.kept.lock().unwrap().clone();
                Err(kept.expect("an error of the front"))
            }
        }
    }
}

/// The stock, written in another language: it puts spaces into its JSON, and uses an older name.
async fn python_stock(event: Invocation) -> FunctionResponse {
    FunctionResponse::failure(match &event.payload[..] {
        br#""busy""# => r#"{"errorMessage": "sorry, busy", "errorType": "Busy"}"#,
        br#""late""# => r#"{"errorMessage": "late at noon", "errorType": "Late"}"#,
        br#""cup""# => {
            r#"{"errorMessage": "{\"left\": 0, \"sku\": \"cup\"}", "errorType": "OutOfStock"}"#
        }
        _ => {
            r#"{"errorMessage": "{\"counts\": {\"a\": 1, \"b\": 2, \"c\": 3}, \"skus\": [\"c\", \"b\", \"a\", \"d\"]}", "errorType": "Missing"}"#
        }
    })
}

/// Returns the `errorType` of the front's last run, and how often the front ran.
async fn order(form: Form, sku: &str, own: Option<StockError>) -> (Option<String>, usize) {
    let stock = LocalLambda::builder()
        .handler("stock", python_stock)
        .build();
    let desk = Desk {
        form,
        lambda: stock.lambda(),
        stock: StockClient::new(&stock.lambda()),
        kept: Mutex::new(own),
    };
    let front = LocalLambda::builder().serve(FrontServer::new(desk)).build();
    let client = FrontClient::new(&front.lambda());
    client.order(sku).await.expect_err("nothing is in stock");
    let runs = front.recorder().runs_of("front");
    (runs[0].error_type.clone(), runs.len())
}

#[tokio::test(start_paused = true)]
async fn an_error_of_the_stock_leaves_as_downstream_in_every_form() {
    for form in [
        Form::Awaited,
        Form::Spawned,
        Form::InJoinSet,
        Form::Untyped,
        Form::Rebuilt,
    ] {
        for sku in ["busy", "late", "cup", "several"] {
            // A `HashMap` that is written in another order is so by chance.
            for _ in 0..8 {
                let (error_type, runs) = order(form, sku, None).await;
                assert_eq!(error_type.as_deref(), Some(DOWNSTREAM), "{form:?} {sku}");
                assert_eq!(runs, 1, "{form:?} {sku}");
            }
        }
    }
}

#[tokio::test(start_paused = true)]
async fn another_error_of_the_front_is_its_own() {
    let out_of_stock = |sku: &str, left| StockError::OutOfStock {
        sku: sku.to_owned(),
        left,
    };
    let missing = |counts: &[(&str, u32)]| StockError::Missing {
        counts: counts
            .iter()
            .map(|(sku, count)| ((*sku).to_owned(), *count))
            .collect(),
        skus: ["a", "b", "c", "d"].map(str::to_owned).into(),
    };
    for (sku, own, name) in [
        ("busy", StockError::Late, "Late"),
        ("late", StockError::Busy, "Busy"),
        ("cup", out_of_stock("cup", 1), "com.acme.OutOfStock"),
        ("cup", out_of_stock("pot", 0), "com.acme.OutOfStock"),
        (
            "several",
            missing(&[("a", 1), ("b", 2), ("c", 4)]),
            "Missing",
        ),
        ("several", missing(&[("a", 1), ("b", 2)]), "Missing"),
    ] {
        let case = format!("{sku} {own:?}");
        let (error_type, runs) = order(Form::Own, sku, Some(own)).await;
        assert_eq!((error_type.as_deref(), runs), (Some(name), 3), "{case}");
    }
}
