//! One method of the client: encodes the payload, then makes one call into the runtime.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;

use super::argument::{inputs, reference};
use super::chain::{Callee, Step, chain};
use super::signature::Parts;
use super::{docs, payload, reached};
use crate::args::Mode;
use crate::model::{Method, Role, Service};
use crate::target::{MachineKind, Target};
use crate::tokens::{at, ends};

pub(super) fn expand(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let vis = &service.item.vis;
    let private = service.runtime.private();
    let attributes = &method.attributes;
    let (conditions, words) = (&attributes.conditions, &attributes.docs);
    let (deprecated, lints) = (&attributes.deprecated, &attributes.lints);
    let docs = docs::method(method);

    let Some(output) = method.output() else {
        return TokenStream::new();
    };
    let codec = codec(&private, method, output);
    let index = method.index;
    let body = payload::encoded(service, method, |payload| {
        let call = quote!(#private::call(&self.stub, #index, #codec, #payload));
        bound(&private, method, call)
    });
    let signature = Parts::of_remote(method)
        .with_inputs(inputs(method))
        .returning(&reached::call(service, method, output));
    quote! {
        #conditions
        #words
        #docs
        #deprecated
        #lints
        #vis #signature {
            // If a lifetime of the type is not written, the compiler reports that, and nothing else about the body.
            let _: fn() -> #output;
            #body
        }
    }
}

/// Returns the codec of the return type, spanning that type, so that a diagnostic about it points at the type.
fn codec(private: &TokenStream, method: &Method<'_>, output: &Type) -> TokenStream {
    let (first, last) = ends(output);
    let (first, last) = (
        first.resolved_at(Span::call_site()),
        last.resolved_at(Span::call_site()),
    );
    let private = at(private.clone(), first);
    let settings = &method.settings;
    let function = match (method.options.target, settings.mode, settings.kind) {
        (Target::Function, Mode::RequestResponse, _) => quote_spanned!(first=> #private::codec::),
        (Target::Function, Mode::Event | Mode::DryRun, _) => {
            quote_spanned!(first=> #private::event_codec::)
        }
        (Target::Machine, _, MachineKind::Standard) => {
            quote_spanned!(first=> #private::standard_codec::)
        }
        (Target::Machine, _, MachineKind::Express) => {
            quote_spanned!(first=> #private::express_codec::)
        }
    };
    let (open, close) = (quote_spanned!(first=> <), quote_spanned!(last=> >()));
    quote!(#function #open #output #close)
}

/// Binds arguments to the call instead of the payload.
fn bound(private: &TokenStream, method: &Method<'_>, call: TokenStream) -> TokenStream {
    let bindings = method.arguments.iter().filter_map(|argument| {
        let function = match argument.role() {
            Role::Payload => return None,
            Role::Tenant => quote!(bind_tenant),
            Role::ClientContext => quote!(bind_client_context),
        };
        Some(Step {
            conditions: &argument.attributes.conditions,
            callee: Callee::Function(quote!(#private::#function)),
            arguments: reference(argument),
        })
    });
    let bindings: Vec<Step<'_>> = bindings.collect();
    chain(call, &bindings)
}
