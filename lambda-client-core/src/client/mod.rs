//! Clients: what `#[lambda_fn]` generates is built on, with every name and setting resolved.

mod builder;

use std::fmt;
use std::sync::Arc;

pub use self::builder::{ClientBuilder, MethodSettings, builder};
#[cfg(feature = "step-functions")]
pub(crate) use self::builder::{Mistakes, unknown_methods};
use self::builder::{Overrides, resolve};
use crate::call::{Call, Codec, Plan, ResolvedFunction};
use crate::declaration::Declaration;
use crate::error::Error;
use crate::lambda::Lambda;
use crate::payload::Encoded;

/// The state of a generated client: the function of each method, with all settings resolved.
#[doc(hidden)]
#[derive(Clone)]
pub struct Stub {
    name: &'static str,
    functions: Arc<[Result<Arc<ResolvedFunction>, Error>]>,
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let targets = self.functions.iter().filter_map(|function| {
            let target = &function.as_ref().ok()?.target;
            Some((&target.function, &target.qualifier))
        });
        write!(f, "{} ", self.name)?;
        f.debug_list().entries(targets).finish()
    }
}

/// Returns the stub of a client whose names are all known at compile time. If a name is still invalid, the calls to that
/// function fail.
#[doc(hidden)]
pub fn stub(lambda: &Lambda, declaration: &'static Declaration) -> Stub {
    let overrides = Overrides::default();
    let functions = declaration.methods.iter().map(|method| {
        resolve(lambda, method, &overrides, &overrides)
            .map(Arc::new)
            .map_err(|mistakes| Error::configuration(mistakes.join("; ")))
    });
    Stub {
        name: declaration.name,
        functions: functions.collect(),
    }
}

/// Starts a call of a method.
#[doc(hidden)]
pub fn call<R>(stub: &Stub, method: usize, codec: Codec<R>, payload: Encoded) -> Call<R> {
    let plan = match stub.functions.get(method) {
        Some(Ok(function)) => Plan::new(Arc::clone(function), payload),
        Some(Err(error)) => Plan::invalid(error.clone()),
        None => Plan::invalid(Error::configuration(format!(
            "`{}` has no method {method}",
            stub.name
        ))),
    };
    Call::new(Box::new(plan), codec)
}

/// A client that `#[lambda_fn]` has generated.
#[doc(hidden)]
pub trait GeneratedClient: Sized {
    /// The declaration of the trait.
    const DECLARATION: &'static Declaration;

    /// Creates the client from its resolved functions.
    fn from_stub(stub: Stub) -> Self;
}
