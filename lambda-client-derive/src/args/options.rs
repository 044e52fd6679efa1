//! What our attributes can say, key by key.

use std::convert::Infallible;
use std::time::Duration;

use syn::{Ident, Meta, Path};

use super::key::{ArgumentKey, OptionKey, Pointer, RetryKey};
use super::list::{is_new, name_of};
use super::value::{self, Located};
use crate::diagnostics::Diagnostics;
use crate::keys::{Word, alternatives, words, words_instead};
use crate::syntax::{in_parentheses, split};
use crate::target::{MachineKind, Target};
use lambda_client_grammar::case::Case;
use lambda_client_grammar::name::check_qualifier;
use lambda_client_grammar::quoted;
use lambda_client_grammar::template::parse_template;

words! {
    /// How the function is invoked.
    pub(crate) enum Mode {
        RequestResponse = "request_response",
        Event = "event",
        DryRun = "dry_run",
    }
}

/// The arguments of a method, or those of the trait, which are defaults.
#[derive(Default)]
pub(crate) struct Options {
    pub(crate) target: Target,
    /// The name of a function or the ARN of a machine, with placeholders.
    pub(crate) name: Option<Located<String>>,
    pub(crate) kind: Option<Located<MachineKind>>,
    pub(crate) qualifier: Option<Located<String>>,
    pub(crate) mode: Option<Located<Mode>>,
    pub(crate) idempotent: Option<Located<bool>>,
    pub(crate) retry: Retry,
    pub(crate) timeout: Option<Located<Duration>>,
    pub(crate) attempt_timeout: Option<Located<Duration>>,
    pub(crate) tail_log: Option<Located<bool>>,
    pub(crate) named: Option<Located<bool>>,
    pub(crate) route: Option<Located<String>>,
    pub(crate) rename: Option<Located<String>>,
    pub(crate) rename_all: Option<Located<Case>>,
    pub(crate) krate: Option<Located<Path>>,
    pub(crate) client: Option<Located<Ident>>,
    pub(crate) server: Option<Located<Ident>>,
    /// The pointers to implementations that implement the trait, too.
    pub(crate) forward: Vec<Pointer>,
    /// Keys whose value is invalid or that are misspelled, so that they are not reported as missing.
    pub(crate) unread: Vec<OptionKey>,
}

/// `retry(..)`.
#[derive(Debug, Default)]
pub(crate) struct Retry {
    pub(crate) max_attempts: Option<Located<u32>>,
    pub(crate) base_delay: Option<Located<Duration>>,
    pub(crate) max_delay: Option<Located<Duration>>,
    pub(crate) budget: Option<Located<u32>>,
}

/// The arguments of a method's argument.
#[derive(Default)]
pub(crate) struct ArgumentOptions {
    pub(crate) tenant: Option<Located<()>>,
    pub(crate) client_context: Option<Located<()>>,
    pub(crate) rename: Option<Located<String>>,
}

impl Options {
    /// Returns whether the name or ARN was written, but misspelled or with an invalid value.
    pub(crate) fn is_address_unread(&self) -> bool {
        self.is_unread(match self.target {
            Target::Function => OptionKey::Name,
            Target::Machine => OptionKey::Arn,
        })
    }

    /// Returns whether the key was written, but misspelled or with an invalid value.
    pub(crate) fn is_unread(&self, key: OptionKey) -> bool {
        self.unread.contains(&key)
    }

    /// Parses one entry, whose key is valid here and not a duplicate.
    pub(super) fn read(&mut self, key: OptionKey, meta: &Meta, diagnostics: &mut Diagnostics) {
        let mistakes = diagnostics.count();
        self.read_value(key, meta, diagnostics);
        if diagnostics.count() != mistakes {
            self.unread.push(key);
        }
    }

