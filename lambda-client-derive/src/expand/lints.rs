//! The lints that generated items must be spared.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::Service;

/// The attributes of every generated item that calls what the user may have deprecated.
pub(super) fn allowed(service: &Service<'_>) -> TokenStream {
    let deprecated = !service.attributes.deprecated.is_empty()
        || service
            .methods()
            .any(|method| !method.attributes.deprecated.is_empty());
    let lints = &service.attributes.lints;
    match deprecated {
        true => quote!(#lints #[allow(deprecated)]),
        false => quote!(#lints),
    }
}
