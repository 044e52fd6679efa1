//! The compiler's messages about mistakes, word for word, and code that must compile without any message.
//!
//! `TRYBUILD=overwrite cargo test -p lambda-client-ui-tests` rewrites the messages; read them before committing. Messages
//! differ between compilers, so these tests are ignored with any other than that of `rust-toolchain.toml`.

// Two tests, since trybuild builds all files at once if none of them must compile.

#[test]
#[cfg_attr(
    not(pinned_compiler),
    ignore = "compares nothing: the compiler is not that of rust-toolchain.toml"
)]
fn valid_code_compiles() {
    trybuild::TestCases::new().pass("pass/*.rs");
}

#[test]
#[cfg_attr(
    not(pinned_compiler),
    ignore = "compares nothing: the compiler is not that of rust-toolchain.toml"
)]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    for folder in [
        "args",
        "trait",
        "method",
        "types",
        "function-error",
        "state-machine",
        "several",
        "recovery",
        "lints",
        "bodies",
    ] {
        cases.compile_fail(format!("{folder}/*.rs"));
    }
}
