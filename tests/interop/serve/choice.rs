//! Which method the served function runs, on ministack.

use lambda_client::{DidRun, failure::FailureKind};
use serde_json::json;

use crate::ministack::Function;
use crate::serve::deployed::{deploy, ministack, shop_at};
use crate::serve::desk_at;
use crate::serve::program::shortcut;
use crate::serve::shop::{Item, Order};

#[tokio::test]
async fn ministack_serve_a_stage_in_front_of_the_name_does_not_matter() {
    for name in ["prod-served-place-order", "eu_test-served-place-order"] {
        deploy(name, shortcut(), |function| function);
        let desk = desk_at(ministack().lambda(), name);
        let item = Item {
            sku: "A-1".to_owned(),
            quantity: 7,
        };
        let order = Order { items: vec![item] };
        assert_eq!(desk.place_order(order).await.unwrap().pieces, 7);
    }
    deploy("prod-served-shop", shortcut(), |function| function);
    let facts = shop_at("prod-served-shop").facts().await.unwrap();
    assert_eq!(facts.function.as_deref(), Some("prod-served-shop"));
}

#[tokio::test]
async fn ministack_serve_an_explicit_choice_overrides_the_name() {
    deploy("anything", shortcut(), |function| Function {
        environment: &[("ONLY", "place_order")],
        ..function
    });
    let desk = desk_at(ministack().lambda(), "anything");
    let order = Order { items: Vec::new() };
    assert_eq!(desk.place_order(order).await.unwrap().pieces, 0);
}

/// Lambda reports the text in the response as well. This endpoint puts it into a message of type `Runtime.Unknown`.
#[tokio::test]
async fn ministack_serve_a_name_that_fits_no_method_fails_with_the_candidates() {
    for (name, only) in [("unrelated", None), ("served-shop-2", Some("place_ordre"))] {
        let environment: Vec<_> = only.map(|only| ("ONLY", only)).into_iter().collect();
        deploy(name, shortcut(), |function| Function {
            environment: &environment,
            ..function
        });
        let lambda = ministack().lambda().build();
        let error = lambda.call(name).json::<()>(&json!({})).await.unwrap_err();
        let failure = error.failure().expect("the endpoint reported it");
        assert_eq!(failure.error_type(), Some("Runtime.Unknown"));
        assert_eq!(failure.kind(), FailureKind::Platform);
        assert_eq!(error.did_run(), DidRun::Unknown);
        let message = failure.message().unwrap_or_default();
        let expected: &[&str] = match only {
            None => &[
                "`unrelated`",
                "`served-place-order` (Desk::place_order)",
                "`served-shop` (Shop::echo, ",
            ],
            Some(_) => &["`place_ordre`", "did you mean `place_order`?"],
        };
        for part in expected {
            assert!(message.contains(part), "{part} in {message}");
        }
    }
}
