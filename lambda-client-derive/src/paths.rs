//! The path to the runtime in generated code.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Path;

/// The path of the crate `lambda-client` in the user's crate.
pub(crate) struct Runtime(TokenStream);

impl Runtime {
    /// Takes the path from `crate = ..`, or `::lambda_client`.
    pub(crate) fn new(path: Option<&Path>) -> Self {
        Self(path.map_or_else(|| quote!(::lambda_client), ToTokens::to_token_stream))
    }

    /// Returns the path of the module that only generated code uses.
    pub(crate) fn private(&self) -> TokenStream {
        let root = &self.0;
        quote!(#root::__private)
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.0.to_tokens(tokens);
    }
}
