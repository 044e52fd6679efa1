//! The text of a panic.

use std::any::Any;

/// Returns the text of a panic, unless it was raised with another value.
pub(crate) fn text(panic: &(dyn Any + Send)) -> Option<&str> {
    let formatted = panic.downcast_ref::<String>().map(String::as_str);
    formatted.or_else(|| panic.downcast_ref::<&str>().copied())
}
