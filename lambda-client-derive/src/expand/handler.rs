//! One method of the server: its bounds, and how its arguments are decoded and passed on.
//!
//! Each method has its own implementation, since compile time of a body grows with the number of bounds in scope.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::lints::allowed;
use super::payload;
use crate::model::{Argument, Method, Role, Service};
use crate::naming;
use crate::tokens::at;
use crate::types::with_static_lifetimes;

pub(super) fn expand(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let private = service.runtime.private();
    let (server, implementation) = (service.server_path(), &service.implementation);
    let (index, ident, trait_ident) = (method.index, method.ident(), &service.item.ident);
    let allowed = allowed(service);
    let conditions = &method.attributes.conditions;
    let invocation = naming::private("invocation");
    let decode = payload::decode(service, method, &invocation);
    let run = run(service, method);
    let Bounds {
        aliases,
        predicates,
        ..
    } = Bounds::of(method, &private);
    let absent = absent(service, method);
    // A diagnostic about an unsatisfied bound shows the method that needs it.
    let place = ident.span();
    let handles = at(quote!(#private::HandlesMethod<#index>), place);
    let handler = at(quote!(#server<#implementation>), place);
    quote! {
        #aliases

        #conditions
        #allowed
        #[doc(hidden)]
        #[automatically_derived]
        impl<#implementation> #handles for #handler
        where
            #implementation: #trait_ident + ::core::marker::Send + ::core::marker::Sync + 'static,
            #(#predicates,)*
        {
            fn handle<'__lambda_client>(
                &'__lambda_client self,
                #invocation: #private::Invocation,
            ) -> #private::BoxFuture<'__lambda_client, #private::FunctionResponse> {
                #private::handled(
                    &self.service,
                    #invocation,
                    |#invocation| {
                        #decode
                    },
                    #run,
                )
            }
        }

        #absent
    }
}

/// Returns a closure from the decoded arguments to the future of the method.
///
/// Only a future that borrows from the arguments needs an `async` block to own them: the compiler takes long for such blocks.
fn run(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let (implementation, trait_ident) = (&service.implementation, &service.item.ident);
    let (ident, receiver) = (method.ident(), naming::private("service"));
    let decoded = payload::decoded(method);
    let arguments = payload::decoded_arguments(method);
    let call = quote!(<#implementation as #trait_ident>::#ident(#receiver, #(#arguments),*));
    let borrows = |argument: &Argument<'_>| argument.shape.reference().is_some();
    match method.arguments.iter().any(borrows) {
        true => quote!(|#receiver, #decoded| async move { #call.await }),
        false => quote!(|#receiver, #decoded| #call),
    }
}

/// Returns a placeholder for a method whose conditions do not hold.
fn absent(service: &Service<'_>, method: &Method<'_>) -> Option<TokenStream> {
    let predicate = method.attributes.predicate()?;
    let private = service.runtime.private();
    let (server, implementation) = (service.server_path(), &service.implementation);
    let (index, allowed) = (method.index, allowed(service));
    Some(quote! {
        #[cfg(not(#predicate))]
        #allowed
        #[doc(hidden)]
        #[automatically_derived]
        impl<#implementation> #private::HandlesMethod<#index> for #server<#implementation> {
            fn handle<'__lambda_client>(
                &'__lambda_client self,
                _: #private::Invocation,
            ) -> #private::BoxFuture<'__lambda_client, #private::FunctionResponse> {
                #private::no_such_method(#index)
            }
        }
    })
}

/// Bounds that are checked only where the server is used, each of them once.
#[derive(Default)]
struct Bounds {
    seen: HashSet<String>,
    aliases: TokenStream,
    predicates: Vec<TokenStream>,
}

impl Bounds {
    fn of(method: &Method<'_>, private: &TokenStream) -> Self {
        let mut bounds = Self::default();
        let arguments = method.arguments.iter().enumerate();
        for (position, argument) in arguments {
            if argument.serde.decoded_otherwise {
                continue;
            }
            match argument.role() {
                Role::Tenant => {
                    let ty =
                        bounds.type_of(method, argument, position, &quote!(::std::string::String));
                    bounds.add(&ty, &quote!(#private::FromTenant));
                }
                Role::Payload | Role::ClientContext => {
                    let ty = bounds.type_of(method, argument, position, &quote!(()));
                    bounds.add(&ty, &quote!(#private::DeserializeOwned));
                }
            }
        }
        if let Some(output) = method.output() {
            bounds.add(
                &with_static_lifetimes(output),
                &quote!(#private::ServerReply),
            );
        }
        bounds
    }

    fn add(&mut self, ty: &TokenStream, bound: &TokenStream) {
        if self.seen.insert(quote!(#ty: #bound).to_string()) {
            self.predicates
                .push(quote!(for<'__lambda_client> #ty: #bound));
        }
    }

    /// Returns the type that is decoded for an argument. Bounds cannot have conditions, but the type may exist only under
    /// those of the argument: an alias refers to it, or to a harmless type if the conditions do not hold.
    fn type_of(
        &mut self,
        method: &Method<'_>,
        argument: &Argument<'_>,
        position: usize,
        harmless: &TokenStream,
    ) -> TokenStream {
        let ty = argument.shape.decoded();
        let Some(predicate) = argument.attributes.predicate() else {
            return ty;
        };
        let alias = alias(method, position);
        let conditions = &method.attributes.conditions;
        self.aliases.extend(quote! {
            #conditions
            #[cfg(#predicate)]
            type #alias = #ty;
            #conditions
            #[cfg(not(#predicate))]
            type #alias = #harmless;
        });
        alias.to_token_stream()
    }
}

fn alias(method: &Method<'_>, position: usize) -> Ident {
    format_ident!("__LambdaClientType{}_{position}", method.index)
}
