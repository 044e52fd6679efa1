//! The macros of lambda-client. Use them through the `lambda-client` crate, which documents them.

mod args;
mod attributes;
mod borrows;
mod diagnostics;
mod duration;
mod expand;
mod externs;
mod function_error;
mod holes;
mod keys;
mod lifetimes;
mod manifest;
mod mocks;
mod model;
mod naming;
mod parse;
mod paths;
mod response;
mod serde_attributes;
mod settings;
mod sizes;
mod syntax;
mod target;
mod tokens;
mod types;
mod validate;

#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// Generates a client and a server from a trait; documented at `lambda_client::lambda_fn`.
#[proc_macro_attribute]
pub fn lambda_fn(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::lambda_fn(arguments.into(), item.into()).into()
}

/// Generates a client of state machines from a trait; documented at `lambda_client::state_machine`.
#[proc_macro_attribute]
pub fn state_machine(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::state_machine(arguments.into(), item.into()).into()
}

/// Maps an enum to the errors of a function; documented at `lambda_client::FunctionError`.
#[proc_macro_derive(FunctionError, attributes(function_error))]
pub fn function_error(input: TokenStream) -> TokenStream {
    function_error::expand(input.into()).into()
}
