//! Times `#[lambda_fn]` for traits of 10, 100 and 1,000 methods, and what the compiler makes of its output, next to the same trait
//! written by hand.
//!
//! A program cannot link a macro crate, so this one includes the macro's modules. They run on the tokens of `proc-macro2` instead
//! of the compiler's.

#![allow(dead_code, reason = "only one of the two macros is measured")]
#![cfg_attr(
    test,
    allow(
        unused_imports,
        reason = "without a test harness, the tests of the modules are empty here"
    )
)]

extern crate proc_macro;

mod checking;

#[path = "../../lambda-client-derive/src/args/mod.rs"]
mod args;
#[path = "../../lambda-client-derive/src/attributes.rs"]
mod attributes;
#[path = "../../lambda-client-derive/src/borrows.rs"]
mod borrows;
#[path = "../../lambda-client-derive/src/diagnostics.rs"]
mod diagnostics;
#[path = "../../lambda-client-derive/src/duration.rs"]
mod duration;
#[path = "../../lambda-client-derive/src/expand/mod.rs"]
mod expand;
#[path = "../../lambda-client-derive/src/externs.rs"]
mod externs;
#[path = "../../lambda-client-derive/src/holes.rs"]
mod holes;
#[path = "../../lambda-client-derive/src/keys.rs"]
mod keys;
#[path = "../../lambda-client-derive/src/lifetimes.rs"]
mod lifetimes;
#[path = "../../lambda-client-derive/src/manifest.rs"]
mod manifest;
#[path = "../../lambda-client-derive/src/mocks.rs"]
mod mocks;
#[path = "../../lambda-client-derive/src/model.rs"]
mod model;
#[path = "../../lambda-client-derive/src/naming.rs"]
mod naming;
#[path = "../../lambda-client-derive/src/parse.rs"]
mod parse;
#[path = "../../lambda-client-derive/src/paths.rs"]
mod paths;
#[path = "../../lambda-client-derive/src/response.rs"]
mod response;
#[path = "../../lambda-client-derive/src/serde_attributes.rs"]
mod serde_attributes;
#[path = "../../lambda-client-derive/src/settings.rs"]
mod settings;
#[path = "../../lambda-client-derive/src/sizes.rs"]
mod sizes;
#[path = "../../lambda-client-derive/src/syntax.rs"]
mod syntax;
#[path = "../../lambda-client-derive/src/target.rs"]
mod target;
#[path = "../../lambda-client-derive/src/tokens.rs"]
mod tokens;
#[path = "../../lambda-client-derive/src/types.rs"]
mod types;
#[path = "../../lambda-client-derive/src/validate/mod.rs"]
mod validate;

use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

/// Builds a typical trait: every tenth method has settings, several arguments, serde's attributes or a reference.
fn service(methods: usize) -> TokenStream {
    let methods = (0..methods).map(|number| {
        let ident = format_ident!("method_{number}");
        let argument = format_ident!("Order{number}");
        match number % 10 {
            0 => quote! {
                /// Places an order.
                #[lambda_fn(idempotent, retry(max_attempts = 5), timeout = "30s")]
                async fn #ident(&self, order: #argument) -> Result<Receipt, OrderError>;
            },
            1 | 2 => quote! {
                /// Has several arguments.
                async fn #ident(&self, order: &#argument, note: Option<&str>, count: u32) -> Result<Receipt, OrderError>;
            },
            3 => quote! {
                /// Is spread.
                async fn #ident(&self, #[serde(flatten)] order: #argument, #[lambda_fn(rename = "n")] note: String) -> Result<Receipt, OrderError>;
            },
            4 => quote! {
                /// Is queued.
                #[lambda_fn(mode = "event")]
                async fn #ident(&self, order: #argument) -> Result<(), OrderError>;
            },
            _ => quote! {
                /// Does something.
                async fn #ident(&self, order: #argument) -> Result<Receipt, OrderError>;
            },
        }
    });
    quote! {
        /// Orders.
        pub trait Orders {
            #(#methods)*
        }
    }
}

/// Returns the median of several runs.
fn expansion(methods: usize, runs: usize) -> Duration {
    let arguments = quote!(name = "orders-{method:kebab-case}", qualifier = "live");
    let service = service(methods);
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let (arguments, service) = (arguments.clone(), service.clone());
            let start = Instant::now();
            let output = black_box(expand::lambda_fn(arguments, service));
            let elapsed = start.elapsed();
            drop(output);
            elapsed
        })
        .collect();
    times.sort_unstable();
    times.get(runs / 2).copied().unwrap_or_default()
}

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout();
    let mistakes = expand::lambda_fn(quote!(name = "orders-{method}"), service(10));
    assert!(
        !mistakes.to_string().contains("compile_error"),
        "the trait is in order"
    );
    let sizes = [(10, 201), (100, 51), (1_000, 11)];
    let times =
        sizes.map(|(methods, runs)| (methods, expansion(methods, runs).as_secs_f64() * 1e3));
    for (methods, milliseconds) in times {
        writeln!(out, "{methods:>5} methods: {milliseconds:>8.2} ms")?;
    }
    let [_, (_, hundred), (_, thousand)] = times;
    writeln!(
        out,
        "100 methods: {hundred:.1} ms; growth 100 to 1000: {:.1}",
        thousand / hundred
    )?;
    checking::compare(&mut out)
}
