//! Expansions as text, and messages without a compiler.

mod coverage;
mod expansion;
mod hygiene;
mod machines;
mod mistakes;

use std::path::Path;

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;

/// Compares an expansion with the stored one, or stores it if `UPDATE_SNAPSHOTS` is set.
#[track_caller]
pub(crate) fn assert_stored(folder: &str, name: &str, output: &TokenStream) {
    let text = match syn::parse2::<syn::File>(without_macro(output.clone())) {
        Ok(file) => prettyplease::unparse(&file),
        Err(error) => format!("the output is no Rust: {error}: {output}"),
    };
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/snapshots")
        .join(folder)
        .join(name)
        .with_extension("rs");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        let stored = std::fs::write(&path, &text);
        assert!(stored.is_ok(), "{}: {stored:?}", path.display());
        return;
    }
    let stored = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == text,
        "the expansion differs from {}; if the new one is right, run the tests with UPDATE_SNAPSHOTS=1:\n{text}",
        path.display()
    );
}

/// Replaces the runtime's macros, whose content cannot be formatted: `unchanged` by a labeled block, `when_step_functions` by a module.
fn without_macro(tokens: TokenStream) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (name, instead) in [
        ("unchanged", quote!('unchanged:)),
        ("when_step_functions", quote!(mod when_step_functions)),
    ] {
        let is_macro = |pair: &[TokenTree]| {
            matches!(pair, [TokenTree::Ident(found), TokenTree::Punct(bang)]
                if found == name && bang.as_char() == '!')
        };
        while let Some(end) = tokens.windows(2).position(is_macro) {
            let is_path = |token: &TokenTree| match token {
                TokenTree::Ident(_) => true,
                TokenTree::Punct(punct) => punct.as_char() == ':',
                _ => false,
            };
            let before = tokens.iter().take(end).rev();
            let path = before.take_while(|token| is_path(token)).count();
            tokens.splice(end - path..end + 2, instead.clone());
        }
    }
    let inside = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut inside = Group::new(group.delimiter(), without_macro(group.stream()));
            inside.set_span(group.span());
            TokenTree::Group(inside)
        }
        other => other,
    });
    inside.collect()
}

/// Returns the messages of the `compile_error!`s in an expansion, in order.
pub(crate) fn messages(output: &TokenStream) -> Vec<String> {
    let Ok(file) = syn::parse2::<syn::File>(output.clone()) else {
        return vec![format!("the output is no Rust: {output}")];
    };
    file.items
        .into_iter()
        .filter_map(|item| match item {
            syn::Item::Macro(item) => item.mac.parse_body::<syn::LitStr>().ok(),
            _ => None,
        })
        .map(|message| message.value())
        .collect()
}
