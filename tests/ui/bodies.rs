//! Mistakes in the bodies of methods that stay local: the compiler says the same, at the same place, as in the same trait
//! written by hand. The files of `bodies/` come in pairs, whose messages `ui.rs` keeps up to date.

use std::fs;
use std::path::Path;

/// A message of the compiler.
#[derive(Debug)]
struct Message {
    headline: String,
    /// Line and column.
    place: String,
    /// The label of what is marked, if it stands beside the mark.
    label: Option<String>,
    text: String,
}

/// Returns the messages of a file in the order of their places.
fn messages(file: &str) -> Vec<Message> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("bodies")
        .join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let text = as_in_a_function(&text);
    let mut messages: Vec<Message> = text.split("\n\n").filter_map(message).collect();
    messages.sort_by_key(|message| (message.place.clone(), message.headline.clone()));
    messages
}

fn message(text: &str) -> Option<Message> {
    let mut lines = text.lines();
    let headline = lines.next().filter(|line| line.contains(": "))?;
    let (_, place) = lines.next()?.split_once(".rs:")?;
    let mark = lines.find_map(|line| line.split_once('^'));
    let label = mark.map(|(_, mark)| mark.trim_start_matches(['^', '-']).trim().to_owned());
    Some(Message {
        headline: headline.to_owned(),
        place: place.to_owned(),
        label: label.filter(|label| !label.is_empty()),
        text: text.to_owned(),
    })
}

/// The body is that of an `async` block, and messages about `?` say so.
fn as_in_a_function(text: &str) -> String {
    text.replace("async block", "async function")
}

/// Notes and suggestions may differ: they depend on the kind of function.
#[track_caller]
fn assert_as_by_hand(name: &str, count: usize) {
    let by_hand = messages(&format!("{name}-by-hand.stderr"));
    let of_service = messages(&format!("{name}.stderr"));
    assert_eq!((by_hand.len(), of_service.len()), (count, count));
    for (expected, found) in by_hand.iter().zip(&of_service) {
        assert_eq!(
            (&expected.headline, &expected.place),
            (&found.headline, &found.place)
        );
        if let Some(label) = &expected.label {
            assert!(
                found.text.contains(label),
                "{label:?} is missing: {}",
                found.text
            );
        }
    }
}

#[test]
fn types_are_checked_as_by_hand() {
    assert_as_by_hand("types", 22);
}

#[test]
fn borrows_are_checked_as_by_hand() {
    assert_as_by_hand("borrows", 5);
}

#[test]
fn lifetimes_are_checked_as_by_hand() {
    assert_as_by_hand("lifetimes", 8);
}

#[test]
fn sizes_are_checked_as_by_hand() {
    assert_as_by_hand("sizes", 3);
}

#[test]
fn warnings_are_those_of_a_trait_by_hand() {
    assert_as_by_hand("warnings", 8);
}

#[test]
fn the_pairs_differ_in_the_attribute_alone() {
    for name in ["types", "borrows", "lifetimes", "sizes", "warnings"] {
        let source = |file: String| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("bodies")
                .join(file);
            let text = fs::read_to_string(path).unwrap();
            let (_, of_trait) = text.split_once("pub trait").unwrap();
            of_trait.to_owned()
        };
        assert_eq!(
            source(format!("{name}.rs")),
            source(format!("{name}-by-hand.rs")),
            "{name}"
        );
    }
}
