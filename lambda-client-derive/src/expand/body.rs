//! The body of an `async fn` that stays local: an `async` block that behaves like the body of the function, and in which the
//! compiler's messages stand where they stand in a trait without the macro.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Ident, Pat, PatType, Receiver, ReceiverKind, ReturnType};

use super::signature::resolved;
use crate::attributes::{ForwardedAttributes, kept};
use crate::naming;
use crate::parse::Function;
use crate::tokens::{at, ends};
use crate::types::is_unsized;

/// Returns the arguments as the function declares them: each pattern is a name, as it is for an `async fn`.
pub(super) fn inputs(function: &Function) -> Vec<TokenStream> {
    let inputs = function.sig.inputs.iter().enumerate();
    inputs
        .map(|(position, input)| match input {
            FnArg::Receiver(receiver) => receiver.to_token_stream(),
            FnArg::Typed(argument) => {
                let conditions = ForwardedAttributes::of(&argument.attrs).conditions;
                let (ident, ty) = (name(argument, position), &argument.ty);
                quote!(#conditions #ident: #ty)
            }
        })
        .collect()
}

/// Returns the body of the function: a block that returns the future.
pub(super) fn of_async(function: &Function) -> TokenStream {
    let body = &function.end;
    let expected = expected(function);
    let arguments = function.sig.inputs.iter().enumerate();
    let owned = arguments.map(|(position, input)| match input {
        FnArg::Receiver(receiver) => own_receiver(receiver),
        FnArg::Typed(argument) => own(argument, position),
    });
    let owned: TokenStream = owned.collect();
    // The inner braces are of this crate's edition, in which temporaries of the last expression are dropped before the
    // arguments, as they are in an `async fn` of any edition.
    let content = quote! {
        #expected
        #owned
        // The user wrote one pair of braces.
        #[allow(unused_braces)]
        { #body }
    };
    let place = function.end.span();
    let keywords = at(quote!(async move), place);
    let future = braced(content, place.resolved_at(Span::call_site()));
    braced(quote!(#keywords #future), place)
}

fn braced(content: TokenStream, place: Span) -> TokenStream {
    let mut block = Group::new(Delimiter::Brace, content);
    block.set_span(place);
    block.into_token_stream()
}

/// Returns a statement that never runs, from which the compiler learns the type of the block before it looks at the body: it
/// then coerces values to it. A type that is `impl Trait` cannot be written there, and coerces nothing; one without a size is
/// reported at the body.
fn expected(function: &Function) -> TokenStream {
    let ty = resolved(&function.sig);
    let has_no_size = match &function.sig.output {
        ReturnType::Type(_, ty) => is_unsized(ty),
        ReturnType::Default => false,
    };
    if has_no_size || naming::mentions(&ty, "impl") {
        return TokenStream::new();
    }
    // The compiler names this place where it says which type it expects.
    let place = match &function.sig.output {
        ReturnType::Type(_, ty) => ends(ty).0,
        ReturnType::Default => function.sig.paren_token.span.close(),
    };
    let value = Ident::new(&naming::private("value").to_string(), place);
    // An unknown type is reported once, since this type is not the argument of another: the messages would differ then.
    quote_spanned! {place=>
        // The statement is not the user's, and never runs.
        #[allow(unreachable_code, clippy::all, clippy::pedantic)]
        if false {
            let #value: #ty = ::core::unreachable!();
            return #value;
        }
    }
}

/// Returns statements that move an argument into the future, which drops it at its end even if the body does not use it.
fn own(argument: &PatType, position: usize) -> TokenStream {
    let (pat, ident) = (&argument.pat, name(argument, position));
    let attrs: Vec<_> = kept(&argument.attrs).collect();
    let conditions = ForwardedAttributes::of(&argument.attrs).conditions;
    // The compiler proposes `else` behind the value of a pattern that does not always match.
    let value = at(quote!(= #ident;), ends(pat).1);
    // A pattern that does not bind everything leaves the rest where it is: in the future.
    let rest = match binding(argument) {
        Some(_) => TokenStream::new(),
        None => quote!(#conditions let #ident = #ident;),
    };
    quote! {
        #rest
        #(#attrs)*
        // The user wrote an argument, and no binding.
        #[allow(clippy::no_effect_underscore_binding, clippy::shadow_same, clippy::used_underscore_binding)]
        let #pat #value
    }
}

fn own_receiver(receiver: &Receiver) -> TokenStream {
    let this = &receiver.self_token;
    match &receiver.kind {
        ReceiverKind::Reference(..) => TokenStream::new(),
        _ => quote!(let _ = &#this;),
    }
}

/// Returns the name under which the function takes an argument.
fn name(argument: &PatType, position: usize) -> Ident {
    binding(argument).map_or_else(|| naming::argument(position), Ident::clone)
}

/// Returns the only name that an argument binds, if it binds all of it.
fn binding(argument: &PatType) -> Option<&Ident> {
    match &*argument.pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(&pat.ident),
        _ => None,
    }
}
