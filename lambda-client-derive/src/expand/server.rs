//! The server: decodes, dispatches and encodes.

use proc_macro2::TokenStream;
use quote::quote;

use super::lints::allowed;
use super::{docs, handler, reached};
use crate::model::Service;
use crate::naming;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let inherent = inherent(service);
    let dispatch = match service.item.generics.params.is_empty() {
        true => dispatch(service),
        false => stand_in(service),
    };
    quote! {
        #inherent
        #dispatch
    }
}

fn inherent(service: &Service<'_>) -> TokenStream {
    let (vis, server, ident) = (
        &service.item.vis,
        service.server_path(),
        &service.item.ident,
    );
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let implementation = &service.implementation;
    let bound = match service.item.generics.params.is_empty() {
        true => quote!(: #ident),
        false => TokenStream::new(),
    };
    let new_docs = docs::server_new(service);
    let into_inner_docs = docs::server_into_inner();
    let name = naming::plain(&service.server);
    quote! {
        #conditions
        #[allow(dead_code)]
        #allowed
        impl<#implementation #bound> #server<#implementation> {
            #new_docs
            #[must_use]
            #vis fn new(service: #implementation) -> Self {
                Self { service }
            }
        }

        #conditions
        #[allow(dead_code)]
        #allowed
        impl<#implementation> #server<#implementation> {
            #into_inner_docs
            #[must_use]
            #vis fn into_inner(self) -> #implementation {
                self.service
            }
        }

        #conditions
        #allowed
        #[automatically_derived]
        impl<#implementation: ::core::clone::Clone> ::core::clone::Clone for #server<#implementation> {
            fn clone(&self) -> Self {
                Self {
                    service: ::core::clone::Clone::clone(&self.service),
                }
            }
        }

        #conditions
        #allowed
        #[automatically_derived]
        impl<#implementation> ::core::fmt::Debug for #server<#implementation> {
            fn fmt(&self, formatter: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::DebugStruct::finish_non_exhaustive(
                    &mut ::core::fmt::Formatter::debug_struct(formatter, #name),
                )
            }
        }
    }
}

fn dispatch(service: &Service<'_>) -> TokenStream {
    let (server, client, ident) = (
        service.server_path(),
        service.client_path(),
        &service.item.ident,
    );
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let implementation = &service.implementation;
    let private = service.runtime.private();
    let (method, invocation) = (naming::private("method"), naming::private("invocation"));
    let run = reached::run(service);
    let handlers = service
        .sound_methods()
        .map(|found| handler::expand(service, found));
    let indices: Vec<usize> = service.sound_methods().map(|found| found.index).collect();
    let callable = service
        .sound_methods()
        .map(|found| handler::callable(found, &private));
    let block = quote! {
        #[allow(unused_imports)]
        use #private::NotAccepted as _;

        #(#handlers)*

        // Hidden from the documentation, where its bounds would only repeat the types of the methods.
        #allowed
        #[doc(hidden)]
        #[automatically_derived]
        impl<#implementation> #private::Service for #server<#implementation>
        where
            #implementation: #ident + ::core::marker::Send + ::core::marker::Sync + 'static,
            #(Self: #private::HandlesMethod<#indices, #callable>,)*
        {
            fn declaration(&self) -> &'static #private::Declaration {
                <#client as #private::GeneratedClient>::DECLARATION
            }

            fn #run<'__lambda_client>(
                &'__lambda_client self,
                #method: ::core::primitive::usize,
                #invocation: #private::Invocation,
            ) -> #private::BoxFuture<'__lambda_client, #private::FunctionResponse> {
                match #method {
                    #(#indices => <Self as #private::HandlesMethod<#indices, _>>::handle(self, #invocation),)*
                    _ => #private::no_such_method(#method),
                }
            }
        }
    };
    // The aliases of the handlers must not be visible elsewhere.
    quote! {
        #conditions
        const _: () = { #block };
    }
}

/// Returns a server for a trait with mistakes, so that its uses do not cause further errors.
fn stand_in(service: &Service<'_>) -> TokenStream {
    let (server, client) = (service.server_path(), service.client_path());
    let conditions = &service.attributes.conditions;
    let implementation = &service.implementation;
    let private = service.runtime.private();
    let run = reached::run(service);
    quote! {
        #conditions
        impl<#implementation> #private::Service for #server<#implementation>
        where
            #implementation: ::core::marker::Send + ::core::marker::Sync + 'static,
        {
            fn declaration(&self) -> &'static #private::Declaration {
                <#client as #private::GeneratedClient>::DECLARATION
            }

            fn #run<'__lambda_client>(
                &'__lambda_client self,
                _: ::core::primitive::usize,
                _: #private::Invocation,
            ) -> #private::BoxFuture<'__lambda_client, #private::FunctionResponse> {
                ::core::unreachable!()
            }
        }
    }
}
