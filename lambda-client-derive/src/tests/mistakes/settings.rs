//! Arguments of the attribute, and the functions that they name.

use proc_macro2::TokenStream;
use quote::quote;

use super::{assert_one, of_method};
use crate::expand::lambda_fn;
use crate::tests::messages;

/// Returns the messages about the attribute of a trait without other mistakes.
fn of_arguments(arguments: TokenStream) -> Vec<String> {
    let item = quote!(
        trait Orders {
            async fn place(&self) -> Answer;
        }
    );
    messages(&lambda_fn(arguments, item))
}

#[test]
fn settings_of_methods() {
    let cases = [
        (quote!(mode = "stream"), "write `request_response`"),
        (quote!(mode = "event", tail_log), "`tail_log` requires"),
        (quote!(rename = "b"), "add `route = \"action\"`"),
        (quote!(name = "a:1", qualifier = "2"), "duplicate qualifier"),
        (quote!(name = "a b"), "character 2 is a space"),
        (quote!(name = "a b {key}"), "invalid function name"),
        (quote!(crate = ::a), "move it to the trait"),
        (quote!(tenant), "move it to an argument"),
        (quote!(nme = "a"), "did you mean `name`?"),
        (quote!(rout = "a", rename = "b"), "did you mean `route`?"),
        (quote!(timeout), "a duration with a unit"),
        (
            quote!(retry(max_attempts = 0)),
            "includes the first attempt",
        ),
    ];
    for (arguments, part) in cases {
        assert_one(
            &of_method(quote!(
                #[lambda_fn(#arguments)]
                async fn a(&self) -> R;
            )),
            part,
        );
    }
    let context = quote!(
        #[lambda_fn(mode = "event")]
        async fn a(&self, #[lambda_fn(client_context)] b: B) -> R;
    );
    assert_one(&of_method(context), "`client_context` requires");
}

#[test]
fn settings_of_the_trait() {
    let cases = [
        (quote!(), "missing function name;"),
        (quote!(name = 5), "expected a string for `name`"),
        (
            quote!(name = "a", rename = "b"),
            "move it to a method or an argument",
        ),
        (quote!(name = "a", name = "a"), "duplicate argument `name`"),
        (
            quote!(name = "a", mode = "event", tail_log),
            "`tail_log` requires",
        ),
        (
            quote!(name = "a", client = Orders),
            "already used by the trait",
        ),
        (
            quote!(name = "a", client = C, server = C),
            "already used by the client",
        ),
        (quote!(name = "a", crate = a), "write `crate = ::a`"),
        (quote!(name = "a", crate = "::a"), "without quotes"),
        (quote!(name = "{method"), "unclosed `{`"),
        (quote!(name = "a:1", qualifier = "2"), "duplicate qualifier"),
        (quote!(nam = "a"), "did you mean `name`?"),
    ];
    for (arguments, part) in cases {
        assert_one(&of_arguments(arguments), part);
    }
}

#[test]
fn slips_that_the_compiler_leaves_to_the_macro() {
    let cases = [
        (quote!(, name = "a"), "unexpected `,`"),
        (quote!(name = "a",,), "unexpected `,`"),
        (quote!(name = "a", forward(Arc,,Box)), "unexpected `,`"),
        (quote!(name = "a", forward[Arc]), "in parentheses"),
        (quote!(name = "a", retry{budget = 5}), "in parentheses"),
        (quote!(name = "a", route = " "), "empty `route`"),
        (quote!(name = "a", mode = ""), "empty `mode`"),
        (quote!(name = "a", rename_all = ""), "empty `rename_all`"),
        (
            quote!(name = "a", client = ""),
            "write `client = OrdersClient`",
        ),
        (quote!(name = "a", server = crate), "expected an identifier"),
        (
            quote!(name = "a", crate = ::self),
            "expected an absolute path",
        ),
        (
            quote!(name = "a", crate = ::a::<u8>),
            "expected an absolute path",
        ),
        (
            quote!(name = "a", crate = crate::super::a),
            "expected an absolute path",
        ),
        (quote!(name = "a"b), "unexpected suffix `b`"),
        (
            quote!(name = "a", retry(budget = 5f)),
            "unexpected suffix `f`",
        ),
        (
            quote!(name = "a", retry(budget = -5)),
            "a number between 0 and",
        ),
    ];
    for (arguments, part) in cases {
        assert_one(&of_arguments(arguments), part);
    }
    for arguments in [
        quote!(name = "a",),
        quote!(r#name = "a", forward(r#Arc)),
        quote!(name = "a", client = r#match, crate = crate),
    ] {
        assert_eq!(of_arguments(arguments), [""; 0]);
    }

    let serde = |attributes: TokenStream| {
        of_method(quote!(
            async fn a(&self, #[serde(#attributes)] b: B, c: C) -> R;
        ))
    };
    assert_one(&serde(quote!(rename = "")), "attribute `rename`");
    assert_one(
        &serde(quote!(rename(serialize = " "))),
        "attribute `rename`",
    );
    assert_one(&serde(quote!(rename())), "attribute `rename`");
    assert_one(&serde(quote!(alias = "")), "attribute `alias`");
    assert_one(
        &serde(quote!(rename = "d", rename = "c")),
        "duplicate serde",
    );
    assert!(serde(quote!(bound = "")).is_empty());
    assert!(serde(quote!(bound(serialize = ""))).is_empty());
}

#[test]
fn methods_of_one_function() {
    let messages_of = |arguments: TokenStream, methods: TokenStream| {
        messages(&lambda_fn(arguments, quote!(trait Orders { #methods })))
    };
    let three = quote!(
        async fn a(&self) -> R;
        async fn b(&self) -> R;
        async fn c(&self) -> R;
    );
    assert_one(
        &messages_of(quote!(name = "x"), three.clone()),
        "`a`, `b` and `c` invoke the same function",
    );
    assert!(messages_of(quote!(name = "x", route = "tag"), three.clone()).is_empty());
    assert_one(
        &messages_of(quote!(name = "x", rute = "tag"), three),
        "did you mean `route`?",
    );

    let own = quote!(
        #[lambda_fn(name = "x:1")]
        async fn a(&self) -> R;
        #[lambda_fn(name = "x:2")]
        async fn b(&self) -> R;
    );
    assert_one(
        &messages_of(quote!(), own),
        "`a` also invokes the function `x`",
    );

    let conditional = quote! {
        #[cfg(unix)] #[lambda_fn(name = "x")] async fn a(&self) -> R;
        #[cfg(not(unix))] #[lambda_fn(name = "x")] async fn b(&self) -> R;
    };
    assert!(messages_of(quote!(), conditional).is_empty());

    let tags = quote!(
        async fn a(&self) -> R;
        #[lambda_fn(route = "other")]
        async fn b(&self) -> R;
    );
    assert_one(
        &messages_of(quote!(name = "x", route = "tag"), tags),
        "write `\"tag\"`",
    );

    let names = quote!(
        async fn a(&self) -> R;
        #[lambda_fn(rename = "a")]
        async fn b(&self) -> R;
    );
    assert_one(
        &messages_of(quote!(name = "x", route = "tag"), names),
        "`a` is already sent for the method `a`",
    );

    let key = quote!(
        async fn a(&self, tag: u8) -> R;
    );
    assert_one(
        &messages_of(quote!(name = "x", route = "tag"), key),
        "the key `tag` is already used by `route`",
    );
}
