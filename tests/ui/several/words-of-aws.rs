//! Words of AWS and of other libraries instead of arguments.

use lambda_client::{Error, lambda_fn};

#[lambda_fn(name = "orders-{method}", alias = "live")]
pub trait Alias {
    async fn place(&self, order: String) -> Result<(), Error>;
}

#[lambda_fn(function_name = "orders-{method}", version = "7")]
pub trait FunctionName {
    #[lambda_fn(invocation_type = "Event")]
    async fn place(&self, order: String) -> Result<(), Error>;
    #[lambda_fn(retries = 3)]
    async fn quote(&self, order: String) -> Result<(), Error>;
}

#[lambda_fn(arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders")]
pub trait Arn {
    async fn place(&self, order: String) -> Result<(), Error>;
}

#[lambda_fn(function = "orders", log_type = "Tail", max_attempts = 3, async, region = "eu-west-1", input = "json")]
pub trait Function {
    async fn place(
        &self,
        #[lambda_fn(payload)] order: String,
        #[lambda_fn(tenant_id)] tenant: String,
    ) -> Result<(), Error>;
}

fn main() {}
