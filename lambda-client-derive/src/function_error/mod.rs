//! `derive(FunctionError)`: an enum of errors that the function and its callers share.
//!
//! [`parse`] reads the enum into the plain data of [`model`], [`validate`] judges it, [`mod@expand`] writes the code.

mod expand;
mod model;
mod parse;
mod syntax;
mod validate;

#[cfg(test)]
mod tests;

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::diagnostics::Diagnostics;

/// Returns the implementation of `FunctionError`. If the input has mistakes, returns all of them and a placeholder, so that
/// uses of the enum do not cause further errors.
pub(crate) fn expand(input: TokenStream) -> TokenStream {
    let input: DeriveInput = match syn::parse2(input) {
        Ok(input) => input,
        Err(error) => return error.to_compile_error(),
    };
    let mut diagnostics = Diagnostics::new();
    let model = parse::read(&input, &mut diagnostics);
    validate::validate(&model, &mut diagnostics);
    let implementation = match diagnostics.is_empty() && model.fields_have_sizes() {
        true => expand::implementation(&model),
        false => expand::stub(&model),
    };
    let errors = diagnostics.finish();
    quote!(#errors #implementation)
}
