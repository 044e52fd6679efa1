//! The types of the client and the server, in a module of their own.
//!
//! If the user has another type with such a name, the compiler reports that at the import. In one module, it would take that type
//! for the generated one in everything else, and report its missing fields.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::lints::allowed;
use crate::model::Service;
use crate::naming;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let (vis, client, server) = (&service.item.vis, &service.client, &service.server);
    let module = naming::module(&service.item.ident);
    let conditions = &service.attributes.conditions;
    let deprecated = &service.attributes.deprecated;
    let allowed = allowed(service);
    let implementation = &service.implementation;
    let (import, alias) = (service.runtime.import(), service.runtime.alias());
    let (client_docs, server_docs) = (docs::client(service), docs::server(service));
    quote! {
        #conditions
        #[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
        #allowed
        mod #module {
            pub(super) use #import;

            #deprecated
            #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
            pub struct #client {
                pub(super) stub: #alias::__private::Stub,
            }

            #deprecated
            pub struct #server<#implementation> {
                pub(super) service: #implementation,
            }
        }

        #conditions
        #client_docs
        #[allow(unused_imports, unreachable_pub)]
        #allowed
        #vis use #module::#client;

        #conditions
        #server_docs
        #[allow(unused_imports, unreachable_pub)]
        #allowed
        #vis use #module::#server;
    }
}
