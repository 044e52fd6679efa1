//! Express machines, and the requests to them.

mod call;
mod machine;
mod response;

pub use self::call::{ExpressCall, ToEnd, ToStart};
pub use self::machine::ExpressMachine;
pub use self::response::{ExpressResponse, ExpressStarted};
