//! The implementation of a trait as the machines that it declares.

use std::borrow::Cow;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use lambda_client::step_functions::{
    LocalMachines, MachineDeclaration, MachineInput, MachineOutcome, MachineService, StartOutcome,
};
use lambda_client::transport::BoxFuture;
use lambda_client::{Error, ErrorKind, state_machine};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::support::FlowError;

const HOUR: Duration = Duration::from_secs(3600);

#[derive(Debug, Deserialize, PartialEq, Serialize)]
pub(crate) struct Order {
    sku: String,
    lines: Vec<u8>,
}

#[derive(Deserialize, Serialize)]
pub(crate) struct Extra {
    gift: bool,
}

#[state_machine(
    arn = "arn:aws:states:eu-west-1:123456789012:stateMachine:{method}:live",
    rename_all = "camelCase"
)]
pub(crate) trait Shop {
    async fn fulfil(&self, sku: &str, quantity: u32) -> Result<String, FlowError>;
    async fn whole(&self, order: &Order) -> Result<usize, FlowError>;
    #[state_machine(named)]
    async fn object(&self, order_id: u32) -> Result<u32, FlowError>;
    async fn several<'a>(
        &'a self,
        order_id: Option<&'a str>,
        #[state_machine(rename = "Note")] note: Cow<'a, str>,
        #[serde(flatten)] extra: Extra,
        #[cfg(test)] kept: u8,
        #[cfg(any())] absent: Missing,
    ) -> Result<String, FlowError>;
    async fn nothing(&self) -> Result<(), FlowError>;
    #[state_machine(kind = "express")]
    async fn quote(&self, sku: &str) -> Result<u32, FlowError>;
    #[cfg(any())]
    async fn compiled_out(&self, missing: Missing) -> Result<Missing, FlowError>;
}

#[derive(Clone, Default)]
struct Cups;

impl Shop for Cups {
    async fn fulfil(&self, sku: &str, quantity: u32) -> Result<String, FlowError> {
        tokio::time::sleep(Duration::from_secs(10)).await;
        match sku {
            "spoon" => Err(FlowError::OutOfStock { sku: sku.into() }),
            _ => Ok(format!("{quantity} of {sku}")),
        }
    }

    async fn whole(&self, order: &Order) -> Result<usize, FlowError> {
        assert!(order.lines.len() < 3, "a bug");
        Ok(order.lines.len())
    }

    async fn object(&self, order_id: u32) -> Result<u32, FlowError> {
        Ok(order_id)
    }

    async fn several<'a>(
        &'a self,
        order_id: Option<&'a str>,
        note: Cow<'a, str>,
        extra: Extra,
        kept: u8,
    ) -> Result<String, FlowError> {
        Ok(format!("{order_id:?} {note} {} {kept}", extra.gift))
    }

    async fn nothing(&self) -> Result<(), FlowError> {
        Ok(())
    }

    async fn quote(&self, sku: &str) -> Result<u32, FlowError> {
        match sku {
            "spoon" => Err(FlowError::OutOfStock { sku: sku.into() }),
            _ => Ok(7),
        }
    }
}

pub(crate) fn shop() -> (LocalMachines, ShopClient) {
    let local = LocalMachines::builder()
        .serve(ShopServer::new(Cups))
        .try_build()
        .unwrap();
    let client = ShopClient::new(&local.machines());
    (local, client)
}

pub(crate) fn arn(method: &str) -> String {
    format!("arn:aws:states:eu-west-1:123456789012:stateMachine:{method}:live")
}

