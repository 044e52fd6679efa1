//! The names of executions.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};
use crate::uuid;

/// The length of the longest name, in characters (Step Functions API reference, `StartExecution`).
const MAX_LENGTH: usize = 80;

/// The characters of the hash that ends the name of a key: 128 bits.
const HASH_LENGTH: usize = 32;

/// The name of an execution, which a Standard machine accepts once in 90 days.
///
/// A name has 1 to 80 characters, without white space, control characters and ``< > { } [ ] ? * " # % \ ^ | ~ ` $ & , ; : /`` (Step Functions
/// API reference, `StartExecution`). CloudWatch Logs only shows executions whose names consist of `0-9 A-Z a-z - _`.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::step_functions::ExecutionName;
///
/// assert_eq!(ExecutionName::parse("order-17")?.as_str(), "order-17");
/// let error = ExecutionName::parse("orders/17").unwrap_err();
/// assert!(error.to_string().ends_with("`orders/17` contains `/`, which the name of an execution cannot have"));
///
/// // Any key becomes a name, and different keys become different names.
/// assert_eq!(ExecutionName::from_key("order-17").as_str(), "order-17");
/// let (slash, colon) = (ExecutionName::from_key("orders/17"), ExecutionName::from_key("orders:17"));
/// assert!(slash.as_str().starts_with("orders_17-") && slash != colon);
/// # Ok::<(), lambda_client::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExecutionName(Arc<str>);

impl ExecutionName {
    /// Checks a name.
    ///
    /// # Errors
    ///
    /// Returns an error of kind [`Configuration`](ErrorKind::Configuration) that says what is wrong with the name.
    pub fn parse(name: &str) -> Result<ExecutionName, Error> {
        match fault(name) {
            None => Ok(ExecutionName(Arc::from(name))),
            Some(fault) => Err(Error::configuration(fault)),
        }
    }

    /// Turns any key into a name, such as the ID of a request or of an order. A key that is a valid name is kept, unless it ends like one of
    /// the hashes below or has characters beyond U+FFFF, which AWS may refuse. In any other key, every character other than the letters and
    /// digits of ASCII, `-`, `_` and `.` becomes `_`, and a hash of the key (128 bits of SHA-256) follows its first 47 characters, so that two
    /// keys never become one name.
    ///
    /// The name of a key never changes between versions of this crate: a start that is made again after an update finds its execution.
    pub fn from_key(key: &str) -> ExecutionName {
        // A key that looks as if it ended with a hash gets one of its own, or it could be the name of another key. So does one with
        // characters beyond U+FFFF: the API reference forbids surrogates, and does not say whether it means their pairs in UTF-16.
        let is_plain = key.chars().all(|c| c <= '\u{ffff}');
        if fault(key).is_none() && is_plain && !ends_with_hash(key) {
            return ExecutionName(Arc::from(key));
        }
        let kept: String = key
            .chars()
            .map(|c| match c.is_ascii_alphanumeric() || "-_.".contains(c) {
                true => c,
                false => '_',
            })
            .take(MAX_LENGTH - HASH_LENGTH - 1)
            .collect();
        let mut name = kept;
        name.push('-');
        for byte in Sha256::digest(key.as_bytes()).iter().take(HASH_LENGTH / 2) {
            name.push_str(&format!("{byte:02x}"));
        }
        ExecutionName(Arc::from(name))
    }

