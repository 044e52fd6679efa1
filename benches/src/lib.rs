//! What the benchmarks of lambda-client have in common.

mod separate_run;
mod server_process;

pub use self::separate_run::{
    Failure, figures, median, output_of, peak_kilobytes, peak_megabytes, run,
};
pub use self::server_process::ServerProcess;
