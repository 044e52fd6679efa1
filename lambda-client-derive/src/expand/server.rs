//! The function's side: decodes, dispatches and encodes.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::{allowed, docs, payload};
use crate::attributes::Forwarded;
use crate::model::{Method, Role, Service};
use crate::naming;
use crate::types::with_static_lifetimes;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let server = server_type(service);
    let dispatch = match service.item.generics.params.is_empty() {
        true => dispatch(service),
        false => stand_in(service),
    };
    quote! {
        #server
        #dispatch
    }
}

fn server_type(service: &Service<'_>) -> TokenStream {
    let (vis, server, ident) = (&service.item.vis, &service.server, &service.item.ident);
    let conditions = &service.attributes.conditions;
    let deprecated = &service.attributes.deprecated;
    let allowed = allowed(service);
    let implementation = &service.implementation;
    let bound = match service.item.generics.params.is_empty() {
        true => quote!(: #ident),
        false => TokenStream::new(),
    };
    let (docs, new_docs) = (docs::server(service), docs::server_new(service));
    let name = naming::plain(server);
    quote! {
        #conditions
        #docs
        #deprecated
        #[allow(dead_code)]
        #vis struct #server<#implementation> {
            service: #implementation,
        }

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
    let (server, client, ident) = (&service.server, &service.client, &service.item.ident);
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let implementation = &service.implementation;
    let private = service.runtime.private();
    let (method, invocation) = (naming::private("method"), naming::private("invocation"));

    let mut aliases = TokenStream::new();
    let mut bounds = Bounds::default();
    for found in service.sound_methods() {
        let types = Types::of(service, found);
        aliases.extend(types.aliases);
        bounds.add(&types.decoded, &quote!(#private::DeserializeOwned));
        bounds.add(&types.tenants, &quote!(#private::FromTenant));
        bounds.add(&[types.output], &quote!(#private::ServerReply));
    }
    let bounds = bounds.predicates;
    let arms = service
        .sound_methods()
        .map(|found| arm(service, found, &invocation));
    let block = quote! {
        #aliases

        #allowed
        #[automatically_derived]
        impl<#implementation> #private::Service for #server<#implementation>
        where
            #implementation: #ident + ::core::marker::Send + ::core::marker::Sync + 'static,
            #(#bounds,)*
        {
            fn declaration(&self) -> &'static #private::Declaration {
                <#client as #private::GeneratedClient>::DECLARATION
            }

            fn invoke<'__lambda_client>(
                &'__lambda_client self,
                #method: ::core::primitive::usize,
                #invocation: #private::Invocation,
            ) -> #private::BoxFuture<'__lambda_client, #private::Answer> {
                match #method {
                    #(#arms)*
                    _ => ::std::boxed::Box::pin(::core::future::ready(
                        #private::no_such_method(#method),
                    )),
                }
            }
        }
    };
    // The aliases need a place where no one else sees them.
    quote! {
        #conditions
        const _: () = { #block };
    }
}

/// A server of a trait that broke the rules, so that those who use it get no error of their own.
fn stand_in(service: &Service<'_>) -> TokenStream {
    let (server, client) = (&service.server, &service.client);
    let conditions = &service.attributes.conditions;
    let implementation = &service.implementation;
    let private = service.runtime.private();
    quote! {
        #conditions
        impl<#implementation> #private::Service for #server<#implementation>
        where
            #implementation: ::core::marker::Send + ::core::marker::Sync + 'static,
        {
            fn declaration(&self) -> &'static #private::Declaration {
                <#client as #private::GeneratedClient>::DECLARATION
            }

            fn invoke<'__lambda_client>(
                &'__lambda_client self,
                _: ::core::primitive::usize,
                _: #private::Invocation,
            ) -> #private::BoxFuture<'__lambda_client, #private::Answer> {
                ::core::unreachable!()
            }
        }
    }
}

/// One method: an arm whose future holds the decoded arguments.
fn arm(service: &Service<'_>, method: &Method<'_>, invocation: &Ident) -> TokenStream {
    let private = service.runtime.private();
    let conditions = &method.attributes.conditions;
    let (index, ident) = (method.index, method.ident());
    let (implementation, trait_ident) = (&service.implementation, &service.item.ident);
    let decode = payload::decode(service, method, invocation);
    let arguments = payload::decoded_arguments(method);
    quote! {
        #conditions
        #index => ::std::boxed::Box::pin(async move {
            #decode
            // The payload need not stay in memory while the method runs.
            ::core::mem::drop(#invocation);
            #private::respond(
                <#implementation as #trait_ident>::#ident(&self.service, #(#arguments),*).await,
            )
        }),
    }
}

/// The types that the server needs bounds for.
struct Types {
    aliases: TokenStream,
    decoded: Vec<TokenStream>,
    tenants: Vec<TokenStream>,
    output: TokenStream,
}

impl Types {
    fn of(service: &Service<'_>, method: &Method<'_>) -> Self {
        let mut types = Self {
            aliases: TokenStream::new(),
            decoded: Vec::new(),
            tenants: Vec::new(),
            output: TokenStream::new(),
        };
        let arguments = method
            .arguments
            .iter()
            .filter(|argument| !argument.serde.decoded_otherwise);
        for (position, argument) in arguments.enumerate() {
            let name = alias(method, position);
            let conditions = [&method.attributes, &argument.attributes];
            let ty = argument.shape.decoded();
            match argument.role() {
                Role::Tenant => {
                    let harmless = quote!(::std::string::String);
                    let ty = types.hidden(ty, name, conditions, &harmless);
                    types.tenants.push(ty);
                }
                Role::Payload | Role::ClientContext => {
                    let ty = types.hidden(ty, name, conditions, &quote!(()));
                    types.decoded.push(ty);
                }
            }
        }
        let error = &service.runtime;
        let harmless = quote!(::core::result::Result<(), #error::Error>);
        let output = method.output().map(with_static_lifetimes);
        let name = alias(method, method.arguments.len());
        types.output = types.hidden(
            output.unwrap_or_default(),
            name,
            [&method.attributes, &Forwarded::default()],
            &harmless,
        );
        types
    }

    /// Bounds cannot have conditions, and a type may exist under its conditions only: an alias stands for it, and for
    /// something harmless where it does not exist.
    fn hidden(
        &mut self,
        ty: TokenStream,
        alias: Ident,
        conditions: [&Forwarded; 2],
        harmless: &TokenStream,
    ) -> TokenStream {
        let predicates: Vec<_> = conditions
            .iter()
            .filter_map(|conditions| conditions.predicate())
            .collect();
        let predicate = match predicates.as_slice() {
            [] => return ty,
            [only] => only.clone(),
            both => quote!(all(#(#both),*)),
        };
        self.aliases.extend(quote! {
            #[cfg(#predicate)]
            type #alias = #ty;
            #[cfg(not(#predicate))]
            type #alias = #harmless;
        });
        alias.to_token_stream()
    }
}

fn alias(method: &Method<'_>, position: usize) -> Ident {
    format_ident!("__LambdaClientType{}_{position}", method.index)
}

/// Bounds that are only checked where the server is used, each type once.
#[derive(Default)]
struct Bounds {
    seen: HashSet<String>,
    predicates: Vec<TokenStream>,
}

impl Bounds {
    fn add(&mut self, types: &[TokenStream], bound: &TokenStream) {
        for ty in types {
            if self.seen.insert(quote!(#ty: #bound).to_string()) {
                self.predicates
                    .push(quote!(for<'__lambda_client> #ty: #bound));
            }
        }
    }
}
