//! Identifiers of generated code.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::ext::IdentExt;

/// The names that the generated client reserves, and what a method of that name would hide.
const RESERVED: &[(&str, &str)] = &[
    ("new", "the client's constructor"),
    ("builder", "the client's constructor"),
    ("clone", "`Clone::clone` of the client"),
];

/// Returns what a method of this name would collide with on the client.
pub(crate) fn collision(method: &str) -> Option<&'static str> {
    RESERVED
        .iter()
        .find(|(name, _)| *name == method)
        .map(|(_, what)| *what)
}

/// Returns the name of the client's method that attaches to executions of a method's machine.
pub(crate) fn attach(method: &str) -> String {
    format!("{method}_execution")
}

/// Returns the name of the client's function that returns the task of a method.
pub(crate) fn task(method: &str) -> String {
    format!("{method}_task")
}

/// Returns the identifier as text, without the `r#` of a raw one.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// Returns the name of a type that belongs to the trait, such as `OrdersClient`.
pub(crate) fn suffixed(ident: &Ident, suffix: &str) -> Ident {
    format_ident!("{}{suffix}", ident.unraw(), span = ident.span())
}

/// Returns the name of the constant that belongs to a variant: `OUT_OF_STOCK` for `OutOfStock`.
pub(crate) fn constant(variant: &Ident) -> Ident {
    let variant_name = plain(variant);
    let mut name = String::new();
    let mut characters = variant_name.chars().peekable();
    let mut before = None;
    while let Some(character) = characters.next() {
        let ends_acronym = characters.peek().is_some_and(|next| next.is_lowercase());
        let starts_word = character.is_uppercase()
            && before.is_some_and(|before: char| {
                before != '_' && (!before.is_uppercase() || ends_acronym)
            });
        if starts_word {
            name.push('_');
        }
        name.extend(character.to_uppercase());
        before = Some(character);
    }
    let mut constant = syn::parse_str(&name).unwrap_or_else(|_| variant.clone());
    constant.set_span(variant.span());
    constant
}

/// Returns a name for something local to generated code that cannot collide with the user's names.
pub(crate) fn private(name: &str) -> Ident {
    Ident::new(&format!("__lambda_client_{name}"), Span::mixed_site())
}

/// Returns the import of the runtime from `path`, and the name that it gives to it: they have the span of the path, at which a message
/// about the import then points.
///
/// The runtime contains itself under a name that no other crate has, so that the import of another crate fails.
pub(crate) fn import_of(path: &TokenStream) -> (TokenStream, Ident) {
    let last = path.clone().into_iter().last();
    let place = last.map_or_else(Span::call_site, |last| last.span());
    let place = place.resolved_at(Span::call_site());
    let mut alias = private("runtime");
    alias.set_span(place);
    let runtime = Ident::new("__lambda_client", place);
    (quote!(#path::#runtime as #alias), alias)
}

/// Returns the module of the types that belong to the trait.
///
/// Its name contains the place of the trait: if another one has the same name, the compiler reports that, but not also that every
/// generated method exists twice.
pub(crate) fn module(ident: &Ident) -> Ident {
    let place = proc_macro::is_available().then(|| ident.span().unwrap().start());
    let place = place.map(|place| format!("_{}_{}", place.line(), place.column()));
    private(&format!("{}{}", plain(ident), place.unwrap_or_default()))
}

/// Returns a name for an argument whose own name is missing or unusable.
pub(crate) fn argument(position: usize) -> Ident {
    private(&format!("argument_{position}"))
}

/// Returns a type parameter that cannot be confused with a type of the user: `T`, unless the item mentions a `T`.
pub(crate) fn type_parameter(item: &TokenStream) -> Ident {
    let name = match mentions(item, "T") {
        true => "__LambdaClientService",
        false => "T",
    };
    Ident::new(name, Span::mixed_site())
}

/// Returns whether an identifier occurs anywhere in the tokens.
pub(crate) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    any_ident(tokens, &|ident| ident == name)
}

/// Returns whether any identifier in the tokens is like this.
pub(crate) fn any_ident(tokens: &TokenStream, is: &dyn Fn(&Ident) -> bool) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => is(&ident),
        TokenTree::Group(group) => any_ident(&group.stream(), is),
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
    fn constants_are_words_in_capitals() {
        for (variant, expected) in [
            ("OutOfStock", "OUT_OF_STOCK"),
            ("HTTPError", "HTTP_ERROR"),
            ("Http2Error", "HTTP2_ERROR"),
            ("Closed", "CLOSED"),
            ("ALREADY_SO", "ALREADY_SO"),
            ("_Hidden", "_HIDDEN"),
            ("Größe", "GRÖSSE"),
        ] {
            let variant = Ident::new(variant, Span::call_site());
            assert_eq!(constant(&variant), expected);
        }
        let raw = Ident::new_raw("Match", Span::call_site());
        assert_eq!(constant(&raw), "MATCH");
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
