//! The arguments of `#[lambda_fn(..)]` and `#[state_machine(..)]` on a trait, a method and an argument, each value kept with its tokens.

mod key;
mod list;
mod options;
mod value;
mod words;

use proc_macro2::TokenStream;

pub(crate) use key::{OptionKey, Pointer};
pub(crate) use options::{ArgumentOptions, Mode, Options, Retry};
pub(crate) use value::Located;

use crate::diagnostics::Diagnostics;
use key::Level;
use list::List;

/// Reads the attribute of the trait itself.
pub(crate) fn read_trait(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Options {
    read_options(Level::Trait, [tokens], diagnostics)
}

/// Reads the attributes of a method.
pub(crate) fn read_method(attrs: &[syn::Attribute], diagnostics: &mut Diagnostics) -> Options {
    let contents = list::contents(Level::Method, attrs, diagnostics);
    read_options(Level::Method, contents, diagnostics)
}

fn read_options(
    level: Level,
    contents: impl IntoIterator<Item = TokenStream>,
    diagnostics: &mut Diagnostics,
) -> Options {
    let mut options = Options {
        target: diagnostics.target(),
        ..Options::default()
    };
    let mut list = List::new(level, diagnostics);
    for tokens in contents {
        for (key, meta) in list.entries(tokens) {
            options.read(key, &meta, list.diagnostics());
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
    let contents = list::contents(Level::Argument, attrs, diagnostics);
    let mut options = ArgumentOptions::default();
    let mut list = List::new(Level::Argument, diagnostics);
    for tokens in contents {
        for (key, meta) in list.entries(tokens) {
            options.read(key, &meta, list.diagnostics());
        }
    }
    options
}
