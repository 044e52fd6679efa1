//! The output, in the order in which it appears in the documentation.

mod argument;
mod body;
mod chain;
mod client;
mod constructor;
mod declaration;
mod docs;
mod fallback;
mod field;
mod forward;
mod handler;
mod lints;
mod method;
mod payload;
mod reached;
mod server;
mod service_trait;
mod signature;
mod tail;
mod task;
mod types;
mod unreachable;

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::Diagnostics;
use crate::model::Service;
use crate::target::Target;
use crate::{args, mocks, parse, validate};

/// Expands `#[lambda_fn(arguments)] item`.
pub(crate) fn lambda_fn(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(Target::Function, arguments, item)
}

/// Expands `#[state_machine(arguments)] item`.
pub(crate) fn state_machine(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand(Target::Machine, arguments, item)
}

fn expand(target: Target, arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::of(target);
    if mocks::is_of_automock(&item) {
        mocks::check(&item, &mut diagnostics);
        return fallback::unread(mocks::without_copies(item), diagnostics);
    }
    let options = args::read_trait(arguments, &mut diagnostics);
    let Some(parsed) = parse::read(item.clone(), &mut diagnostics) else {
        return fallback::unread(item, diagnostics);
    };
    let mut service = Service::of(&parsed, &item, &options, &mut diagnostics);
    validate::check(&mut service, &mut diagnostics);

    if let Some(message) = service.runtime.unreachable() {
        let rest = unreachable::expand(&service, message);
        let errors = diagnostics.finish();
        return quote!(#rest #errors);
    }
    let service_trait = service_trait::expand(&service);
    let forwards = forward::expand(&service);
    let types = types::expand(&service);
    let client = client::expand(&service);
    let tasks = task::expand(&service);
    let server = server::expand(&service);
    let errors = diagnostics.finish();
    quote! {
        #service_trait
        #forwards
        #types
        #client
        #tasks
        #server
        #errors
    }
}
