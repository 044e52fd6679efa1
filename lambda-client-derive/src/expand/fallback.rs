//! Placeholders for items with mistakes, so that their uses do not cause further errors.

use proc_macro2::TokenStream;
use quote::quote;
use syn::TraitItem;

use super::reached;
use super::signature::{self, Parts};
use crate::attributes::ForwardedAttributes;
use crate::borrows::Borrows;
use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};
use crate::naming;
use crate::parse::Other;
use crate::validate::has_no_placeholder;

/// Returns the item unchanged, together with the errors that kept the macro from expanding it.
pub(super) fn unread(item: TokenStream, diagnostics: Diagnostics) -> TokenStream {
    let errors = diagnostics.finish();
    quote!(#item #errors)
}

/// Returns a method of the trait for an implementation that never runs, since the crate does not compile.
pub(super) fn trait_method(method: &Method<'_>) -> TokenStream {
    let conditions = &method.attributes.conditions;
    let signature = Parts::of_remote(method);
    let body = match &method.function.sig.asyncness {
        Some(_) => quote!(async move { ::core::unreachable!() }),
        None => quote!(::core::unreachable!()),
    };
    quote! {
        #conditions
        // The arguments are the user's, and nothing uses them here.
        #[allow(unused, clippy::all)]
        #signature { #body }
    }
}

/// Implements the trait for the client if generated code cannot; returns `None` if a placeholder is not possible either.
pub(super) fn service_impl(service: &Service<'_>) -> Option<TokenStream> {
    let item = service.item;
    if item.auto_token.is_some() || service.methods().any(has_no_placeholder) {
        return None;
    }
    let members = service.members.iter().map(|member| match member {
        ServiceMember::Remote(method) if method.repeated => Some(TokenStream::new()),
        ServiceMember::Remote(method) => Some(trait_method(method)),
        ServiceMember::Local(_) => Some(TokenStream::new()),
        ServiceMember::Other(other) => associated_item(other),
    });
    let members: TokenStream = members.collect::<Option<_>>()?;
    let (ident, client) = (&item.ident, service.client_path());
    let conditions = &service.attributes.conditions;
    let unsafety = &item.unsafety;
    let (generics, arguments, clause) = item.generics.split_for_impl();
    Some(quote! {
        #conditions
        // Only the use of what is deprecated concerns the user, not the implementation of the trait.
        #[allow(deprecated)]
        #[automatically_derived]
        #unsafety impl #generics #ident #arguments for #client #clause {
            #members
        }
    })
}

/// Returns an associated item that is never used, since the crate does not compile.
fn associated_item(other: &Other) -> Option<TokenStream> {
    match syn::parse2::<TraitItem>(other.tokens.clone()).ok()? {
        TraitItem::Const(constant) if constant.default.is_some() => Some(TokenStream::new()),
        TraitItem::Const(constant) => {
            let conditions = ForwardedAttributes::of(&constant.attrs).conditions;
            let (ident, ty) = (&constant.ident, &constant.ty);
            Some(quote!(#conditions const #ident: #ty = ::core::unreachable!();))
        }
        TraitItem::Type(ty) if ty.bounds.is_empty() && ty.generics.params.is_empty() => {
            let conditions = ForwardedAttributes::of(&ty.attrs).conditions;
            let ident = &ty.ident;
            Some(quote!(#conditions type #ident = ();))
        }
        _ => None,
    }
}

/// Returns the method of the client with the signature that its callers expect.
pub(super) fn client_method(service: &Service<'_>, method: &Method<'_>) -> Option<TokenStream> {
    let impossible = depends_on_generics(service, method)
        || has_no_placeholder(method)
        || naming::collision(&method.name).is_some();
    if impossible {
        return None;
    }
    let vis = &service.item.vis;
    let (conditions, docs) = (&method.attributes.conditions, &method.attributes.docs);
    let sig = &method.function.sig;
    let resolved = signature::resolved(sig);
    let signature = Parts::of_remote(method);
    let signature = match &sig.asyncness {
        Some(_) => signature.returning(&reached::call(service, method, &resolved)),
        None => signature,
    };
    Some(quote! {
        #conditions
        #docs
        #[doc = ""]
        // The arguments are the user's, and nothing uses them here.
        #[allow(unused, clippy::all)]
        #vis #signature { ::core::unreachable!() }
    })
}

/// Returns whether a method with a mistake has a placeholder of its task: its types are those that it will have.
pub(super) fn has_task(service: &Service<'_>, method: &Method<'_>) -> bool {
    // A method that is not `async` may return what a task cannot: a future that borrows.
    let borrows = method
        .output()
        .is_some_and(|output| Borrows::of(output).any());
    method.types_are_sound && !borrows && !depends_on_generics(service, method)
}

/// Returns whether the method cannot be written outside of its generic trait.
fn depends_on_generics(service: &Service<'_>, method: &Method<'_>) -> bool {
    let signature = quote::ToTokens::to_token_stream(&Parts::of_remote(method));
    let mut parameters = service.item.generics.params.iter();
    parameters.any(|parameter| {
        let name = match parameter {
            syn::GenericParam::Lifetime(parameter) => &parameter.lifetime.ident,
            syn::GenericParam::Type(parameter) => &parameter.ident,
            syn::GenericParam::Const(parameter) => &parameter.ident,
        };
        naming::mentions(&signature, &name.to_string())
    })
}
