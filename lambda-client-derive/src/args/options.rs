//! What `#[lambda_fn(..)]` can say, key by key.

use std::time::Duration;

use syn::{Ident, Meta, Path};

use super::Given;
use super::list::{is_new, key_of, split, unknown};
use super::value;
use crate::diagnostics::Diagnostics;
use lambda_client_grammar::SyntaxError;
use lambda_client_grammar::case::Case;
use lambda_client_grammar::name::check_qualifier;
use lambda_client_grammar::template::parse_template;

/// How the function is invoked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    RequestResponse,
    Event,
    DryRun,
}

const MODES: &[&str] = &["request_response", "event", "dry_run"];

/// The arguments of a trait, where they are defaults, or of a method.
#[derive(Default)]
pub(crate) struct Options {
    /// With placeholders.
    pub(crate) name: Option<Given<String>>,
    pub(crate) qualifier: Option<Given<String>>,
    pub(crate) mode: Option<Given<Mode>>,
    pub(crate) idempotent: Option<Given<bool>>,
    pub(crate) retry: Retry,
    pub(crate) timeout: Option<Given<Duration>>,
    pub(crate) attempt_timeout: Option<Given<Duration>>,
    pub(crate) tail_log: Option<Given<bool>>,
    pub(crate) named: Option<Given<bool>>,
    pub(crate) route: Option<Given<String>>,
    pub(crate) rename: Option<Given<String>>,
    pub(crate) rename_all: Option<Given<Case>>,
    pub(crate) krate: Option<Given<Path>>,
    pub(crate) client: Option<Given<Ident>>,
    pub(crate) server: Option<Given<Ident>>,
    /// Keys that were meant but could not be read, so that nothing is made of their absence.
    pub(crate) unread: Vec<String>,
}

/// `retry(..)`.
#[derive(Debug, Default)]
pub(crate) struct Retry {
    pub(crate) max_attempts: Option<Given<u32>>,
    pub(crate) base_delay: Option<Given<Duration>>,
    pub(crate) max_delay: Option<Given<Duration>>,
    pub(crate) budget: Option<Given<u32>>,
}

/// The arguments of a method's argument.
#[derive(Default)]
pub(crate) struct ArgumentOptions {
    pub(crate) tenant: Option<Given<()>>,
    pub(crate) client_context: Option<Given<()>>,
    pub(crate) rename: Option<Given<String>>,
}

impl Options {
    /// Whether the key was meant but could not be read.
    pub(crate) fn is_unread(&self, key: &str) -> bool {
        self.unread.iter().any(|unread| unread == key)
    }

    /// Takes over one entry of the list; its key is known and new.
    pub(super) fn read(&mut self, meta: &Meta, diagnostics: &mut Diagnostics) {
        let mistakes = diagnostics.count();
        self.read_value(meta, diagnostics);
        if diagnostics.count() != mistakes {
            self.unread.push(key_of(meta));
        }
    }

    fn read_value(&mut self, meta: &Meta, diagnostics: &mut Diagnostics) {
        match key_of(meta).as_str() {
            "name" => set(&mut self.name, name(meta), diagnostics),
            "qualifier" => {
                let qualifier = value::parsed(meta, "qualifier = \"live\"", |text| {
                    check_qualifier(text).map(|()| text.to_owned())
                });
                set(&mut self.qualifier, qualifier, diagnostics);
            }
            "mode" => set(
                &mut self.mode,
                value::parsed(meta, "mode = \"event\"", mode),
                diagnostics,
            ),
            "idempotent" => set(&mut self.idempotent, value::flag(meta), diagnostics),
            "retry" => self.retry.read(meta, diagnostics),
            "timeout" => set(
                &mut self.timeout,
                value::duration(meta, "timeout = \"30s\""),
                diagnostics,
            ),
            "attempt_timeout" => set(
                &mut self.attempt_timeout,
                value::duration(meta, "attempt_timeout = \"5s\""),
                diagnostics,
            ),
            "tail_log" => set(&mut self.tail_log, value::flag(meta), diagnostics),
            "named" => set(&mut self.named, value::flag(meta), diagnostics),
            "route" => set(
                &mut self.route,
                value::parsed(meta, "route = \"action\"", not_empty),
                diagnostics,
            ),
            "rename" => set(&mut self.rename, rename(meta), diagnostics),
            "rename_all" => set(
                &mut self.rename_all,
                value::parsed(meta, "rename_all = \"camelCase\"", case),
                diagnostics,
            ),
            "crate" => set(
                &mut self.krate,
                value::absolute_path(meta, "crate = ::lambda_client"),
                diagnostics,
            ),
            "client" => set(
                &mut self.client,
                value::ident(meta, "client = OrdersClient"),
                diagnostics,
            ),
            "server" => set(
                &mut self.server,
                value::ident(meta, "server = OrdersServer"),
                diagnostics,
            ),
            _ => {}
        }
    }
}

