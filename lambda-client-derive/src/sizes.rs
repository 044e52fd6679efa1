//! Types without a size inside others, which the compiler would report for each generated function.

use quote::ToTokens;
use syn::{GenericArgument, Path, PathArguments, Type};

use crate::types::is_unsized;

/// The types of the standard library that hold their arguments themselves, and not behind a pointer.
const CONTAINERS: [&str; 9] = [
    "BTreeMap",
    "BTreeSet",
    "HashMap",
    "HashSet",
    "LinkedList",
    "Option",
    "Result",
    "Vec",
    "VecDeque",
];

/// Returns whether there is a type without a size inside `ty`.
pub(crate) fn has_unsized_inside(ty: &Type) -> bool {
    let mut errors = Vec::new();
    give_inside(&mut ty.clone(), &mut errors);
    !errors.is_empty()
}

/// Replaces each type without a size inside `ty` by one with a size, and reports it.
pub(crate) fn give_inside(ty: &mut Type, errors: &mut Vec<syn::Error>) {
    match ty {
        Type::Array(array) => give(&mut array.elem, errors),
        Type::Slice(slice) => give(&mut slice.elem, errors),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(|elem| give(elem, errors)),
        Type::Group(group) => give_inside(&mut group.elem, errors),
        Type::Paren(paren) => give_inside(&mut paren.elem, errors),
        Type::Reference(reference) => give_inside(&mut reference.elem, errors),
        Type::Path(path) => give_in_path(&mut path.path, errors),
        _ => {}
    }
}

fn give_in_path(path: &mut Path, errors: &mut Vec<syn::Error>) {
    let Some(last) = path.segments.last_mut() else {
        return;
    };
    let holds_values = CONTAINERS.iter().any(|name| last.ident == name);
    let PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return;
    };
    for (position, argument) in arguments.args.iter_mut().enumerate() {
        match argument {
            // The compiler reports that this is not an error, and says what to write.
            GenericArgument::Type(ty)
                if last.ident == "Result" && position == 1 && has_no_size(ty) =>
            {
                *ty = syn::parse_quote!(::std::boxed::Box<#ty>);
            }
            GenericArgument::Type(ty) if holds_values => give(ty, errors),
            GenericArgument::Type(ty) => give_inside(ty, errors),
            _ => {}
        }
    }
}

fn give(ty: &mut Type, errors: &mut Vec<syn::Error>) {
    let (instead, replacement) = match ty {
        Type::Slice(slice) => {
            let vector = format!("`Vec<{}>`", shown(&slice.elem));
            (vector, syn::parse_quote!(::std::boxed::Box<#ty>))
        }
        Type::TraitObject(_) => ("a concrete type".to_owned(), syn::parse_quote!(())),
        Type::Path(_) if is_unsized(ty) => (
            "`String`".to_owned(),
            syn::parse_quote!(::std::boxed::Box<str>),
        ),
        _ => return give_inside(ty, errors),
    };
    let written = shown(ty);
    let message =
        format!("`{written}` does not have a size known to the compiler; write {instead}");
    errors.push(syn::Error::new_spanned(&ty, message));
    *ty = replacement;
}

fn has_no_size(ty: &Type) -> bool {
    is_unsized(ty) || matches!(ty, Type::TraitObject(_))
}

fn shown(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(" :: ", "::")
}

#[cfg(test)]
mod tests {
    use super::*;
    use syn::parse_quote;

    fn reported(mut ty: Type) -> usize {
        let mut errors = Vec::new();
        give_inside(&mut ty, &mut errors);
        let count = errors.len();
        give_inside(&mut ty, &mut errors);
        assert_eq!(errors.len(), count, "a replacement is reported again");
        count
    }

    #[test]
    fn what_lies_behind_a_pointer_needs_no_size() {
        for ty in [
            parse_quote!(&str),
            parse_quote!(&[u8]),
            parse_quote!(Box<str>),
            parse_quote!(Vec<Arc<[u8]>>),
            parse_quote!(Option<Cow<'a, str>>),
            parse_quote!(Option<&[u8]>),
            parse_quote!(Own<str>),
            parse_quote!(Result<u8, str>),
            parse_quote!(Result<Box<dyn Debug>, Error>),
        ] {
            assert_eq!(reported(ty), 0);
        }
    }

    #[test]
    fn every_value_needs_one() {
        assert_eq!(reported(parse_quote!(Vec<str>)), 1);
        assert_eq!(reported(parse_quote!(&[str])), 1);
        assert_eq!(reported(parse_quote!(Box<[[u8]]>)), 1);
        assert_eq!(reported(parse_quote!((u8, std::option::Option<[u8]>))), 1);
        assert_eq!(reported(parse_quote!(HashMap<str, Vec<dyn Debug>>)), 2);
    }
}
