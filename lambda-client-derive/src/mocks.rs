//! What `#[mockall::automock]` makes of `#[lambda_fn]` if it stands above: it copies the attribute to everything that it generates.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

use crate::diagnostics::Diagnostics;
use crate::naming::any_ident;
use crate::target::Target;

/// Returns whether the item is not the trait itself, but generated from it.
pub(crate) fn is_of_automock(item: &TokenStream) -> bool {
    let outer: Vec<Ident> = item.clone().into_iter().filter_map(ident).collect();
    let is_impl = outer.iter().any(|word| word == "impl");
    let generated = |word: &Ident| {
        let word = word.to_string();
        word.starts_with("__mock_Mock")
            || word.ends_with("_expectations")
            || (is_impl && word.starts_with("Mock"))
    };
    !outer.iter().any(|word| word == "trait") && any_ident(item, &generated)
}

/// Removes the copies of the attribute, which the compiler would report as well.
pub(crate) fn without_copies(item: TokenStream) -> TokenStream {
    let mut tokens = item.into_iter().peekable();
    let mut kept = TokenStream::new();
    while let Some(token) = tokens.next() {
        let is_copy = matches!(&token, TokenTree::Punct(hash) if hash.as_char() == '#')
            && matches!(tokens.peek(), Some(TokenTree::Group(group))
                if group.delimiter() == Delimiter::Bracket && any_ident(&group.stream(), &is_ours));
        if is_copy {
            tokens.next();
            continue;
        }
        kept.extend([match token {
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), without_copies(group.stream()));
                inside.set_span(group.span());
                TokenTree::Group(inside)
            }
            other => other,
        }]);
    }
    kept
}

/// Names the cause once, at the struct of the mock: its fields have the attribute, too.
pub(crate) fn check(item: &TokenStream, diagnostics: &mut Diagnostics) {
    if any_ident(item, &is_ours)
        && let Some(first) = item.clone().into_iter().next()
    {
        diagnostics.push_at(
            first.span(),
            "`#[automock]` above `#[lambda_fn]` copies it to what it generates; move `#[automock]` below `#[lambda_fn]`",
        );
    }
}

/// Returns whether this is the name of one of our attributes.
fn is_ours(word: &Ident) -> bool {
    Target::of_path(&word.clone().into()).is_some()
}

fn ident(token: TokenTree) -> Option<Ident> {
    match token {
        TokenTree::Ident(ident) => Some(ident),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn tells_mocks_from_the_users_items() {
        for item in [
            quote!(
                pub struct MockOrders {
                    #[lambda_fn(name = "a")]
                    Orders_expectations: MockOrders_Orders,
                }
            ),
            quote!(
                pub mod __mock_MockOrders_Orders {}
            ),
            quote!(impl Default for MockOrders_Orders {}),
            quote!(self.Orders_expectations.checkpoint()),
        ] {
            assert!(is_of_automock(&item), "{item}");
        }
        for item in [
            quote!(
                pub trait MockOrders {
                    async fn place_expectations(&self);
                }
            ),
            quote!(
                struct MockOrders;
            ),
            quote!(impl Orders for Shop {}),
        ] {
            assert!(!is_of_automock(&item), "{item}");
        }
    }
}
