//! Generated code leans on nothing that a user may have named otherwise.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::messages;
use crate::expand::lambda_fn;

/// Names of the prelude, of its macros and of crates; the input below uses none of them.
const FOREIGN: &[&str] = &[
    "Option",
    "Some",
    "None",
    "Result",
    "Ok",
    "Err",
    "Box",
    "String",
    "Vec",
    "Clone",
    "Copy",
    "Default",
    "Debug",
    "Send",
    "Sync",
    "Sized",
    "Drop",
    "drop",
    "From",
    "Into",
    "Future",
    "Arc",
    "Pin",
    "Duration",
    "usize",
    "u32",
    "bool",
    "str",
    "derive",
    "Lambda",
    "Call",
    "Error",
    "Service",
    "cfg",
    "unreachable",
    "core",
    "std",
    "serde",
    "elsewhere",
];

/// Crates, which start a path.
const CRATES: &[&str] = &["core", "std", "elsewhere"];

fn expansion() -> TokenStream {
    lambda_fn(
        quote!(
            name = "{env:STAGE}-{method}",
            crate = ::elsewhere,
            timeout = "5s",
            idempotent,
            retry(max_attempts = 2, base_delay = "1s")
        ),
        quote! {
            pub trait Orders: Named {
                #[deprecated]
                #[cfg(unix)]
                async fn all(
                    &self,
                    #[lambda_fn(tenant)] a: &A,
                    #[lambda_fn(client_context)] b: B,
                    c: C<'_>,
                    #[serde(default)] d: &D,
                    #[serde(with = "module")] e: E,
                ) -> Answer;
                async fn none(&self);
                async fn one(&self, a: A) -> Answer;
                #[lambda_fn(mode = "event", route = "tag")]
                async fn event(&self, a: A) -> Answer;
                #[lambda_fn(mode = "dry_run")]
                async fn dry_run(&self) -> Answer;
                async fn local(&self, mut a: A) -> Answer { a }
                fn broken(self);
            }
        },
    )
}

/// Attributes that the compiler knows without a prelude, and serde's, which its derives look for.
const ATTRIBUTES: &[&str] = &[
    "allow",
    "automatically_derived",
    "cfg",
    "deprecated",
    "diagnostic",
    "doc",
    "must_use",
    "serde",
];

/// Words that can precede a path.
const KEYWORDS: &[&str] = &["as", "for", "impl", "mut", "static", "use"];

/// Returns every foreign name that is not part of a path, and every path that does not start at its crate.
fn unqualified(tokens: TokenStream, found: &mut Vec<String>) {
    let mut before: Vec<String> = Vec::new();
    for token in tokens {
        match &token {
            TokenTree::Group(group) => {
                let first = group.stream().into_iter().next();
                let is_attribute = before.last().is_some_and(|token| token == "#");
                match first {
                    Some(TokenTree::Ident(name)) if is_attribute => {
                        if !ATTRIBUTES.contains(&name.to_string().as_str()) {
                            found.push(format!("#[{name}]"));
                        }
                    }
                    _ => unqualified(group.stream(), found),
                }
            }
            TokenTree::Ident(name) if is_unqualified(&name.to_string(), &before) => {
                found.push(format!("{} {name}", before.join(" ")));
            }
            _ => {}
        }
        before.push(match &token {
            TokenTree::Group(_) => "(..)".to_owned(),
            other => other.to_string(),
        });
    }
}

fn is_unqualified(name: &str, before: &[String]) -> bool {
    if !FOREIGN.contains(&name) {
        return false;
    }
    let mut back = before.iter().rev().map(String::as_str);
    let previous = [back.next(), back.next()];
    let declared = matches!(previous.first(), Some(Some("fn" | "struct" | ".")));
    if declared {
        return false;
    }
    if previous != [Some(":"), Some(":")] {
        return true;
    }
    // The `::` before a crate starts a path.
    let continues =
        |token: &str| token.starts_with(char::is_alphabetic) && !KEYWORDS.contains(&token);
    CRATES.contains(&name) && back.next().is_some_and(continues)
}

#[test]
fn every_foreign_name_has_an_absolute_path() {
    let output = expansion();
    assert_eq!(messages(&output).len(), 4, "{:?}", messages(&output));
    let mut found = Vec::new();
    unqualified(output, &mut found);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_default_path_of_the_runtime_is_gone() {
    let text = expansion().to_string();
    assert!(!text.contains(":: lambda_client"));
}

#[test]
fn generated_code_names_the_runtime_once() {
    assert_eq!(expansion().to_string().matches(":: elsewhere").count(), 1);
}

#[test]
fn the_check_itself_sees_unqualified_names() {
    let found = |tokens| {
        let mut found = Vec::new();
        unqualified(tokens, &mut found);
        found.len()
    };
    assert_eq!(
        found(quote!(
            fn a() -> Option<u8> {
                core::future::ready(Some(1))
            }
        )),
        3
    );
    assert_eq!(
        found(quote!(impl ::core::clone::Clone for ::elsewhere::Call<a::core::B> {})),
        1
    );
}
