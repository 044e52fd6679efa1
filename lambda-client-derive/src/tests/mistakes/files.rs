//! The files of `tests/ui`, expanded without a compiler: what the macros say about each, and how often.
//!
//! Only the UI tests, which take minutes, compare where a message points and what the compiler itself says.

use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{File, Item};

use crate::expand::{lambda_fn, state_machine};
use crate::tests::messages;

/// The files whose messages depend on what the compiler does before the macro or to its output, or that it cannot parse.
const NEED_COMPILER: [&str; 7] = [
    "trait/async-trait-above.rs",
    "trait/attribute-on-the-method-alone.rs",
    "several/attribute-given-twice.rs",
    "several/automock-above.rs",
    "several/modifiers.rs",
    "several/slips-of-syntax.rs",
    "several/syntax.rs",
];

/// Returns the content of the attribute at which `tokens` start.
fn attribute(tokens: &[TokenTree]) -> Option<Group> {
    match tokens {
        [TokenTree::Punct(hash), TokenTree::Group(group), ..]
            if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group.clone())
        }
        _ => None,
    }
}

/// Returns the last name of the attribute's path and what stands in its parentheses.
fn name_and_arguments(attribute: &Group) -> (String, TokenStream) {
    let mut name = String::new();
    for token in attribute.stream() {
        match token {
            TokenTree::Ident(ident) => name = ident.to_string(),
            TokenTree::Group(arguments) => return (name, arguments.stream()),
            _ => {}
        }
    }
    (name, TokenStream::new())
}

/// Returns the messages of the first macro of this crate on the item, expanded as the compiler does it: without its own attribute.
fn of_item(item: &Item) -> Vec<String> {
    let tokens: Vec<TokenTree> = item.to_token_stream().into_iter().collect();
    let mut at = 0;
    while let Some(group) = tokens.get(at..).and_then(attribute) {
        let (name, arguments) = name_and_arguments(&group);
        let before = tokens.iter().take(at);
        let rest: TokenStream = before.chain(tokens.iter().skip(at + 2)).cloned().collect();
        match name.as_str() {
            "lambda_fn" => return messages(&lambda_fn(arguments, rest)),
            "state_machine" => return messages(&state_machine(arguments, rest)),
            "derive" if arguments.to_string().contains("FunctionError") => {
                return messages(&crate::function_error::expand(rest));
            }
            _ => at += 2,
        }
    }
    Vec::new()
}

/// Returns the messages about the items of a file and of its modules.
fn of_items(items: &[Item]) -> Vec<String> {
    let messages = items.iter().flat_map(|item| match item {
        Item::Mod(module) => match &module.content {
            Some((_, items)) => of_items(items),
            None => Vec::new(),
        },
        item => of_item(item),
    });
    messages.collect()
}

/// Returns the files of a folder of `tests/ui`.
fn files(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/ui")
        .join(folder);
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| path.extension().is_some_and(|found| found == "rs"))
        .collect()
}

/// Returns what the macros say about a file, and the stored headlines that have no code of the compiler.
fn said_and_stored(path: &Path) -> (Vec<String>, Vec<String>) {
    let source = std::fs::read_to_string(path).unwrap_or_default();
    let said = match syn::parse_str::<File>(&source) {
        Ok(file) => of_items(&file.items),
        Err(error) => vec![format!("not parsed: {error}")],
    };
    let stored = std::fs::read_to_string(path.with_extension("stderr")).unwrap_or_default();
    let headlines = stored
        .lines()
        .filter_map(|line| line.strip_prefix("error: "));
    (said, headlines.map(str::to_owned).collect())
}

/// Compares the messages of every file in these folders with what the compiler printed, in any order.
#[track_caller]
fn assert_stored(folders: &[&str]) {
    let mut wrong = Vec::new();
    for folder in folders {
        let files = files(folder);
        assert!(!files.is_empty(), "{folder} has no files");
        for path in files {
            if NEED_COMPILER.iter().any(|file| path.ends_with(file)) {
                continue;
            }
            let (mut said, mut stored) = said_and_stored(&path);
            said.sort();
            stored.sort();
            if said != stored {
                wrong.push(format!(
                    "{}: said {said:#?}, stored {stored:#?}",
                    path.display()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn arguments() {
    assert_stored(&["args"]);
}

#[test]
fn methods() {
    assert_stored(&["method"]);
}

#[test]
fn traits_and_types() {
    assert_stored(&["trait", "types"]);
}

#[test]
fn function_errors_and_state_machines() {
    assert_stored(&["function-error", "state-machine"]);
}

#[test]
fn several_mistakes_at_once() {
    assert_stored(&["several", "recovery"]);
}

/// What the compiler accepts, the macros accept without a message.
#[test]
fn valid_code() {
    assert_stored(&["pass"]);
}

#[test]
fn files_that_need_the_compiler_exist() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    for file in NEED_COMPILER {
        assert!(folder.join(file).exists(), "{file} does not exist");
    }
}
