//! Lambda's REST API.

mod api;
mod invoke;
mod model;
mod query;
mod response;
mod route;

pub(super) use self::api::LambdaApi;
