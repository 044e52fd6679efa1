//! The choice of the methods.

use super::*;
use crate::declaration::{Declaration, MethodEntry};
use crate::future::BoxFuture;
use crate::server::{FunctionResponse, Invocation};

struct Numbers(&'static Declaration);

impl Service for Numbers {
    fn declaration(&self) -> &'static Declaration {
        self.0
    }

    fn invoke(&self, method: usize, _: Invocation) -> BoxFuture<'_, FunctionResponse> {
        Box::pin(async move { FunctionResponse::result(method.to_string()) })
    }
}

static ORDERS: Declaration = Declaration::new(
    "Orders",
    &[
        MethodEntry::new("absent", "place").enabled(false),
        MethodEntry::new("place", "orders-place:live"),
        MethodEntry::new("quote", "orders-{stage}-quote"),
        MethodEntry::new("cancel", "orders-admin").route("action", "cancel"),
        MethodEntry::new("refund", "orders-admin").route("action", "refund"),
    ],
);
static RETURNS: Declaration = Declaration::new(
    "Returns",
    &[
        MethodEntry::new("place", "place"),
        MethodEntry::new("quote", "returns-{kind}"),
    ],
);

fn services() -> Vec<Arc<dyn Service>> {
    vec![Arc::new(Numbers(&ORDERS)), Arc::new(Numbers(&RETURNS))]
}

fn methods(function: Result<ServedFunction, ServeError>) -> Vec<&'static str> {
    function.unwrap().methods().map(Method::name).collect()
}

fn named(name: &str) -> Result<ServedFunction, ServeError> {
    by_function(&services(), &BTreeMap::new(), name)
}

#[test]
fn the_name_of_the_function_chooses() {
    for (name, expected) in [
        ("orders-place", &["place"][..]),
        ("prod-orders-place", &["place"]),
        ("orders-prod-quote", &["quote"]),
        ("eu-orders-prod-quote", &["quote"]),
        ("orders-admin", &["cancel", "refund"]),
        ("prod-orders-admin", &["cancel", "refund"]),
    ] {
        assert_eq!(methods(named(name)), expected, "{name}");
    }
    let returns = named("prod-place").unwrap();
    assert_eq!(
        returns.methods().map(Method::function).collect::<Vec<_>>(),
        ["place"]
    );
    let orders = named("prod-orders-place").unwrap();
    assert_eq!(
        orders.methods().map(Method::function).collect::<Vec<_>>(),
        ["orders-place:live"]
    );
    assert_eq!(orders.name(), "prod-orders-place");
}

#[test]
fn a_key_with_a_value_must_match_it() {
    let keys = BTreeMap::from([("stage".to_owned(), "prod".to_owned())]);
    assert!(by_function(&services(), &keys, "orders-prod-quote").is_ok());
    assert!(by_function(&services(), &keys, "orders-test-quote").is_err());
}

#[test]
fn an_unknown_function_is_not_taken_for_the_only_one() {
    static ONE: Declaration = Declaration::new("One", &[MethodEntry::new("f", "f")]);
    let only: Vec<Arc<dyn Service>> = vec![Arc::new(Numbers(&ONE))];
    let error = by_function(&only, &BTreeMap::new(), "test_function").unwrap_err();
    assert_eq!(error.kind(), ServeErrorKind::NoSuchFunction);
    let text = error.to_string();
    assert!(
        text.contains("`test_function`") && text.contains("`f` (One::f)"),
        "{text}"
    );
    assert!(text.contains(".only(\"method\")"), "{text}");
}

#[test]
fn an_unknown_function_lists_the_candidates() {
    static UNSET: Declaration = Declaration::new(
        "Unset",
        &[MethodEntry::new("f", "{env:NOT_SET_ANYWHERE}-f")],
    );
    let mut services = services();
    services.push(Arc::new(Numbers(&UNSET)));
    let text = by_function(&services, &BTreeMap::new(), "nothing-like-it")
        .unwrap_err()
        .to_string();
    for part in [
        "`orders-place` (Orders::place)",
        "`orders-{stage}-quote` (Orders::quote)",
        "`orders-admin` (Orders::cancel, Orders::refund)",
        "`{env:NOT_SET_ANYWHERE}-f` (Unset::f: the environment variable `NOT_SET_ANYWHERE` is not set)",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    assert!(!text.contains("absent"), "{text}");
}

#[test]
fn equally_good_fits_are_ambiguous() {
    static TIE: Declaration = Declaration::new(
        "Tie",
        &[
            MethodEntry::new("a", "{x}-f-a"),
            MethodEntry::new("b", "f-{x}-a"),
        ],
    );
    let services: Vec<Arc<dyn Service>> = vec![Arc::new(Numbers(&TIE))];
    let error = by_function(&services, &BTreeMap::new(), "f-f-a").unwrap_err();
    assert_eq!(error.kind(), ServeErrorKind::AmbiguousFunction);
    let text = error.to_string();
    assert!(
        text.contains("(Tie::a), ") && text.contains("(Tie::b)"),
        "{text}"
    );
}

#[test]
fn two_traits_with_one_function_need_a_route() {
    static GIFTS: Declaration = Declaration::new("Gifts", &[MethodEntry::new("place", "place")]);
    let services: Vec<Arc<dyn Service>> =
        vec![Arc::new(Numbers(&RETURNS)), Arc::new(Numbers(&GIFTS))];
    let error = by_function(&services, &BTreeMap::new(), "place").unwrap_err();
    assert_eq!(error.kind(), ServeErrorKind::AmbiguousFunction);
    assert!(error.to_string().contains("`route`"), "{error}");
}

#[test]
fn a_trait_that_is_served_twice_is_not_to_be_told_apart() {
    let services: Vec<Arc<dyn Service>> =
        vec![Arc::new(Numbers(&RETURNS)), Arc::new(Numbers(&RETURNS))];
    let function = by_function(&services, &BTreeMap::new(), "place");
    for error in [function, by_method(&services, "Returns::place", "place")].map(Result::unwrap_err)
    {
        assert_eq!(error.kind(), ServeErrorKind::AmbiguousFunction);
        let text = error.to_string();
        assert!(
            text.contains("two servers of a trait `Returns`") && !text.contains(".only("),
            "{text}"
        );
    }
}

#[test]
fn only_chooses_by_method() {
    let choose = |only| by_method(&services(), only, "anything");
    assert_eq!(methods(choose("cancel")), ["cancel"]);
    let returns = choose("Returns::place").unwrap();
    assert_eq!(
        returns.methods().map(Method::function).collect::<Vec<_>>(),
        ["place"]
    );
    let error = choose("place").unwrap_err();
    assert_eq!(error.kind(), ServeErrorKind::AmbiguousFunction);
    assert!(
        error
            .to_string()
            .contains("`Orders::place`, `Returns::place`"),
        "{error}"
    );
    for (unknown, advice) in [
        ("cancle", "did you mean `cancel`?"),
        ("Order::place", "did you mean `Orders::place`?"),
        ("absent", "expected one of `Orders::place`"),
    ] {
        let error = choose(unknown).unwrap_err();
        assert_eq!(error.kind(), ServeErrorKind::NoSuchFunction);
        assert!(error.to_string().contains(advice), "{error}");
    }
}

#[test]
fn a_long_list_is_cut() {
    let items = (1..=10).map(|number| number.to_string());
    assert_eq!(list(items), "1, 2, 3, 4, 5, 6, 7, 8 and 2 more");
    assert_eq!(list([]), "nothing");
}
