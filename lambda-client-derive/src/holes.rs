//! `_` in the signature of a remote method, which the compiler would report for each generated function.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{FnArg, ReturnType, Signature, Type};

/// Replaces each `_` in the types of a signature by a type, and reports it.
pub(crate) fn fill(sig: &mut Signature) -> Vec<syn::Error> {
    let inputs = sig.inputs.iter_mut().filter_map(|input| match input {
        FnArg::Typed(argument) => Some(&mut argument.ty),
        FnArg::Receiver(_) => None,
    });
    let output = match &mut sig.output {
        ReturnType::Type(_, ty) => Some(ty),
        ReturnType::Default => None,
    };
    let mut holes = Vec::new();
    for ty in inputs.chain(output) {
        let before = holes.len();
        let filled = filled(ty.to_token_stream(), &mut holes);
        if holes.len() > before
            && let Ok(filled) = syn::parse2::<Type>(filled)
        {
            **ty = filled;
        }
    }
    let message = "`_` is not allowed in the signature of a method; write the type";
    let errors = holes
        .iter()
        .map(|hole| syn::Error::new(hole.span(), message));
    errors.collect()
}

/// Writes `()` for `_`, but not for the `_` of a lifetime.
fn filled(tokens: TokenStream, holes: &mut Vec<Ident>) -> TokenStream {
    let mut after_apostrophe = false;
    let mut filled_tokens = TokenStream::new();
    for token in tokens {
        let is_of_lifetime = std::mem::replace(
            &mut after_apostrophe,
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\''),
        );
        match token {
            TokenTree::Ident(hole) if hole == "_" && !is_of_lifetime => {
                holes.push(hole);
                filled_tokens.extend(quote!(()));
            }
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), filled(group.stream(), holes));
                inside.set_span(group.span());
                filled_tokens.extend([TokenTree::Group(inside)]);
            }
            other => filled_tokens.extend([other]),
        }
    }
    filled_tokens
}
