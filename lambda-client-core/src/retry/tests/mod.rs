//! Tests of the retry rules as a whole.

mod classes;
mod documented_table;
mod kinds;
mod several_requests;
mod statuses;

use std::path::Path;

/// Checks that a file of the documentation has this text, or writes the text with `UPDATE_SNAPSHOTS=1`.
#[track_caller]
fn assert_stored(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&path, text).expect("the table can be written");
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == text,
        "{file} is stale; if the new table is right, run the tests with UPDATE_SNAPSHOTS=1:\n{text}"
    );
}
