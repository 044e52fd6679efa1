//! Calls of which each takes what the one before it made, some of them under conditions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::naming;

/// `function(what there is, arguments)`
pub(super) struct Step<'a> {
    pub(super) conditions: &'a TokenStream,
    pub(super) function: TokenStream,
    pub(super) arguments: TokenStream,
}

/// One step after the other: `b(a(value, x), y)`.
///
/// Only statements can have conditions; without any the expression alone is less work for the compiler.
pub(super) fn chain(value: TokenStream, steps: Vec<Step<'_>>) -> TokenStream {
    if steps.iter().all(|step| step.conditions.is_empty()) {
        return steps.into_iter().fold(value, |value, step| {
            let (function, arguments) = (step.function, step.arguments);
            quote!(#function(#value, #arguments))
        });
    }
    let name = naming::private("value");
    let steps = steps.into_iter().map(|step| {
        let (conditions, function, arguments) = (step.conditions, step.function, step.arguments);
        quote!(#conditions let #name = #function(#name, #arguments);)
    });
    quote!({
        let #name = #value;
        #(#steps)*
        #name
    })
}
