//! Functions in Python and JavaScript that raise the errors of the served function's trait.

use lambda_client::DidRun;

use crate::functions::Language;
use crate::serve::deployed::shop_at;
use crate::serve::shop::Refusal;

/// In Python an error is a class of that name, in JavaScript an error with that name.
#[tokio::test]
async fn ministack_serve_errors_of_other_languages_are_the_same_variants() {
    for language in [Language::Python, Language::Node] {
        for refusal in [Refusal::OutOfStock, Refusal::Closed, Refusal::CardDeclined] {
            let shop = shop_at(language.name());
            let failed = shop.refuse(refusal, None).send().await.unwrap_err();
            let (arrived, sent) = (failed.error(), refusal.error());
            assert_eq!(format!("{arrived:?}"), format!("{sent:?}"), "{language:?}");
            assert_eq!(failed.did_run(), DidRun::Yes);
            let failure = failed.failure().expect("the function reported it");
            assert!(!failure.trace().is_empty(), "{language:?}");
        }
    }
}
