//! The macros of lambda-client. Use them through the `lambda-client` crate, which documents them.

mod args;
mod attributes;
mod diagnostics;
mod expand;
mod fallback;
mod grammar;
mod model;
mod naming;
mod parse;
mod paths;
mod serde_attributes;
mod settings;
mod types;
mod validate;

use proc_macro::TokenStream;

/// Makes a trait a service of Lambda functions; `lambda_client::lambda_fn` documents it.
#[proc_macro_attribute]
pub fn lambda_fn(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::lambda_fn(arguments.into(), item.into()).into()
}
