//! The page of all mistakes in the documentation, written from the files that make them and from what the compiler says.
//!
//! `UPDATE_CATALOGUE=1 cargo test -p lambda-client-ui-tests --test catalogue` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str = "\
What the compiler says about mistakes. Each is told once, at the place to change, beside all others; what is not wrong can still be used.
";

/// The folders whose files make one mistake each, and what they are about.
const GROUPS: &[(&str, &str)] = &[
    ("args", "Arguments of `#[lambda_fn]`"),
    ("trait", "The trait"),
    ("method", "Methods and their arguments"),
    ("types", "Types that do not fit"),
    ("function-error", "`derive(FunctionError)`"),
];

/// A mistake as its file makes it.
struct Mistake {
    phrase: String,
    /// What the compiler says.
    message: String,
    /// The line that it points at.
    line: String,
    /// What stands below that line: the mark, and perhaps words.
    mark: String,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The mistakes of a group, by the names of their files.
fn mistakes(group: &str) -> BTreeMap<PathBuf, Mistake> {
    let entries = fs::read_dir(folder(group)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    sources.map(|path| (path.clone(), mistake(&path))).collect()
}

fn mistake(path: &Path) -> Mistake {
    let (source, told) = (read(path), read(&path.with_extension("stderr")));
    let place = path.display();
    let phrase = source
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "));
    let phrase = phrase.unwrap_or_else(|| panic!("{place}: the first line must name the mistake"));
    let headlines: Vec<&str> = told
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("warning"))
        .collect();
    let [headline] = headlines.as_slice() else {
        panic!("{place}: one mistake has one message, not {headlines:#?}");
    };
    let (_, message) = headline.split_once(": ").unwrap();
    let (line, mark) = marked(&told).unwrap_or_else(|| panic!("{place}: no line is marked"));
    Mistake {
        phrase: phrase.to_owned(),
        message: message.to_owned(),
        line,
        mark,
    }
}

/// The first line with a `^^^` below it, and what stands there.
fn marked(told: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = told
        .lines()
        .filter_map(|line| Some(line.split_once('|')?.1))
        .collect();
    lines.windows(2).find_map(|pair| match pair {
        [line, mark] if mark.trim_start().starts_with('^') => {
            let indent = line.len() - line.trim_start().len();
            let shifted = mark.get(indent..)?;
            Some((line.trim().to_owned(), shifted.trim_end().to_owned()))
        }
        _ => None,
    })
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for (group, title) in GROUPS {
        let _ = write!(page, "\n# {title}\n");
        for mistake in mistakes(group).values() {
            let Mistake {
                phrase,
                message,
                line,
                mark,
            } = mistake;
            let _ = write!(
                page,
                "\n**{phrase}**\n\n```text\n{line}\n{mark}\n```\n\n> {message}\n"
            );
        }
    }
    page
}

#[test]
fn the_page_shows_every_mistake() {
    let stored = folder("../../src/docs/mistakes.md");
    let page = page();
    if std::env::var_os("UPDATE_CATALOGUE").is_some() {
        fs::write(&stored, page).unwrap();
        return;
    }
    assert!(
        fs::read_to_string(&stored).is_ok_and(|stored| stored == page),
        "{} is not what the files in tests/ui say; write it anew with UPDATE_CATALOGUE=1",
        stored.display()
    );
}

#[test]
fn the_mistakes_differ() {
    let mut phrases = BTreeMap::new();
    for (group, _) in GROUPS {
        let mistakes = mistakes(group);
        assert!(!mistakes.is_empty(), "{group} has no files");
        for (path, mistake) in mistakes {
            let key = (group, mistake.phrase);
            if let Some(other) = phrases.insert(key, path.clone()) {
                panic!(
                    "{} and {} make the same mistake",
                    path.display(),
                    other.display()
                );
            }
        }
    }
}
