//! What the benchmarks of lambda-client have in common.

mod server_process;

pub use self::server_process::ServerProcess;
