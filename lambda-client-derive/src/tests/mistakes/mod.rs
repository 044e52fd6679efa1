//! What `#[lambda_fn]` refuses, rule by rule; the UI tests show where the messages point.

mod files;
mod methods;
mod settings;

use proc_macro2::TokenStream;
use quote::quote;

use super::messages;
use crate::expand::lambda_fn;

/// Returns the messages about a method, in a trait without other mistakes.
fn of_method(method: TokenStream) -> Vec<String> {
    messages(&lambda_fn(
        quote!(name = "orders-{method}"),
        quote!(trait Orders { #method }),
    ))
}

#[track_caller]
fn assert_one(messages: &[String], part: &str) {
    assert!(
        matches!(messages, [only] if only.contains(part)),
        "expected one message with {part:?}: {messages:#?}"
    );
}

#[test]
fn the_item() {
    let cases = [
        (
            quote!(
                struct Orders;
            ),
            "requires a trait",
        ),
        (
            quote!(
                trait Orders<'a> {}
            ),
            "cannot be generic",
        ),
        (
            quote!(
                unsafe trait Orders {}
            ),
            "cannot be `unsafe`",
        ),
        (quote!(auto trait Orders {}), "cannot be `auto`"),
        (
            quote!(
                trait Orders {
                    const A: [u8; { 5 }];
                }
            ),
            "cannot have associated constants",
        ),
        (
            quote!(
                trait Orders {
                    type A: Clone;
                }
            ),
            "cannot have associated types",
        ),
        (
            quote!(
                trait Orders {
                    a! {}
                }
            ),
            "cannot contain macro calls",
        ),
        (
            quote!(
                #[lambda_fn(name = "b")]
                trait Orders {}
            ),
            "duplicate `#[lambda_fn]`",
        ),
    ];
    for (item, part) in cases {
        let output = lambda_fn(quote!(name = "a-{method}"), item.clone());
        assert_one(&messages(&output), part);
    }
}

#[test]
fn mistakes_do_not_hide_each_other() {
    let output = lambda_fn(
        quote!(name = "a-{method}", qualifer = "b", timeout = "soon", 5),
        quote! {
            trait Orders {
                type A;
                #[lambda_fn(idempotant, retry(max = 5))]
                async fn place(&mut self, _: u8, b: &mut u8);
                async fn place<T>(&self) -> R;
            }
        },
    );
    let messages = messages(&output);
    assert_eq!(messages.len(), 12, "{messages:#?}");
}

#[test]
fn the_trait_is_never_lost() {
    let item = quote! {
        trait Orders<T> {
            const A: u8;
            #[lambda_fn(nonsense)]
            async fn place(&self, #[lambda_fn(nonsense)] (a, b): (T, T));
            fn local(&self) {}
        }
    };
    let text = lambda_fn(quote!(nonsense), item).to_string();
    for part in [
        "trait Orders < T >",
        "const A : u8",
        "fn place",
        "fn local",
        "struct OrdersClient",
        "struct OrdersServer",
    ] {
        assert!(text.contains(part), "{part} is missing from {text}");
    }
    assert!(!text.contains("# [lambda_fn"), "{text}");
}

#[test]
fn syntax_that_is_not_understood_stays_in_the_trait() {
    let item = quote! {
        trait Orders {
            async fn odd(&self, order: Order) ~> R;
            async fn place(&self) -> R;
        }
    };
    let output = lambda_fn(quote!(name = "a-{method}"), item).to_string();
    assert!(output.contains("~ >") || output.contains("~>"), "{output}");
    assert!(output.contains("fn place"), "{output}");
}
