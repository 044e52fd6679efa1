//! The documentation of generated items.

use proc_macro2::TokenStream;
use quote::quote;

use crate::args::Mode;
use crate::model::{Method, Service};
use crate::naming;
use crate::settings::Settings;

pub(super) fn client(service: &Service<'_>) -> TokenStream {
    let name = naming::plain(&service.item.ident);
    lines(&[
        format!("Calls the Lambda functions of [`{name}`]."),
        String::new(),
        "A client is cheap to clone, and clones share one connection pool.".to_owned(),
    ])
}

pub(super) fn server(service: &Service<'_>) -> TokenStream {
    let name = naming::plain(&service.item.ident);
    let path = service.runtime.given().to_string().replace(' ', "");
    // Rustdoc does not resolve the `$crate` of a declarative macro.
    let link = match path.contains('$') {
        true => "`Service`".to_owned(),
        false => format!("[`Service`]({path}::__private::Service)"),
    };
    lines(&[
        format!(
            "Serves [`{name}`] as Lambda functions: decodes payloads, calls the methods and encodes their responses."
        ),
        String::new(),
        format!(
            "It implements {link} if every argument implements `serde::Deserialize` and every response \
             `serde::Serialize`."
        ),
    ])
}

pub(super) fn server_new(service: &Service<'_>) -> TokenStream {
    let name = naming::plain(&service.item.ident);
    lines(&[format!(
        "Creates a server around an implementation of [`{name}`]."
    )])
}

pub(super) fn server_into_inner() -> TokenStream {
    lines(&["Returns the implementation.".to_owned()])
}

pub(super) fn new() -> TokenStream {
    lines(&[
        "Creates a client that calls through `lambda`, with the settings of the trait.".to_owned(),
    ])
}

pub(super) fn builder(service: &Service<'_>) -> TokenStream {
    let mut text = vec![
        "Returns a builder for a client that calls through `lambda`, to change settings for all methods or for some."
            .to_owned(),
    ];
    let templates: Vec<&str> = service
        .sound_methods()
        .filter_map(|method| method.settings.function_name())
        .filter(|name| !name.complete)
        .map(|name| name.text.as_str())
        .collect();
    if !templates.is_empty() {
        text.push(String::new());
        text.push(
            "Building the client fills in the placeholders of these function names:".to_owned(),
        );
        text.push(String::new());
        text.extend(templates.iter().map(|template| format!("- `{template}`")));
    }
    lines(&text)
}

/// Describes what the method does, below the user's own documentation.
pub(super) fn method(method: &Method<'_>) -> TokenStream {
    let settings = &method.settings;
    let mut text = Vec::new();
    if !method.attributes.docs.is_empty() {
        text.push(String::new());
    }
    text.push(invocation(settings));
    if let Some(route) = &settings.route {
        text.push(String::new());
        text.push(format!(
            "The payload names the method: its `{}` is `{}`.",
            route.value, method.wire_name
        ));
    }
    if let Some(idempotency) = idempotency(settings) {
        text.push(String::new());
        text.push(idempotency.to_owned());
    }
    if let Some(limits) = limits(settings) {
        text.push(String::new());
        text.push(limits);
    }
    lines(&text)
}

fn invocation(settings: &Settings) -> String {
    let name = settings
        .function_name()
        .map_or("", |name| name.text.as_str());
    let mut function = format!("the Lambda function `{name}`");
    if let Some(qualifier) = &settings.qualifier {
        function.push_str(&format!(", qualifier `{}`", qualifier.value));
    }
    match settings.mode {
        Mode::RequestResponse => format!(
            "Invokes {function} and waits for its response (invocation type `RequestResponse`)."
        ),
        Mode::Event => format!(
            "Queues an event for {function} without waiting for the function to run (invocation type `Event`)."
        ),
        Mode::DryRun => format!(
            "Checks whether the caller may invoke {function}, without running it (invocation type `DryRun`)."
        ),
    }
}

fn idempotency(settings: &Settings) -> Option<&'static str> {
    Some(match (settings.mode, settings.idempotent) {
        (Mode::RequestResponse, true) => "Idempotent: an attempt that may have run is retried.",
        (Mode::RequestResponse, false) => {
            "Not idempotent: an attempt that may have run is not retried."
        }
        (Mode::Event, true) => "Idempotent: an event that may have been queued is sent again.",
        (Mode::Event, false) => {
            "Not idempotent: an event that may have been queued is not sent again."
        }
        (Mode::DryRun, _) => return None,
    })
}

fn limits(settings: &Settings) -> Option<String> {
    let retry = &settings.retry;
    let mut limits = Vec::new();
    if let Some(timeout) = settings.timeout {
        limits.push(format!("times out after {timeout:?}"));
    }
    if let Some(timeout) = settings.attempt_timeout {
        limits.push(format!("times out each attempt after {timeout:?}"));
    }
    match retry.max_attempts.as_ref().map(|given| given.value) {
        Some(1) => limits.push("never retries".to_owned()),
        Some(attempts) => limits.push(format!("makes at most {attempts} attempts")),
        None => {}
    }
    if let Some(delay) = &retry.base_delay {
        limits.push(format!(
            "waits about {:?} before the first retry",
            delay.value
        ));
    }
    if let Some(delay) = &retry.max_delay {
        limits.push(format!("waits at most {:?} before each retry", delay.value));
    }
    if let Some(budget) = &retry.budget {
        limits.push(format!("has a retry budget of {}", budget.value));
    }
    if settings.tail_log {
        limits.push("requests the log tail".to_owned());
    }
    let (first, rest) = limits.split_first()?;
    let mut text = format!("By default a call {first}");
    for (position, limit) in rest.iter().enumerate() {
        text.push_str(match position + 1 == rest.len() {
            true => " and ",
            false => ", ",
        });
        text.push_str(limit);
    }
    text.push('.');
    Some(text)
}

fn lines(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!(" {line}"),
    });
    quote!(#(#[doc = #lines])*)
}
