//! Panics of other people's code.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Returns the text of a panic, unless it was raised with another value.
pub(crate) fn text(panic: &(dyn Any + Send)) -> Option<&str> {
    let formatted = panic.downcast_ref::<String>().map(String::as_str);
    formatted.or_else(|| panic.downcast_ref::<&str>().copied())
}

/// Runs code whose panic concerns nobody else: the panic hook has reported it, and it ends here.
pub(crate) fn contain(run: impl FnOnce()) {
    if let Err(panic) = catch_unwind(AssertUnwindSafe(run))
        && text(&*panic).is_none()
    {
        // Any other value may panic when it is dropped.
        std::mem::forget(panic);
    }
}
