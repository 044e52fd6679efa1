//! The examples of a package, and what their documentation says they print.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The examples in the folder `examples` of a package.
///
/// The last `text` block of an example's documentation is its output, in which `[..]` stands for any text within a line.
#[derive(Debug)]
pub struct Examples {
    folder: PathBuf,
}

impl Examples {
    /// Returns the examples of the package with this `CARGO_MANIFEST_DIR`.
    pub fn of(package: &str) -> Examples {
        Examples {
            folder: Path::new(package).join("examples"),
        }
    }

    /// Returns the names of all examples, in order.
    pub fn names(&self) -> Vec<String> {
        let files = std::fs::read_dir(&self.folder).unwrap();
        let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = files
            .filter_map(|file| Some(file.strip_suffix(".rs")?.to_owned()))
            .collect();
        names.sort();
        names
    }

    /// Returns the source of an example.
    pub fn source(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.join(format!("{name}.rs"))).unwrap()
    }

    /// Returns the lines that the documentation of an example says it prints.
    pub fn documented(&self, name: &str) -> Vec<String> {
        let source = self.source(name);
        let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
        let docs: String = lines
            .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
            .collect();
        let (_, block) = docs.rsplit_once("```text\n").expect(name);
        let (block, _) = block.split_once("```").expect(name);
        block.lines().map(str::to_owned).collect()
    }

    /// Returns the command that runs an example, which cargo has built for the test that calls this.
    pub fn command(&self, name: &str) -> Command {
        // Next to the test, which is in `target/debug/deps`.
        let mut path: PathBuf = std::env::current_exe().unwrap();
        path.pop();
        path.pop();
        path.extend(["examples", name]);
        path.set_extension(std::env::consts::EXE_EXTENSION);
        assert!(
            path.exists(),
            "{} is not built; run `cargo build --examples` with the same features, or `cargo test` without `--test`",
            path.display()
        );
        let mut command = Command::new(path);
        command
            .env("AWS_REGION", "us-east-1")
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test");
        command
    }

    /// Asserts that an example succeeded and printed what its documentation says.
    #[track_caller]
    pub fn check(&self, name: &str, output: &Output) {
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name} failed: {stderr}");
        assert_eq!(stderr, "", "{name} complains");
        let printed = String::from_utf8_lossy(&output.stdout);
        let printed: Vec<&str> = printed.lines().collect();
        let documented = self.documented(name);
        let same = printed.len() == documented.len()
            && std::iter::zip(&printed, &documented)
                .all(|(line, documented)| fits(line, documented));
        assert!(
            same,
            "{name} prints\n{}\nbut its documentation says\n{}",
            printed.join("\n"),
            documented.join("\n")
        );
    }

    /// Asserts that a table of Markdown names every example, by a link to its file in `folder`, and no other.
    #[track_caller]
    pub fn check_table(&self, table: &str, folder: &str) {
        for name in self.names() {
            let link = format!("[`{name}`]({folder}{name}.rs)");
            assert!(table.contains(&link), "{name} is missing");
        }
        let rows = table
            .lines()
            .filter_map(|line| line.split_once("]("))
            .filter(|(_, link)| {
                let file = link.split(')').next().unwrap_or_default();
                let name = file
                    .strip_prefix(folder)
                    .and_then(|file| file.strip_suffix(".rs"));
                name.is_some_and(|name| !name.contains('/'))
            });
        assert_eq!(
            rows.count(),
            self.names().len(),
            "the table names a file that is missing"
        );
    }
}

/// Returns whether a line is as documented.
pub fn fits(line: &str, documented: &str) -> bool {
    let mut parts = documented.split("[..]");
    let Some(mut rest) = line.strip_prefix(parts.next().unwrap_or_default()) else {
        return false;
    };
    let mut anything = false;
    for part in parts {
        let Some(at) = rest.find(part) else {
            return false;
        };
        rest = &rest[at + part.len()..];
        anything = part.is_empty();
    }
    rest.is_empty() || anything
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_stands_within_a_line() {
        assert!(fits("ran 30ms, billed 1", "ran [..], billed 1"));
        assert!(fits("ran 30ms", "ran [..]") && fits("30ms", "[..]ms"));
        assert!(!fits("ran 30ms, billed 12", "ran [..], billed 1"));
        assert!(!fits("run 30ms", "ran [..]") && !fits("ran", "ran [..]"));
    }
}
