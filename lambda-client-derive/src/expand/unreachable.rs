//! What is left of a service whose runtime cannot be reached: the trait, and types of which the compiler knows that they have a
//! mistake, so that it does not report their uses, whatever they call.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::service_trait;
use crate::diagnostics::Diagnostics;
use crate::model::Service;
use crate::naming;

/// Returns these items; one of them reports `message`.
pub(super) fn expand(service: &Service<'_>, message: &str) -> TokenStream {
    let service_trait = service_trait::expand(service);
    let mut mistake = Diagnostics::of(service.options.target);
    mistake.push_at(Span::call_site(), message);
    let mistake = mistake.finish();
    let conditions = &service.attributes.conditions;
    let (vis, client, server) = (&service.item.vis, &service.client, &service.server);
    let module = naming::module(&service.item.ident);
    let implementation = &service.implementation;
    quote! {
        #service_trait

        #conditions
        #[allow(dead_code, missing_docs, non_snake_case, unreachable_pub)]
        mod #module {
            // An array without a known length: a type with a mistake. In place of the type itself, the compiler would go on with `()`.
            pub type #client = [(); #mistake];

            // The message stands in one of the types only.
            pub type #server<#implementation> = (#client, #implementation);
        }

        #conditions
        #[allow(unused_imports, unreachable_pub)]
        #vis use #module::{#client, #server};
    }
}
