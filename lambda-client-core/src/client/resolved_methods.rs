//! The methods of a generated client, each with what it calls.

use std::sync::Arc;

use crate::client::mistakes::Mistakes;
use crate::error::Error;

/// What each method of a trait calls, a function or a state machine, with all names and settings resolved. Cheap to clone.
pub(crate) struct ResolvedMethods<T> {
    trait_name: &'static str,
    methods: Arc<[Result<Arc<T>, Error>]>,
}

/// A method of a trait, with what it calls or all mistakes in its names and settings.
pub(crate) struct ResolvedMethod<T> {
    pub(crate) name: &'static str,
    /// The method is compiled in.
    pub(crate) is_enabled: bool,
    pub(crate) resolved: Result<T, Vec<String>>,
}

impl<T> ResolvedMethods<T> {
    /// Collects the methods of a trait, in its order.
    ///
    /// # Errors
    ///
    /// Fails with all mistakes: the `general` ones and those of the methods. A method that is compiled out may be wrong.
    pub(crate) fn checked(
        trait_name: &'static str,
        general: impl IntoIterator<Item = String>,
        methods: impl Iterator<Item = ResolvedMethod<T>>,
    ) -> Result<ResolvedMethods<T>, Error> {
        let mut mistakes = Mistakes::new(general);
        let mut collected = Vec::new();
        for method in methods {
            match method.resolved {
                Ok(resolved) => {
                    mistakes.add(method.name, Vec::new());
                    collected.push(Ok(Arc::new(resolved)));
                }
                Err(_) if !method.is_enabled => collected.push(Err(Error::configuration(
                    "the method is disabled by its `cfg`",
                ))),
                Err(found) => mistakes.add(method.name, found),
            }
        }
        match mistakes.into_message() {
            Some(mistakes) => Err(Error::configuration(format!(
                "`{trait_name}` cannot be built: {mistakes}"
            ))),
            None => Ok(ResolvedMethods {
                trait_name,
                methods: collected.into(),
            }),
        }
    }

    /// Collects the methods of a trait, in its order. The mistakes in one are what its calls fail with.
    pub(crate) fn unchecked(
        trait_name: &'static str,
        methods: impl Iterator<Item = ResolvedMethod<T>>,
    ) -> ResolvedMethods<T> {
        let collected = methods.map(|method| {
            let resolved = method.resolved.map(Arc::new);
            resolved.map_err(|mistakes| Error::configuration(mistakes.join("; ")))
        });
        ResolvedMethods {
            trait_name,
            methods: collected.collect(),
        }
    }

    pub(crate) fn trait_name(&self) -> &'static str {
        self.trait_name
    }

    /// Returns what a method calls, by its place in the trait.
    pub(crate) fn get(&self, method: usize) -> Result<&Arc<T>, Error> {
        match self.methods.get(method) {
            Some(Ok(resolved)) => Ok(resolved),
            Some(Err(error)) => Err(error.clone()),
            None => Err(Error::configuration(format!(
                "`{}` has no method {method}",
                self.trait_name
            ))),
        }
    }

    /// Returns what all methods without mistakes call.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.methods.iter().flatten().map(|resolved| &**resolved)
    }
}

// A derived impl would require it of `T`.
impl<T> Clone for ResolvedMethods<T> {
    fn clone(&self) -> Self {
        ResolvedMethods {
            trait_name: self.trait_name,
            methods: Arc::clone(&self.methods),
        }
    }
}
