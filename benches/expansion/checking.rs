//! Times `cargo check` of a crate with one large trait, next to the same trait and client written by hand.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{env, fs, io};

/// The methods of the trait.
const METHODS: usize = 200;

/// The fastest of so many checks counts: anything else that runs can only add time.
const RUNS: usize = 5;

/// The program is checked and never run, so nothing in it is used.
const TYPES: &str = "\
#![allow(unused)]
use serde::{Deserialize, Serialize};
use lambda_client::Error;

#[derive(Debug, Serialize, Deserialize)]
pub struct Order { pub sku: String, pub quantity: u32 }

#[derive(Debug, Serialize, Deserialize)]
pub struct Receipt { pub id: String, pub total_cents: u64 }
";

/// Returns the arguments of a method: every fourth one takes references and sends an object.
fn arguments(number: usize) -> (&'static str, &'static str) {
    match number % 4 {
        0 => ("sku: &str, quantity: u32", "&(sku, quantity)"),
        _ => ("order: Order", "&order"),
    }
}

fn service() -> String {
    let mut text = format!(
        "{TYPES}\n#[lambda_client::lambda_fn(name = \"orders-{{method}}\")]\npub trait Orders {{\n"
    );
    for number in 0..METHODS {
        let (arguments, _) = arguments(number);
        let _ = writeln!(
            text,
            "async fn method_{number}(&self, {arguments}) -> Result<Receipt, Error>;"
        );
    }
    text + "}\n"
}

fn by_hand() -> String {
    let mut methods = String::new();
    let mut calls = String::new();
    for number in 0..METHODS {
        let (arguments, payload) = arguments(number);
        let _ = writeln!(
            methods,
            "fn method_{number}(&self, {arguments}) -> impl Future<Output = Result<Receipt, Error>> + Send;"
        );
        let _ = writeln!(
            calls,
            "async fn method_{number}(&self, {arguments}) -> Result<Receipt, Error> {{
                self.lambda.call(\"orders-method_{number}\").json({payload}).await
            }}"
        );
    }
    format!(
        "{TYPES}
        #[derive(Clone, Debug)]
        pub struct OrdersClient {{ lambda: lambda_client::Lambda }}
        pub trait Orders {{ {methods} }}
        impl Orders for OrdersClient {{ {calls} }}"
    )
}

/// A package outside of the workspace, with its own target folder.
struct Package {
    folder: PathBuf,
}

impl Package {
    fn create(root: &Path, name: &str, source: &str) -> io::Result<Self> {
        let folder = root.join("target/expansion").join(name);
        fs::create_dir_all(folder.join("src"))?;
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
             lambda-client = {{ path = {root:?}, default-features = false, features = [\"derive\"] }}\n\
             serde = {{ version = \"1\", features = [\"derive\"] }}\n"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
        fs::write(folder.join("src/lib.rs"), source)?;
        Ok(Self { folder })
    }

    /// Checks the package, whose dependencies are built once for all packages.
    fn check(&self, root: &Path) -> io::Result<Duration> {
        let source = self.folder.join("src/lib.rs");
        let text = fs::read_to_string(&source)?;
        // A changed source is checked again.
        fs::write(&source, text + "\n")?;
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let (start, cpu) = (Instant::now(), children_cpu());
        let status = Command::new(cargo)
            .args(["check", "--quiet", "--manifest-path"])
            .arg(self.folder.join("Cargo.toml"))
            .env("CARGO_TARGET_DIR", root.join("target/expansion/target"))
            .env("CARGO_INCREMENTAL", "0")
            .status()?;
        // Whatever else runs lengthens the time on the clock.
        let elapsed = match (cpu, children_cpu()) {
            (Some(before), Some(after)) => after.saturating_sub(before),
            _ => start.elapsed(),
        };
        match status.success() {
            true => Ok(elapsed),
            false => Err(io::Error::other(format!(
                "{} does not compile",
                source.display()
            ))),
        }
    }
}

/// Returns the CPU time of the processes that have ended, where the system tells it.
fn children_cpu() -> Option<Duration> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program may hold spaces; after it come the state and numbers, in hundredths of a second.
    let (_, fields) = stat.rsplit_once(") ")?;
    let times = fields.split(' ').skip(13).take(2);
    let ticks: u64 = times.map(|time| time.parse::<u64>().unwrap_or(0)).sum();
    Some(Duration::from_millis(ticks * 10))
}

/// Prints both times and their ratio, also without what the types alone take.
pub(crate) fn compare(out: &mut impl io::Write) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()?;
    let sources = [
        ("types", TYPES.to_owned()),
        ("by_hand", by_hand()),
        ("service", service()),
    ];
    let mut times = Vec::new();
    for (name, source) in sources {
        let package = Package::create(&root, name, &source)?;
        // Builds the dependencies.
        package.check(&root)?;
        let runs: io::Result<Vec<Duration>> = (0..RUNS).map(|_| package.check(&root)).collect();
        let fastest = runs?.into_iter().min().unwrap_or_default().as_secs_f64();
        writeln!(
            out,
            "cargo check, {METHODS} methods, {name:>7}: {fastest:>6.2} s of CPU time"
        )?;
        times.push(fastest);
    }
    if let [types, by_hand, service] = times[..] {
        writeln!(
            out,
            "service / by_hand: {:.2}; without the types: {:.2}",
            service / by_hand,
            (service - types) / (by_hand - types)
        )?;
    }
    Ok(())
}
