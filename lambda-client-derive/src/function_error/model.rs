//! The enum as plain data.

use std::collections::HashSet;

use proc_macro2::Span;
use syn::{Fields, Generics, Ident, LitStr, Member, Path, Type};

use crate::naming::{self, plain};
use crate::sizes::has_unsized_inside;
use crate::types::is_unsized;

/// The enum that the implementation is for.
pub(super) struct Model<'a> {
    pub(super) ident: &'a Ident,
    pub(super) generics: &'a Generics,
    /// The path of the runtime crate; `None` if the user did not write a path.
    pub(super) krate: Option<Path>,
    /// `None` for a struct or a union.
    pub(super) variants: Option<Vec<Variant<'a>>>,
    /// Whether the arguments of some attribute could not be parsed, so that their meaning is unknown.
    pub(super) has_unreadable: bool,
}

impl<'a> Model<'a> {
    /// Returns the declared variants with the constants that stand for them. One whose name is taken is left out, and one that the user
    /// names comes first.
    pub(super) fn constants(&self) -> Vec<(Ident, &Variant<'a>)> {
        let variants = self.variants().filter(|variant| !variant.is_other());
        let (named, unnamed): (Vec<_>, Vec<_>) =
            variants.partition(|variant| variant.arguments.constant.is_some());
        let mut taken: HashSet<String> = self
            .variants()
            .map(|variant| plain(variant.ident))
            .collect();
        let constants = named.into_iter().chain(unnamed);
        let constants = constants.map(|variant| (variant.constant(), variant));
        constants
            .filter(|(constant, _)| taken.insert(plain(constant)))
            .collect()
    }

    pub(super) fn variants(&self) -> impl Iterator<Item = &Variant<'a>> {
        self.variants.iter().flatten()
    }

    /// Returns whether every field has a size. The compiler reports one that does not have one for the enum itself.
    pub(super) fn fields_have_sizes(&self) -> bool {
        let mut fields = self.variants().flat_map(|variant| variant.fields);
        fields.all(|field| !is_unsized(&field.ty) && !has_unsized_inside(&field.ty))
    }
}

/// A variant with its arguments.
pub(super) struct Variant<'a> {
    pub(super) ident: &'a Ident,
    pub(super) fields: &'a Fields,
    pub(super) arguments: Arguments,
}

/// The arguments of `#[function_error(..)]` on a variant; the identifiers are the keys as written.
#[derive(Default)]
pub(super) struct Arguments {
    pub(super) types: Vec<LitStr>,
    /// The first `type`, for a message about it.
    pub(super) type_key: Option<Ident>,
    pub(super) retry: Option<Ident>,
    /// The name of the constant.
    pub(super) constant: Option<Ident>,
    /// The first `constant`, for a message about it.
    pub(super) constant_key: Option<Ident>,
    pub(super) other: Option<Ident>,
}

/// The form of a variant in an error document.
pub(super) enum Shape<'a> {
    /// Nothing: the message is the text of `Display`.
    Unit,
    /// One `String`, which is the message.
    Message(Member),
    /// The message is a JSON object of these.
    Object(Vec<Field<'a>>),
}

/// A field of a variant whose message is an object.
pub(super) struct Field<'a> {
    pub(super) member: Member,
    /// The key in the object.
    pub(super) key: String,
    pub(super) ty: &'a Type,
}

impl<'a> Variant<'a> {
    /// Returns the name of the constant that stands for the variant.
    pub(super) fn constant(&self) -> Ident {
        let named = self.arguments.constant.clone();
        named.unwrap_or_else(|| naming::constant(self.ident))
    }

    pub(super) fn is_other(&self) -> bool {
        self.arguments.other.is_some()
    }

    /// Returns the `errorType`s of the variant with their spans; the first one is sent, all are decoded.
    pub(super) fn types(&self) -> Vec<(String, Span)> {
        if self.arguments.types.is_empty() {
            return vec![(plain(self.ident), self.ident.span())];
        }
        let types = self.arguments.types.iter();
        types
            .map(|literal| (literal.value(), literal.span()))
            .collect()
    }

    pub(super) fn shape(&self) -> Shape<'a> {
        let mut fields: Vec<Field<'a>> = self
            .fields
            .members()
            .zip(self.fields)
            .map(|(member, field)| Field {
                key: key(&member),
                member,
                ty: &field.ty,
            })
            .collect();
        match fields.as_slice() {
            [] => Shape::Unit,
            [only] if is_message(only) => match fields.pop() {
                Some(field) => Shape::Message(field.member),
                None => Shape::Unit,
            },
            _ => Shape::Object(fields),
        }
    }
}

/// Returns the key of a field: its name as serde would write it, or its number.
fn key(member: &Member) -> String {
    match member {
        Member::Named(ident) => plain(ident),
        Member::Unnamed(index) => index.index.to_string(),
    }
}

/// Returns whether the field is a `String` in a tuple or one named `message`.
fn is_message(field: &Field<'_>) -> bool {
    let named = match &field.member {
        Member::Named(_) => field.key == "message",
        Member::Unnamed(_) => true,
    };
    named && is_string(field.ty)
}

fn is_string(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_string(&group.elem),
        Type::Paren(paren) => is_string(&paren.elem),
        Type::Path(path) if path.qself.is_none() => {
            let names: Vec<String> = path
                .path
                .segments
                .iter()
                .map(|segment| match segment.arguments.is_none() {
                    true => segment.ident.to_string(),
                    false => String::new(),
                })
                .collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            matches!(
                names.as_slice(),
                ["String"] | ["std" | "alloc", "string", "String"]
            )
        }
        _ => false,
    }
}

/// How the names of the platform's errors, and of this library's, begin.
const PLATFORM: [&str; 8] = [
    "Runtime.",
    "Sandbox.",
    "Function.",
    "Extension.",
    "Lambda.",
    "Runtime<",
    "Init<",
    "lambda_client.Downstream",
];

/// Returns whether a function cannot send an error of this type, so that it cannot ask for a retry by it.
pub(super) fn is_platforms(error_type: &str) -> bool {
    PLATFORM.iter().any(|begin| error_type.starts_with(begin))
}
