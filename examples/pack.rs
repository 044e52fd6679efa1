//! Many small items in few calls, of a function that takes several at a time. Each item has its own result.
//!
//! A call of which the function reports an error is made again in halves, since the function is idempotent, until the item that is to
//! blame fails alone. Prints:
//!
//! ```text
//! 1000 items in [..] s: 999 succeeded, 1 failed
//! item 123 failed: [..]a negative length[..]
//! 24 calls
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};

use lambda_client::fan_out::pack;
use lambda_client::{Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "shapes-{method}")]
trait Shapes {
    #[lambda_fn(idempotent)]
    async fn areas(&self, lengths: Vec<f64>) -> Result<Vec<f64>, Error>;
}

#[derive(Default)]
struct Squares {
    calls: AtomicUsize,
}

impl Shapes for &'static Squares {
    async fn areas(&self, lengths: Vec<f64>) -> Result<Vec<f64>, Error> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        match lengths.iter().any(|length| *length < 0.0) {
            true => Err(Error::function("Shape", "a negative length")),
            false => Ok(lengths.iter().map(|length| length * length).collect()),
        }
    }
}

#[tokio::main]
async fn main() {
    let squares: &'static Squares = Box::leak(Box::default());
    let local = LocalLambda::builder()
        .serve(ShapesServer::new(squares))
        .build();
    let shapes = ShapesClient::new(&local.lambda());

    let lengths = (0..1_000).map(|item| if item == 123 { -1.0 } else { f64::from(item) });
    // Without `max_items`, a call takes what fits into its payload.
    let batch = pack(lengths, |lengths| shapes.areas(lengths))
        .max_items(100)
        .idempotent(true)
        .collect()
        .await;
    println!("{}", batch.summary());
    for failed in batch.failed() {
        println!("item {} failed: {}", failed.index, failed.error);
    }
    println!("{} calls", squares.calls.load(Ordering::Relaxed));
}
