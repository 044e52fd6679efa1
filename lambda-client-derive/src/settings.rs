//! The settings of a method: its own arguments override those of the trait.

use crate::args::{Located, Mode, Options, Retry};
use crate::target::MachineKind;
use lambda_client_grammar::case::Case;
use lambda_client_grammar::name::parse_function_name;
use lambda_client_grammar::template::{Piece, parse_template};

use std::time::Duration;

/// The settings of one method.
pub(crate) struct Settings {
    pub(crate) function: Function,
    pub(crate) kind: MachineKind,
    pub(crate) qualifier: Option<Located<String>>,
    pub(crate) mode: Mode,
    pub(crate) idempotent: bool,
    pub(crate) retry: Retry,
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) tail_log: bool,
    pub(crate) named: bool,
    pub(crate) route: Option<Located<String>>,
    pub(crate) rename_all: Option<Case>,
}

/// The function that a method invokes, or the machine that it starts.
pub(crate) enum Function {
    /// Neither the method nor the trait names one.
    Missing,
    /// Its name is invalid, which has been reported.
    Broken,
    Named(FunctionName),
}

/// The name of a function or the ARN of a machine, as far as it is known at compile time.
pub(crate) struct FunctionName {
    /// With `{method}` replaced; `{env:..}` and `{key}` stay.
    pub(crate) text: String,
    /// Whether all placeholders are replaced.
    pub(crate) complete: bool,
    /// The end of the name, before a qualifier that is part of it.
    end: usize,
    pub(crate) given: Located<String>,
    /// Whether it is named on the method, not on the trait.
    pub(crate) own: bool,
}

impl Settings {
    pub(crate) fn merge(method: &str, own: &Options, defaults: &Options) -> Self {
        let mode = value(&own.mode, &defaults.mode).unwrap_or(Mode::RequestResponse);
        let function = Function::of(method, own, defaults);
        // A qualifier inside the method's own name overrides the default of the trait.
        let default_qualifier = match &function {
            Function::Named(name) if name.own && name.has_qualifier() => None,
            _ => defaults.qualifier.as_ref(),
        };
        // A default of the trait applies only to methods that can honor it.
        let tail_log = match mode {
            Mode::RequestResponse => value(&own.tail_log, &defaults.tail_log),
            Mode::Event | Mode::DryRun => value(&own.tail_log, &None),
        };
        Self {
            function,
            kind: value(&own.kind, &defaults.kind).unwrap_or(MachineKind::Standard),
            qualifier: own.qualifier.as_ref().or(default_qualifier).cloned(),
            mode,
            idempotent: value(&own.idempotent, &defaults.idempotent).unwrap_or(false),
            retry: Retry {
                max_attempts: given(&own.retry.max_attempts, &defaults.retry.max_attempts),
                base_delay: shortened(
                    &own.retry.base_delay,
                    &defaults.retry.base_delay,
                    &own.retry.max_delay,
                ),
                max_delay: given(&own.retry.max_delay, &defaults.retry.max_delay),
                budget: given(&own.retry.budget, &defaults.retry.budget),
            },
            timeout: value(&own.timeout, &defaults.timeout),
            attempt_timeout: shortened(
                &own.attempt_timeout,
                &defaults.attempt_timeout,
                &own.timeout,
            )
            .map(|given| given.value),
            tail_log: tail_log.unwrap_or(false),
            named: value(&own.named, &defaults.named).unwrap_or(false),
            route: given(&own.route, &defaults.route),
            rename_all: value(&own.rename_all, &defaults.rename_all),
        }
    }

    /// Returns the function's name, if it is valid.
    pub(crate) fn function_name(&self) -> Option<&FunctionName> {
        match &self.function {
            Function::Named(name) => Some(name),
            Function::Missing | Function::Broken => None,
        }
    }
}

impl Function {
    fn of(method: &str, own: &Options, defaults: &Options) -> Self {
        let (given, is_own) = match (&own.name, &defaults.name) {
            (Some(given), _) => (given, true),
            // A valid name on the method would take precedence.
            (None, _) if own.is_address_unread() => return Self::Broken,
            (None, Some(given)) => (given, false),
            (None, None) if defaults.is_address_unread() => return Self::Broken,
            (None, None) => return Self::Missing,
        };
        let Ok(pieces) = parse_template(&given.value) else {
            return Self::Broken;
        };
        let mut text = String::new();
        let mut complete = true;
        for piece in pieces {
            match piece {
                Piece::Text(piece) => text.push_str(piece),
                Piece::Method(case) => text.push_str(&case.apply(method)),
                Piece::Env(variable) => {
                    complete = false;
                    text.push_str(&format!("{{env:{variable}}}"));
                }
                Piece::Key(key) => {
                    complete = false;
                    text.push_str(&format!("{{{key}}}"));
                }
            }
        }
        let masked = masked(&text);
        let sample = sample(&masked);
        let has_qualifier = parse_function_name(&sample).is_ok_and(|name| name.qualifier.is_some());
        let colon = masked.rfind(':').filter(|_| has_qualifier);
        let end = colon.unwrap_or(text.len());
        Self::Named(FunctionName {
            text,
            complete,
            end,
            given: given.clone(),
            own: is_own,
        })
    }
}

