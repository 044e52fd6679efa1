//! The expression that ends a body.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::{GenericArgument, PathArguments, Type};

use crate::borrows::Borrows;
use crate::tokens::ends;
use crate::types::ungrouped;

/// Returns the first and the last place of the expression that ends a body, if nothing else in the body can return what borrows.
pub(super) fn of(body: &TokenStream, ty: &Type) -> Option<(Span, Span)> {
    let Some(TokenTree::Group(body)) = body.clone().into_iter().next() else {
        return None;
    };
    if returns(body.stream(), error_borrows(ty)) {
        return None;
    }
    let tail = tail(body.stream());
    (!tail.is_empty()).then(|| ends(tail))
}

/// Returns what follows the last statement.
fn tail(body: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = body.into_iter().collect();
    let is_end = |(position, token): (usize, &TokenTree)| match (token, tokens.get(position + 1)) {
        // `if condition { .. } value`
        (TokenTree::Group(block), Some(TokenTree::Ident(word))) => {
            block.delimiter() == Delimiter::Brace
                && !["as", "else", "in"].iter().any(|other| word == other)
        }
        _ => is(token, ';'),
    };
    let mut ends = tokens.iter().enumerate().filter(|end| is_end(*end));
    let start = ends.next_back().map_or(0, |(position, _)| position + 1);
    tokens.into_iter().skip(start).collect()
}

/// Returns whether there may be another expression that returns something; a macro can hold anything.
fn returns(tokens: TokenStream, question_marks: bool) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_macro = |part: &[TokenTree]| matches!(part, [TokenTree::Ident(_), bang, TokenTree::Group(_)] if is(bang, '!'));
    tokens.windows(3).any(is_macro)
        || tokens.into_iter().any(|token| match token {
            TokenTree::Ident(word) => word == "return",
            TokenTree::Group(group) => returns(group.stream(), question_marks),
            other => question_marks && is(&other, '?'),
        })
}

/// Returns whether the error of a `Result`, which `?` returns, may borrow. One in a box is `'static`: next to a value that borrows, it is
/// rarely what is reported.
fn error_borrows(ty: &Type) -> bool {
    let arguments = match ungrouped(ty) {
        Type::Path(path) => path.path.segments.last().map(|last| &last.arguments),
        _ => None,
    };
    let Some(PathArguments::AngleBracketed(arguments)) = arguments else {
        return true;
    };
    let mut types = arguments
        .args
        .iter()
        .filter(|argument| matches!(argument, GenericArgument::Type(_)))
        .map(Borrows::of);
    let value = types.next().unwrap_or_default();
    types.any(|error| error.named || error.elided || (error.of_object && !value.elided))
}

fn is(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;
    use syn::parse_quote;

    #[test]
    fn finds_what_ends_a_body() {
        let tail = |body| tail(body).to_string();
        for before in [
            quote!(),
            quote!(let x = if a { b } else { c };),
            quote!(if a {
                b;
            }),
            quote!(a; for Pair { x } in list { x; }),
            quote!(
                fn inner() {}
            ),
        ] {
            assert_eq!(
                tail(quote!(#before text.trim())),
                quote!(text.trim()).to_string()
            );
        }
        for whole in [
            quote!(if a { b } else { c }),
            quote!(match a {
                b => c,
            }),
            quote!(Pair { a, b }),
            quote!(&Pair { a, b } as &dyn Debug),
            quote!(if let Pair { a } = b { a } else { c }),
        ] {
            assert_eq!(tail(whole.clone()), whole.to_string());
        }
        assert!(tail(quote!(a; b;)).is_empty());
    }

    #[test]
    fn another_way_out_hides_the_end() {
        let is_known = |ty: Type, body: TokenStream| of(&quote!({ #body }), &ty).is_some();
        let reference = || parse_quote!(&str);
        assert!(is_known(reference(), quote!(text)));
        assert!(!is_known(reference(), quote!(text;)));
        assert!(!is_known(
            reference(),
            quote!(if early { return text; } text)
        ));
        assert!(!is_known(reference(), quote!(check!(text); text)));
        assert!(!is_known(reference(), quote!(check(a?); text)));

        let question_mark = || quote!(let a = b().await?; Ok(a));
        assert!(is_known(parse_quote!(Option<&str>), question_mark()));
        assert!(is_known(parse_quote!(Result<&str, Error>), question_mark()));
        assert!(is_known(
            parse_quote!(Result<&str, Box<dyn Error>>),
            question_mark()
        ));
        assert!(!is_known(parse_quote!(Result<(), &str>), question_mark()));
        assert!(!is_known(
            parse_quote!(Result<&str, Box<dyn Error + '_>>),
            question_mark()
        ));
        assert!(!is_known(
            parse_quote!(Result<u32, Box<dyn Error>>),
            question_mark()
        ));
    }
}
