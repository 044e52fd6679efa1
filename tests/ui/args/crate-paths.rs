use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "a", crate = lambda_client)]
pub trait A {
    async fn a(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "b", crate = "::lambda_client")]
pub trait B {
    async fn b(&self) -> Result<(), Error>;
}

fn main() {}
