//! Signatures of methods and their arguments.

use quote::quote;

use super::{assert_one, of_method};

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
            "must take `&self`",
        ),
        (
            quote!(
                async fn a(self) -> R;
            ),
            "cannot take `self` by value",
        ),
        (
            quote!(
                async fn a(&mut self) -> R;
            ),
            "cannot take `&mut self`",
        ),
        (
            quote!(
                async fn a(self: &Arc<Self>) -> R;
            ),
            "`self` of another type; write `&self`",
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
            "cannot have bounds on types",
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
            "cannot be `extern`",
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
            "cannot have a visibility",
        ),
        (
            quote!(
                pub fn a(&self) -> R {}
            ),
            "cannot have a visibility",
        ),
        (
            quote!(
                async fn a(&self);
            ),
            "must return a `Result`",
        ),
        (
            quote!(
                async fn a(&self) -> Result<Self, E>;
            ),
            "`Self` differs between the client and the implementation",
        ),
        (
            quote!(
                async fn a(&self) -> Result<&str, E>;
            ),
            "cannot be a reference",
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
            "cannot return `impl Trait`",
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
            "cannot be inside `cfg_attr`",
        ),
        (
            quote!(
                async fn a(&self) -> R;
                async fn a(&self) -> R;
            ),
            "duplicate method `a`",
        ),
    ];
    for (method, part) in cases {
        assert_one(&of_method(method), part);
    }
}

#[test]
fn arguments() {
    let cases = [
        (quote!(a: &mut u8), "cannot be `&mut`"),
        (quote!(a: Vec<&str>), "a reference inside another type"),
        (quote!(a: &'static str), "cannot be `'static`"),
        (quote!(a: Option<&'static str>), "cannot be `'static`"),
        (quote!(a: &dyn Display), "cannot be `dyn Trait`"),
        (quote!(a: Vec<impl Display>), "cannot be `impl Trait`"),
        (
            quote!(a: &Self),
            "`Self` differs between the client and the implementation",
        ),
        (quote!(Order { a }: Order), "must have a name"),
        (quote!(_: u8), "must have a name"),
        (quote!(mut a: u8), "write `a`"),
        (quote!(a: u8, a: u8), "duplicate argument `a`"),
        (quote!(#[cfg(unix)] a: u8), "cannot be conditional"),
        (
            quote!(#[lambda_fn] a: u8),
            "empty `#[lambda_fn]` on an argument",
        ),
        (
            quote!(#[lambda_fn(tenant, client_context)] a: u8),
            "cannot be both",
        ),
        (
            quote!(#[lambda_fn(tenant)] a: u8, #[lambda_fn(tenant)] b: u8),
            "duplicate `tenant`: the argument `a` is already marked",
        ),
        (
            quote!(#[lambda_fn(durable_name)] a: u8),
            "unknown argument `durable_name`",
        ),
        (
            quote!(#[lambda_fn(rename = "b")] a: u8),
            "add `#[lambda_fn(named)]` to the method",
        ),
        (
            quote!(#[lambda_fn(tenant, rename = "b")] a: u8),
            "remove `rename`",
        ),
        (
            quote!(#[lambda_fn(rename = "b")] a: u8, b: u8),
            "the key `b` is already used by the argument `a`",
        ),
        (
            quote!(#[serde(default)] a: u8),
            "`default` applies to a field",
        ),
        (
            quote!(#[serde(rename = "c")] #[lambda_fn(rename = "d")] a: u8, b: u8),
            "already renamed by `#[serde(..)]`",
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