#[tokio::test(start_paused = true)]
async fn inputs_and_outputs_of_every_form_arrive() {
    let (_local, shop) = shop();
    assert_eq!(shop.fulfil("cup", 2).await.unwrap(), "2 of cup");
    let order = Order {
        sku: "cup".to_owned(),
        lines: vec![1, 2],
    };
    assert_eq!(shop.whole(&order).await.unwrap(), 2);
    assert_eq!(shop.object(5).await.unwrap(), 5);
    for (id, expected) in [
        (Some("17"), r#"Some("17") n true 3"#),
        (None, "None n true 3"),
    ] {
        let several = shop.several(id, "n".into(), Extra { gift: true }, 3);
        assert_eq!(several.await.unwrap(), expected);
    }
    shop.nothing().await.unwrap();
    assert_eq!(shop.quote("cup").await.unwrap(), 7);
}

#[tokio::test(start_paused = true)]
async fn an_execution_has_the_arn_of_its_trait() {
    let (local, shop) = shop();
    let started = shop.fulfil("cup", 1).name("order-1").start().await.unwrap();
    assert_eq!(
        started.execution().arn(),
        "arn:aws:states:eu-west-1:123456789012:execution:fulfil:order-1"
    );
    let again = shop.fulfil("cup", 1).name("order-1").start().await.unwrap();
    assert_eq!(again.outcome(), StartOutcome::AlreadyRunning);
    let attached = shop.fulfil_execution("order-1");
    assert_eq!(attached.result().await.unwrap(), "1 of cup");
    for name in ["fulfil", &arn("fulfil")] {
        assert_eq!(local.executions(name), 1, "{name}");
    }
    assert_eq!(local.executions("whole"), 0);
}

#[tokio::test(start_paused = true)]
async fn the_variant_of_an_error_is_that_of_the_client() {
    let (_local, shop) = shop();
    let standard = shop.fulfil("spoon", 1).await.unwrap_err();
    let express = shop.quote("spoon").await.unwrap_err();
    for error in [standard, express] {
        assert!(
            matches!(&error, FlowError::OutOfStock { sku } if sku == "spoon"),
            "{error:?}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn the_type_of_a_machine_is_the_declared_one() {
    let (local, _) = shop();
    let machines = local.machines();
    let run = machines.express(&arn("fulfil")).run(&json!({})).await;
    let error = run.unwrap_err();
    assert_eq!(error.code(), Some("StateMachineTypeNotSupported"));
    let advice = "remove `kind = \"express\"` from `#[state_machine]`";
    assert!(error.to_string().contains(advice), "{error}");
    let run = machines.express(&arn("quote")).run(&"cup").await;
    assert!(run.is_ok(), "{run:?}");
}

#[tokio::test(start_paused = true)]
async fn a_method_that_is_compiled_out_has_no_machine() {
    let (local, _) = shop();
    let start = local.machines().machine(&arn("compiled_out")).start(&1);
    let error = start.await.unwrap_err();
    assert_eq!(error.code(), Some("StateMachineDoesNotExist"));
}

#[tokio::test(start_paused = true)]
async fn the_settings_of_a_served_machine_are_changed() {
    for name in ["fulfil", &arn("fulfil")] {
        let local = LocalMachines::builder()
            .serve(ShopServer::new(Cups))
            .configure(name, |fulfil| fulfil.timeout(Duration::from_secs(5)))
            .try_build()
            .unwrap();
        let shop = ShopClient::new(&local.machines());
        let error = shop.fulfil("cup", 1).timeout(HOUR).await.unwrap_err();
        assert_eq!(error.other().kind(), ErrorKind::ExecutionTimedOut);
        assert_eq!(shop.object(5).await.unwrap(), 5);
    }
}

/// Notes which methods ran.
struct Noted<S>(S, Arc<Mutex<Vec<usize>>>);

impl<S: MachineService> MachineService for Noted<S> {
    fn declaration(&self) -> &'static MachineDeclaration {
        self.0.declaration()
    }

    fn run(&self, method: usize, input: MachineInput) -> BoxFuture<'_, MachineOutcome> {
        self.1.lock().unwrap().push(method);
        self.0.run(method, input)
    }
}

#[tokio::test(start_paused = true)]
async fn a_server_is_wrapped_by_hand() {
    let noted = Arc::default();
    let server = ShopServer::new(Cups).clone();
    assert_eq!(format!("{server:?}"), "ShopServer { .. }");
    let _: Cups = server.clone().into_inner();
    let local = LocalMachines::builder()
        .serve(Noted(server, Arc::clone(&noted)))
        .build();
    let shop = ShopClient::new(&local.machines());
    shop.quote("cup").await.unwrap();
    shop.fulfil("cup", 1).await.unwrap();
    assert_eq!(*noted.lock().unwrap(), [5, 0]);
}

/// A trait whose types cannot be decoded, and whose server is not used.
mod one_sided {
    use super::*;

    #[derive(Serialize)]
    pub(super) struct View<'a>(pub(super) &'a str);

    #[derive(Deserialize)]
    pub(super) struct Receipt(pub(super) String);

    #[state_machine(
        arn = "arn:aws:states:us-east-1:000000000000:stateMachine:{method}",
        client = Views,
        server = NeverUsed
    )]
    pub(super) trait OneSided {
        async fn echo(&self, view: View<'_>) -> Result<Receipt, Error>;
    }
}

/// The other side: the same names with owned types.
#[state_machine(
    arn = "arn:aws:states:us-east-1:000000000000:stateMachine:{method}",
    server = Echoes
)]
trait OtherSide {
    async fn echo(&self, view: String) -> Result<String, Error>;
}

struct Echo;

impl OtherSide for Echo {
    async fn echo(&self, view: String) -> Result<String, Error> {
        Ok(view)
    }
}

#[tokio::test(start_paused = true)]
async fn a_trait_needs_no_types_of_the_other_side() {
    let local = LocalMachines::builder().serve(Echoes::new(Echo)).build();
    let views = one_sided::Views::new(&local.machines());
    assert_eq!(views.echo(one_sided::View("a")).await.unwrap().0, "a");
}
