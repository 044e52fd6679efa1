//! The description of the trait for the runtime: static data with an entry for each method.

use std::time::Duration;

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Mode;
use crate::model::{Method, Service};
use crate::naming;
use crate::target::{MachineKind, Target};

pub(super) fn expand(service: &Service<'_>) -> TokenStream {
    let private = service.runtime.private();
    let name = naming::plain(&service.item.ident);
    let methods = service.sound_methods().map(|found| method(&private, found));
    quote!(#private::Declaration::new(#name, &[#(#methods),*]))
}

fn method(private: &TokenStream, method: &Method<'_>) -> TokenStream {
    let settings = &method.settings;
    let name = &method.name;
    let qualifier = settings.qualifier.as_ref();
    let function = settings
        .function_name()
        .map(|name| name.declared(qualifier));
    let function = function.unwrap_or_default();
    let mut entry = quote!(#private::Method::new(#name, #function));
    if let Some(qualifier) = &settings.qualifier {
        let qualifier = &qualifier.value;
        entry.extend(quote!(.qualifier(#qualifier)));
    }
    match settings.mode {
        Mode::RequestResponse => {}
        Mode::Event => entry.extend(quote!(.mode(#private::Mode::Event))),
        Mode::DryRun => entry.extend(quote!(.mode(#private::Mode::DryRun))),
    }
    let is_machine = method.options.target == Target::Machine;
    let is_express = settings.kind == MachineKind::Express;
    if is_machine && is_express {
        entry.extend(quote!(.express()));
    }
    // A default of the trait applies only to machines that can honor it.
    if settings.idempotent && (!is_machine || is_express) {
        entry.extend(quote!(.idempotent(true)));
    }
    let retry = &settings.retry;
    let durations = [
        (quote!(timeout), settings.timeout),
        (quote!(attempt_timeout), settings.attempt_timeout),
        (
            quote!(base_delay),
            retry.base_delay.as_ref().map(|given| given.value),
        ),
        (
            quote!(max_delay),
            retry.max_delay.as_ref().map(|given| given.value),
        ),
    ];
    for (setter, value) in durations {
        if let Some(value) = value.map(duration) {
            entry.extend(quote!(.#setter(#value)));
        }
    }
    let numbers = [
        (quote!(max_attempts), &retry.max_attempts),
        (quote!(budget), &retry.budget),
    ];
    for (setter, given) in numbers {
        if let Some(value) = given.as_ref().map(|given| given.value) {
            entry.extend(quote!(.#setter(#value)));
        }
    }
    if settings.tail_log {
        entry.extend(quote!(.tail_log(true)));
    }
    if let Some(route) = &settings.route {
        let (tag, value) = (&route.value, &method.wire_name);
        entry.extend(quote!(.route(#tag, #value)));
    }
    if let Some(predicate) = method.attributes.predicate() {
        entry.extend(quote!(.enabled(::core::cfg!(#predicate))));
    }
    entry
}

fn duration(value: Duration) -> TokenStream {
    let (seconds, nanoseconds) = (value.as_secs(), value.subsec_nanos());
    quote!(::core::time::Duration::new(#seconds, #nanoseconds))
}
