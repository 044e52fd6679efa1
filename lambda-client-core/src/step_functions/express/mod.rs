//! Express machines, and what is asked of them.

mod call;
mod machine;
mod response;

pub use self::call::{ExpressCall, ToEnd, ToStart};
pub use self::machine::ExpressMachine;
pub use self::response::{ExpressResponse, ExpressStarted};
