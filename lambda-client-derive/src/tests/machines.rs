//! Stored expansions and messages of `#[state_machine]`, as far as it differs from `#[lambda_fn]`.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_stored, messages};
use crate::expand::{lambda_fn, state_machine};

#[track_caller]
fn assert_expansion(name: &str, arguments: TokenStream, item: TokenStream) {
    let output = state_machine(arguments, item);
    assert_eq!(messages(&output), [""; 0]);
    assert_stored("state_machine", name, &output);
}

#[test]
fn a_plain_machine() {
    assert_expansion(
        "plain",
        quote!(arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders:live"),
        quote! {
            /// The way of an order.
            pub trait OrderFlow {
                /// Sends an order to the customer.
                async fn fulfil(&self, order: Order) -> Result<Receipt, OrderError>;
            }
        },
    );
}

#[test]
fn every_setting() {
    assert_expansion(
        "settings",
        quote!(
            arn = "arn:aws:states:{env:AWS_REGION}:{account}:stateMachine:{method:kebab-case}",
            timeout = "15m",
            retry(
                max_attempts = 5,
                base_delay = "100ms",
                max_delay = "5s",
                budget = 100
            ),
            rename_all = "camelCase",
            client = Flows,
            forward(Arc),
        ),
        quote! {
            trait Settings {
                async fn several(&self, order_id: u32, #[state_machine(rename = "Note")] note: Option<&str>) -> Answer;
                #[state_machine(kind = "express", idempotent, timeout = "30s", named)]
                async fn quick_one(&self, order_id: u32) -> Answer;
                #[state_machine(arn = "{env:OTHER_ARN}")]
                #[cfg(feature = "none")]
                async fn none(&self) -> Answer;
            }
        },
    );
}

#[test]
fn what_reaches_a_machine_has_the_shape_of_a_payload() {
    let item = quote! {
        trait One {
            async fn one(&self, value: &[u8]) -> Answer;
        }
    };
    let arn = quote!(arn = "{env:ARN}");
    let whole = state_machine(arn.clone(), item.clone()).to_string();
    let object = state_machine(quote!(#arn, named), item).to_string();
    assert!(
        whole.contains(":: payload (& * value)") && object.contains("Object :: new ()"),
        "{whole}\n{object}"
    );
}

#[test]
fn both_attributes_on_one_trait_are_one_mistake_each_way() {
    let item = |attribute: TokenStream| {
        quote! {
            #attribute
            trait Orders {
                async fn place(&self) -> Answer;
            }
        }
    };
    let arn = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";
    let machine = state_machine(quote!(arn = #arn), item(quote!(#[lambda_fn(name = "a")])));
    let function = lambda_fn(
        quote!(name = "a"),
        item(quote!(#[state_machine(arn = #arn)])),
    );
    assert_eq!(
        (messages(&machine), messages(&function)),
        (
            vec![
                "a trait describes either functions or state machines; write another trait for `lambda_fn`"
                    .to_owned()
            ],
            vec![
                "a trait describes either functions or state machines; write another trait for `state_machine`"
                    .to_owned()
            ]
        )
    );
    // The other attribute would expand the trait once more.
    assert!(!machine.to_string().contains("lambda_fn (name"));
}

#[test]
fn no_message_names_the_other_attribute() {
    let cases = [
        state_machine(
            quote!(),
            quote!(
                fn place(&self);
            ),
        ),
        state_machine(
            quote!(arn = "{env:A}"),
            quote!(
                struct Orders;
            ),
        ),
        state_machine(
            quote!(arn = "{env:A}"),
            quote!(
                unsafe trait A<T> {
                    const B: u8;
                    type C;
                }
            ),
        ),
        state_machine(
            quote!(colour = "red", tail_log, mode = "event", name = "a", tenant),
            quote!(
                trait A {
                    #[state_machine]
                    fn new(self, #[state_machine] a: &mut u8) -> impl Sized;
                    #[cfg_attr(unix, state_machine(arn = ""))]
                    async fn b(&self, #[state_machine(rename = "c")] b: u8);
                    #[state_machine(named)]
                    async fn c(&self) {}
                }
            ),
        ),
    ];
    for output in cases {
        let messages = messages(&output);
        assert!(!messages.is_empty());
        for message in messages {
            assert!(!message.contains("lambda_fn"), "{message}");
        }
    }
}
