//! Attribute on a function.

use lambda_client::lambda_fn;

#[lambda_fn(name = "place")]
async fn place() {}

fn main() {
    let _ = place();
}
