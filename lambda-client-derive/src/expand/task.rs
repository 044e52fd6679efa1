//! The client's functions that return the states by which a state machine calls the functions of the trait.
//!
//! They are of no use without Step Functions, so they exist only with that feature of the runtime: its macro leaves them out otherwise.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Type;

use super::docs;
use super::fallback;
use super::lints::allowed;
use crate::model::{Argument, Method, PayloadForm, Role, Service, ServiceMember};
use crate::naming;
use crate::target::Target;
use crate::types::{owned_target, ungrouped};

/// Returns one implementation with the functions of all methods. That of a method with a mistake is a placeholder.
pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let methods = service.methods();
    let methods = methods.filter(|method| method.sound || fallback::has_task(service, method));
    let mut methods = methods.filter(|method| is_free(service, method)).peekable();
    if service.options.target != Target::Function || methods.peek().is_none() {
        return TokenStream::new();
    }
    let (client, private) = (service.client_path(), service.runtime.private());
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let tasks = methods.map(|method| task(service, method));
    quote! {
        #conditions
        #private::when_step_functions! {
            // A program need not use every task, and that of `wait_` is `wait__task`.
            #[allow(dead_code, non_snake_case)]
            #allowed
            impl #client {
                #(#tasks)*
            }
        }
    }
}

/// Returns whether the trait leaves the name of the function free. One that it takes was there first.
fn is_free(service: &Service<'_>, method: &Method<'_>) -> bool {
    let name = naming::task(&method.name);
    service.members.iter().all(|member| match member {
        ServiceMember::Remote(other) => other.name != name,
        ServiceMember::Local(other) => naming::plain(&other.sig.ident) != name,
        ServiceMember::Other(_) => true,
    })
}

/// Returns the function of one method. Its bounds are checked only where it is called: a type that does not fit is reported at the
/// method itself.
fn task(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let Some(output) = method.output() else {
        return TokenStream::new();
    };
    let (vis, runtime) = (&service.item.vis, &service.runtime);
    let private = runtime.private();
    let (conditions, lints) = (&method.attributes.conditions, &method.attributes.lints);
    let (deprecated, docs) = (&method.attributes.deprecated, docs::task(method));
    let name = naming::task(&method.name);
    let ident = format_ident!("{name}", span = method.ident().span());
    let index = method.index;
    let input = input(method);
    let unsized_types = may_be_unsized(method);
    let body = match method.sound {
        true => {
            let payload = payload(method, &private);
            quote! {
                #private::task::<_, #output>(
                    <Self as #private::GeneratedClient>::DECLARATION,
                    #index,
                    #payload,
                )
            }
        }
        // The crate does not compile.
        false => quote!(::core::unreachable!()),
    };
    quote! {
        #conditions
        #docs
        #deprecated
        #lints
        #vis fn #ident() -> #private::TaskOf<#input, #output>
        where
            for<'__lambda_client> #input: #private::TaskInput,
            for<'a> #output: #private::Fallible,
            for<'a> <#output as #private::Fallible>::Error: #runtime::FunctionError,
            #(for<'a> #unsized_types: ::core::marker::Sized,)*
        {
            #body
        }
    }
}

/// Returns a function that takes the state's input. Within its arguments a type may leave out a lifetime, and need not have a size: an
/// error about either comes only where the state is asked for.
fn input(method: &Method<'_>) -> TokenStream {
    let types: Vec<TokenStream> = method.payload().map(owned).collect();
    match types.as_slice() {
        [only] => quote!(fn(#only)),
        _ => quote!(fn((#(#types),*))),
    }
}

/// Returns the types in the input that may have no size, for all that the macro sees.
fn may_be_unsized(method: &Method<'_>) -> impl Iterator<Item = TokenStream> {
    let arguments = method.payload();
    let arguments = arguments.filter(|argument| !argument.is_conditional());
    arguments.filter_map(|argument| {
        let target = &argument.shape.reference()?.elem;
        matches!(ungrouped(target), Type::Path(_)).then(|| owned_target(target))
    })
}

/// Returns the type that stands for the argument in the input.
fn owned(argument: &Argument<'_>) -> TokenStream {
    match argument.is_conditional() {
        // The type may not exist; the payload says that there is no such input.
        true => quote!(()),
        false => argument.shape.owned(),
    }
}

/// Returns how the input becomes the payload.
fn payload(method: &Method<'_>, private: &TokenStream) -> TokenStream {
    let of_role = |role| {
        let mut arguments = method.arguments.iter();
        let found = arguments.find(|argument| argument.role() == role)?;
        Some(shown(found))
    };
    let payload = quote!(#private::TaskPayload);
    if let Some(name) = of_role(Role::Tenant) {
        return quote!(#payload::Tenant(#name));
    }
    if let Some(name) = of_role(Role::ClientContext) {
        return quote!(#payload::ClientContext(#name));
    }
    let converted = method.payload().any(|argument| reason(argument).is_some());
    match method.payload_form() {
        PayloadForm::Empty => quote!(#payload::Empty),
        PayloadForm::Value if !converted => quote!(#payload::Value),
        PayloadForm::Value | PayloadForm::Object => {
            let arguments = method.payload().map(|argument| field(argument, private));
            quote!(#payload::Object(&[#(#arguments),*]))
        }
    }
}

/// Returns what becomes of an argument in the payload.
fn field(argument: &Argument<'_>, private: &TokenStream) -> TokenStream {
    let task_argument = quote!(#private::TaskArgument);
    if let Some(reason) = reason(argument) {
        let name = shown(argument);
        return quote!(#task_argument::Converted(#name, #reason));
    }
    match argument.serde.flatten {
        true => quote!(#task_argument::Flattened),
        false => {
            let key = &argument.wire_name;
            quote!(#task_argument::Field(#key))
        }
    }
}

/// Returns why the argument in the payload is not the JSON of its type, behind "because".
fn reason(argument: &Argument<'_>) -> Option<&'static str> {
    if argument.is_conditional() {
        return Some("`#[cfg(..)]` may take it away");
    }
    let is_encoded_otherwise = argument.serde.encoded_otherwise;
    is_encoded_otherwise.then_some("its `#[serde(..)]` changes how it is serialized")
}

/// Returns the name of the argument, for messages.
fn shown(argument: &Argument<'_>) -> String {
    match argument.name_is_usable {
        true => naming::plain(&argument.ident),
        false => argument.syntax.pat.to_token_stream().to_string(),
    }
}
