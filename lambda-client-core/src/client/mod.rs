//! Clients: what `#[lambda_fn]` generates is built on, with every name and setting resolved.

mod builder;
mod mistakes;
mod resolved_methods;

use std::fmt;
use std::sync::Arc;

#[cfg(feature = "step-functions")]
pub(crate) use self::builder::unknown_methods;
pub use self::builder::{ClientBuilder, MethodSettings, builder};
use self::builder::{Overrides, resolve};
pub(crate) use self::resolved_methods::{ResolvedMethod, ResolvedMethods};
use crate::call::{Call, Codec, Plan, ResolvedFunction};
use crate::declaration::Declaration;
use crate::lambda::Lambda;
use crate::payload::Encoded;

/// The state of a generated client: the function of each method, with all settings resolved.
#[doc(hidden)]
#[derive(Clone)]
pub struct Stub {
    methods: ResolvedMethods<ResolvedFunction>,
}

impl fmt::Debug for Stub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let functions = self.methods.iter().map(|function| &function.target);
        let targets = functions.map(|target| (&target.function, &target.qualifier));
        write!(f, "{} ", self.methods.trait_name())?;
        f.debug_list().entries(targets).finish()
    }
}

/// Returns the stub of a client whose names are all known at compile time. If a name is still invalid, the calls to that
/// function fail.
#[doc(hidden)]
pub fn stub(lambda: &Lambda, declaration: &'static Declaration) -> Stub {
    let overrides = Overrides::default();
    let methods = declaration.methods.iter().map(|method| ResolvedMethod {
        name: method.name,
        is_enabled: method.enabled,
        resolved: resolve(lambda, method, &overrides, &overrides),
    });
    Stub {
        methods: ResolvedMethods::unchecked(declaration.name, methods),
    }
}

/// Starts a call of a method.
#[doc(hidden)]
pub fn call<R>(stub: &Stub, method: usize, codec: Codec<R>, payload: Encoded) -> Call<R> {
    let plan = match stub.methods.get(method) {
        Ok(function) => Plan::new(Arc::clone(function), payload),
        Err(error) => Plan::invalid(error),
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
