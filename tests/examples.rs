//! Every example runs, exits with success, and prints what its documentation says.
//!
//! Those that call AWS run against the endpoint of `local_endpoint`.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Stdio};

use lambda_client_test_support::examples::{Examples, fits};

/// The endpoint itself, and the examples that need one.
const ENDPOINT: &str = "local_endpoint";
const NEED_ENDPOINT: [&str; 2] = ["against_aws", "list_functions"];

fn examples() -> Examples {
    Examples::of(env!("CARGO_MANIFEST_DIR"))
}

/// The running `local_endpoint`.
struct Endpoint {
    process: Child,
    url: String,
}

impl Endpoint {
    fn start() -> Endpoint {
        let mut command = examples().command(ENDPOINT);
        let mut process = command.arg("0").stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        let stdout = process.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let documented = examples().documented(ENDPOINT);
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
    let examples = examples();
    for name in examples.names() {
        if name != ENDPOINT && !NEED_ENDPOINT.contains(&name.as_str()) {
            examples.check(&name, &examples.command(&name).output().unwrap());
        }
    }
}

#[test]
fn the_examples_for_aws_work_with_the_local_endpoint() {
    let endpoint = Endpoint::start();
    for name in NEED_ENDPOINT {
        let mut command = examples().command(name);
        command
            .env("AWS_ENDPOINT_URL", &endpoint.url)
            .env("GREETER", "greet:live");
        examples().check(name, &command.output().unwrap());
    }
}

/// A user who runs an example without its settings sees the message of the error, not its fields.
#[test]
fn an_example_that_fails_prints_the_error_and_exits_with_a_failure() {
    let mut command = examples().command("against_aws");
    let output = command.env_remove("GREETER").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8_lossy(&output.stderr);
    let expected = "`Greeter` cannot be built: the environment variable `GREETER` is not set";
    assert!(stderr.starts_with(expected), "{stderr}");
    for name in examples().names() {
        let source = examples().source(&name);
        let ends_like_that = source.contains("async fn main() -> ExitCode {");
        // Nothing can go wrong, or the failures of a batch are printed one by one.
        let cannot_fail = source.contains("async fn main() {") && !source.contains("unwrap()");
        assert!(
            ends_like_that || cannot_fail,
            "{name} does not end like that"
        );
    }
}

/// Time is virtual in the example, so that it always draws the same.
#[test]
fn the_curve_in_the_documentation_is_what_the_example_draws() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let stored = folder.join("lambda-client-core/src/limiter/curve.svg");
    let drawn = std::env::temp_dir().join(format!("limiter_curve-{}.svg", std::process::id()));
    let output = examples().command("limiter_curve").arg(&drawn).output();
    assert!(output.unwrap().status.success());
    let text = std::fs::read_to_string(&drawn).unwrap();
    std::fs::remove_file(&drawn).unwrap();
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(&stored, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(&stored).unwrap_or_default() == text,
        "{} is stale; look at the new picture, and run the test with UPDATE_SNAPSHOTS=1",
        stored.display()
    );
    // In Markdown, the picture ends with the first empty line.
    assert!(!text.contains("\n\n") && text.len() < 5_000);
}

#[test]
fn every_example_is_in_the_table() {
    examples().check_table(include_str!("../examples/README.md"), "");
}

/// `cargo example NAME` runs every example that does not need the AWS SDK.
#[test]
fn the_alias_has_the_features_of_the_examples() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |file: &str| std::fs::read_to_string(root.join(file)).unwrap();
    let config = read(".cargo/config.toml");
    let alias = config.lines().find(|line| line.starts_with("example = "));
    let (_, features) = alias.unwrap().split_once("--features ").unwrap();
    let features: Vec<&str> = features.split(' ').next().unwrap().split(',').collect();
    let manifest = read("Cargo.toml");
    let needed: Vec<&str> = manifest
        .split("[[example]]")
        .skip(1)
        .filter_map(|example| {
            let rest = example.split_once("required-features = [")?.1;
            Some(rest.split_once(']')?.0)
        })
        .filter(|needed| !needed.contains("aws-sdk"))
        .collect();
    assert!(needed.len() > 20, "{needed:?}");
    for feature in needed.iter().flat_map(|needed| needed.split(", ")) {
        let feature = feature.trim_matches('"');
        assert!(features.contains(&feature), "{feature}: {features:?}");
    }
}