    /// Generates a name: a random UUID.
    ///
    /// # Errors
    ///
    /// Returns an error if the operating system cannot provide random numbers.
    pub fn random() -> Result<ExecutionName, Error> {
        Ok(ExecutionName(Arc::from(random_uuid()?)))
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns a random UUID. The operating system's numbers are used: of a generator with a state of 64 bits, two of a billion UUIDs might be
/// equal.
pub(super) fn random_uuid() -> Result<String, Error> {
    let mut bits = [0; 16];
    getrandom::fill(&mut bits).map_err(|error| {
        Error::builder(ErrorKind::Configuration)
            .message("the operating system cannot provide random numbers, which a redrive and a start without a name need")
            .source(error)
            .build()
    })?;
    Ok(uuid::from_bits(u128::from_ne_bytes(bits)))
}

impl AsRef<str> for ExecutionName {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ExecutionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ExecutionName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        ExecutionName::parse(name)
    }
}

/// Returns what is wrong with a name.
fn fault(name: &str) -> Option<String> {
    let length = name.chars().count();
    if length == 0 {
        return Some("the name of the execution is empty".to_owned());
    }
    if length > MAX_LENGTH {
        return Some(format!(
            "the name of the execution has {length} characters, but at most {MAX_LENGTH} are allowed; `ExecutionName::from_key` shortens it"
        ));
    }
    let found = name.chars().find(|c| !is_allowed(*c))?;
    let shown = match found {
        ' ' => "a space".to_owned(),
        '`' => "a backtick".to_owned(),
        c if c.is_control() || c.is_whitespace() || c >= '\u{fffe}' => {
            format!("the character U+{:04X}", u32::from(c))
        }
        c => format!("`{c}`"),
    };
    let name = name.escape_debug();
    Some(format!(
        "`{name}` contains {shown}, which the name of an execution cannot have"
    ))
}

fn is_allowed(c: char) -> bool {
    let is_special = "<>{}[]?*\"#%\\^|~`$&,;:/".contains(c);
    !is_special
        && !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{fffe}' | '\u{ffff}' | '\u{10ffff}')
}

fn ends_with_hash(key: &str) -> bool {
    let Some((_, hash)) = key.rsplit_once('-') else {
        return false;
    };
    hash.len() == HASH_LENGTH
        && hash
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_limits_hold_to_the_character() {
        for name in ["a", &"x".repeat(80), "größe", "a.b+c=d@e!(f)'g", "A-1_2"] {
            assert_eq!(ExecutionName::parse(name).unwrap().as_str(), name);
        }
        for (name, words) in [
            (String::new(), "is empty"),
            ("x".repeat(81), "has 81 characters, but at most 80"),
            ("a b".into(), "contains a space"),
            ("a\tb".into(), "contains the character U+0009"),
            ("a\u{7f}".into(), "contains the character U+007F"),
            ("a\u{9f}".into(), "contains the character U+009F"),
            ("a\u{a0}".into(), "contains the character U+00A0"),
            ("a\u{fffe}".into(), "contains the character U+FFFE"),
            ("a\u{ffff}".into(), "contains the character U+FFFF"),
            ("a\u{10ffff}".into(), "contains the character U+10FFFF"),
            ("a`b".into(), "contains a backtick"),
        ] {
            let error = ExecutionName::parse(&name).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Configuration);
            assert!(error.to_string().contains(words), "{error}");
        }
        for c in "<>{}[]?*\"#%\\^|~$&,;:/".chars() {
            let error = ExecutionName::parse(&format!("a{c}")).unwrap_err();
            assert!(
                error.to_string().contains(&format!("contains `{c}`")),
                "{error}"
            );
        }
    }

    #[test]
    fn different_keys_become_different_names() {
        let long = "x".repeat(200);
        let hashed = ExecutionName::from_key("a/b");
        let keys = [
            "",
            "a",
            "a/b",
            "a:b",
            "a_b",
            "a b",
            "a/b ",
            &long,
            &long[..100],
            &long[..81],
            "ключ/1",
            "ключ:1",
            "🍵",
            "🍶",
            hashed.as_str(),
        ];
        let names: HashSet<_> = keys
            .iter()
            .map(|key| ExecutionName::from_key(key))
            .collect();
        assert_eq!(names.len(), keys.len());
        for name in &names {
            assert_eq!(&ExecutionName::parse(name.as_str()).unwrap(), name);
        }
    }

    #[test]
    fn a_key_that_is_a_name_is_kept_and_a_hash_is_stable() {
        for key in ["order-17", "8b4c0c1e-7f4e-4d0b-8f3e-0123456789ab", "größe"] {
            assert_eq!(ExecutionName::from_key(key).as_str(), key);
        }
        // `printf '🍵' | sha256sum`
        assert_eq!(
            ExecutionName::from_key("🍵").as_str(),
            "_-c71290e28f2018be2dbbec1d94d6cd6b"
        );
        // `printf 'a/b' | sha256sum`
        assert_eq!(
            ExecutionName::from_key("a/b").as_str(),
            "a_b-c14cddc033f64b9dea80ea675cf280a0"
        );
        assert_eq!(ExecutionName::from_key(&"x".repeat(200)).as_str().len(), 80);
    }

    #[test]
    fn made_up_names_differ() {
        let names: HashSet<_> = (0..1000)
            .map(|_| ExecutionName::random().unwrap())
            .collect();
        assert_eq!(names.len(), 1000);
    }
}
