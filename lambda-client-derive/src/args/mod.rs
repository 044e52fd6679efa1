//! The arguments of `#[lambda_fn(..)]` on a trait, a method and an argument, each value kept with its tokens.

mod list;
mod options;
mod value;

use proc_macro2::TokenStream;

pub(crate) use options::{ArgumentOptions, Mode, Options, Retry};

use crate::diagnostics::Diagnostics;
use list::List;

/// A value that the user gave, and where.
#[derive(Clone, Debug)]
pub(crate) struct Given<T> {
    pub(crate) value: T,
    /// The value's tokens, or those of the key if it stands alone.
    pub(crate) at: TokenStream,
}

/// Where a `#[lambda_fn(..)]` stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Trait,
    Method,
    Argument,
}

impl Level {
    /// What may be written there.
    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Trait => &[
                "name",
                "qualifier",
                "mode",
                "idempotent",
                "retry",
                "timeout",
                "attempt_timeout",
                "tail_log",
                "named",
                "route",
                "rename_all",
                "crate",
                "client",
                "server",
            ],
            Self::Method => &[
                "name",
                "qualifier",
                "mode",
                "idempotent",
                "retry",
                "timeout",
                "attempt_timeout",
                "tail_log",
                "named",
                "route",
                "rename",
                "rename_all",
            ],
            Self::Argument => &["tenant", "client_context", "rename"],
        }
    }

    fn place(self) -> &'static str {
        match self {
            Self::Trait => "the trait",
            Self::Method => "a method",
            Self::Argument => "an argument",
        }
    }
}

/// Reads the attribute of the trait itself.
pub(crate) fn read_trait(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Options {
    let mut options = Options::default();
    let mut list = List::new(Level::Trait, diagnostics);
    for meta in list.metas(tokens) {
        options.read(&meta, list.diagnostics());
    }
    options.unread.extend(list.meant());
    options
}

/// Reads the attributes of a method.
pub(crate) fn read_method(attrs: &[syn::Attribute], diagnostics: &mut Diagnostics) -> Options {
    let mut options = Options::default();
    let mut list = List::new(Level::Method, diagnostics);
    for tokens in list.contents(attrs) {
        for meta in list.metas(tokens) {
            options.read(&meta, list.diagnostics());
        }
    }
    options.unread.extend(list.meant());
    options
}

/// Reads the attributes of an argument.
pub(crate) fn read_argument(
    attrs: &[syn::Attribute],
    diagnostics: &mut Diagnostics,
) -> ArgumentOptions {
    let mut options = ArgumentOptions::default();
    let mut list = List::new(Level::Argument, diagnostics);
    for tokens in list.contents(attrs) {
        for meta in list.metas(tokens) {
            options.read(&meta, list.diagnostics());
        }
    }
    options
}
