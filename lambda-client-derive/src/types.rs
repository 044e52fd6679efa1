//! The little that the macro reads of types: a leading `&`, `Option<&`, and what cannot cross the wire.

use proc_macro2::{Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{
    GenericArgument, Lifetime, Path, PathArguments, ReturnType, Type, TypeImplTrait, TypeReference,
    TypeTraitObject,
};

/// How an argument is passed.
pub(crate) enum Shape<'a> {
    Owned(&'a Type),
    /// `&T`; the server decodes a `Box<T>`.
    Reference(&'a TypeReference),
    /// `Option<&T>`; the server decodes an `Option<Box<T>>`.
    OptionalReference(&'a TypeReference),
}

impl<'a> Shape<'a> {
    pub(crate) fn of(ty: &'a Type) -> Self {
        match ungrouped(ty) {
            Type::Reference(reference) => Self::Reference(reference),
            Type::Path(path) => match only_argument_of_option(&path.path).map(ungrouped) {
                Some(Type::Reference(reference)) => Self::OptionalReference(reference),
                _ => Self::Owned(ty),
            },
            _ => Self::Owned(ty),
        }
    }

    /// Returns the reference that the server takes to what it decoded.
    pub(crate) fn reference(&self) -> Option<&'a TypeReference> {
        match self {
            Self::Owned(_) => None,
            Self::Reference(reference) | Self::OptionalReference(reference) => Some(reference),
        }
    }

    /// Returns the type that the server decodes: owned, and without lifetimes of the method.
    pub(crate) fn decoded(&self) -> TokenStream {
        match self {
            Self::Owned(ty) => with_static_lifetimes(ty),
            Self::Reference(reference) => {
                let target = with_static_lifetimes(&reference.elem);
                quote!(::std::boxed::Box<#target>)
            }
            Self::OptionalReference(reference) => {
                let target = with_static_lifetimes(&reference.elem);
                quote!(::core::option::Option<::std::boxed::Box<#target>>)
            }
        }
    }

    /// Returns the type of the value that a caller has, without lifetimes: what is borrowed is owned.
    pub(crate) fn owned(&self) -> TokenStream {
        match self {
            Self::Owned(ty) => with_static_lifetimes(ty),
            Self::Reference(reference) => owned_target(&reference.elem),
            Self::OptionalReference(reference) => {
                let target = owned_target(&reference.elem);
                quote!(::core::option::Option<#target>)
            }
        }
    }
}

/// Returns the type that owns what a reference refers to.
pub(crate) fn owned_target(target: &Type) -> TokenStream {
    match ungrouped(target) {
        Type::Slice(slice) => {
            let item = with_static_lifetimes(&slice.elem);
            quote!(::std::vec::Vec<#item>)
        }
        ty @ Type::TraitObject(_) => {
            let object = with_static_lifetimes(ty);
            quote!(::std::boxed::Box<#object>)
        }
        ty if is_unsized(ty) => quote!(::std::string::String),
        ty => with_static_lifetimes(ty),
    }
}

/// Removes parentheses and the invisible delimiters of a macro's `$fragment`.
pub(crate) fn ungrouped(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => ungrouped(&group.elem),
        Type::Paren(paren) => ungrouped(&paren.elem),
        _ => ty,
    }
}

fn only_argument_of_option(path: &Path) -> Option<&Type> {
    let last = path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == "Option", arguments.args.first()) {
        (true, Some(GenericArgument::Type(ty))) if arguments.args.len() == 1 => Some(ty),
        _ => None,
    }
}

/// A part of a type that a rule may reject.
pub(crate) enum Part<'a> {
    Reference(&'a TypeReference),
    ImplTrait(&'a TypeImplTrait),
    TraitObject(&'a TypeTraitObject),
    SelfType(&'a Ident),
    Lifetime(&'a Lifetime),
}

/// Calls `visit` for every part of `ty`, the outer before the inner.
pub(crate) fn walk<'a>(ty: &'a Type, visit: &mut dyn FnMut(Part<'a>)) {
    match ty {
        Type::Array(array) => walk(&array.elem, visit),
        Type::Slice(slice) => walk(&slice.elem, visit),
        Type::Group(group) => walk(&group.elem, visit),
        Type::Paren(paren) => walk(&paren.elem, visit),
        Type::Ptr(pointer) => walk(&pointer.elem, visit),
        Type::Tuple(tuple) => tuple.elems.iter().for_each(|elem| walk(elem, visit)),
        Type::Reference(reference) => {
            visit(Part::Reference(reference));
            walk(&reference.elem, visit);
        }
        Type::ImplTrait(impl_trait) => visit(Part::ImplTrait(impl_trait)),
        Type::TraitObject(object) => visit(Part::TraitObject(object)),
        Type::Path(path) => {
            if let Some(qself) = &path.qself {
                walk(&qself.ty, visit);
            }
            walk_path(&path.path, visit);
        }
        // All other types are left to the compiler's trait checks.
        _ => {}
    }
}

fn walk_path<'a>(path: &'a Path, visit: &mut dyn FnMut(Part<'a>)) {
    for segment in &path.segments {
        if segment.ident == "Self" {
            visit(Part::SelfType(&segment.ident));
        }
        match &segment.arguments {
            PathArguments::None => {}
            PathArguments::AngleBracketed(arguments) => {
                for argument in &arguments.args {
                    match argument {
                        GenericArgument::Lifetime(lifetime) => visit(Part::Lifetime(lifetime)),
                        GenericArgument::Type(ty) => walk(ty, visit),
                        GenericArgument::AssocType(assoc) => walk(&assoc.ty, visit),
                        _ => {}
                    }
                }
            }
            PathArguments::Parenthesized(arguments) => {
                arguments
                    .inputs
                    .iter()
                    .for_each(|input| walk(&input.ty, visit));
                if let ReturnType::Type(_, ty) = &arguments.output {
                    walk(ty, visit);
                }
            }
        }
    }
}

/// Replaces each lifetime by `'static`: what a function owns does not borrow from a caller.
pub(crate) fn with_static_lifetimes(ty: &Type) -> TokenStream {
    map_lifetimes(ty.to_token_stream(), &|name| {
        Ident::new("static", name.span())
    })
}

/// Replaces each lifetime except `'static`, elided ones included, and returns whether there are any.
pub(crate) fn with_lifetime(ty: &Type, lifetime: &Lifetime) -> (TokenStream, bool) {
    let found = std::cell::Cell::new(false);
    let tokens = elided_written_out(ty.to_token_stream(), lifetime);
    let tokens = map_lifetimes(tokens, &|name| match name == "static" {
        true => name.clone(),
        false => {
            found.set(true);
            lifetime.ident.clone()
        }
    });
    (tokens, found.get())
}

/// Writes `&'lifetime T` for `&T`.
fn elided_written_out(tokens: TokenStream, lifetime: &Lifetime) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut written = TokenStream::new();
    while let Some(token) = tokens.next() {
        let is_reference = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '&');
        match token {
            TokenTree::Group(group) => {
                let stream = elided_written_out(group.stream(), lifetime);
                written.extend([regrouped(&group, stream)]);
            }
            other => written.extend([other]),
        }
        if is_reference && !tokens.peek().is_some_and(is_apostrophe) {
            written.extend(lifetime.to_token_stream());
        }
    }
    written
}

fn regrouped(group: &Group, stream: TokenStream) -> TokenTree {
    let mut regrouped = Group::new(group.delimiter(), stream);
    regrouped.set_span(group.span());
    TokenTree::Group(regrouped)
}

fn map_lifetimes(tokens: TokenStream, map: &dyn Fn(&Ident) -> Ident) -> TokenStream {
    let mut after_apostrophe = false;
    tokens
        .into_iter()
        .map(|token| {
            let was = std::mem::replace(&mut after_apostrophe, is_apostrophe(&token));
            match token {
                TokenTree::Ident(name) if was => TokenTree::Ident(map(&name)),
                TokenTree::Group(group) => {
                    let stream = map_lifetimes(group.stream(), map);
                    regrouped(&group, stream)
                }
                other => other,
            }
        })
        .collect()
}

/// Returns whether the token starts a lifetime.
pub(crate) fn is_apostrophe(token: &TokenTree) -> bool {
    let joint = |punct: &Punct| punct.as_char() == '\'' && punct.spacing() == Spacing::Joint;
    matches!(token, TokenTree::Punct(punct) if joint(punct))
}

/// Returns whether a type that everyone knows has no size of its own.
pub(crate) fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) => true,
        Type::Path(path) => path.qself.is_none() && path.path.is_ident("str"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn decoded(ty: Type) -> String {
        Shape::of(&ty).decoded().to_string()
    }

    #[test]
    fn references_are_decoded_through_boxes() {
        assert_eq!(decoded(parse_quote!(u32)), "u32");
        assert_eq!(
            decoded(parse_quote!(&'a str)),
            quote!(::std::boxed::Box<str>).to_string()
        );
        assert_eq!(
            decoded(parse_quote!((&[u8]))),
            quote!(::std::boxed::Box<[u8]>).to_string()
        );
        for option in [
            parse_quote!(Option<&str>),
            parse_quote!(::core::option::Option<&str>),
        ] {
            assert_eq!(
                decoded(option),
                quote!(::core::option::Option<::std::boxed::Box<str>>).to_string()
            );
        }
        assert_eq!(
            decoded(parse_quote!(Cow<'_, str>)),
            quote!(Cow<'static, str>).to_string()
        );
        assert_eq!(
            decoded(parse_quote!(Vec<(Cow<'a, str>, char)>)),
            quote!(Vec<(Cow<'static, str>, char)>).to_string()
        );
    }

    #[test]
    fn what_is_borrowed_has_an_owned_type() {
        let owned = |ty: Type| Shape::of(&ty).owned().to_string();
        let cases: [(Type, TokenStream); 7] = [
            (parse_quote!(u32), quote!(u32)),
            (parse_quote!(&'a Order), quote!(Order)),
            (parse_quote!(&str), quote!(::std::string::String)),
            (parse_quote!(&[(u8)]), quote!(::std::vec::Vec<(u8)>)),
            (
                parse_quote!(&(dyn A + 'a)),
                quote!(::std::boxed::Box<dyn A + 'static>),
            ),
            (
                parse_quote!(Option<&str>),
                quote!(::core::option::Option<::std::string::String>),
            ),
            (parse_quote!(Cow<'_, str>), quote!(Cow<'static, str>)),
        ];
        for (ty, expected) in cases {
            assert_eq!(owned(ty), expected.to_string());
        }
    }

    #[test]
    fn one_lifetime_stands_for_all() {
        let lifetime: Lifetime = parse_quote!('x);
        let (tokens, found) = with_lifetime(&parse_quote!(Pair<'a, 'static, '_>), &lifetime);
        assert_eq!(
            tokens.to_string(),
            quote!(Pair<'x, 'static, 'x>).to_string()
        );
        assert!(found);
        assert!(!with_lifetime(&parse_quote!(Pair<'static>), &lifetime).1);

        let (tokens, found) = with_lifetime(&parse_quote!(Option<&str>), &lifetime);
        assert_eq!(tokens.to_string(), quote!(Option<&'x str>).to_string());
        assert!(found);
    }

    #[test]
    fn walks_into_every_corner() {
        let ty: Type = parse_quote!(A<'_, (B, [&C; 2]), Item = Vec<dyn D>, <Self as E<impl F>>::G>);
        let mut found = Vec::new();
        walk(&ty, &mut |part| {
            found.push(match part {
                Part::Reference(_) => "reference",
                Part::ImplTrait(_) => "impl",
                Part::TraitObject(_) => "dyn",
                Part::SelfType(_) => "self",
                Part::Lifetime(_) => "lifetime",
            });
        });
        assert_eq!(found, ["lifetime", "reference", "dyn", "self", "impl"]);
    }
}
