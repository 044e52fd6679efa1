//! One method of the client: its payload is encoded, and the rest is one call into the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Receiver, ReceiverKind, Type};

use super::chain::{Step, chain};
use super::signature::Parts;
use super::{docs, payload};
use crate::args::Mode;
use crate::model::{Argument, Method, Role, Service};
use crate::tokens::{at, ends};
use crate::types::Shape;

pub(super) fn expand(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let (vis, runtime) = (&service.item.vis, &service.runtime);
    let private = runtime.private();
    let attributes = &method.attributes;
    let (conditions, words) = (&attributes.conditions, &attributes.docs);
    let (deprecated, lints) = (&attributes.deprecated, &attributes.lints);
    let docs = docs::method(method);

    let Some(output) = method.output() else {
        return TokenStream::new();
    };
    let codec = codec(&private, method, output);
    let index = method.index;
    let (structs, payload) = payload::encode(service, method);
    let call = quote! {
        #private::call(&self.stub, #index, #codec, #payload)
    };
    let call = bound(&private, method, call);
    let signature = Parts::of_remote(method)
        .with_inputs(inputs(method))
        .returning(&quote!(#runtime::Call<#output>));
    quote! {
        #conditions
        #words
        #docs
        #deprecated
        #lints
        #vis #signature {
            #structs
            #call
        }
    }
}

/// The codec of the return type, from its first to its last token: what is wrong with it is wrong with the type.
fn codec(private: &TokenStream, method: &Method<'_>, output: &Type) -> TokenStream {
    let (first, last) = ends(output);
    let (first, last) = (
        first.resolved_at(Span::call_site()),
        last.resolved_at(Span::call_site()),
    );
    let private = at(private.clone(), first);
    let function = match method.settings.mode {
        Mode::RequestResponse => quote_spanned!(first=> #private::codec::),
        Mode::Event | Mode::DryRun => quote_spanned!(first=> #private::accepted::),
    };
    let (open, close) = (quote_spanned!(first=> <), quote_spanned!(last=> >()));
    quote!(#function #open #output #close)
}

/// `&self` and the arguments, without attributes.
///
/// The receiver is written anew, as the `self` of a macro's own tokens cannot be named by generated code.
pub(super) fn inputs(method: &Method<'_>) -> Vec<TokenStream> {
    let receiver = method.function.sig.receiver().map(receiver);
    let arguments = method.arguments.iter().map(|argument| {
        let (ident, ty) = (&argument.ident, &argument.syntax.ty);
        let conditions = &argument.attributes.conditions;
        quote!(#conditions #ident: #ty)
    });
    receiver.into_iter().chain(arguments).collect()
}

/// The arguments of a call that passes on those of the method.
pub(super) fn passed_on(method: &Method<'_>) -> impl Iterator<Item = TokenStream> {
    method.arguments.iter().map(|argument| {
        let (conditions, ident) = (&argument.attributes.conditions, &argument.ident);
        quote!(#conditions #ident)
    })
}

fn receiver(receiver: &Receiver) -> TokenStream {
    match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), _) => quote!(&#lifetime self),
        _ => quote!(&self),
    }
}

/// The call with the arguments that are bound to it instead of the payload.
fn bound(private: &TokenStream, method: &Method<'_>, call: TokenStream) -> TokenStream {
    let bindings = method.arguments.iter().filter_map(|argument| {
        let function = match argument.role() {
            Role::Payload => return None,
            Role::Tenant => quote!(bind_tenant),
            Role::ClientContext => quote!(bind_client_context),
        };
        Some(Step {
            conditions: &argument.attributes.conditions,
            function: quote!(#private::#function),
            arguments: reference(argument),
        })
    });
    chain(call, bindings.collect())
}

/// The argument as a reference, from the first to the last token of its type: what is wrong with it is wrong with the type.
pub(super) fn reference(argument: &Argument<'_>) -> TokenStream {
    let ty = &argument.syntax.ty;
    let (first, last) = ends(ty);
    let mut located = argument.ident.clone();
    located.set_span(last.resolved_at(located.span()));
    match argument.shape {
        Shape::Reference(_) => quote_spanned!(first=> &*#located),
        Shape::Owned(_) | Shape::OptionalReference(_) => quote_spanned!(first=> &#located),
    }
}
