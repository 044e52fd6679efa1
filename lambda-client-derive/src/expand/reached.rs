//! The names of the runtime's items for what a trait reaches: functions or state machines.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};

use super::docs;
use super::signature::returned;
use crate::model::{Method, Service};
use crate::naming;
use crate::target::{MachineKind, Target};

/// Returns the type of the handle that clients are made of.
pub(super) fn handle(service: &Service<'_>) -> TokenStream {
    let runtime = &service.runtime;
    match service.options.target {
        Target::Function => quote!(#runtime::Lambda),
        Target::Machine => quote!(#runtime::step_functions::Machines),
    }
}

/// Returns the name of the argument of this type.
pub(super) fn handle_name(service: &Service<'_>) -> &'static str {
    match service.options.target {
        Target::Function => "lambda",
        Target::Machine => "machines",
    }
}

/// Returns the builder of clients.
pub(super) fn client_builder(service: &Service<'_>) -> TokenStream {
    let runtime = &service.runtime;
    match service.options.target {
        Target::Function => quote!(#runtime::ClientBuilder<Self>),
        Target::Machine => quote!(#runtime::step_functions::MachineClientBuilder<Self>),
    }
}

/// Returns the name of the server's method that runs one of the trait.
pub(super) fn run(service: &Service<'_>) -> TokenStream {
    match service.options.target {
        Target::Function => quote!(invoke),
        Target::Machine => quote!(run),
    }
}

/// Returns the future of a call that resolves to `output`.
pub(super) fn call(
    service: &Service<'_>,
    method: &Method<'_>,
    output: &impl ToTokens,
) -> TokenStream {
    let runtime = &service.runtime;
    match (service.options.target, method.settings.kind) {
        (Target::Function, _) => quote!(#runtime::Call<#output>),
        (Target::Machine, MachineKind::Standard) => {
            quote!(#runtime::step_functions::MachineCall<#output>)
        }
        (Target::Machine, MachineKind::Express) => quote! {
            #runtime::step_functions::MachineCall<#output, #runtime::step_functions::Express>
        },
    }
}

/// Returns the client's method that attaches to executions of a method's machine. Those of Express machines cannot be described.
///
/// Its bound is checked only where it is called: a return type that does not fit is reported at the method itself.
pub(super) fn attach(service: &Service<'_>, method: &Method<'_>) -> TokenStream {
    let name = naming::attach(&method.name);
    let is_standard = method.settings.kind == MachineKind::Standard;
    // A method of that name has been reported.
    let is_free = service.methods().all(|other| other.name != name);
    let (Target::Machine, true, Some(output)) = (
        service.options.target,
        is_standard && is_free,
        method.output(),
    ) else {
        return TokenStream::new();
    };
    let (vis, runtime) = (&service.item.vis, &service.runtime);
    let private = runtime.private();
    let (conditions, lints) = (&method.attributes.conditions, &method.attributes.lints);
    let (deprecated, docs) = (&method.attributes.deprecated, docs::attach(method));
    let ident = format_ident!("{name}", span = method.ident().span());
    let index = method.index;
    let returned = returned(&private, output);
    quote! {
        #conditions
        #docs
        #deprecated
        // That of `wait_` is `wait__execution`.
        #[allow(non_snake_case)]
        #lints
        #vis fn #ident(
            &self,
            execution: &::core::primitive::str,
        ) -> #runtime::step_functions::Execution<
            <#output as #private::Fallible>::Value,
            <#output as #private::Fallible>::Error,
        >
        where
            #returned: for<'__lambda_client> #private::Fallible,
        {
            #private::execution::<#output>(&self.stub, #index, execution)
        }
    }
}