    fn read_value(&mut self, key: OptionKey, meta: &Meta, diagnostics: &mut Diagnostics) {
        match key {
            OptionKey::Name => set(&mut self.name, name(meta), diagnostics),
            OptionKey::Arn => set(
                &mut self.name,
                value::filled(meta, "arn = \"{env:ORDERS_ARN}\"", arn),
                diagnostics,
            ),
            OptionKey::Kind => set(
                &mut self.kind,
                value::filled(meta, "kind = \"express\"", kind),
                diagnostics,
            ),
            OptionKey::Qualifier => {
                let qualifier = value::parsed(meta, "qualifier = \"live\"", qualifier);
                set(&mut self.qualifier, qualifier, diagnostics);
            }
            OptionKey::Mode => set(
                &mut self.mode,
                value::filled(meta, "mode = \"event\"", mode),
                diagnostics,
            ),
            OptionKey::Idempotent => set(&mut self.idempotent, value::flag(meta), diagnostics),
            OptionKey::Retry => self.retry.read(meta, diagnostics),
            OptionKey::Timeout => set(
                &mut self.timeout,
                value::duration(meta, "timeout = \"30s\""),
                diagnostics,
            ),
            OptionKey::AttemptTimeout => set(
                &mut self.attempt_timeout,
                value::duration(meta, "attempt_timeout = \"5s\""),
                diagnostics,
            ),
            OptionKey::TailLog => set(&mut self.tail_log, value::flag(meta), diagnostics),
            OptionKey::Named => set(&mut self.named, value::flag(meta), diagnostics),
            OptionKey::Route => set(
                &mut self.route,
                value::filled(meta, "route = \"action\"", owned),
                diagnostics,
            ),
            OptionKey::Rename => set(
                &mut self.rename,
                value::filled(meta, "rename = \"placeOrder\"", owned),
                diagnostics,
            ),
            OptionKey::RenameAll => set(
                &mut self.rename_all,
                value::filled(meta, "rename_all = \"camelCase\"", case),
                diagnostics,
            ),
            OptionKey::Crate => set(
                &mut self.krate,
                value::absolute_path(meta, "crate = ::lambda_client"),
                diagnostics,
            ),
            OptionKey::Client => set(
                &mut self.client,
                value::ident(meta, "client = OrdersClient"),
                diagnostics,
            ),
            OptionKey::Server => set(
                &mut self.server,
                value::ident(meta, "server = OrdersServer"),
                diagnostics,
            ),
            OptionKey::Forward => self.forward = pointers(meta, diagnostics),
        }
    }
}

/// Reads `forward(Arc, Box)`.
fn pointers(meta: &Meta, diagnostics: &mut Diagnostics) -> Vec<Pointer> {
    const EXAMPLE: &str = "forward(Arc, Box)";
    let entries = match meta {
        Meta::List(list) if !list.tokens.is_empty() && in_parentheses(list) => {
            split(list.tokens.clone(), None, diagnostics).0
        }
        _ => {
            diagnostics.push(
                meta,
                format_args!("expected pointers in parentheses; write `{EXAMPLE}`"),
            );
            return Vec::new();
        }
    };
    let mut seen = Vec::new();
    for entry in entries {
        let name = name_of(&entry);
        match (Pointer::parse(&name), &entry) {
            (Some(pointer), Meta::Path(_)) => {
                is_new(&mut seen, pointer, &entry, diagnostics);
            }
            (Some(_), _) => diagnostics.push(
                &entry,
                format_args!("`{name}` does not take a value; write `{EXAMPLE}`"),
            ),
            (None, _) => {
                let instead = words_instead::<Pointer>(&name);
                diagnostics.push(
                    entry.path(),
                    format_args!("unknown pointer `{name}` in `forward`; {instead}"),
                );
            }
        }
    }
    seen.into_iter().map(|(pointer, _)| pointer).collect()
}

impl Retry {
    fn read(&mut self, meta: &Meta, diagnostics: &mut Diagnostics) {
        let list = match meta {
            Meta::List(list) if in_parentheses(list) => list,
            _ => {
                diagnostics.push(
                    meta,
                    "expected the settings of `retry` in parentheses; write `retry(max_attempts = 5)`",
                );
                return;
            }
        };
        let mut seen = Vec::new();
        let (entries, _) = split(
            list.tokens.clone(),
            Some(RetryKey::MaxAttempts.name()),
            diagnostics,
        );
        if list.tokens.is_empty() {
            diagnostics.push(meta, "`retry()` is empty; write `retry(max_attempts = 5)`");
        }
        for entry in entries {
            let name = name_of(&entry);
            match RetryKey::parse(&name) {
                None => {
                    let instead = match name.as_str() {
                        "attempts" | "retries" | "max_retries" => {
                            "write `max_attempts = ..`".to_owned()
                        }
                        "delay" | "initial_delay" | "min_delay" => {
                            "write `base_delay = \"..\"`".to_owned()
                        }
                        _ => words_instead::<RetryKey>(&name),
                    };
                    let message = format!("unknown setting `{name}` in `retry`; {instead}");
                    diagnostics.push(entry.path(), message);
                }
                Some(key) if is_new(&mut seen, key, &entry, diagnostics) => {
                    self.read_setting(key, &entry, diagnostics);
                }
                Some(_) => {}
            }
        }
    }

