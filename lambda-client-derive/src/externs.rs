//! Tells from the arguments of the compiler that a crate cannot be reached.
//!
//! `Cargo.toml` does not tell: a dependency may be optional, belong to tests only, or be a library with another name than its
//! package.

use std::fs;
use std::path::Path;

/// Returns whether the compiler does not know a crate of this name. If in doubt, it does: the compiler reports it otherwise.
pub(crate) fn lacks(name: &str) -> bool {
    let arguments: Vec<String> = std::env::args_os()
        .map(|argument| argument.to_string_lossy().into_owned())
        .collect();
    let Some(known) = externs(&arguments) else {
        return false;
    };
    // `extern crate platform as name;` gives a crate another name.
    let may_rename = || {
        let root = root(&arguments).and_then(|root| fs::read_to_string(root).ok());
        root.is_none_or(|text| text.contains("extern crate"))
    };
    !known.contains(&name) && !may_rename()
}

/// Returns the names of the crates that the compiler was given, unless these are the arguments of another program, or stand in a
/// file.
fn externs(arguments: &[String]) -> Option<Vec<&str>> {
    let is_given = |flag: &str| arguments.iter().any(|argument| argument.starts_with(flag));
    if !is_given("--crate-name") || is_given("@") {
        return None;
    }
    let mut known = Vec::new();
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        let value = match argument.strip_prefix("--extern") {
            Some("") => arguments.next().map(String::as_str),
            Some(value) => value.strip_prefix('='),
            None => None,
        };
        known.extend(value.map(name_of));
    }
    Some(known)
}

/// Returns the name in `options:name=path`, of which only the name is certain to be there.
fn name_of(value: &str) -> &str {
    let name = value.split('=').next().unwrap_or(value);
    name.rsplit(':').next().unwrap_or(name)
}

/// Returns the file that the compiler was given.
fn root(arguments: &[String]) -> Option<&Path> {
    let mut paths = arguments.iter().map(Path::new);
    paths.find(|path| path.extension().is_some_and(|extension| extension == "rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn every_form_of_a_crate_is_read() {
        let line = "rustc --crate-name shop src/lib.rs --extern serde=C:\\libserde.rlib --extern=tokio --extern \
                    priv,noprelude:core=libcore.rlib --extern proc_macro --out-dir deps";
        let arguments = arguments(line);
        assert_eq!(
            externs(&arguments),
            Some(vec!["serde", "tokio", "core", "proc_macro"])
        );
        assert_eq!(root(&arguments), Some(Path::new("src/lib.rs")));
    }

    #[test]
    fn other_programs_and_files_of_arguments_tell_nothing() {
        for line in [
            "rust-analyzer-proc-macro-srv",
            "expansion-0123456789 --extern serde",
            "rustc @arguments --crate-name shop src/lib.rs",
        ] {
            assert_eq!(externs(&arguments(line)), None, "{line}");
        }
        assert_eq!(root(&arguments("rustc --crate-name rust_out -")), None);
        // The arguments of this test.
        assert!(!lacks("lambda_client"));
    }
}
