//! Lints that are allowed on generated items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Service;

/// Returns the attributes of every generated item that may call something deprecated by the user.
pub(super) fn allowed(service: &Service<'_>) -> TokenStream {
    let lints = &service.attributes.lints;
    match service.is_deprecated {
        true => quote!(#lints #[allow(deprecated)]),
        false => quote!(#lints),
    }
}
