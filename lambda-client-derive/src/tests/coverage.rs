//! Every message of the macros is shown by a UI test, so that somebody has read it where it appears. Those of the grammar
//! are tested word for word in its own crate.

use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The text of a message between its interpolations.
struct Message {
    text: String,
    parts: Vec<String>,
}

impl Message {
    /// Takes every text that says what was found, then what to write.
    fn of(text: String) -> Option<Self> {
        if !text.contains("; ") {
            return None;
        }
        let escaped = text.replace("{{", "\u{1}").replace("}}", "\u{2}");
        let parts = escaped.split('{').enumerate().map(|(position, part)| {
            let literal = match (position, part.split_once('}')) {
                (0, _) | (_, None) => part,
                (_, Some((_, literal))) => literal,
            };
            literal.replace('\u{1}', "{").replace('\u{2}', "}")
        });
        Some(Self {
            parts: parts.collect(),
            text,
        })
    }

    fn is_shown_in(&self, shown: &str) -> bool {
        shown.lines().any(|line| {
            let mut rest = line;
            self.parts.iter().all(|part| match rest.split_once(part) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
        })
    }
}

/// Collects the texts in the tokens, without those of documentation and of unit tests.
fn texts(tokens: TokenStream, found: &mut Vec<String>) {
    let (mut in_tests, mut in_attribute) = (false, false);
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let skipped = in_tests || (in_attribute && group.delimiter() == Delimiter::Bracket);
                if !skipped {
                    texts(group.stream(), found);
                }
                (in_tests, in_attribute) = (false, false);
            }
            TokenTree::Literal(literal) => {
                if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    found.push(text.value());
                }
            }
            TokenTree::Ident(ident) => in_tests = ident == "tests",
            TokenTree::Punct(punct) if punct.as_char() == '#' => in_attribute = true,
            TokenTree::Punct(_) => {}
        }
    }
}

/// Hands the content of every file below `folder` with this extension to `visit`.
fn each_file(folder: &Path, extension: &str, visit: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() && !path.ends_with("tests") {
            each_file(&path, extension, visit);
        } else if path.extension().is_some_and(|found| found == extension)
            && !path.ends_with("tests.rs")
            && let Ok(content) = std::fs::read_to_string(&path)
        {
            visit(&content);
        }
    }
}

#[test]
fn every_message_is_shown_by_a_ui_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    each_file(&root.join("src"), "rs", &mut |source| {
        let tokens = source.parse::<TokenStream>();
        texts(tokens.unwrap_or_default(), &mut found);
    });
    let mut shown = String::new();
    for folder in ["../tests/ui", "../tests/crates/reexported/tests/ui"] {
        each_file(&root.join(folder), "stderr", &mut |content| {
            shown.push_str(content);
        });
    }

    let messages: Vec<Message> = found.into_iter().filter_map(Message::of).collect();
    assert!(!messages.is_empty() && !shown.is_empty());
    let missing = messages
        .iter()
        .filter(|message| !message.is_shown_in(&shown));
    let missing: Vec<&str> = missing.map(|message| message.text.as_str()).collect();
    assert_eq!(missing, [""; 0], "write a file in tests/ui for each");
}
