//! One-field structs for arguments with `#[serde(..)]`, so that serde's derives apply the attributes.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::Lifetime;
use syn::spanned::Spanned;

use crate::model::{Argument, Method, PayloadForm};
use crate::naming;
use crate::types::with_lifetime;

/// An argument whose value goes through a derived struct.
pub(super) struct Field<'m, 'a> {
    argument: &'m Argument<'a>,
    ident: Ident,
    form: PayloadForm,
}

/// Returns a field for each argument of the method that needs one, in order.
pub(super) fn of<'m, 'a>(method: &'m Method<'a>) -> Vec<Field<'m, 'a>> {
    let form = method.payload_form();
    method
        .payload()
        .filter(|argument| !argument.serde.is_empty())
        .enumerate()
        .map(|(position, argument)| Field {
            argument,
            ident: format_ident!("__LambdaClientField{position}", span = Span::mixed_site()),
            form,
        })
        .collect()
}

/// Puts the derived structs, if there are any, in front of the code that needs them.
///
/// Serde gets a name that fits the string of `#[serde(crate = "..")]`, for any path to the runtime. If that path is wrong, the
/// macro of the runtime does not exist either, and nothing in it is a further error.
pub(super) fn among(
    private: &TokenStream,
    structs: TokenStream,
    code: &TokenStream,
) -> TokenStream {
    if structs.is_empty() {
        return code.clone();
    }
    quote! {
        #private::unchanged! {
            use #private::serde as __lambda_client_serde;
            #structs
            #code
        }
    }
}

impl Field<'_, '_> {
    pub(super) fn ident(&self) -> &Ident {
        &self.ident
    }

    /// Returns the struct of the client, which borrows what the argument borrows; its bound is checked where it is constructed.
    pub(super) fn serialized(&self, private: &TokenStream) -> TokenStream {
        let lifetime = Lifetime::new("'__lambda_client", Span::mixed_site());
        let (ty, has_lifetime) = with_lifetime(&self.argument.syntax.ty, &lifetime);
        let generics = match has_lifetime {
            true => quote!(<#lifetime>),
            false => TokenStream::new(),
        };
        let clause = match self.argument.serde.encoded_otherwise {
            true => TokenStream::new(),
            false => bound(&ty, &quote!(#private::Payload)),
        };
        self.item(&quote!(Serialize), &generics, &clause, &ty)
    }

    /// Returns the struct of the server, which owns its field; its bound is checked only where the server is used.
    pub(super) fn deserialized(&self) -> TokenStream {
        let ty = self.argument.shape.decoded();
        let clause = match self.argument.serde.decoded_otherwise {
            true => TokenStream::new(),
            false => bound(&ty, &quote!(__lambda_client_serde::de::DeserializeOwned)),
        };
        self.item(&quote!(Deserialize), &TokenStream::new(), &clause, &ty)
    }

    /// Returns a reference to the struct around the argument.
    ///
    /// All of it has the span of the type, so that rustc reports an unsatisfied bound of the struct once, at the type.
    pub(super) fn construct(&self) -> TokenStream {
        let (ident, field) = (&self.ident, &self.argument.ident);
        let place = self.argument.syntax.ty.span();
        let mut located = ident.clone();
        located.set_span(place.resolved_at(ident.span()));
        quote_spanned!(place=> &#located { #field })
    }

    fn item(
        &self,
        derived: &TokenStream,
        generics: &TokenStream,
        clause: &TokenStream,
        ty: &TokenStream,
    ) -> TokenStream {
        let (ident, field) = (&self.ident, &self.argument.ident);
        let attrs = &self.argument.serde.attrs;
        let transparent = match self.form {
            PayloadForm::Value => quote!(#[serde(transparent)]),
            PayloadForm::Empty | PayloadForm::Object => TokenStream::new(),
        };
        let rename = self.rename();
        let conditions = &self.argument.attributes.conditions;
        quote! {
            #conditions
            #[::core::prelude::v1::derive(__lambda_client_serde::#derived)]
            #[serde(crate = "__lambda_client_serde")]
            #transparent
            struct #ident #generics #clause {
                #(#attrs)*
                #rename
                #field: #ty,
            }
        }
    }

    /// Returns the attribute that sets the key of the argument, if serde would choose another.
    fn rename(&self) -> TokenStream {
        let argument = self.argument;
        let wire_name = &argument.wire_name;
        let as_written = naming::plain(&argument.ident) == *wire_name;
        let fixed = argument.serde.flatten || argument.serde.renamed;
        match fixed || as_written || self.form != PayloadForm::Object {
            true => TokenStream::new(),
            false => quote!(#[serde(rename = #wire_name)]),
        }
    }
}

/// Returns a bound that is not checked where it is written: the lifetime in front of it defers the check. The compiler proposes that
/// lifetime for one of the type that is not written.
fn bound(ty: &TokenStream, bound: &TokenStream) -> TokenStream {
    quote!(where for<'a> #ty: #bound)
}
