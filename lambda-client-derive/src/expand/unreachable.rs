//! What is left of a service whose runtime cannot be reached: the trait, and placeholders of its types, so that most of their uses do
//! not cause further errors.

use proc_macro2::TokenStream;
use quote::quote;

use super::{fallback, service_trait};
use crate::model::Service;
use crate::naming;
use crate::target::Target;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let service_trait = service_trait::expand(service);
    let service_impl = fallback::service_impl(service);
    let conditions = &service.attributes.conditions;
    let (vis, client, server) = (&service.item.vis, &service.client, &service.server);
    let module = naming::module(&service.item.ident);
    let implementation = &service.implementation;
    let (server, server_type) = match service.options.target {
        Target::Machine => (TokenStream::new(), TokenStream::new()),
        Target::Function => (
            quote!(, #server),
            quote! {
                pub struct #server<#implementation>(#implementation);

                impl<#implementation> #server<#implementation> {
                    pub fn new(service: #implementation) -> Self {
                        Self(service)
                    }
                }
            },
        ),
    };
    quote! {
        #service_trait
        #service_impl

        #conditions
        #[allow(dead_code, missing_docs, non_snake_case, unreachable_pub)]
        mod #module {
            #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
            pub struct #client;

            impl #client {
                pub fn new<Lambda: ?::core::marker::Sized>(_: &Lambda) -> Self {
                    Self
                }
            }

            #server_type
        }

        #conditions
        #[allow(unused_imports, unreachable_pub)]
        #vis use #module::{#client #server};
    }
}
