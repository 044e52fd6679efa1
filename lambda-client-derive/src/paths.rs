//! The path to the runtime in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

use crate::{manifest, naming};

/// Returns the path of the crate `lambda-client` where the user gives none: its name in the package's `Cargo.toml`.
pub(crate) fn of_dependency() -> Path {
    let renamed = manifest::renamed().and_then(|name| syn::parse_str(&name).ok());
    let name = renamed.unwrap_or_else(|| Ident::new("lambda_client", Span::call_site()));
    syn::parse_quote!(::#name)
}

/// Returns whether a word stands for a module or a type that depends on where it is written, as only paths do.
pub(crate) fn is_place(ident: &Ident) -> bool {
    ["crate", "self", "super", "Self"]
        .iter()
        .any(|word| ident == word)
}

/// Checks that a path means the same in every module; otherwise returns what to write, if that is known.
pub(crate) fn absolute(path: &Path) -> Result<(), Option<String>> {
    let mut segments = path.segments.iter();
    let starts_anywhere = path.leading_colon.is_some();
    let starts_at_crate = !starts_anywhere
        && path
            .segments
            .first()
            .is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
    if starts_at_crate {
        segments.next();
    }
    let is_plain = segments.all(|segment| segment.arguments.is_none() && !is_place(&segment.ident));
    match is_plain {
        false => Err(None),
        true if starts_anywhere || starts_at_crate => Ok(()),
        true => Err(Some(format!(
            "::{}",
            path.to_token_stream().to_string().replace(' ', "")
        ))),
    }
}

/// The crate `lambda-client` in the user's crate.
///
/// Generated code imports it once, in the module of the generated types, and reaches everything through that import: a crate that
/// knows it under another name gets one message.
pub(crate) struct Runtime {
    given: TokenStream,
    module: Ident,
    alias: Ident,
}

impl Runtime {
    /// Takes the path from `crate = ..`, or the name of the dependency, and the module that imports it.
    pub(crate) fn new(path: Option<&Path>, mut module: Ident) -> Self {
        // A message about a path marks all of it if its tokens resolve alike.
        module.set_span(Span::call_site());
        let given = path.map_or_else(
            || of_dependency().into_token_stream(),
            ToTokens::to_token_stream,
        );
        Self {
            alias: naming::import_of(given.clone()),
            given,
            module,
        }
    }

    /// Returns the path as the user wrote it.
    pub(crate) fn given(&self) -> &TokenStream {
        &self.given
    }

    /// Returns the name of the import in its module.
    pub(crate) fn alias(&self) -> &Ident {
        &self.alias
    }

    /// Returns the path of the module that only generated code uses.
    pub(crate) fn private(&self) -> TokenStream {
        quote!(#self::__private)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { module, alias, .. } = self;
        tokens.extend(quote!(#module::#alias));
    }
}