    fn read_setting(&mut self, key: RetryKey, entry: &Meta, diagnostics: &mut Diagnostics) {
        match key {
            RetryKey::MaxAttempts => {
                let given = value::number(entry, "max_attempts = 5").and_then(at_least_one);
                set(&mut self.max_attempts, given, diagnostics);
            }
            RetryKey::BaseDelay => set(
                &mut self.base_delay,
                value::duration(entry, "base_delay = \"100ms\""),
                diagnostics,
            ),
            RetryKey::MaxDelay => set(
                &mut self.max_delay,
                value::duration(entry, "max_delay = \"20s\""),
                diagnostics,
            ),
            RetryKey::Budget => set(
                &mut self.budget,
                value::number(entry, "budget = 500"),
                diagnostics,
            ),
        }
    }
}

impl ArgumentOptions {
    /// Parses one entry, whose key is valid here and not a duplicate.
    pub(super) fn read(&mut self, key: ArgumentKey, meta: &Meta, diagnostics: &mut Diagnostics) {
        match key {
            ArgumentKey::Tenant => set(&mut self.tenant, value::word(meta), diagnostics),
            ArgumentKey::ClientContext => {
                set(&mut self.client_context, value::word(meta), diagnostics)
            }
            ArgumentKey::Rename => set(
                &mut self.rename,
                value::filled(meta, "rename = \"orderId\"", owned),
                diagnostics,
            ),
        }
    }
}

fn set<T>(
    slot: &mut Option<Located<T>>,
    given: syn::Result<Located<T>>,
    diagnostics: &mut Diagnostics,
) {
    match given {
        Ok(given) => *slot = Some(given),
        Err(error) => diagnostics.push_error(error),
    }
}

fn name(meta: &Meta) -> syn::Result<Located<String>> {
    value::parsed(meta, "name = \"orders-{method}\"", |text| {
        parse_template(text).map(|_| text.to_owned())
    })
}

fn arn(text: &str) -> Result<String, String> {
    let checked = parse_template(text).map(|_| text.to_owned());
    checked.map_err(|mistake| mistake.to_string())
}

fn kind(text: &str) -> Result<MachineKind, String> {
    MachineKind::parse(text).ok_or_else(|| {
        let instead = words_instead::<MachineKind>(text);
        format!("unknown kind {}; {instead}", quoted(text))
    })
}

fn qualifier(text: &str) -> Result<String, String> {
    if text.contains('{') {
        return Err(format!(
            "a qualifier cannot contain placeholders; write it into the name, as in `name = \"orders:{text}\"`"
        ));
    }
    check_qualifier(text)
        .map(|()| text.to_owned())
        .map_err(|mistake| mistake.to_string())
}

fn mode(text: &str) -> Result<Mode, String> {
    match (Mode::parse(text), text) {
        (Some(mode), _) => Ok(mode),
        (None, "stream") => Err(
            "mode `stream` is not supported yet; write `request_response`, which receives the whole response at once".to_owned(),
        ),
        (None, _) => Err(format!("unknown mode {}; {}", quoted(text), words_instead::<Mode>(text))),
    }
}

fn case(text: &str) -> Result<Case, String> {
    Case::parse(text).ok_or_else(|| {
        let instead = alternatives(text, Case::NAMES, "serde's `rename_all`");
        format!("unknown case {}; {instead}", quoted(text))
    })
}

fn owned(text: &str) -> Result<String, Infallible> {
    Ok(text.to_owned())
}

fn at_least_one(given: Located<u32>) -> syn::Result<Located<u32>> {
    match given.value {
        0 => Err(syn::Error::new_spanned(
            given.at,
            "`max_attempts` includes the first attempt and cannot be 0; write `max_attempts = 1` to disable retries",
        )),
        _ => Ok(given),
    }
}
