//! Compares the public interface of each published package with the text in `interfaces/`.
//!
//! A difference is not a mistake, but it is seen before it lands: after a release, a line that disappears is a breaking change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const PACKAGES: &[&str] = &[
    "lambda-client",
    "lambda-client-core",
    "lambda-client-derive",
    "lambda-client-grammar",
];

/// Traits that callers do not ask for; of the auto traits, `Send` and `Sync` remain.
const UNASKED: &[&str] = &[
    "core::marker::Freeze",
    "core::marker::Unpin",
    "core::marker::UnsafeUnpin",
    "core::marker::StructuralPartialEq",
    "core::panic::unwind_safe::RefUnwindSafe",
    "core::panic::unwind_safe::UnwindSafe",
];

fn own() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Documents all packages as JSON, and returns the folder of the files.
///
/// The workspace as a whole, as the gate documents it: then no dependency is built once more with other features.
fn document() -> PathBuf {
    let status = Command::new(env!("CARGO"))
        .current_dir(own().join("../.."))
        .args([
            "doc",
            "--quiet",
            "--workspace",
            "--all-features",
            "--no-deps",
        ])
        .env("RUSTDOC", env!("CARGO_BIN_EXE_unstable-rustdoc"))
        .env("RUSTDOCFLAGS", "-Z unstable-options --output-format json")
        .status()
        .unwrap();
    assert!(status.success(), "the packages cannot be documented");
    let program = Path::new(env!("CARGO_BIN_EXE_unstable-rustdoc"));
    program.with_file_name("").join("../doc")
}

/// Returns the public items of a package, one in each line.
fn interface(documents: &Path, package: &str) -> String {
    let document = documents.join(package.replace('-', "_"));
    let api = public_api::Builder::from_rustdoc_json(document.with_extension("json"))
        .omit_blanket_impls(true)
        .build()
        .unwrap();
    let unasked =
        |line: &str| line.starts_with("impl") && UNASKED.iter().any(|name| line.contains(name));
    let lines = api.items().map(|item| item.to_string());
    lines
        .filter(|line| !unasked(line))
        .map(|line| line + "\n")
        .collect()
}

/// Returns the lines that only one of two texts has.
fn differences(stored: &str, found: &str) -> Vec<String> {
    let (stored, found): (BTreeSet<&str>, BTreeSet<&str>) =
        (stored.lines().collect(), found.lines().collect());
    let gone = stored.difference(&found).map(|line| format!("- {line}"));
    let new = found.difference(&stored).map(|line| format!("+ {line}"));
    gone.chain(new).collect()
}

#[test]
fn the_public_interface_is_as_stored() {
    let update = env::var_os("UPDATE_API").is_some();
    let documents = document();
    let mut changed = Vec::new();
    for package in PACKAGES {
        let path = own().join("interfaces").join(package).with_extension("txt");
        let found = interface(&documents, package);
        assert!(!found.is_empty(), "{package} has no public item");
        if update {
            fs::write(&path, found).unwrap();
            continue;
        }
        let stored = fs::read_to_string(&path).unwrap_or_default();
        if stored != found {
            changed.push(format!("{package}:"));
            changed.extend(differences(&stored, &found));
        }
    }
    assert!(
        changed.is_empty(),
        "the public interface changed; if that is meant, run with UPDATE_API=1 and commit the difference\n{}",
        changed.join("\n")
    );
}
