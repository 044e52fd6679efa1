//! The path to the runtime in generated code.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::Path;

use crate::target::Target;
use crate::{externs, manifest, naming};

/// Returns the path of the crate `lambda-client` where the user gives none, its name in the package's `Cargo.toml`, or what to write
/// if the compiler does not know that crate.
pub(crate) fn of_dependency() -> Result<Path, String> {
    let renamed = manifest::renamed().and_then(|name| syn::parse_str(&name).ok());
    let name = renamed.unwrap_or_else(|| Ident::new("lambda_client", Span::call_site()));
    match externs::lacks(&name.to_string()) {
        true => Err(format!(
            "`{name}` is not among the dependencies of this crate; add `lambda-client` to the dependencies in \
             `Cargo.toml`, or name the crate that re-exports it, as in `crate = ::platform::lambda_client`"
        )),
        false => Ok(syn::parse_quote!(::#name)),
    }
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
    import: TokenStream,
    module: Ident,
    alias: Ident,
    target: Target,
    /// The message that it cannot be reached.
    unreachable: Option<String>,
}

impl Runtime {
    /// Takes the path from `crate = ..`, or the name of the dependency, and the module that imports it.
    pub(crate) fn new(path: Option<&Path>, mut module: Ident, target: Target) -> Self {
        // A message about a path marks all of it if its tokens resolve alike.
        module.set_span(Span::call_site());
        let (given, unreachable) = match path.cloned().map_or_else(of_dependency, Ok) {
            Ok(path) => (path.into_token_stream(), None),
            Err(message) => (TokenStream::new(), Some(message)),
        };
        let (import, alias) = naming::import_of(&given);
        Self {
            given,
            import,
            module,
            alias,
            target,
            unreachable,
        }
    }

    /// Returns the message to show instead of the compiler's for every item, if the crate cannot be reached.
    pub(crate) fn unreachable(&self) -> Option<&str> {
        self.unreachable.as_deref()
    }

    /// Returns the path as the user wrote it.
    pub(crate) fn given(&self) -> &TokenStream {
        &self.given
    }

    /// Returns what its module imports.
    pub(crate) fn import(&self) -> &TokenStream {
        &self.import
    }

    /// Returns the name of the import in its module.
    pub(crate) fn alias(&self) -> &Ident {
        &self.alias
    }

    /// Returns the path of the module that only generated code uses.
    pub(crate) fn private(&self) -> TokenStream {
        match self.target {
            Target::Function => quote!(#self::__private),
            Target::Machine => quote!(#self::__private::machines),
        }
    }
}

impl ToTokens for Runtime {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self { module, alias, .. } = self;
        tokens.extend(quote!(#module::#alias));
    }
}
