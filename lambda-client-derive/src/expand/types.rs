//! The types of the client and the server, in their own module.
//!
//! If the user has another type with such a name, the compiler reports that at the import. In one module, it would take that type
//! for the generated one in everything else, and report its missing fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::lints::allowed;
use crate::model::Service;
use crate::naming;
use crate::target::Target;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let (vis, client) = (&service.item.vis, &service.client);
    let module = naming::module(&service.item.ident);
    let conditions = &service.attributes.conditions;
    let deprecated = &service.attributes.deprecated;
    let allowed = allowed(service);
    let (import, alias) = (service.runtime.import(), service.runtime.alias());
    let client_docs = docs::client(service);
    let private = match service.options.target {
        Target::Function => quote!(#alias::__private),
        Target::Machine => quote!(#alias::__private::machines),
    };
    let (server, server_import) = server(service);
    quote! {
        #conditions
        #[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
        #allowed
        mod #module {
            pub(super) use #import;

            #deprecated
            #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
            pub struct #client {
                pub(super) stub: #private::Stub,
            }

            #server
        }

        #conditions
        #client_docs
        #[allow(unused_imports, unreachable_pub)]
        #allowed
        #vis use #module::#client;

        #server_import
    }
}

/// Returns the server's type, and its import.
fn server(service: &Service<'_>) -> (TokenStream, TokenStream) {
    let (vis, server) = (&service.item.vis, &service.server);
    let module = naming::module(&service.item.ident);
    let (implementation, docs) = (&service.implementation, docs::server(service));
    let attributes = &service.attributes;
    let (conditions, deprecated) = (&attributes.conditions, &attributes.deprecated);
    let allowed = allowed(service);
    let definition = quote! {
        #deprecated
        pub struct #server<#implementation> {
            pub(super) service: #implementation,
        }
    };
    let import = quote! {
        #conditions
        #docs
        #[allow(unused_imports, unreachable_pub)]
        #allowed
        #vis use #module::#server;
    };
    (definition, import)
}
