//! The comparison with a stored definition, in tests.

use std::fmt::Write;
use std::path::Path;

use crate::step_functions::definition::document::Definition;
use crate::step_functions::definition::iam_policy::IamPolicy;

/// The environment variable that makes the comparison write the files.
const UPDATE: &str = "UPDATE_DEFINITIONS";

/// How many different lines a message shows.
const SHOWN: usize = 30;

impl Definition {
    /// Asserts in a test that the file has this definition, so that a change of a trait is reviewed before it is deployed. With the
    /// environment variable `UPDATE_DEFINITIONS=1` it writes the file. A relative path starts at the working directory, in tests the
    /// root of the package. Windows line endings and a final line break make no difference.
    ///
    /// ```no_run
    /// # extern crate lambda_client_core as lambda_client;
    /// # use lambda_client::step_functions::definition::{Definition, Flow};
    /// # fn checkout() -> Flow<(), ()> { lambda_client::step_functions::definition::pass() }
    /// let definition = Definition::standard(checkout()).build()?;
    /// definition.assert_matches("state-machines/checkout.json");
    /// let policy = definition.iam_policy().expect("the steps call functions");
    /// policy.assert_matches("state-machines/checkout.policy.json");
    /// # Ok::<(), lambda_client::Error>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Panics if the file has another definition, or cannot be read or written.
    #[track_caller]
    pub fn assert_matches(&self, path: impl AsRef<Path>) {
        assert_stored(path.as_ref(), &self.to_json());
    }
}

impl IamPolicy {
    /// Asserts in a test that the file has this policy, as [`Definition::assert_matches`] does.
    ///
    /// # Panics
    ///
    /// Panics if the file has another policy, or cannot be read or written.
    #[track_caller]
    pub fn assert_matches(&self, path: impl AsRef<Path>) {
        assert_stored(path.as_ref(), &self.to_json());
    }
}

#[track_caller]
fn assert_stored(path: &Path, current: &str) {
    let update = std::env::var_os(UPDATE).is_some_and(|value| value == "1");
    let compared = compare(path, current, update);
    assert!(compared.is_ok(), "{}", compared.err().unwrap_or_default());
}

/// Compares or writes the file. Returns what a failed test says.
fn compare(path: &Path, current: &str, update: bool) -> Result<(), String> {
    let shown = path.display();
    if update {
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = folder.and_then(|()| std::fs::write(path, format!("{current}\n")));
        return written.map_err(|error| format!("cannot write `{shown}`: {error}"));
    }
    let stored = std::fs::read_to_string(path).map_err(|error| {
        format!(
            "cannot read `{shown}`: {error}; set {UPDATE}=1 to write the current version into it"
        )
    })?;
    let (stored, current): (Vec<&str>, Vec<&str>) = (
        stored.trim_end().lines().collect(),
        current.lines().collect(),
    );
    if stored == current {
        return Ok(());
    }
    Err(format!(
        "`{shown}` is not the current version; set {UPDATE}=1 to write it into the file. `-` is in the file, `+` is current:\n{}",
        difference(&stored, &current)
    ))
}

/// Returns the lines between the first and the last difference.
fn difference(stored: &[&str], current: &[&str]) -> String {
    let same = |(one, other): &(&&str, &&str)| one == other;
    let before = stored.iter().zip(current).take_while(same).count();
    let rest = |lines: &[&str]| lines.len().saturating_sub(before);
    let behind = stored.iter().rev().zip(current.iter().rev());
    let after = behind.take_while(same).count();
    let after = after.min(rest(stored)).min(rest(current));
    let mut text = String::new();
    for (sign, lines) in [('-', stored), ('+', current)] {
        let changed = rest(lines).saturating_sub(after);
        let numbered = lines.iter().enumerate().skip(before).take(changed);
        for (number, line) in numbered.take(SHOWN) {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{sign} {:>4} {line}", number + 1);
        }
        if changed > SHOWN {
            let _ = writeln!(text, "{sign}      and {} more lines", changed - SHOWN);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of the test that is removed in the end.
    struct Folder(std::path::PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let unique = format!("lambda-client-{name}-{}", std::process::id());
            Folder(std::env::temp_dir().join(unique))
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_written_file_matches() {
        let folder = Folder::new("stored");
        let path = folder.0.join("new").join("machine.json");
        let missing = compare(&path, "{\n}", false).unwrap_err();
        assert!(missing.contains("set UPDATE_DEFINITIONS=1"), "{missing}");
        compare(&path, "{\n}", true).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "{\n}\n");
        compare(&path, "{\n}", false).unwrap();
        std::fs::write(&path, "{\r\n}").unwrap();
        compare(&path, "{\n}", false).unwrap();
        let changed = compare(&path, "{\n  1\n}", false).unwrap_err();
        assert!(changed.ends_with("+    2   1\n"), "{changed}");
    }

    #[test]
    fn a_difference_is_what_lies_between_equal_lines() {
        let stored = ["a", "b", "c", "d"];
        assert_eq!(
            difference(&stored, &["a", "x", "y", "d"]),
            "-    2 b\n-    3 c\n+    2 x\n+    3 y\n"
        );
        assert_eq!(difference(&stored, &["a", "d"]), "-    2 b\n-    3 c\n");
        assert_eq!(difference(&["a"], &["a", "a"]), "+    2 a\n");
        let many: Vec<String> = (0..40).map(|number| number.to_string()).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let shown = difference(&[], &many);
        assert!(
            shown.ends_with("+   30 29\n+      and 10 more lines\n"),
            "{shown}"
        );
    }
}
