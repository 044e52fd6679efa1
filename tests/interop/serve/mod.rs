//! The served function, called by the client under test and by boto3, in real runtimes.

mod boto3;
mod calls;
mod cargo_lambda;
mod choice;
pub(crate) mod deployed;
mod errors;
mod languages;
mod modes;
mod program;
mod rie;
pub(crate) mod shop;

use lambda_client::LambdaBuilder;

use self::shop::{DeskClient, Refusal, ShopClient};

/// Every error that a method can be made to return.
const REFUSALS: [Refusal; 4] = [
    Refusal::OutOfStock,
    Refusal::Closed,
    Refusal::CardDeclined,
    Refusal::Busy,
];

/// Returns a client whose methods call one function, whatever they declare.
fn shop_at(lambda: LambdaBuilder, function: &str) -> ShopClient {
    let builder = ShopClient::builder(&lambda.build()).name(function);
    builder.build().expect("the function's name is valid")
}

/// Returns a client whose methods call one function, whatever they declare.
#[allow(unused)]
fn desk_at(lambda: LambdaBuilder, function: &str) -> DeskClient {
    let builder = DeskClient::builder(&lambda.build()).name(function);
    builder.build().expect("the function's name is valid")
}

/// Returns what an error looks like on the wire: the name that a caller matches, and the fields within the message.
fn on_the_wire(refusal: Refusal) -> (&'static str, &'static str) {
    match refusal {
        Refusal::OutOfStock => (
            "OutOfStock",
            r#"{"sku":"näils ☃","left":3,"message":"only 3 of näils ☃ are left"}"#,
        ),
        Refusal::Closed => ("Closed", "the shop is closed"),
        Refusal::CardDeclined => ("com.acme.CardDeclined", "the bank said \"no\""),
        Refusal::Busy => ("Busy", "busy"),
    }
}
