//! The account's functions: what is deployed under which name, read from Lambda.

mod alias;
mod configuration;
mod page;
mod state;

pub use self::alias::Alias;
pub use self::configuration::FunctionConfiguration;
pub use self::page::{MAX_PAGE_SIZE, Page, PageRequest};
pub use self::state::{FunctionState, UpdateStatus};