impl Retry {
    const KEYS: &[&str] = &["max_attempts", "base_delay", "max_delay", "budget"];

    fn read(&mut self, meta: &Meta, diagnostics: &mut Diagnostics) {
        let Meta::List(list) = meta else {
            diagnostics.push(
                meta,
                "`retry` takes its settings in parentheses; write `retry(max_attempts = 5)`",
            );
            return;
        };
        let mut seen = Vec::new();
        let entries = split(list.tokens.clone(), diagnostics);
        if list.tokens.is_empty() {
            diagnostics.push(
                meta,
                "`retry()` sets nothing; write `retry(max_attempts = 5)`",
            );
        }
        for entry in entries {
            let key = key_of(&entry);
            if !Self::KEYS.contains(&key.as_str()) {
                let message = unknown(&key, "setting of `retry`", Self::KEYS);
                diagnostics.push(entry.path(), message);
            } else if is_new(&mut seen, &entry, diagnostics) {
                self.read_setting(&key, &entry, diagnostics);
            }
        }
    }

    fn read_setting(&mut self, key: &str, entry: &Meta, diagnostics: &mut Diagnostics) {
        match key {
            "max_attempts" => {
                let given = value::number(entry, "max_attempts = 5").and_then(at_least_one);
                set(&mut self.max_attempts, given, diagnostics);
            }
            "base_delay" => set(
                &mut self.base_delay,
                value::duration(entry, "base_delay = \"100ms\""),
                diagnostics,
            ),
            "max_delay" => set(
                &mut self.max_delay,
                value::duration(entry, "max_delay = \"20s\""),
                diagnostics,
            ),
            _ => set(
                &mut self.budget,
                value::number(entry, "budget = 500"),
                diagnostics,
            ),
        }
    }
}

impl ArgumentOptions {
    /// Takes over one entry of the list; its key is known and new.
    pub(super) fn read(&mut self, meta: &Meta, diagnostics: &mut Diagnostics) {
        match key_of(meta).as_str() {
            "tenant" => set(&mut self.tenant, value::word(meta), diagnostics),
            "client_context" => set(&mut self.client_context, value::word(meta), diagnostics),
            _ => set(&mut self.rename, rename(meta), diagnostics),
        }
    }
}

fn set<T>(
    slot: &mut Option<Given<T>>,
    given: syn::Result<Given<T>>,
    diagnostics: &mut Diagnostics,
) {
    match given {
        Ok(given) => *slot = Some(given),
        Err(error) => diagnostics.push_error(error),
    }
}

fn name(meta: &Meta) -> syn::Result<Given<String>> {
    value::parsed(meta, "name = \"orders-{method}\"", |text| {
        parse_template(text).map(|_| text.to_owned())
    })
}

fn mode(text: &str) -> Result<Mode, String> {
    match text {
        "request_response" => Ok(Mode::RequestResponse),
        "event" => Ok(Mode::Event),
        "dry_run" => Ok(Mode::DryRun),
        "stream" => Err(
            "`stream` is not supported yet; use `request_response`, which gets the answer in one piece".to_owned(),
        ),
        _ => Err(unknown(text, "mode", MODES)),
    }
}

fn case(text: &str) -> Result<Case, String> {
    Case::parse(text).ok_or_else(|| unknown(text, "case", Case::NAMES))
}

fn not_empty(text: &str) -> Result<String, SyntaxError> {
    match text {
        "" => Err(SyntaxError::new(
            "the tag is empty; write the key of the JSON object that names the method, such as `\"action\"`",
        )),
        _ => Ok(text.to_owned()),
    }
}

fn rename(meta: &Meta) -> syn::Result<Given<String>> {
    value::text(meta, "rename = \"..\"")
}

fn at_least_one(given: Given<u32>) -> syn::Result<Given<u32>> {
    match given.value {
        0 => Err(syn::Error::new_spanned(
            given.at,
            "`max_attempts` counts the first attempt too; write `max_attempts = 1` for no retries",
        )),
        _ => Ok(given),
    }
}
