//! The output, in the order in which a reader of the documentation meets it.

mod chain;
mod client;
mod declaration;
mod docs;
mod field;
mod forward;
mod handler;
mod method;
mod payload;
mod server;
mod service_trait;
pub(crate) mod signature;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::Diagnostics;
use crate::model::Service;
use crate::{args, fallback, parse, validate};

/// `#[lambda_fn(arguments)] item`.
pub(crate) fn lambda_fn(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::new();
    let options = args::read_trait(arguments, &mut diagnostics);
    let Some(parsed) = parse::read(item.clone(), &mut diagnostics) else {
        return fallback::unread(item, diagnostics);
    };
    let mut service = Service::of(&parsed, &item, &options, &mut diagnostics);
    validate::check(&mut service, &mut diagnostics);

    let service_trait = service_trait::expand(&service);
    let forwards = forward::expand(&service);
    let client = client::expand(&service);
    let server = server::expand(&service);
    let errors = diagnostics.finish();
    quote! {
        #service_trait
        #forwards
        #client
        #server
        #errors
    }
}

/// The attributes of every generated item that calls what the user may have deprecated.
fn allowed(service: &Service<'_>) -> TokenStream {
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
