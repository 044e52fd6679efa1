//! The client: its type, its constructors and its implementation of the trait.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::lints::allowed;
use super::signature::Parts;
use super::{argument, constructor, declaration, docs, fallback, method, reached};
use crate::model::{Method, Service};

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let generated = generated_client(service);
    let inherent = inherent(service);
    let service_impl = match service.implementable {
        true => service_impl(service),
        false => fallback::service_impl(service).unwrap_or_default(),
    };
    quote! {
        #inherent
        #generated
        #service_impl
    }
}

fn inherent(service: &Service<'_>) -> TokenStream {
    let (vis, client) = (&service.item.vis, service.client_path());
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let private = service.runtime.private();
    let placeholders = constructor::placeholders(service);
    let new = match placeholders.is_empty() {
        true => constructor::new(service),
        false => TokenStream::new(),
    };
    let refused = match placeholders.is_empty() {
        true => TokenStream::new(),
        false => constructor::refused(service, &placeholders),
    };
    let builder_docs = docs::builder(service);
    let (handle, client_builder) = (reached::handle(service), reached::client_builder(service));
    let name = format_ident!("{}", reached::handle_name(service));
    let methods = service.methods().map(|method| match method.sound {
        true => {
            let (called, attached) = (
                method::expand(service, method),
                reached::attach(service, method),
            );
            quote!(#called #attached)
        }
        false => fallback::client_method(service, method).unwrap_or_default(),
    });
    // The user chose the names of the methods, so lints about names do not apply, and a program need not use all of them.
    quote! {
        #conditions
        #[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
        #allowed
        impl #client {
            #new

            #builder_docs
            #vis fn builder(#name: &#handle) -> #client_builder {
                #private::builder(#name)
            }

            #(#methods)*
        }

        #refused
    }
}

fn generated_client(service: &Service<'_>) -> TokenStream {
    let client = service.client_path();
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let private = service.runtime.private();
    let declaration = declaration::expand(service);
    quote! {
        #conditions
        #allowed
        #[doc(hidden)]
        #[automatically_derived]
        impl #private::GeneratedClient for #client {
            const DECLARATION: &'static #private::Declaration = &#declaration;

            fn from_stub(stub: #private::Stub) -> Self {
                Self { stub }
            }
        }
    }
}

fn service_impl(service: &Service<'_>) -> TokenStream {
    let (client, ident) = (service.client_path(), &service.item.ident);
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let methods = service.methods().map(|method| match method.sound {
        true => forwarded(service, method),
        false => fallback::trait_method(method),
    });
    quote! {
        #conditions
        #allowed
        // The methods return calls, which have options that the trait does not promise.
        #[allow(refining_impl_trait)]
        #[automatically_derived]
        impl #ident for #client {
            #(#methods)*
        }
    }
}

/// Forwards to the inherent method, which has the same name and takes precedence.
fn forwarded(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let client = service.client_path();
    let (conditions, lints) = (&method.attributes.conditions, &method.attributes.lints);
    let signature = Parts::of_remote(method).with_inputs(argument::inputs(method));
    // The concrete type costs the compiler less than another `impl Future`.
    let signature = match method.output() {
        Some(output) => signature.returning(&reached::call(service, method, output)),
        None => signature,
    };
    let ident = method.ident();
    let arguments = argument::passed_on(method);
    quote! {
        #conditions
        #lints
        #signature {
            #client::#ident(self, #(#arguments),*)
        }
    }
}
