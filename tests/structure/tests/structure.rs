//! The rules of the project's structure, checked on its own sources.

use std::fs;
use std::path::{Path, PathBuf};

use lambda_client_structure_tests::Crate;

/// The most lines of a source file.
const MAX_LINES: usize = 400;

/// Folders without sources of ours: what cargo builds, and the expansions that tests compare with.
const NOT_SOURCES: &[&str] = &["target", "snapshots"];

fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Checks the modules below `parent`, which must be at least `expected` many: a check that reads nothing finds nothing.
#[track_caller]
fn assert_without_circles(folder: &str, parent: &[&str], expected: usize) {
    let sources = Crate::read(&project().join(folder));
    let children = sources.children(parent);
    assert!(children.len() >= expected, "only found {children:?}");
    let circles: Vec<String> = sources
        .circles(parent)
        .iter()
        .map(|circle| circle.to_string())
        .collect();
    assert!(
        circles.is_empty(),
        "modules of {folder} depend on each other:\n{}",
        circles.join("\n")
    );
}

#[test]
fn the_modules_of_the_core_form_a_hierarchy() {
    assert_without_circles("lambda-client-core/src", &[], 20);
}

#[test]
fn the_modules_of_local_lambda_form_a_hierarchy() {
    assert_without_circles("lambda-client-core/src", &["local"], 5);
}

#[test]
fn the_modules_of_the_macros_form_a_hierarchy() {
    assert_without_circles("lambda-client-derive/src", &[], 10);
}

#[test]
fn the_modules_of_the_grammar_form_a_hierarchy() {
    assert_without_circles("lambda-client-core/grammar/src", &[], 4);
}

#[test]
fn the_core_imports_by_module_path() {
    let sources = Crate::read(&project().join("lambda-client-core/src"));
    let found = sources.uses_of_root_re_exports();
    assert!(
        found.is_empty(),
        "write the path of the module that defines the item:\n{}",
        found.join("\n")
    );
}

/// All Rust files of the project below a folder.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            if !name.starts_with('.') && !NOT_SOURCES.contains(&name) {
                rust_files(&path, found);
            }
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_file_is_too_long() {
    let mut files = Vec::new();
    rust_files(&project(), &mut files);
    assert!(files.len() > 100, "only found {} files", files.len());
    let lines = |file: &PathBuf| fs::read_to_string(file).unwrap().lines().count();
    let long: Vec<String> = files
        .iter()
        .map(|file| (lines(file), file))
        .filter(|(lines, _)| *lines > MAX_LINES)
        .map(|(lines, file)| format!("{lines} {}", file.display()))
        .collect();
    assert!(
        long.is_empty(),
        "files of more than {MAX_LINES} lines:\n{}",
        long.join("\n")
    );
}

#[test]
fn a_module_with_parts_is_a_folder_with_a_mod_file() {
    let mut files = Vec::new();
    rust_files(&project(), &mut files);
    let beside: Vec<_> = files
        .iter()
        .filter(|file| {
            file.with_extension("").join("mod.rs").exists() || file.with_extension("").is_dir()
        })
        .filter(|file| file.components().any(|part| part.as_os_str() == "src"))
        .collect();
    assert!(
        beside.is_empty(),
        "files beside a folder of the same name; move each to `mod.rs` in it: {beside:?}"
    );
}

#[test]
fn items_are_hidden_where_they_are_defined() {
    let mut files = Vec::new();
    rust_files(&project().join("lambda-client-core/src"), &mut files);
    assert!(files.len() > 100, "only found {} files", files.len());
    // rustdoc forgets the attributes of a re-export when it inlines the module into the documentation of `lambda-client`.
    let hidden_use = |file: &&PathBuf| {
        let text = fs::read_to_string(file).unwrap();
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let pairs = lines.windows(2);
        pairs
            .into_iter()
            .any(|pair| pair[0] == "#[doc(hidden)]" && pair[1].starts_with("pub use "))
    };
    let found: Vec<_> = files.iter().filter(hidden_use).collect();
    assert!(
        found.is_empty(),
        "write `#[doc(hidden)]` at the items instead of their re-export: {found:?}"
    );
}
