//! The message about a path that is missing.

#[test]
#[cfg_attr(
    not(pinned_compiler),
    ignore = "compares nothing: the compiler is not that of rust-toolchain.toml"
)]
fn the_missing_path_is_explained_once() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
