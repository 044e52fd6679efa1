//! Payloads: how the client encodes them and how the server takes them apart.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::reference;
use super::chain::{Callee, Step, chain};
use super::field::{self, Field};
use crate::model::{Argument, Method, PayloadForm, Role, Service};
use crate::naming;
use crate::types::Shape;

/// Returns what `call` makes of the expression that encodes the payload, behind the derived structs that it needs.
pub(super) fn encoded(
    service: &Service<'_>,
    method: &Method<'_>,
    call: impl FnOnce(TokenStream) -> TokenStream,
) -> TokenStream {
    let private = service.runtime.private();
    let fields = field::of(method);
    let payload = match method.payload_form() {
        PayloadForm::Empty => quote!(#private::no_payload()),
        PayloadForm::Value => match (method.payload().next(), fields.first()) {
            (_, Some(field)) => {
                let value = field.construct();
                quote!(#private::payload(#value))
            }
            (Some(argument), None) => {
                let value = reference(argument);
                quote!(#private::payload(#value))
            }
            (None, None) => quote!(#private::no_payload()),
        },
        PayloadForm::Object => object(&private, method, &fields),
    };
    let structs = fields.iter().map(|field| field.serialized(&private));
    field::among(&private, structs.collect(), &call(payload))
}

fn object(private: &TokenStream, method: &Method<'_>, fields: &[Field<'_, '_>]) -> TokenStream {
    let object = match &method.settings.route {
        Some(route) => {
            let (tag, value) = (&route.value, &method.wire_name);
            quote!(#private::Object::tagged(#tag, #value))
        }
        None => quote!(#private::Object::new()),
    };
    let mut fields = fields.iter();
    let steps = method.payload().filter_map(|argument| {
        let (method, arguments) = if argument.serde.is_empty() {
            let (name, value) = (&argument.wire_name, reference(argument));
            (quote!(field), quote!(#name, #value))
        } else {
            (quote!(spread), fields.next()?.construct())
        };
        Some(Step {
            conditions: &argument.attributes.conditions,
            callee: Callee::Method(method),
            arguments,
        })
    });
    let steps: Vec<Step<'_>> = steps.collect();
    let object = chain(object, &steps);
    quote!(#object.finish())
}

/// Returns the expression that decodes every argument of the method from a reference to the `invocation`, into a tuple. An argument
/// whose conditions do not hold becomes `()`: a pattern cannot have conditions.
pub(super) fn decode(
    service: &Service<'_>,
    method: &Method<'_>,
    invocation: &syn::Ident,
) -> TokenStream {
    let private = service.runtime.private();
    let fields = field::of(method);
    let structs: TokenStream = fields.iter().map(Field::deserialized).collect();
    let mut statements = TokenStream::new();
    let form = method.payload_form();
    let object = naming::private("fields");
    if form == PayloadForm::Object && method.payload().next().is_some() {
        statements.extend(quote!(let #object = #private::Fields::of(#invocation)?;));
    }
    let mut fields = fields.iter();
    for (position, argument) in method.arguments.iter().enumerate() {
        let ty = argument.shape.decoded();
        let value = match (argument.role(), form) {
            (Role::Tenant, _) => quote!(#private::tenant::<#ty>(#invocation)?),
            (Role::ClientContext, _) => quote!(#private::client_context::<#ty>(#invocation)?),
            (Role::Payload, PayloadForm::Object) => match argument.serde.is_empty() {
                true => {
                    let name = &argument.wire_name;
                    quote!(#private::Fields::take::<#ty>(&#object, #name)?)
                }
                false => {
                    let Some(field) = fields.next() else {
                        continue;
                    };
                    let others = other_keys(method, argument);
                    let ident = field.ident();
                    let access = &argument.ident;
                    quote!(#private::Fields::spread::<#ident>(&#object, &[#(#others),*])?.#access)
                }
            },
            (Role::Payload, _) => match fields.next() {
                None => quote!(#private::argument::<#ty>(#invocation)?),
                Some(field) => {
                    let ident = field.ident();
                    let access = &argument.ident;
                    quote!(#private::argument::<#ident>(#invocation)?.#access)
                }
            },
        };
        let name = naming::argument(position);
        let conditions = &argument.attributes.conditions;
        statements.extend(quote!(#conditions let #name = #value;));
        if let Some(predicate) = argument.attributes.predicate() {
            statements.extend(quote!(#[cfg(not(#predicate))] let #name = ();));
        }
    }
    let decoded = decoded(method);
    statements.extend(quote!(::core::result::Result::Ok(#decoded)));
    field::among(&private, structs, &statements)
}

/// Returns the keys of a payload that do not belong to `argument`, which may take all the others.
fn other_keys(method: &Method<'_>, argument: &Argument<'_>) -> Vec<TokenStream> {
    let tag = method.settings.route.iter().map(|route| {
        let tag = &route.value;
        quote!(#tag)
    });
    let others = method
        .payload()
        .filter(|other| !other.serde.flatten && !std::ptr::eq(*other, argument))
        .flat_map(|other| {
            let conditions = &other.attributes.conditions;
            let aliases = other.serde.other_names.iter();
            let keys = aliases.chain([&other.wire_name]);
            keys.map(move |key| quote!(#conditions #key))
        });
    tag.chain(others).collect()
}

/// Returns the decoded arguments as the trait's method takes them.
pub(super) fn decoded_arguments(method: &Method<'_>) -> Vec<TokenStream> {
    let arguments = method.arguments.iter().enumerate();
    arguments
        .map(|(position, argument)| {
            let name = naming::argument(position);
            let conditions = &argument.attributes.conditions;
            let value = match argument.shape {
                Shape::Owned(_) => quote!(#name),
                Shape::Reference(_) => quote!(&*#name),
                Shape::OptionalReference(_) => {
                    quote!(::core::option::Option::as_deref(&#name))
                }
            };
            quote!(#conditions #value)
        })
        .collect()
}

/// Returns the decoded arguments as a tuple, which is an expression and a pattern.
pub(super) fn decoded(method: &Method<'_>) -> TokenStream {
    let names = (0..method.arguments.len()).map(naming::argument);
    quote!((#(#names,)*))
}
