//! Says what is known about an attempt: whether the function ran, and whether another attempt could succeed.

mod attempt;
mod class;
pub(crate) mod codes;
mod did_run;
mod retryability;
mod stop;

pub use self::attempt::Attempt;
pub(crate) use self::class::Class;
pub use self::did_run::DidRun;
pub use self::retryability::Retryability;
pub(crate) use self::stop::Stop;
