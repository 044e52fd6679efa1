//! Attributes on items other than a trait.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders")]
pub struct Orders {
    pub name: String,
}

#[lambda_fn(name = "orders")]
async fn place() {}

fn main() {
    let _ = Orders { name: String::new() };
    let _ = place();
}
