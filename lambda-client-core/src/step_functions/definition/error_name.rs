//! The name of a function's error, with the type that it belongs to.

use std::fmt;
use std::marker::PhantomData;

/// The name under which a function reports an error of the type `E`, to be caught by a state machine.
///
/// `derive(FunctionError)` makes one of each variant of an enum: `OrderError::OUT_OF_STOCK` of the variant `OutOfStock`. Step Functions
/// compares the name with the `errorType` of the function's error document, by the letter (AWS Step Functions Developer Guide, "Handling
/// errors in Step Functions workflows").
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::Error;
/// use lambda_client::step_functions::definition::ErrorName;
///
/// const OUT_OF_STOCK: ErrorName<Error> = ErrorName::new("OutOfStock");
/// assert_eq!(OUT_OF_STOCK.as_str(), "OutOfStock");
/// ```
pub struct ErrorName<E> {
    name: &'static str,
    others: &'static [&'static str],
    marker: PhantomData<fn() -> E>,
}

impl<E> ErrorName<E> {
    /// Creates the name of an error, as the function's error documents have it.
    pub const fn new(name: &'static str) -> ErrorName<E> {
        ErrorName {
            name,
            others: &[],
            marker: PhantomData,
        }
    }

    /// Sets other names of the same error, such as those of earlier versions of the function. They replace those of an earlier call.
    #[must_use]
    pub const fn or(mut self, others: &'static [&'static str]) -> ErrorName<E> {
        self.others = others;
        self
    }

    /// Returns the name, without the others.
    pub const fn as_str(self) -> &'static str {
        self.name
    }
}

/// The name of an error: an [`ErrorName`] of any type, or a [`PlatformError`](super::PlatformError). A state with several functions can
/// catch each.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the name of an error",
    label = "expected a constant such as `OrderError::OUT_OF_STOCK` or `PlatformError::TIMEOUT`"
)]
pub trait AnyErrorName: sealed::Names {}

/// The name of an error with which a task may end whose function reports errors of the type `E`: an [`ErrorName<E>`](ErrorName), or a
/// [`PlatformError`](super::PlatformError).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the name of an error with which this task can end",
    label = "expected an `ErrorName<{E}>` or a `PlatformError`",
    note = "the function of the task reports errors of the type `{E}`; name another error with `ErrorName::new(\"..\")`, or with a \
            constant of `PlatformError` if it is not the function that reports it",
    note = "`derive(FunctionError)` makes a constant of the name of each variant, such as `OUT_OF_STOCK` of `OutOfStock`"
)]
pub trait ErrorNameOf<E>: AnyErrorName {}

pub(super) mod sealed {
    pub trait Names {
        /// Whether the names are not those of a function.
        const OF_PLATFORM: bool;

        /// Returns all names, each once.
        fn names(&self) -> Vec<&'static str>;
    }
}

impl<E> sealed::Names for ErrorName<E> {
    const OF_PLATFORM: bool = false;

    fn names(&self) -> Vec<&'static str> {
        let mut names = vec![self.name];
        for other in self.others {
            if !names.contains(other) {
                names.push(other);
            }
        }
        names
    }
}

impl<E> AnyErrorName for ErrorName<E> {}

impl<E> ErrorNameOf<E> for ErrorName<E> {}

// Derived impls would require them of `E`.
impl<E> Clone for ErrorName<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for ErrorName<E> {}

impl<E> fmt::Debug for ErrorName<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorName")
            .field(&self.name)
            .field(&self.others)
            .finish()
    }
}
