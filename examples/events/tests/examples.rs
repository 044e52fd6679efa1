//! Every example runs, exits with success, and prints what its documentation says.

use lambda_client_test_support::examples::Examples;

#[test]
fn examples_print_what_their_documentation_says() {
    let examples = Examples::of(env!("CARGO_MANIFEST_DIR"));
    for name in examples.names() {
        examples.check(&name, &examples.command(&name).output().unwrap());
    }
}

#[test]
fn every_example_is_in_the_table() {
    let table = include_str!("../../README.md");
    Examples::of(env!("CARGO_MANIFEST_DIR")).check_table(table, "events/examples/");
}
