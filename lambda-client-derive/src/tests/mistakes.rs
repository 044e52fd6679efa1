//! What is refused, rule by rule; tests/ui of the facade shows where the messages point.

use proc_macro2::TokenStream;
use quote::quote;

use super::messages;
use crate::expand::lambda_fn;

/// The messages about a method, in a trait that is in order.
fn of_method(method: TokenStream) -> Vec<String> {
    messages(&lambda_fn(
        quote!(name = "orders-{method}"),
        quote!(trait Orders { #method }),
    ))
}

/// The messages about the attribute of a trait that is in order.
fn of_arguments(arguments: TokenStream) -> Vec<String> {
    let item = quote!(
        trait Orders {
            async fn place(&self) -> Answer;
        }
    );
    messages(&lambda_fn(arguments, item))
}

#[track_caller]
fn assert_one(messages: &[String], part: &str) {
    assert!(
        matches!(messages, [only] if only.contains(part)),
        "expected one message with {part:?}: {messages:#?}"
    );
}

#[test]
fn signatures() {
    let cases = [
        (
            quote!(
                fn a(&self) -> R;
            ),
            "write `async fn a`",
        ),
        (
            quote!(
                async fn a() -> R;
            ),
            "write `&self` as its first argument",
        ),
        (
            quote!(
                async fn a(self) -> R;
            ),
            "cannot consume its client",
        ),
        (
            quote!(
                async fn a(&mut self) -> R;
            ),
            "cannot change its client",
        ),
        (
            quote!(
                async fn a(self: &Arc<Self>) -> R;
            ),
            "which is cheap to clone; write `&self`",
        ),
        (
            quote!(
                async fn a<T>(&self) -> R;
            ),
            "cannot be generic",
        ),
        (
            quote!(
                async fn a<const N: usize>(&self) -> R;
            ),
            "cannot be generic",
        ),
        (
            quote!(
                async fn a(&self) -> R
                where
                    u8: Copy;
            ),
            "no bounds on types",
        ),
        (
            quote!(
                async unsafe fn a(&self) -> R;
            ),
            "cannot be `unsafe`",
        ),
        (
            quote!(
                async extern "C" fn a(&self) -> R;
            ),
            "calling convention",
        ),
        (
            quote!(
                const async fn a(&self) -> R;
            ),
            "cannot be `const`",
        ),
        (
            quote!(default async fn a(&self) -> R;),
            "cannot be `default`",
        ),
        (
            quote!(
                pub async fn a(&self) -> R;
            ),
            "remove the visibility",
        ),
        (
            quote!(
                pub fn a(&self) -> R {}
            ),
            "remove the visibility",
        ),
        (
            quote!(
                async fn a(&self);
            ),
            "a remote method returns a `Result`",
        ),
        (
            quote!(
                async fn a(&self) -> Result<Self, E>;
            ),
            "`Self` is the client at one end",
        ),
        (
            quote!(
                async fn a(&self) -> Result<&str, E>;
            ),
            "cannot be borrowed",
        ),
        (
            quote!(
                async fn a<'a>(&'a self) -> Result<Cow<'a, str>, E>;
            ),
            "cannot borrow",
        ),
        (
            quote!(
                async fn a(&self) -> impl Send;
            ),
            "instead of `impl ..`",
        ),
        (
            quote!(
                async fn new(&self) -> R;
            ),
            "would hide the client's constructor",
        ),
        (
            quote!(
                async fn r#builder(&self) -> R;
            ),
            "would hide the client's constructor",
        ),
        (
            quote!(
                async fn clone(&self) -> R;
            ),
            "would hide `Clone::clone`",
        ),
        (
            quote!(
                #[lambda_fn(idempotent)]
                fn a(&self) {}
            ),
            "a method with a body",
        ),
        (
            quote!(
                #[cfg_attr(a, lambda_fn(idempotent))]
                async fn a(&self) -> R;
            ),
            "cannot stand behind `cfg_attr`",
        ),
        (
            quote!(
                async fn a(&self) -> R;
                async fn a(&self) -> R;
            ),
            "already a method `a`",
        ),
    ];
    for (method, part) in cases {
        assert_one(&of_method(method), part);
    }
}

#[test]
fn arguments() {
    let cases = [
        (quote!(a: &mut u8), "cannot change its caller's value"),
        (quote!(a: Vec<&str>), "a reference inside a type"),
        (quote!(a: &'static str), "which is not `'static`"),
        (quote!(a: Option<&'static str>), "which is not `'static`"),
        (quote!(a: &dyn Display), "instead of `dyn ..`"),
        (quote!(a: Vec<impl Display>), "instead of `impl ..`"),
        (quote!(a: &Self), "`Self` is the client at one end"),
        (quote!(Order { a }: Order), "needs a name"),
        (quote!(_: u8), "needs a name"),
        (quote!(mut a: u8), "write `a`"),
        (quote!(a: u8, a: u8), "already an argument `a`"),
        (
            quote!(#[cfg(unix)] a: u8),
            "which cannot depend on a condition",
        ),
        (
            quote!(#[lambda_fn] a: u8),
            "says nothing about the argument",
        ),
        (
            quote!(#[lambda_fn(tenant, client_context)] a: u8),
            "not both",
        ),
        (
            quote!(#[lambda_fn(tenant)] a: u8, #[lambda_fn(tenant)] b: u8),
            "a call has one tenant, and `a` is it",
        ),
        (
            quote!(#[lambda_fn(durable_name)] a: u8),
            "`durable_name` is no argument",
        ),
        (
            quote!(#[lambda_fn(rename = "b")] a: u8),
            "put `#[lambda_fn(named)]` on the method",
        ),
        (
            quote!(#[lambda_fn(tenant, rename = "b")] a: u8),
            "remove `rename`",
        ),
        (
            quote!(#[lambda_fn(rename = "b")] a: u8, b: u8),
            "the key `b` is that of the argument `a`",
        ),
        (
            quote!(#[serde(default)] a: u8),
            "`default` is for a field of an object",
        ),
        (
            quote!(#[serde(rename = "c")] #[lambda_fn(rename = "d")] a: u8, b: u8),
            "keep one of them",
        ),
        (
            quote!(#[serde(default)] #[lambda_fn(tenant)] a: u8),
            "remove `#[serde(..)]`",
        ),
        (quote!(#[serde] a: u8), "write `#[serde(..)]`"),
    ];
    for (arguments, part) in cases {
        assert_one(
            &of_method(quote!(async fn a(&self, #arguments) -> R;)),
            part,
        );
    }
}

#[test]
fn settings_of_methods() {
    let cases = [
        (quote!(mode = "stream"), "use `request_response`"),
        (quote!(mode = "event", tail_log), "a log only comes back"),
        (quote!(rename = "b"), "add `route = \"action\"`"),
        (
            quote!(name = "a:1", qualifier = "2"),
            "the qualifier is given twice",
        ),
        (quote!(name = "a b"), "character 2 is a space"),
        (quote!(name = "a b {key}"), "` ` is not allowed"),
        (quote!(crate = ::a), "`crate` goes on the trait"),
        (quote!(tenant), "`tenant` goes on an argument"),
        (quote!(nme = "a"), "did you mean `name`?"),
        (quote!(rout = "a", rename = "b"), "did you mean `route`?"),
        (quote!(timeout), "a duration with its unit"),
        (quote!(retry(max_attempts = 0)), "counts the first attempt"),
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
    assert_one(&of_method(context), "only handed over with");
}

#[test]
fn settings_of_the_trait() {
    let cases = [
        (quote!(), "no function is named"),
        (quote!(name = 5), "`name` takes a string"),
        (
            quote!(name = "a", rename = "b"),
            "`rename` goes on a method or an argument",
        ),
        (quote!(name = "a", name = "a"), "`name` is given twice"),
        (
            quote!(name = "a", mode = "event", tail_log),
            "a log only comes back",
        ),
        (
            quote!(name = "a", client = Orders),
            "already the name of the trait",
        ),
        (
            quote!(name = "a", client = C, server = C),
            "already the name of the client",
        ),
        (quote!(name = "a", crate = a), "write `crate = ::a`"),
        (quote!(name = "a", crate = "::a"), "without quotes"),
        (quote!(name = "{method"), "is never closed"),
        (
            quote!(name = "a:1", qualifier = "2"),
            "the qualifier is given twice",
        ),
        (quote!(nam = "a"), "did you mean `name`?"),
    ];
    for (arguments, part) in cases {
        assert_one(&of_arguments(arguments), part);
    }
}

#[test]
fn the_item() {
    let cases = [
        (
            quote!(
                struct Orders;
            ),
            "goes on a trait",
        ),
        (
            quote!(
                trait Orders<'a> {}
            ),
            "cannot be generic",
        ),
        (
            quote!(
                unsafe trait Orders {}
            ),
            "cannot be `unsafe`",
        ),
        (quote!(auto trait Orders {}), "cannot be `auto`"),
        (
            quote!(
                trait Orders {
                    const A: [u8; { 5 }];
                }
            ),
            "no associated constants",
        ),
        (
            quote!(
                trait Orders {
                    type A: Clone;
                }
            ),
            "no associated types",
        ),
        (
            quote!(
                trait Orders {
                    a! {}
                }
            ),
            "before macros inside it are expanded",
        ),
        (
            quote!(
                #[lambda_fn(name = "b")]
                trait Orders {}
            ),
            "is given twice",
        ),
    ];
    for (item, part) in cases {
        let output = lambda_fn(quote!(name = "a-{method}"), item.clone());
        assert_one(&messages(&output), part);
    }
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
        "`a` invokes the function `x` too",
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
        "write `\"tag\"` here too",
    );

    let names = quote!(
        async fn a(&self) -> R;
        #[lambda_fn(rename = "a")]
        async fn b(&self) -> R;
    );
    assert_one(
        &messages_of(quote!(name = "x", route = "tag"), names),
        "`a` is sent as `a` already",
    );

    let key = quote!(
        async fn a(&self, tag: u8) -> R;
    );
    assert_one(
        &messages_of(quote!(name = "x", route = "tag"), key),
        "the key `tag` is the tag",
    );
}

#[test]
fn mistakes_do_not_hide_each_other() {
    let output = lambda_fn(
        quote!(name = "a-{method}", qualifer = "b", timeout = "soon", 5),
        quote! {
            trait Orders {
                type A;
                #[lambda_fn(idempotant, retry(max = 5))]
                async fn place(&mut self, _: u8, b: &mut u8);
                async fn place<T>(&self) -> R;
            }
        },
    );
    let messages = messages(&output);
    assert_eq!(messages.len(), 12, "{messages:#?}");
}

#[test]
fn the_trait_is_never_lost() {
    let item = quote! {
        trait Orders<T> {
            const A: u8;
            #[lambda_fn(nonsense)]
            async fn place(&self, #[lambda_fn(nonsense)] (a, b): (T, T));
            fn local(&self) {}
        }
    };
    let text = lambda_fn(quote!(nonsense), item).to_string();
    for part in [
        "trait Orders < T >",
        "const A : u8",
        "fn place",
        "fn local",
        "struct OrdersClient",
        "struct OrdersServer",
    ] {
        assert!(text.contains(part), "{part} is missing from {text}");
    }
    assert!(!text.contains("# [lambda_fn"), "{text}");
}

#[test]
fn syntax_that_is_not_understood_stays_in_the_trait() {
    let item = quote! {
        trait Orders {
            async fn odd(&self, order: Order) ~> R;
            async fn place(&self) -> R;
        }
    };
    let output = lambda_fn(quote!(name = "a-{method}"), item).to_string();
    assert!(output.contains("~ >") || output.contains("~>"), "{output}");
    assert!(output.contains("fn place"), "{output}");
}
