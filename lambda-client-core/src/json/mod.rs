//! Reading and describing JSON.

mod entries;
pub(crate) mod lenient;
mod misfit;
mod missing;

pub(crate) use self::entries::Entries;
pub(crate) use self::misfit::{Misfit, is_json};
pub(crate) use self::missing::Missing;
