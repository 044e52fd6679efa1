//! The options of the command line.

/// The size and the seed of a run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// Calls that must not run twice, for each client.
    pub(crate) calls: usize,
    /// Calls that may run twice, for each client.
    pub(crate) idempotent: usize,
    /// Starts of Standard machines, for each client; of Express machines, a quarter of it for each operation.
    pub(crate) starts: usize,
    pub(crate) seed: u64,
}

impl Options {
    pub(crate) fn read(mut arguments: impl Iterator<Item = String>) -> Result<Options, String> {
        let mut options = Options {
            calls: 110_000,
            idempotent: 0,
            starts: 20_000,
            seed: 1,
        };
        while let Some(argument) = arguments.next() {
            let mut number = || {
                let value = arguments.next().and_then(|value| value.parse().ok());
                value.ok_or_else(|| format!("{argument} needs a number"))
            };
            let count = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
            match argument.as_str() {
                "--calls" => options.calls = count(number()?),
                "--starts" => options.starts = count(number()?),
                "--seed" => options.seed = number()?,
                // Added by cargo.
                "--bench" => {}
                other => {
                    return Err(format!(
                        "unknown option {other}; there are --calls, --starts and --seed"
                    ));
                }
            }
        }
        options.idempotent = options.calls / 3;
        Ok(options)
    }
}
