//! Stand-ins for the tests of programs that call functions.

mod request;
mod scripted;
mod step;

pub use self::request::RequestRecord;
pub use self::scripted::{ScriptError, ScriptedTransport};
pub use self::step::Step;
