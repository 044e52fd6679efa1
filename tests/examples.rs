//! Every example runs, exits with success, and prints what its documentation says.
//!
//! The last `text` block of an example's documentation is its output, in which `[..]` stands for any text within a line. Those that call
//! AWS run against the endpoint of `local_endpoint`.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// The endpoint itself, and the examples that need one.
const ENDPOINT: &str = "local_endpoint";
const NEED_ENDPOINT: [&str; 2] = ["against_aws", "list_functions"];

/// Returns the names of all examples, in order.
fn names() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let files = std::fs::read_dir(folder).unwrap();
    let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files
        .filter_map(|file| Some(file.strip_suffix(".rs")?.to_owned()))
        .collect();
    names.sort();
    names
}

fn source(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    std::fs::read_to_string(folder.join(format!("{name}.rs"))).unwrap()
}

/// Returns the lines that the documentation of an example says it prints.
fn documented(name: &str) -> Vec<String> {
    let source = source(name);
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let docs: String = lines
        .map(|line| format!("{}\n", line.strip_prefix(' ').unwrap_or(line)))
        .collect();
    let (_, block) = docs.rsplit_once("```text\n").expect(name);
    let (block, _) = block.split_once("```").expect(name);
    block.lines().map(str::to_owned).collect()
}

fn command(name: &str) -> Command {
    // Next to this test, which is in `target/debug/deps`.
    let mut path: PathBuf = std::env::current_exe().unwrap();
    path.pop();
    path.pop();
    path.extend(["examples", name]);
    path.set_extension(std::env::consts::EXE_EXTENSION);
    assert!(
        path.exists(),
        "{} is not built; run `cargo build --examples --features local`, or `cargo test` without `--test`",
        path.display()
    );
    let mut command = Command::new(path);
    command
        .env("AWS_REGION", "us-east-1")
        .env("AWS_ACCESS_KEY_ID", "test")
        .env("AWS_SECRET_ACCESS_KEY", "test");
    command
}

/// Returns whether a line is as documented.
fn fits(line: &str, documented: &str) -> bool {
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

#[track_caller]
fn check(name: &str, output: &Output) {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} failed: {stderr}");
    assert_eq!(stderr, "", "{name} complains");
    let printed = String::from_utf8_lossy(&output.stdout);
    let printed: Vec<&str> = printed.lines().collect();
    let documented = documented(name);
    let same = printed.len() == documented.len()
        && std::iter::zip(&printed, &documented).all(|(line, documented)| fits(line, documented));
    assert!(
        same,
        "{name} prints\n{}\nbut its documentation says\n{}",
        printed.join("\n"),
        documented.join("\n")
    );
}

/// The running `local_endpoint`.
struct Endpoint {
    process: Child,
    url: String,
}

impl Endpoint {
    fn start() -> Endpoint {
        let mut command = command(ENDPOINT);
        let mut process = command.arg("0").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let documented = documented(ENDPOINT);
        assert!(fits(line.trim_end(), &documented[0]), "{line}");
        let url = line
            .split_whitespace()
            .find(|word| word.starts_with("http"));
        let url = url.unwrap().trim_end_matches(';').to_owned();
        Endpoint { process, url }
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[test]
fn examples_print_what_their_documentation_says() {
    for name in names() {
        if name != ENDPOINT && !NEED_ENDPOINT.contains(&name.as_str()) {
            check(&name, &command(&name).output().unwrap());
        }
    }
}

#[test]
fn the_examples_for_aws_work_with_the_local_endpoint() {
    let endpoint = Endpoint::start();
    for name in NEED_ENDPOINT {
        let mut command = command(name);
        command
            .env("AWS_ENDPOINT_URL", &endpoint.url)
            .env("GREETER", "greet:live");
        check(name, &command.output().unwrap());
    }
}

/// A user who runs an example without its settings sees the message of the error, not its fields.
#[test]
fn an_example_that_fails_prints_the_error_and_exits_with_a_failure() {
    let mut command = command("against_aws");
    let output = command.env_remove("GREETER").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    let expected =
        "invalid call: `Greeter` cannot be built: the environment variable `GREETER` is not set";
    assert!(stderr.starts_with(expected), "{stderr}");
    for name in names() {
        let main = "async fn main() -> ExitCode {";
        assert!(
            source(&name).contains(main),
            "{name} does not end like that"
        );
    }
}

#[test]
fn every_example_is_in_the_table() {
    let table = include_str!("../examples/README.md");
    for name in names() {
        let link = format!("[`{name}`]({name}.rs)");
        assert!(table.contains(&link), "{name} is missing");
    }
    let rows = table.matches(".rs) |").count();
    assert_eq!(
        rows,
        names().len(),
        "the table names a file that is missing"
    );
}

#[test]
fn any_text_stands_within_a_line() {
    assert!(fits("ran 30ms, billed 1", "ran [..], billed 1"));
    assert!(fits("ran 30ms", "ran [..]") && fits("30ms", "[..]ms"));
    assert!(!fits("ran 30ms, billed 12", "ran [..], billed 1"));
    assert!(!fits("run 30ms", "ran [..]") && !fits("ran", "ran [..]"));
}
