//! Installs the pinned peers below the workspace's `target/interop`.
//!
//! A set is one file of pins in `pins/`. An installed set is kept until its pins or the interpreter change. If something cannot
//! be installed, the test that needs it fails: a test that skips itself would leave a claim unproven.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::command::{exists, run, version};

/// Compiling the runtime client for Node.js takes a minute or two; a slow registry may take as long again.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// The Debian packages needed to compile the runtime client for Node.js, each with a program that shows that it is installed.
const BUILD_TOOLS: [(&str, &str); 5] = [
    ("cmake", "cmake"),
    ("autoconf", "autoconf"),
    ("automake", "automake"),
    ("libtool", "libtoolize"),
    ("libcurl4-openssl-dev", "curl-config"),
];

/// The folder for everything that the interop tests install, build and write.
pub(crate) fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target")
        .join("interop")
}

/// The folder of these tests.
pub(crate) fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join("interop")
}

/// Returns the path of a log.
pub(crate) fn log(name: &str) -> PathBuf {
    home().join("logs").join(format!("{name}.log"))
}

/// Installs a set of Python packages into a separate virtual environment, since the peers need conflicting versions. Returns
/// the folder of its programs.
pub(crate) fn python(set: &str) -> PathBuf {
    let pins = source().join("pins").join(format!("{set}.txt"));
    let folder = once(set, &[&pins], &version("python3"), |folder| {
        let advice = "The interop tests need Python 3.11 or later with its `venv` module (Debian: python3-venv), and its package registry.";
        let mut environment = Command::new("python3");
        environment.args(["-m", "venv"]).arg(folder);
        run(
            &mut environment,
            &log(&format!("install-{set}-venv")),
            LIMIT,
            advice,
        );
        let mut packages = Command::new(folder.join("bin/pip"));
        packages
            .args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--no-input",
                // A set of pins is complete.
                "--no-deps",
                "--requirement",
            ])
            .arg(&pins);
        run(
            &mut packages,
            &log(&format!("install-{set}")),
            LIMIT,
            advice,
        );
    });
    folder.join("bin")
}

/// Installs a set of Node.js packages. Returns the folder that holds its `node_modules`.
pub(crate) fn node(set: &str) -> PathBuf {
    let pins = source().join("pins").join(set);
    let manifest = pins.join("package.json");
    let lock = pins.join("package-lock.json");
    once(set, &[&manifest, &lock], &version("node"), |folder| {
        for file in [&manifest, &lock] {
            fs::copy(
                file,
                folder.join(file.file_name().expect("a file has a name")),
            )
            .expect("the pins can be copied");
        }
        let advice =
            "The interop tests need Node.js 20 or later with npm, and its package registry.";
        let mut packages = Command::new("npm");
        packages
            .args(["ci", "--no-audit", "--no-fund", "--foreground-scripts"])
            .current_dir(folder);
        packages.env("MAKEFLAGS", "-j2");
        run(
            &mut packages,
            &log(&format!("install-{set}")),
            LIMIT,
            advice,
        );
    })
}

/// Makes sure that the tools for compiling the runtime client for Node.js are there. They are system packages: root installs
/// what is missing, other users are told what to install.
pub(crate) fn build_tools() {
    let _lock = lock("build-tools");
    let missing: Vec<&str> = BUILD_TOOLS
        .iter()
        .filter(|(_, program)| !exists(program))
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        return;
    }
    let wanted = missing.join(" ");
    let advice = format!("The interop tests need these Debian packages: apt-get install {wanted}");
    let root = Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    assert!(
        root,
        "some build tools are missing, and only root can install them.\n{advice}"
    );

    // Another process may hold the lock of the package database for a while.
    let apt = || {
        let mut apt = Command::new("apt-get");
        apt.args(["-o", "DPkg::Lock::Timeout=300", "--quiet", "--yes"])
            .env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(
        apt().arg("update"),
        &log("install-build-tools-update"),
        LIMIT,
        &advice,
    );
    let mut install = apt();
    install
        .args(["--no-install-recommends", "install"])
        .args(&missing);
    run(&mut install, &log("install-build-tools"), LIMIT, &advice);
}

/// Calls `install` with an empty folder unless the set is installed already, from the same pins, for the same interpreter and at
/// the same path.
fn once(set: &str, pins: &[&Path], interpreter: &str, install: impl FnOnce(&Path)) -> PathBuf {
    let folder = home().join("installed").join(set);
    let stamp_file = folder.join("installed.stamp");
    // A virtual environment holds its absolute path, so a moved workspace needs a new one.
    let mut stamp = format!("{}\n{interpreter}\n", folder.display());
    for file in pins {
        stamp += &fs::read_to_string(file)
            .unwrap_or_else(|error| panic!("cannot read {}: {error}", file.display()));
    }

    let _lock = lock(set);
    if fs::read_to_string(&stamp_file).is_ok_and(|found| found == stamp) {
        return folder;
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a half installed set can be removed");
    }
    fs::create_dir_all(&folder).expect("the folder of a set can be made");
    install(&folder);
    fs::write(&stamp_file, stamp).expect("the stamp can be written");
    folder
}

/// Locks a name against every other thread and process until the file is dropped.
pub(crate) fn lock(name: &str) -> File {
    let folder = home().join("locks");
    fs::create_dir_all(&folder).expect("the folder of the locks can be made");
    let file = File::create(folder.join(name)).expect("a lock file can be created");
    file.lock().expect("a file can be locked");
    file
}
