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

    /// Adds other names of the same error, such as those of earlier versions of the function.
    #[must_use]
    pub const fn or(mut self, others: &'static [&'static str]) -> ErrorName<E> {
        self.others = others;
        self
    }

    /// Returns the name, without the others.
    pub const fn as_str(self) -> &'static str {
        self.name
    }

    /// Returns all names, each once.
    pub(super) fn all(self) -> Vec<&'static str> {
        let mut names = vec![self.name];
        for other in self.others {
            if !names.contains(other) {
                names.push(other);
            }
        }
        names
    }
}

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
