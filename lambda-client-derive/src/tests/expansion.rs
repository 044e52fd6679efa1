//! One stored expansion for each feature of the macro.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_stored, messages};
use crate::expand::lambda_fn;

#[track_caller]
fn assert_expansion(name: &str, arguments: TokenStream, item: TokenStream) {
    let output = lambda_fn(arguments, item);
    assert_eq!(messages(&output), [""; 0]);
    assert_stored("lambda_fn", name, &output);
}

#[test]
fn a_plain_service() {
    assert_expansion(
        "plain",
        quote!(name = "orders-{method}", qualifier = "live"),
        quote! {
            /// What the shop can do.
            pub trait Orders {
                /// Places an order.
                async fn place(&self, order: Order) -> Result<Receipt, OrderError>;
                async fn ping(&self) -> Pong;
            }
        },
    );
}

#[test]
fn every_setting_of_a_call() {
    assert_expansion(
        "settings",
        quote!(
            name = "{env:STAGE}-{method:kebab-case}-{region}",
            idempotent,
            timeout = "30s",
            retry(max_attempts = 3, budget = 100)
        ),
        quote! {
            trait Settings {
                #[lambda_fn(attempt_timeout = "1500ms", tail_log, retry(max_attempts = 1, base_delay = "100ms", max_delay = "5s"))]
                async fn read_all(&self) -> Answer;
                #[lambda_fn(name = "audit", mode = "event", idempotent = false)]
                async fn audit(&self, entry: Entry) -> Accepted;
                #[lambda_fn(name = "audit-2", mode = "dry_run", qualifier = "7")]
                async fn may_audit(&self) -> Accepted;
            }
        },
    );
}

#[test]
fn payloads_of_all_forms() {
    assert_expansion(
        "payloads",
        quote!(name = "{method}"),
        quote! {
            trait Payloads {
                async fn none(&self) -> Answer;
                async fn one(&self, value: &[u8]) -> Answer;
                async fn several(&self, id: u32, name: Option<&str>, note: Cow<'_, str>) -> Answer;
                #[lambda_fn(named, rename_all = "camelCase")]
                async fn named(&self, order_id: u32) -> Answer;
                async fn bound(
                    &self,
                    #[lambda_fn(tenant)] tenant: Option<&str>,
                    #[lambda_fn(client_context)] context: &Context,
                    #[lambda_fn(rename = "Id")] id: u32,
                    name: String,
                ) -> Answer;
            }
        },
    );
}

#[test]
fn arguments_with_serde_attributes() {
    assert_expansion(
        "serde",
        quote!(name = "{method}", rename_all = "kebab-case"),
        quote! {
            trait Fields {
                async fn one(&self, #[serde(with = "hex")] id: Id) -> Answer;
                async fn several<'a>(
                    &'a self,
                    plain_one: u8,
                    #[serde(default)] the_default: Option<&'a str>,
                    #[serde(skip_serializing_if = "str::is_empty")] text: &str,
                    #[serde(serialize_with = "hex")] id: Id,
                    #[serde(flatten)] rest: Rest,
                ) -> Answer;
            }
        },
    );
}

#[test]
fn methods_that_share_a_function() {
    assert_expansion(
        "route",
        quote!(name = "shared", route = "action", rename_all = "PascalCase"),
        quote! {
            trait Shared {
                async fn first_one(&self) -> Answer;
                #[lambda_fn(rename = "other")]
                async fn second_one(&self, order_id: u32, #[serde(flatten)] rest: Rest) -> Answer;
            }
        },
    );
}

#[test]
fn local_methods_and_supertraits() {
    assert_expansion(
        "local",
        quote!(name = "{method}"),
        quote! {
            pub(crate) trait Local: Named + 'static
            where
                Self: Unpin,
            {
                async fn remote<'a, 'b: 'a>(&'a self, text: &'b str) -> Answer;
                async fn provided(&self, mut count: u32) -> u32 { count += 1; count }
                async fn named<'a>(&self, texts: &mut Vec<&'a str>, first: &'a str) -> &'a str { texts.push(first); first }
                async fn elided(&self) -> Option<&str> { let name = self.name()?; Some(name.trim()) }
                fn generic<A: Clone, const N: usize>(&self, (a, b): (A, [u8; N])) -> A where Self: Sized { a.clone() }
                fn consumed(self) -> Self where Self: Sized { self }
                fn limit() -> u32 { 5 }
            }
        },
    );
}

#[test]
fn attributes_of_trait_and_methods() {
    assert_expansion(
        "attributes",
        quote!(
            name = "{method}",
            crate = ::elsewhere,
            client = Calls,
            server = Functions
        ),
        quote! {
            #[cfg(feature = "orders")]
            #[deprecated]
            #[mockall::automock]
            pub trait Attributes {
                #![allow(clippy::too_many_arguments)]
                /// Words.
                #[cfg(unix)]
                #[cfg_attr(test, cfg(feature = "x"), doc = "More words.")]
                #[deprecated = "reason"]
                #[expect(unused)]
                #[mockall::concretize]
                async fn gated(&self, #[allow(unused)] order: Order, more: &More) -> Answer;
            }
        },
    );
}

#[test]
fn arguments_under_conditions() {
    assert_expansion(
        "conditions",
        quote!(name = "{method}"),
        quote! {
            trait Conditions {
                async fn several(
                    &self,
                    a: A,
                    #[cfg(unix)] b: &B,
                    #[cfg(not(unix))]
                    #[serde(default)]
                    b: C,
                    #[cfg(unix)]
                    #[lambda_fn(tenant)]
                    tenant: &str,
                ) -> Answer;
            }
        },
    );
}

#[test]
fn names_that_are_in_the_way() {
    assert_expansion(
        "names",
        quote!(name = "{method}"),
        quote! {
            trait r#match {
                async fn r#loop(&self, r#type: T, stub: &T, invocation: u8) -> Answer;
            }
        },
    );
}

#[test]
fn what_stands_in_for_broken_methods() {
    let output = lambda_fn(
        quote!(name = "orders-{method}"),
        quote! {
            pub trait Broken {
                /// Stays as it is.
                async fn sound(&self, order: Order) -> Answer;
                #[lambda_fn(timeout = "soon")]
                async fn setting(&self, order: Order) -> Answer;
                async fn generic<A: Send>(&self, (a, b): (A, A)) -> Answer;
                fn not_async(&mut self) -> Answer;
            }
        },
    );
    assert_eq!(messages(&output).len(), 5);
    assert_stored("lambda_fn", "broken", &output);
}
