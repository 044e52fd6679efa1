//! Attribute on a struct.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders")]
pub struct Orders {
    pub name: String,
}

fn main() {
    let _ = Orders { name: String::new() };
}
