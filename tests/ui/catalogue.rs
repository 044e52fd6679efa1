//! The page of the documentation that lists all mistakes, generated from the UI tests and the compiler's messages.
//!
//! `UPDATE_CATALOGUE=1 cargo test -p lambda-client-ui-tests --test catalogue` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const INTRODUCTION: &str = "\
Every mistake that the macros detect, with the compiler's message. Each is reported once, at the token to change; one compilation reports
them all, and code that uses the trait or the enum does not cause further errors.
";

/// The folders whose files contain one mistake each, with their headings.
const GROUPS: &[(&str, &str)] = &[
    ("args", "Arguments of `#[lambda_fn]`"),
    ("trait", "The trait"),
    ("method", "Methods and their arguments"),
    ("types", "Types"),
    ("function-error", "`derive(FunctionError)`"),
    ("state-machine", "`#[state_machine]`"),
];

/// A mistake, as its file and the compiler's message show it.
struct Mistake {
    phrase: String,
    /// The compiler's message.
    message: String,
    /// The line at which the message points.
    line: String,
    /// The mark below that line, with its label.
    mark: String,
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the mistakes of a group by the paths of their files.
fn mistakes(group: &str) -> BTreeMap<PathBuf, Mistake> {
    let entries = fs::read_dir(folder(group)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let sources = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    sources.map(|path| (path.clone(), mistake(&path))).collect()
}

fn mistake(path: &Path) -> Mistake {
    let (source, stderr) = (read(path), read(&path.with_extension("stderr")));
    let place = path.display();
    let phrase = source
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("//! "));
    let phrase = phrase.unwrap_or_else(|| panic!("{place}: the first line must name the mistake"));
    let headlines: Vec<&str> = stderr
        .lines()
        .filter(|line| line.starts_with("error") || line.starts_with("warning"))
        .collect();
    let [headline] = headlines.as_slice() else {
        panic!("{place}: one mistake has one message, not {headlines:#?}");
    };
    let (_, message) = headline.split_once(": ").unwrap();
    let (line, mark) =
        marked(&stderr).unwrap_or_else(|| panic!("{place}: the message does not mark a line"));
    Mistake {
        phrase: phrase.to_owned(),
        message: message.to_owned(),
        line,
        mark,
    }
}

/// Returns the first line with a `^^^` below it, and the line of that mark. A `---` in front of the mark belongs to a side note.
fn marked(stderr: &str) -> Option<(String, String)> {
    let lines: Vec<&str> = stderr
        .lines()
        .filter_map(|line| Some(line.split_once('|')?.1))
        .collect();
    lines.windows(2).find_map(|pair| {
        let [line, mark] = pair else { return None };
        let is_aside = |character: char| character == '-' || character.is_whitespace();
        let marked = mark.trim_start_matches(is_aside);
        if !marked.starts_with('^') {
            return None;
        }
        let indent = line.len() - line.trim_start().len();
        let shifted = (mark.len() - marked.len()).checked_sub(indent)?;
        let mark = format!("{}{}", " ".repeat(shifted), marked.trim_end());
        Some((line.trim().to_owned(), mark))
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
        "{} differs from the files in tests/ui; rewrite it with UPDATE_CATALOGUE=1",
        stored.display()
    );
}

#[test]
fn no_two_files_show_the_same_mistake() {
    let mut phrases = BTreeMap::new();
    for (group, _) in GROUPS {
        let mistakes = mistakes(group);
        assert!(!mistakes.is_empty(), "{group} has no files");
        for (path, mistake) in mistakes {
            let key = (group, mistake.phrase);
            if let Some(other) = phrases.insert(key, path.clone()) {
                panic!(
                    "{} and {} have the same first line",
                    path.display(),
                    other.display()
                );
            }
        }
    }
}
