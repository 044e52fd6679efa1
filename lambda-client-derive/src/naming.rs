//! The identifiers of generated code.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::format_ident;
use syn::ext::IdentExt;

/// The names that the generated client has for itself, and what each would hide.
const RESERVED: &[(&str, &str)] = &[
    ("new", "the client's constructor"),
    ("builder", "the client's constructor"),
    ("clone", "`Clone::clone` of the client"),
];

/// What a method of this name would collide with on the client.
pub(crate) fn collision(method: &str) -> Option<&'static str> {
    RESERVED
        .iter()
        .find(|(name, _)| *name == method)
        .map(|(_, what)| *what)
}

/// The identifier as text, without the `r#` of a raw one.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// A type that belongs to the trait, such as `OrdersClient`.
pub(crate) fn suffixed(ident: &Ident, suffix: &str) -> Ident {
    format_ident!("{}{suffix}", ident.unraw(), span = ident.span())
}

/// A name for something local to generated code, out of the way of the user's names.
pub(crate) fn private(name: &str) -> Ident {
    Ident::new(&format!("__lambda_client_{name}"), Span::mixed_site())
}

/// A name for an argument that has none that could be used.
pub(crate) fn argument(position: usize) -> Ident {
    private(&format!("argument_{position}"))
}

/// A type parameter that none of the user's types can be confused with: `T`, unless the item has a `T` of its own.
pub(crate) fn type_parameter(item: &TokenStream) -> Ident {
    let name = match mentions(item, "T") {
        true => "__LambdaClientService",
        false => "T",
    };
    Ident::new(name, Span::mixed_site())
}

/// Whether an identifier occurs anywhere in the tokens.
pub(crate) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn raw_identifiers_lose_their_prefix_in_new_names() {
        let raw = Ident::new_raw("match", Span::call_site());
        assert_eq!(suffixed(&raw, "Client").to_string(), "matchClient");
        assert_eq!(plain(&raw), "match");
    }

    #[test]
    fn the_type_parameter_avoids_the_users_types() {
        assert_eq!(
            type_parameter(&quote!(
                trait A {
                    fn b(c: D);
                }
            )),
            "T"
        );
        assert_ne!(
            type_parameter(&quote!(
                trait A {
                    fn b(c: (T));
                }
            )),
            "T"
        );
    }
}
