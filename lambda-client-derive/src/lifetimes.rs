//! Lifetimes that are not declared, which the compiler would report for each generated function.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{FnArg, GenericParam, Generics, Ident, Lifetime, LifetimeParam, ReturnType, Signature};

use crate::naming::mentions;

/// Declares each lifetime that a method uses without declaring it, and reports it. That a response cannot borrow is another rule.
pub(crate) fn declare(sig: &mut Signature, of_trait: &Generics) -> Vec<syn::Error> {
    let mut used = Vec::new();
    for input in &sig.inputs {
        match input {
            FnArg::Typed(argument) => names(argument.ty.to_token_stream(), &mut used),
            FnArg::Receiver(receiver) => names(receiver.to_token_stream(), &mut used),
        }
    }
    let in_inputs = used.len();
    if let ReturnType::Type(_, output) = &sig.output {
        names(output.to_token_stream(), &mut used);
    }
    let declared = sig.generics.lifetimes().chain(of_trait.lifetimes());
    let mut known: BTreeSet<String> = declared
        .map(|parameter| parameter.lifetime.ident.to_string())
        .chain(["static".to_owned(), "_".to_owned()])
        .collect();
    let mut errors = Vec::new();
    for (position, name) in used.iter().enumerate() {
        if !known.insert(name.to_string()) {
            continue;
        }
        if position < in_inputs {
            let message = format!(
                "undeclared lifetime `'{name}`; write `&` without the lifetime, or declare it: `fn {}<'{name}>`",
                sig.ident
            );
            errors.push(syn::Error::new(name.span(), message));
        }
        let lifetime = Lifetime {
            apostrophe: name.span(),
            ident: name.clone(),
        };
        let parameter = LifetimeParam::new(lifetime);
        sig.generics
            .params
            .insert(0, GenericParam::Lifetime(parameter));
        sig.generics.lt_token.get_or_insert_default();
        sig.generics.gt_token.get_or_insert_default();
    }
    errors
}

/// Collects the names of lifetimes, unless a `for<..>` may declare some of them.
fn names(tokens: TokenStream, found: &mut Vec<Ident>) {
    if mentions(&tokens, "for") {
        return;
    }
    let mut after_apostrophe = false;
    for token in tokens {
        let was = std::mem::replace(
            &mut after_apostrophe,
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '\''),
        );
        match token {
            TokenTree::Ident(name) if was => found.push(name),
            TokenTree::Group(group) => names(group.stream(), found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn reported(mut sig: Signature) -> usize {
        let count = declare(&mut sig, &Generics::default()).len();
        assert_eq!(
            declare(&mut sig, &Generics::default()).len(),
            0,
            "a declared lifetime is reported"
        );
        count
    }

    #[test]
    fn each_undeclared_lifetime_is_reported_once() {
        assert_eq!(
            reported(parse_quote!(fn a(&self, b: &'x str, c: (&'x u8, D<'y>)))),
            2
        );
        assert_eq!(reported(parse_quote!(fn a(&'x self))), 1);
        assert_eq!(reported(parse_quote!(fn a(&self) -> &'x str)), 0);
    }

    #[test]
    fn other_lifetimes_are_left() {
        assert_eq!(
            reported(parse_quote!(fn a<'x>(&self, b: &'x str, c: C<'_>, d: &'static str))),
            0
        );
        assert_eq!(
            reported(parse_quote!(fn a(&self, b: Box<dyn for<'x> Fn(&'x str)>))),
            0
        );
    }
}
