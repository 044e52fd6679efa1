//! One method of the server: its bounds, and how its arguments are decoded and passed on.
//!
//! Each method has its own implementation, since compile time of a body grows with the number of bounds in scope.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::lints::allowed;
use super::payload;
use super::signature::returned;
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

/// Returns a block that tells whether the client accepts all types that the server needs.
pub(super) fn callable(method: &Method<'_>, private: &TokenStream) -> TokenStream {
    let accepted = Bounds::of(method, private).accepted;
    let accepted = match accepted.as_slice() {
        [] => quote!(true),
        _ => quote!(#(#accepted)&&*),
    };
    match method.attributes.predicate() {
        // The types may exist only under the conditions of the method.
        Some(predicate) => quote!({
            #[cfg(#predicate)]
            { #accepted }
            #[cfg(not(#predicate))]
            { true }
        }),
        None => quote!({ #accepted }),
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

/// Bounds that are checked only where the server is used, each of them once: the lifetime in front of a bound defers the check.
///
/// The compiler proposes that lifetime for one of the type that is not written.
#[derive(Default)]
struct Bounds {
    seen: HashSet<String>,
    aliases: TokenStream,
    predicates: Vec<TokenStream>,
    /// Whether the client accepts the types that are bound; it checks others in another way, or not at all.
    accepted: Vec<TokenStream>,
}

impl Bounds {
    fn of(method: &Method<'_>, private: &TokenStream) -> Self {
        let mut bounds = Self::default();
        let arguments = method.arguments.iter().enumerate();
        for (position, argument) in arguments {
            if argument.serde.decoded_otherwise {
                continue;
            }
            let (harmless, bound, sent) = match argument.role() {
                Role::Tenant => (
                    quote!(::std::string::String),
                    quote!(#private::FromTenant),
                    quote!(#private::SentAsTenant),
                ),
                Role::Payload | Role::ClientContext => (
                    quote!(()),
                    quote!(#private::DeserializeOwned),
                    quote!(#private::Sent),
                ),
            };
            let ty = bounds.type_of(method, argument, position, &harmless);
            bounds.add(&ty, &bound);
            if !argument.serde.encoded_otherwise {
                bounds.accept(quote!(<#sent<#ty>>::IS_ACCEPTED));
            }
        }
        if let Some(output) = method.output() {
            let ty = returned(private, with_static_lifetimes(output));
            bounds
                .predicates
                .push(quote!(#ty: for<'__lambda_client> #private::ServerReply));
            bounds.accept(quote!(<#private::Returned<#ty>>::IS_ACCEPTED));
        }
        bounds
    }

    fn add(&mut self, ty: &TokenStream, bound: &TokenStream) {
        if self.seen.insert(quote!(#ty: #bound).to_string()) {
            self.predicates.push(quote!(for<'a> #ty: #bound));
        }
    }

    fn accept(&mut self, accepted: TokenStream) {
        if self.seen.insert(accepted.to_string()) {
            self.accepted.push(accepted);
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
