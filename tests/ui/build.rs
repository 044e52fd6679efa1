//! Sets `pinned_compiler` if the compiler is the one of `rust-toolchain.toml`: the messages of another one may differ.

use std::process::Command;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(pinned_compiler)");
    // A change of the file that is included compiles this script again.
    println!("cargo::rerun-if-env-changed=RUSTC");
    let toolchain = include_str!("../../rust-toolchain.toml");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(compiler).arg("--version").output();
    let is_pinned = version.is_ok_and(|output| {
        let version = String::from_utf8_lossy(&output.stdout);
        let release = version.split_whitespace().nth(1).unwrap_or_default();
        toolchain.contains(&format!("\"{release}\""))
    });
    if is_pinned {
        println!("cargo::rustc-cfg=pinned_compiler");
    }
}
