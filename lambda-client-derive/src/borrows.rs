//! The lifetimes of a type.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use crate::types::is_apostrophe;

/// Which lifetimes a type has, as far as they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Borrows {
    /// One with a name, such as `'a` and `'static`.
    pub(crate) named: bool,
    /// One without a name: of `&T` or `'_`.
    pub(crate) elided: bool,
    /// That of a `dyn Trait`: `'static`, unless it is behind a reference.
    pub(crate) of_object: bool,
}

impl Borrows {
    pub(crate) fn of(ty: impl ToTokens) -> Self {
        let mut borrows = Self::default();
        borrows.find(ty.into_token_stream());
        borrows
    }

    /// Returns whether there is any.
    pub(crate) fn any(self) -> bool {
        self != Self::default()
    }

    fn find(&mut self, tokens: TokenStream) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            if is_apostrophe(&token) {
                match tokens.next() {
                    Some(TokenTree::Ident(name)) if name == "_" => self.elided = true,
                    _ => self.named = true,
                }
                continue;
            }
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '&' => {
                    self.elided |= !tokens.peek().is_some_and(is_apostrophe);
                }
                TokenTree::Ident(word) => self.of_object |= word == "dyn",
                TokenTree::Group(group) => self.find(group.stream()),
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use syn::{Type, parse_quote};

    use super::*;

    #[test]
    fn finds_lifetimes_that_are_written() {
        let of = |ty: Type| {
            let Borrows {
                named,
                elided,
                of_object,
            } = Borrows::of(ty);
            (named, elided, of_object)
        };
        assert_eq!(of(parse_quote!(Result<(), Error>)), (false, false, false));
        assert_eq!(
            of(parse_quote!(Result<(u8, &str), E>)),
            (false, true, false)
        );
        assert_eq!(of(parse_quote!(Cow<'_, str>)), (false, true, false));
        assert_eq!(of(parse_quote!(Box<dyn Display>)), (false, false, true));
        assert_eq!(of(parse_quote!(Box<dyn Display + '_>)), (false, true, true));
        assert_eq!(of(parse_quote!(&'a mut [u8])), (true, false, false));
        assert_eq!(of(parse_quote!([&'static str; 2])), (true, false, false));
        assert_eq!(of(parse_quote!(&Pair<'a>)), (true, true, false));
    }
}
