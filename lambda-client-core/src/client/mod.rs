//! The inside of a generated client: its functions, resolved.

mod builder;
mod resolve;

use std::fmt;
use std::sync::Arc;

use self::builder::Overrides;
#[doc(hidden)]
pub use self::builder::builder;
pub use self::builder::{ClientBuilder, MethodSettings};
use self::resolve::resolve;
use crate::call::{Call, Codec, Endpoint, Plan};
use crate::declaration::Declaration;
use crate::error::Error;
use crate::lambda::Lambda;
use crate::payload::Encoded;

/// What a generated client holds: each method's function with all settings resolved.
#[doc(hidden)]
#[derive(Clone)]
pub struct Stub {
    name: &'static str,
    endpoints: Arc<[Result<Arc<Endpoint>, Error>]>,
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let targets = self.endpoints.iter().filter_map(|endpoint| {
            let target = &endpoint.as_ref().ok()?.target;
            Some((&target.function, &target.qualifier))
        });
        write!(f, "{} ", self.name)?;
        f.debug_list().entries(targets).finish()
    }
}

/// The stub of a client whose names are all known at compile time. Should a name be unusable all the same, the calls to it
/// say so.
#[doc(hidden)]
pub fn stub(lambda: &Lambda, declaration: &'static Declaration) -> Stub {
    let overrides = Overrides::default();
    let endpoints = declaration.methods.iter().map(|method| {
        resolve(lambda, method, &overrides, &overrides)
            .map(Arc::new)
            .map_err(|mistakes| Error::configuration(mistakes.join("; ")))
    });
    Stub {
        name: declaration.name,
        endpoints: endpoints.collect(),
    }
}

/// The call of a method.
#[doc(hidden)]
pub fn call<R>(stub: &Stub, method: usize, codec: Codec<R>, payload: Encoded) -> Call<R> {
    let plan = match stub.endpoints.get(method) {
        Some(Ok(endpoint)) => Plan::new(Arc::clone(endpoint), payload),
        Some(Err(error)) => Plan::impossible(error.clone()),
        None => Plan::impossible(Error::configuration(format!(
            "`{}` has no method {method}",
            stub.name
        ))),
    };
    Call::new(Box::new(plan), codec)
}

/// A client that `#[lambda_fn]` generates.
#[doc(hidden)]
pub trait GeneratedClient: Sized {
    /// What the trait declares.
    const DECLARATION: &'static Declaration;

    /// The client around its resolved functions.
    fn from_stub(stub: Stub) -> Self;
}
