//! Becomes the program `SERVED_FUNCTION`, in the environment that `cargo lambda watch` has made for this one.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

fn main() {
    let program = std::env::var_os("SERVED_FUNCTION").expect("`SERVED_FUNCTION` names a program");
    panic!("{}", Command::new(program).exec());
}
