//! One method of the client: its payload is encoded, and the rest is one call into the runtime.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Receiver, ReceiverKind};

use super::signature::Parts;
use super::{docs, payload};
use crate::args::Mode;
use crate::model::{Argument, Method, Role, Service};
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
    let codec = match method.settings.mode {
        Mode::RequestResponse => quote_spanned!(output.span()=> codec),
        Mode::Event | Mode::DryRun => quote_spanned!(output.span()=> accepted),
    };
    let index = method.index;
    let (structs, payload) = payload::encode(service, method);
    let call = quote! {
        #private::call(&self.stub, #index, #private::#codec::<#output>(), #payload)
    };
    let call = method
        .arguments
        .iter()
        .fold(call, |call, argument| bind(&private, call, argument));
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

/// `&self` and the arguments, without attributes.
///
/// The receiver is written anew, as the `self` of a macro's own tokens cannot be named by generated code.
pub(super) fn inputs(method: &Method<'_>) -> Vec<TokenStream> {
    let receiver = method.function.sig.receiver().map(receiver);
    let arguments = method.arguments.iter().map(|argument| {
        let (ident, ty) = (&argument.ident, &argument.syntax.ty);
        quote!(#ident: #ty)
    });
    receiver.into_iter().chain(arguments).collect()
}

fn receiver(receiver: &Receiver) -> TokenStream {
    match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), _) => quote!(&#lifetime self),
        _ => quote!(&self),
    }
}

fn bind(private: &TokenStream, call: TokenStream, argument: &Argument<'_>) -> TokenStream {
    let function = match argument.role() {
        Role::Payload => return call,
        Role::Tenant => quote!(bind_tenant),
        Role::ClientContext => quote!(bind_client_context),
    };
    let value = reference(argument);
    quote!(#private::#function(#call, #value))
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

/// The spans of the first and the last token.
fn ends(tokens: impl ToTokens) -> (Span, Span) {
    let mut tokens = tokens.into_token_stream().into_iter();
    let Some(first) = tokens.next() else {
        return (Span::mixed_site(), Span::mixed_site());
    };
    let last = tokens.last();
    (
        end(&first, |group| group.span_open(), |ends| ends.0),
        end(
            last.as_ref().unwrap_or(&first),
            |group| group.span_close(),
            |ends| ends.1,
        ),
    )
}

/// The span of a token at one of its ends; invisible delimiters have none of their own.
fn end(
    token: &TokenTree,
    delimiter: impl Fn(&Group) -> Span,
    inside: impl Fn((Span, Span)) -> Span,
) -> Span {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            inside(ends(group.stream()))
        }
        TokenTree::Group(group) => delimiter(group),
        other => other.span(),
    }
}
