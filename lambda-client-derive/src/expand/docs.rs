//! The documentation of generated items.

use proc_macro2::TokenStream;
use quote::quote;

use super::reached;
use crate::args::Mode;
use crate::model::{Method, Service};
use crate::naming;
use crate::settings::Settings;
use crate::target::{MachineKind, Target};

pub(super) fn client(service: &Service<'_>) -> TokenStream {
    let name = naming::plain(&service.item.ident);
    let target = match service.options.target {
        Target::Function => "Calls the Lambda functions",
        Target::Machine => "Starts the state machines",
    };
    lines(&[
        format!("{target} of [`{name}`]."),
        String::new(),
        "A client is cheap to clone, and clones share one connection pool.".to_owned(),
    ])
}

pub(super) fn server(service: &Service<'_>) -> TokenStream {
    let name = naming::plain(&service.item.ident);
    let path = service.runtime.given().to_string().replace(' ', "");
    let (summary, item, module, encoded) = match service.options.target {
        Target::Function => (
            "as Lambda functions: decodes payloads, calls the methods and encodes their responses",
            "Service",
            "__private",
            "response",
        ),
        Target::Machine => (
            "as state machines: decodes inputs, calls the methods and encodes their outputs",
            "MachineService",
            "step_functions",
            "output",
        ),
    };
    // Rustdoc does not resolve the `$crate` of a declarative macro.
    let link = match path.contains('$') {
        true => format!("`{item}`"),
        false => format!("[`{item}`]({path}::{module}::{item})"),
    };
    lines(&[
        format!("Serves [`{name}`] {summary}."),
        String::new(),
        format!(
            "It implements {link} if every argument implements `serde::Deserialize` and every {encoded} \
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

pub(super) fn new(service: &Service<'_>) -> TokenStream {
    let handle = reached::handle_name(service);
    lines(&[format!(
        "Creates a client that calls through `{handle}`, with the settings of the trait."
    )])
}

pub(super) fn attach(method: &Method<'_>) -> TokenStream {
    let name = &method.name;
    lines(&[
        format!(
            "Attaches to an execution that was started by `{name}` before, here or elsewhere, by its name or its ARN."
        ),
        String::new(),
        "Nothing is sent. A malformed name or ARN is reported by the methods of the handle."
            .to_owned(),
    ])
}

pub(super) fn task(method: &Method<'_>) -> TokenStream {
    let input = match method.payload().count() {
        0 => "It takes no input.",
        1 => "Its input is the argument of the method.",
        _ => "Its input is a tuple of the arguments of the method, in their order.",
    };
    lines(&[
        format!(
            "Returns the state by which a state machine calls the function of `{}` (AWS Step Functions).",
            method.name
        ),
        String::new(),
        input.to_owned(),
    ])
}

pub(super) fn builder(service: &Service<'_>) -> TokenStream {
    let handle = reached::handle_name(service);
    let mut text = vec![format!(
        "Returns a builder for a client that calls through `{handle}`, to change settings for all methods or for some."
    )];
    let templates: Vec<&str> = service
        .sound_methods()
        .filter_map(|method| method.settings.function_name())
        .filter(|name| !name.complete)
        .map(|name| name.text.as_str())
        .collect();
    if !templates.is_empty() {
        text.push(String::new());
        text.push(
            match service.options.target {
                Target::Function => {
                    "Building the client fills in the placeholders of these function names:"
                }
                Target::Machine => "Building the client fills in the placeholders of these ARNs:",
            }
            .to_owned(),
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
    text.push(match method.options.target {
        Target::Function => invocation(settings),
        Target::Machine => start(settings),
    });
    if let Some(route) = &settings.route {
        text.push(String::new());
        text.push(format!(
            "The payload names the method: its `{}` is `{}`.",
            route.value, method.wire_name
        ));
    }
    let idempotency = match method.options.target {
        Target::Function => idempotency(settings),
        Target::Machine => repetition(settings),
    };
    if let Some(idempotency) = idempotency {
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

fn start(settings: &Settings) -> String {
    let arn = settings
        .function_name()
        .map_or("", |name| name.text.as_str());
    match settings.kind {
        MachineKind::Standard => format!(
            "Starts the Standard state machine `{arn}` and waits for the end of the execution (`StartExecution`, then \
             `DescribeExecution`)."
        ),
        MachineKind::Express => format!(
            "Runs the Express state machine `{arn}` and waits for the end of the execution (`StartSyncExecution`)."
        ),
    }
}

fn repetition(settings: &Settings) -> Option<&'static str> {
    Some(match (settings.kind, settings.idempotent) {
        (MachineKind::Standard, _) => {
            "A start that may have arrived is made again with the same name and input, and starts one execution."
        }
        (MachineKind::Express, true) => {
            "Idempotent: an execution that may have started is started again."
        }
        (MachineKind::Express, false) => {
            "Not idempotent: an execution that may have started is not started again."
        }
    })
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
