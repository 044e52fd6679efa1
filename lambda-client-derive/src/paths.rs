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
