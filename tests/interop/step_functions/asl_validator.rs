//! asl-validator checks definitions against the schemas of the Amazon States Language.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::install::{home, node};

/// The folder of the definitions that tests of the runtime compare with.
fn stored() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lambda-client-core/tests/definitions")
}

/// Returns the stored definitions. The policies beside them are not definitions.
fn definitions() -> Vec<PathBuf> {
    let entries = fs::read_dir(stored()).expect("the stored definitions can be listed");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let is_definition = |path: &PathBuf| {
        let name = path.file_name().and_then(OsStr::to_str).unwrap_or_default();
        name.ends_with(".json") && !name.ends_with(".policy.json")
    };
    let mut definitions: Vec<PathBuf> = paths.filter(is_definition).collect();
    definitions.sort();
    definitions
}

fn validate(definition: &Path) -> Output {
    Command::new(node("step-functions").join("node_modules/.bin/asl-validator"))
        .arg("--json-path")
        .arg(definition)
        .output()
        .expect("asl-validator can be started")
}

#[test]
fn step_functions_asl_validator_accepts_every_stored_definition() {
    let definitions = definitions();
    assert!(!definitions.is_empty());
    for definition in definitions {
        let output = validate(&definition);
        assert!(
            output.status.success(),
            "{}: {}{}",
            definition.display(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

#[test]
fn step_functions_asl_validator_refuses_a_broken_definition() {
    let folder = home().join("scratch");
    fs::create_dir_all(&folder).expect("a folder can be made");
    let stored = fs::read_to_string(stored().join("checkout.json")).expect("a definition");
    for (name, part, instead) in [
        ("unknown-field", "\"Retry\"", "\"Retri\""),
        ("unknown-next", "\"Next\": \"", "\"Next\": \"nowhere-"),
        ("path-in-jsonata", "\"Output\"", "\"OutputPath\""),
    ] {
        let broken = stored.replacen(part, instead, 1);
        assert_ne!(broken, stored, "{name}");
        let file = folder.join(format!("{name}-{}.json", std::process::id()));
        fs::write(&file, broken).expect("a file can be written");
        let output = validate(&file);
        fs::remove_file(&file).expect("a file can be removed");
        assert!(!output.status.success(), "{name}");
    }
}
