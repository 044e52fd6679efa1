//! The trait itself: as written, without our attributes, and with futures that are `Send`.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, quote};

use super::body;
use super::signature::Parts;
use crate::attributes;
use crate::model::{Method, Service, ServiceMember};
use crate::parse::Function;
use crate::tokens::at;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let item = service.item;
    let attrs = attributes::kept(&item.attrs)
        .filter(|attribute| !attributes::is_called(attribute, "async_trait"));
    let (vis, unsafety, auto_token) = (&item.vis, &item.unsafety, &item.auto_token);
    let (trait_token, ident) = (&item.trait_token, &item.ident);
    // The compiler proposes a type parameter for an unknown type in a trait of the user, but not in generated items, and would report
    // it twice. These brackets are generated; a lint shows the trait up to their place.
    let generics = match item.generics.params.is_empty() {
        true => at(quote!(<>), ident.span()),
        false => item.generics.to_token_stream(),
    };
    let clause = &item.generics.where_clause;
    let supertraits = match item.supertraits.is_empty() {
        true => TokenStream::new(),
        false => {
            let supertraits = &item.supertraits;
            quote!(: #supertraits)
        }
    };
    let private = match service.runtime.unreachable() {
        None => Some(service.runtime.private()),
        Some(_) => None,
    };
    let members = service.members.iter().map(|member| match member {
        ServiceMember::Remote(method) => remote(method),
        ServiceMember::Local(function) => local(function, private.as_ref()),
        ServiceMember::Other(other) => other.tokens.clone(),
    });
    let mut body = Group::new(Delimiter::Brace, members.collect::<TokenStream>());
    body.set_span(item.brace_token.span.join());
    quote! {
        #(#attrs)*
        #vis #unsafety #auto_token #trait_token #ident #generics #supertraits #clause #body
    }
}

fn remote(method: &Method<'_>) -> TokenStream {
    if method.repeated {
        return TokenStream::new();
    }
    let attrs = attributes::kept(&method.function.attrs)
        .filter(|attribute| !attributes::rewrites_body(attribute));
    let signature = Parts::of_remote(method);
    let end = &method.function.end;
    quote!(#(#attrs)* #signature #end)
}

fn local(function: &Function, private: Option<&TokenStream>) -> TokenStream {
    let attrs = attributes::kept(&function.attrs);
    let defaultness = &function.defaultness;
    if let Some(object) = function.returned_object() {
        let signature = Parts::of_local(function).with_inputs(body::inputs(function));
        let boxed = quote!(impl ::core::future::Future<Output = ::std::boxed::Box<#object>> + ::core::marker::Send);
        let signature = signature.returning(&boxed);
        return quote!(#(#attrs)* #[allow(unused)] #signature { async move { ::core::unreachable!() } });
    }
    match &function.sig.asyncness {
        // The user wrote an `async fn`, so the lint that suggests one does not apply.
        Some(_) => {
            let signature = Parts::of_local(function).with_inputs(body::inputs(function));
            let block = body::of_async(function, private);
            quote! {
                #(#attrs)*
                #[allow(clippy::manual_async_fn)]
                #defaultness #signature #block
            }
        }
        None => {
            let signature = Parts::of_local(function);
            let (constness, body) = (&function.sig.constness, &function.end);
            quote!(#(#attrs)* #defaultness #constness #signature #body)
        }
    }
}
