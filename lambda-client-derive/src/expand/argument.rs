//! The arguments of a method: as generated functions declare them, and as they pass them on.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Receiver, ReceiverKind};

use crate::model::{Argument, Method};
use crate::tokens::ends;
use crate::types::Shape;

/// Returns `&self` and the arguments, without attributes.
///
/// The receiver is generated, since generated code cannot refer to the `self` of the user's tokens.
pub(super) fn inputs(method: &Method<'_>) -> Vec<TokenStream> {
    let receiver = method.function.sig.receiver().map(receiver);
    let arguments = method.arguments.iter().map(|argument| {
        let (ident, ty) = (&argument.ident, &argument.syntax.ty);
        let conditions = &argument.attributes.conditions;
        quote!(#conditions #ident: #ty)
    });
    receiver.into_iter().chain(arguments).collect()
}

/// Returns the arguments of a call that forwards those of the method.
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

/// Returns a reference to the argument that spans its type, so that a diagnostic about it points at the type.
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
