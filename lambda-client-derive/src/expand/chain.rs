//! Calls that each take the result of the one before, some of them under conditions.

use proc_macro2::TokenStream;
use quote::quote;

use crate::naming;

/// One call of a chain.
pub(super) struct Step<'a> {
    pub(super) conditions: &'a TokenStream,
    pub(super) callee: Callee,
    pub(super) arguments: TokenStream,
}

/// How a step takes the value before it.
pub(super) enum Callee {
    /// `value.method(arguments)`, for inherent methods only: the user's traits must not come in between.
    Method(TokenStream),
    /// `function(value, arguments)`
    Function(TokenStream),
}

impl Step<'_> {
    fn apply(&self, value: &TokenStream) -> TokenStream {
        let arguments = &self.arguments;
        match &self.callee {
            Callee::Method(method) => quote!(#value.#method(#arguments)),
            Callee::Function(function) => quote!(#function(#value, #arguments)),
        }
    }
}

/// Builds one step after the other: `value.a(x).b(y)`.
///
/// Only statements can have conditions; without any the expression alone is less work for the compiler.
pub(super) fn chain(value: TokenStream, steps: &[Step<'_>]) -> TokenStream {
    if steps.iter().all(|step| step.conditions.is_empty()) {
        return steps.iter().fold(value, |value, step| step.apply(&value));
    }
    let name = naming::private("value");
    let so_far = quote!(#name);
    let steps = steps.iter().map(|step| {
        let (conditions, value) = (step.conditions, step.apply(&so_far));
        quote!(#conditions let #name = #value;)
    });
    quote!({
        let #name = #value;
        #(#steps)*
        #name
    })
}
