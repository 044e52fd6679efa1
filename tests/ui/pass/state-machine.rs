//! Every argument of `#[state_machine]`, and every option of a call.

#![deny(warnings)]

use std::time::{Duration, Instant};

use lambda_client::step_functions::{
    Execution, ExpressCall, LocalMachines, MachineKind, MachineService, Machines, Start, ToStart,
};
use lambda_client::{Error, RetryConfig, state_machine};

/// The only method, with the ARN of an alias.
#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders:live")]
pub trait One {
    async fn run(&self, order: u32) -> Result<u32, Error>;
}

#[state_machine(
    arn = "{env:FLOWS}:stateMachine:{stage}-{method:kebab-case}",
    kind = "express",
    idempotent,
    timeout = "30s",
    retry(max_attempts = 3, base_delay = "50ms", max_delay = "1s", budget = 50),
    named,
    rename_all = "camelCase",
    crate = ::lambda_client,
    client = Flows,
    server = FlowMachines,
    forward(Arc, Box),
)]
pub trait Every {
    async fn quick_one(&self, order_id: u32, #[state_machine(rename = "Note")] note: Option<&str>) -> Result<String, Error>;
    #[state_machine(kind = "standard", arn = "{env:OTHER}", timeout = "1h", named = false)]
    async fn long_one(&self, order: u32) -> Result<(), Error>;
    #[state_machine(kind = "standard", arn = "{env:WAITS}", named = false)]
    async fn wait_(&self) -> Result<(), Error>;
    #[state_machine(idempotent = false)]
    async fn nothing(&self) -> Result<(), Error>;
    async fn local(&self, order: u32) -> Result<String, Error> {
        self.quick_one(order, None).await
    }
}

/// Nobody calls it or serves it, and what it takes cannot be decoded.
#[state_machine(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:private")]
trait Private {
    async fn run(&self, order: Borrowed<'_>) -> Result<u32, Error>;
}

#[derive(serde::Serialize)]
struct Borrowed<'a>(#[allow(dead_code, reason = "it is only serialized")] &'a str);

async fn generic(flow: impl One) -> Result<u32, Error> {
    flow.run(17).await
}

#[allow(dead_code, reason = "it is compiled, not run")]
async fn every_option(one: OneClient, every: Flows) -> Result<(), Error> {
    let retry = RetryConfig::new().max_attempts(2);
    let call = one.run(17).name("order-17").timeout(Duration::from_secs(5)).trace_header("Root=1-2-3");
    let start: Start<u32, Error> = call.deadline(Instant::now()).retry(retry).start();
    start.await?;
    let attached: Execution<u32, Error> = one.run_execution("order-17");
    attached.result().await?;
    let _: u32 = one.run(17).key("orders/17").send().await?;

    let start: ExpressCall<ToStart, Error> = every.quick_one(17, None).name("a").idempotent(true).start();
    start.await?;
    every.quick_one(17, None).key("a").trace_header("Root=1-2-3").send().await?;
    every.long_one(17).await?;
    every.nothing().await?;
    every.local(17).await?;
    generic(&one).await?;
    Ok(())
}

#[allow(dead_code, reason = "it is compiled, not run")]
fn built(machines: &Machines) -> Result<Flows, Error> {
    assert_eq!(MachineKind::Express.as_str(), "express");
    let _ = OneClient::new(machines);
    Flows::builder(machines)
        .set("stage", "prod")
        .timeout(Duration::from_secs(1))
        .retry(RetryConfig::never())
        .not_idempotent()
        .method("long_one", |method| method.arn("{env:OTHER}:{stage}").timeout(Duration::from_secs(2)))
        .build()
}

/// The client implements the trait, so it can be served as well.
#[allow(dead_code, reason = "it is compiled, not run")]
fn served(flows: Flows) -> Result<LocalMachines, Error> {
    fn service(_: &impl MachineService) {}

    let server = FlowMachines::new(flows);
    service(&server);
    let server = FlowMachines::new(std::sync::Arc::new(server.clone().into_inner()));
    LocalMachines::builder().serve(server).set("stage", "prod").region("eu-west-1").account("123456789012").try_build()
}

fn main() {}