/// Replaces placeholders by runs of braces of the same length in bytes, so that their colons do not separate parts.
fn masked(text: &str) -> String {
    let mut inside = false;
    let mut masked = String::with_capacity(text.len());
    for character in text.chars() {
        inside |= character == '{';
        match inside {
            true => masked.extend(std::iter::repeat_n('{', character.len_utf8())),
            false => masked.push(character),
        }
        inside &= character != '}';
    }
    masked
}

/// Replaces each masked placeholder by a plausible value, so that the name can be parsed.
fn sample(masked: &str) -> String {
    let is_arn = masked.starts_with("arn:");
    let fields: Vec<&str> = masked.split(':').collect();
    let filled = fields.iter().enumerate().map(|(position, field)| {
        let before_function = fields.get(position + 1) == Some(&"function");
        match field.contains('{') {
            false => (*field).to_owned(),
            true if is_arn && position == 3 => "us-east-1".to_owned(),
            true if before_function => "000000000000".to_owned(),
            true => field.replace('{', "x"),
        }
    });
    filled.collect::<Vec<_>>().join(":")
}

impl FunctionName {
    /// Returns whether a qualifier is part of the name.
    pub(crate) fn has_qualifier(&self) -> bool {
        self.end < self.text.len()
    }

    /// Returns the name for the runtime: a qualifier of the method replaces the one in the name of the trait.
    pub(crate) fn declared(&self, qualifier: Option<&Located<String>>) -> &str {
        match qualifier {
            Some(_) if !self.own => self.unqualified(),
            _ => &self.text,
        }
    }

    /// Returns the name without its qualifier, which identifies the function.
    pub(crate) fn unqualified(&self) -> &str {
        self.text.get(..self.end).unwrap_or(&self.text)
    }
}

fn given<T: Clone>(own: &Option<Located<T>>, default: &Option<Located<T>>) -> Option<Located<T>> {
    own.as_ref().or(default.as_ref()).cloned()
}

/// Returns a duration that a limit of the method shortens if it is a default of the trait.
fn shortened(
    own: &Option<Located<Duration>>,
    default: &Option<Located<Duration>>,
    limit: &Option<Located<Duration>>,
) -> Option<Located<Duration>> {
    let mut given = given(own, default)?;
    if let (None, Some(limit)) = (own, limit) {
        given.value = given.value.min(limit.value);
    }
    Some(given)
}

fn value<T: Copy>(own: &Option<Located<T>>, default: &Option<Located<T>>) -> Option<T> {
    own.as_ref().or(default.as_ref()).map(|given| given.value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::args::read_trait;
    use crate::diagnostics::Diagnostics;
    use quote::quote;

    fn options(tokens: proc_macro2::TokenStream) -> Options {
        let mut diagnostics = Diagnostics::new();
        let options = read_trait(tokens, &mut diagnostics);
        assert!(diagnostics.is_empty(), "{}", diagnostics.finish());
        options
    }

    #[test]
    fn what_the_method_says_wins() {
        let defaults = options(quote!(
            name = "a-{method}",
            qualifier = "live",
            timeout = "5s",
            idempotent,
            retry(max_attempts = 3, budget = 7)
        ));
        let own = options(quote!(
            name = "b",
            idempotent = false,
            retry(max_attempts = 5)
        ));
        let settings = Settings::merge("place", &own, &defaults);
        assert_eq!(
            settings.function_name().map(|name| name.text.as_str()),
            Some("b")
        );
        assert_eq!(
            settings.qualifier.map(|given| given.value).as_deref(),
            Some("live")
        );
        assert_eq!(settings.timeout, Some(Duration::from_secs(5)));
        assert!(!settings.idempotent);
        assert_eq!(
            settings.retry.max_attempts.map(|given| given.value),
            Some(5)
        );
        assert_eq!(settings.retry.budget.map(|given| given.value), Some(7));
    }

    #[test]
    fn a_name_with_a_qualifier_of_its_own_overrides_the_default() {
        let defaults = options(quote!(name = "a", qualifier = "live"));
        let own = options(quote!(name = "b:2"));
        assert!(
            Settings::merge("place", &own, &defaults)
                .qualifier
                .is_none()
        );
    }

    #[test]
    fn the_method_is_put_into_the_name_and_the_rest_stays() {
        let own = options(quote!(
            name = "{env:STAGE}-{method:kebab-case}-{region}:live"
        ));
        let settings = Settings::merge("place_order", &own, &Options::default());
        let name = settings.function_name();
        assert_eq!(
            name.map(|name| (name.text.as_str(), name.complete)),
            Some(("{env:STAGE}-place-order-{region}:live", false))
        );

        let own = options(quote!(name = "orders-{method}:live"));
        let settings = Settings::merge("place", &own, &Options::default());
        assert_eq!(
            settings.function_name().map(FunctionName::unqualified),
            Some("orders-place")
        );
    }

    #[test]
    fn a_default_is_ignored_where_the_mode_cannot_honor_it() {
        let defaults = options(quote!(name = "a", tail_log));
        let event = options(quote!(mode = "event"));
        assert!(!Settings::merge("place", &event, &defaults).tail_log);
        assert!(Settings::merge("place", &Options::default(), &defaults).tail_log);
    }
}
