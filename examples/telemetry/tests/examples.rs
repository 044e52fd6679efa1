//! Every example runs, exits with success, and prints what its documentation says.

use lambda_client_test_support::examples::Examples;

fn examples() -> Examples {
    Examples::of(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn examples_print_what_their_documentation_says() {
    for name in examples().names() {
        let output = examples().command(&name).output().unwrap();
        examples().check(&name, &output);
    }
}

#[test]
fn every_example_is_in_the_table() {
    let table = include_str!("../../README.md");
    examples().check_table(table, "telemetry/examples/");
}
