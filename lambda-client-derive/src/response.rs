//! The `Result<T, E>` that a remote method is written to return.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type};

use crate::types::{is_unsized, ungrouped};

/// Returns `E` of a `Result<T, E>` that is written as such.
pub(crate) fn error_of_result(ty: &Type) -> Option<&Type> {
    match arguments_of_result(ty)?.as_slice() {
        [_, error] => Some(error),
        _ => None,
    }
}

fn arguments_of_result(ty: &Type) -> Option<Vec<&Type>> {
    let Type::Path(path) = ungrouped(ty) else {
        return None;
    };
    let last = path.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let types = arguments.args.iter().map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ungrouped(ty)),
        _ => None,
    });
    match last.ident == "Result" {
        true => types.collect(),
        false => None,
    }
}

/// Boxes the `T` of a `Result<T, E>` if it has no size, and reports it: the compiler would do so for each generated function.
pub(crate) fn give_size(output: &mut Type) -> Option<syn::Error> {
    let Type::Path(path) = output else {
        return None;
    };
    let last = path.path.segments.last_mut()?;
    let PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
        return None;
    };
    let (true, Some(GenericArgument::Type(ty))) =
        (last.ident == "Result", arguments.args.first_mut())
    else {
        return None;
    };
    let instead = match ty {
        Type::Slice(slice) => {
            let elem = slice.elem.to_token_stream();
            format!("Vec<{elem}>")
        }
        Type::Path(_) if is_unsized(ty) => "String".to_owned(),
        _ => return None,
    };
    let message = format!("a response must have a size known to the compiler; write `{instead}`");
    let error = syn::Error::new_spanned(&ty, message);
    *ty = syn::parse_quote!(::std::boxed::Box<#ty>);
    Some(error)
}
