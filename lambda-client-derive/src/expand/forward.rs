//! The implementations of the trait for references to an implementation, and for the pointers of `forward(..)`.
//!
//! A smart pointer does not implement the trait unasked: `client.place(..)` on an `Arc<OrdersClient>` would find the method of the
//! trait before that of the client, whose `Call` has options.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{
    FnArg, GenericParam, Pat, ReceiverKind, ReturnType, Safety, TypeParamBound, WherePredicate,
};

use super::lints::allowed;
use super::signature::Parts;
use super::{argument, fallback};
use crate::args::Pointer;
use crate::attributes::ForwardedAttributes;
use crate::model::{Method, Service, ServiceMember};
use crate::naming;
use crate::parse::Function;

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    if !service.implementable {
        return TokenStream::new();
    }
    let implementation = &service.implementation;
    let forwarded = service.options.forward.iter().map(|pointer| match pointer {
        Pointer::Arc => quote!(::std::sync::Arc<#implementation>),
        Pointer::Box => quote!(::std::boxed::Box<#implementation>),
        Pointer::Rc => quote!(::std::rc::Rc<#implementation>),
    });
    let reference = [quote!(&#implementation)];
    let pointers = reference.into_iter().chain(forwarded);
    // All pointers are dereferenced alike.
    let methods = service.members.iter().map(|member| match member {
        ServiceMember::Remote(method) => remote(service, method),
        ServiceMember::Local(function) => local(service, function).unwrap_or_default(),
        ServiceMember::Other(_) => TokenStream::new(),
    });
    let methods: TokenStream = methods.collect();
    pointers
        .map(|pointer| forward(service, &pointer, &methods))
        .collect()
}

fn forward(service: &Service<'_>, pointer: &TokenStream, methods: &TokenStream) -> TokenStream {
    let item = service.item;
    let ident = &item.ident;
    let implementation = &service.implementation;
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let mut bounds = vec![quote!(#implementation: #ident + ::core::marker::Sync)];
    if !item.supertraits.is_empty() {
        let supertraits = &item.supertraits;
        bounds.push(quote!(Self: #supertraits));
    }
    if let Some(clause) = &item.generics.where_clause {
        bounds.extend(clause.predicates.iter().map(ToTokens::to_token_stream));
    }
    quote! {
        #conditions
        #allowed
        #[automatically_derived]
        impl<#implementation> #ident for #pointer
        where
            #(#bounds,)*
        {
            #methods
        }
    }
}

fn remote(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    if method.repeated {
        return TokenStream::new();
    }
    if !method.sound {
        return fallback::trait_method(method);
    }
    let (conditions, lints) = (&method.attributes.conditions, &method.attributes.lints);
    let signature = Parts::of_remote(method);
    let (ident, trait_ident) = (method.ident(), &service.item.ident);
    let implementation = &service.implementation;
    let arguments = argument::passed_on(method);
    let inputs = argument::inputs(method);
    let signature = signature.with_inputs(inputs);
    quote! {
        #conditions
        #lints
        #signature {
            <#implementation as #trait_ident>::#ident(&**self, #(#arguments),*)
        }
    }
}

/// Forwards a method with a body, so that an implementation's override is called through the pointer as well.
///
/// Returns `None` if the call cannot be forwarded; the default body is used then.
fn local(service: &Service<'_>, function: &Function) -> Option<TokenStream> {
    // The trait has a placeholder, which implementations inherit.
    if function.returned_object().is_some() {
        return None;
    }
    let sig = &function.sig;
    let shared_self = match sig.receiver() {
        None => None,
        Some(receiver) => match &receiver.kind {
            ReceiverKind::Reference(_, lifetime, None) => Some(lifetime),
            _ => return None,
        },
    };
    let is_plain =
        sig.variadic.is_none() && sig.constness.is_none() && matches!(sig.safety, Safety::Default);
    if mentions_self(function) || !is_plain {
        return None;
    }

    let mut inputs = Vec::new();
    let mut arguments = Vec::new();
    if let Some(lifetime) = shared_self {
        let and_lifetime = lifetime.as_ref();
        inputs.push(quote!(&#and_lifetime self));
        arguments.push(quote!(&**self));
    }
    for (position, input) in sig.inputs.iter().enumerate() {
        let FnArg::Typed(typed) = input else {
            continue;
        };
        let ident = match &*typed.pat {
            Pat::Ident(pat) if pat.subpat.is_none() => pat.ident.clone(),
            _ => naming::argument(position),
        };
        let ty = &typed.ty;
        let conditions = ForwardedAttributes::of(&typed.attrs).conditions;
        inputs.push(quote!(#conditions #ident: #ty));
        arguments.push(quote!(#conditions #ident));
    }

    let generics = turbofish(function)?;
    let signature = Parts::of_local(function).with_inputs(inputs);
    let forwarded = ForwardedAttributes::of(&function.attrs);
    let (conditions, lints) = (&forwarded.conditions, &forwarded.lints);
    let allow_deprecated = match forwarded.deprecated.is_empty() {
        true => TokenStream::new(),
        false => quote!(#[allow(deprecated)]),
    };
    let (ident, trait_ident) = (&sig.ident, &service.item.ident);
    let implementation = &service.implementation;
    let call = quote!(<#implementation as #trait_ident>::#ident #generics (#(#arguments),*));
    Some(quote! {
        #conditions
        #lints
        #allow_deprecated
        #signature { #call }
    })
}

/// Returns `::<A, B>` for the generics of a method, or `None` if the arguments hide some of them.
fn turbofish(function: &Function) -> Option<TokenStream> {
    let generics = &function.sig.generics;
    let hidden = function.sig.inputs.iter().any(|input| match input {
        FnArg::Receiver(_) => false,
        FnArg::Typed(typed) => naming::mentions(&typed.ty.to_token_stream(), "impl"),
    });
    let parameters: Vec<_> = generics
        .params
        .iter()
        .filter_map(|parameter| match parameter {
            GenericParam::Lifetime(_) => None,
            GenericParam::Type(parameter) => Some(&parameter.ident),
            GenericParam::Const(parameter) => Some(&parameter.ident),
        })
        .collect();
    match (parameters.as_slice(), hidden) {
        ([], _) => Some(TokenStream::new()),
        (_, true) => None,
        (parameters, false) => Some(quote!(::<#(#parameters),*>)),
    }
}

/// Returns whether types or bounds of the method mention `Self`, which is another type for the pointer.
fn mentions_self(function: &Function) -> bool {
    let sig = &function.sig;
    let in_types = sig.inputs.iter().any(|input| match input {
        FnArg::Receiver(_) => false,
        FnArg::Typed(typed) => naming::mentions(&typed.ty.to_token_stream(), "Self"),
    });
    let in_output = match &sig.output {
        ReturnType::Default => false,
        ReturnType::Type(_, ty) => naming::mentions(&ty.to_token_stream(), "Self"),
    };
    let clauses = sig.generics.where_clause.iter();
    let in_bounds = clauses
        .flat_map(|clause| &clause.predicates)
        .any(|predicate| {
            naming::mentions(&predicate.to_token_stream(), "Self") && !holds_anyway(predicate)
        });
    let in_parameters = naming::mentions(&sig.generics.params.to_token_stream(), "Self");
    in_types || in_output || in_bounds || in_parameters
}

/// Returns whether the bound is `Self: Sized` or `Self: Sync`, which always hold for the target of the pointers.
fn holds_anyway(predicate: &WherePredicate) -> bool {
    let WherePredicate::Type(predicate) = predicate else {
        return false;
    };
    let on_self = predicate.bounded_ty.to_token_stream().to_string() == "Self";
    on_self
        && predicate.bounds.iter().all(|bound| match bound {
            TypeParamBound::Trait(bound) => bound
                .path
                .segments
                .last()
                .is_some_and(|segment| segment.ident == "Sized" || segment.ident == "Sync"),
            _ => false,
        })
}
