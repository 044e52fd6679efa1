//! `new` of the client, or what says that there is only a builder.

use lambda_client_grammar::template::{Piece, parse_template};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::lints::allowed;
use super::{docs, reached};
use crate::model::Service;
use crate::naming;

/// The placeholders of all names that are filled in at run time; methods with mistakes are ignored.
#[derive(Default)]
pub(super) struct Placeholders {
    names: Vec<String>,
    keys: Vec<String>,
}

impl Placeholders {
    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

pub(super) fn placeholders(service: &Service<'_>) -> Placeholders {
    let mut found = Placeholders::default();
    let names = service
        .methods()
        .filter_map(|method| method.settings.function_name());
    for name in names.filter(|name| !name.complete) {
        push_new(&mut found.names, &name.given.value);
        for piece in parse_template(&name.text).into_iter().flatten() {
            if let Piece::Key(key) = piece {
                push_new(&mut found.keys, key);
            }
        }
    }
    found
}

fn push_new(list: &mut Vec<String>, text: &str) {
    if !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

/// Returns `new`, which looks nothing up.
pub(super) fn new(service: &Service<'_>) -> TokenStream {
    let vis = &service.item.vis;
    let private = service.runtime.private();
    let docs = docs::new(service);
    let handle = reached::handle(service);
    let name = format_ident!("{}", reached::handle_name(service));
    quote! {
        #docs
        #[must_use]
        #vis fn new(#name: &#handle) -> Self {
            Self {
                stub: #private::stub(
                    #name,
                    <Self as #private::GeneratedClient>::DECLARATION,
                ),
            }
        }
    }
}

/// Returns a `new` that cannot be called: its bound never holds, and the compiler's message about it shows the line to write.
pub(super) fn refused(service: &Service<'_>, placeholders: &Placeholders) -> TokenStream {
    let (vis, client) = (&service.item.vis, service.client_path());
    let (handle, handle_name) = (reached::handle(service), reached::handle_name(service));
    let conditions = &service.attributes.conditions;
    let allowed = allowed(service);
    let name = naming::plain(&service.client);
    // The attribute has placeholders itself.
    let escaped = |text: &str| text.replace('{', "{{").replace('}', "}}");
    let keys = placeholders.keys.iter();
    let setters: String = keys.map(|key| format!(".set(\"{key}\", \"..\")")).collect();
    let names = escaped(&placeholders.names.join("`, `"));
    let message = format!(
        "`{name}::new` does not exist, since the placeholders of `{names}` are filled in at run time; use the builder"
    );
    let label = format!("write `{name}::builder(&{handle_name}){setters}.build()?`");
    quote! {
        #conditions
        #allowed
        const _: () = {
            #[doc(hidden)]
            #[diagnostic::on_unimplemented(message = #message, label = #label)]
            // Public for the bound of a public function, and out of reach on purpose.
            #[allow(unreachable_pub, unnameable_types)]
            pub trait KnownAtCompileTime {}

            impl #client {
                #[doc(hidden)]
                // Whoever calls it gets the message above.
                #[allow(dead_code)]
                #vis fn new(_: &#handle) -> Self
                where
                    for<'__lambda_client> Self: KnownAtCompileTime,
                {
                    ::core::unreachable!()
                }
            }
        };
    }
}
