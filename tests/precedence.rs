//! Who wins: call over builder, builder over attribute, method over whole, and a qualifier wherever it is written.

use std::time::Duration;

use lambda_client::{
    Error, ErrorKind, Lambda, RetryConfig, lambda_fn,
    test_util::{RequestRecord, ScriptedTransport, Step},
    transport::{Evidence, TransportError, TransportErrorKind},
};

/// A transport that responds with `null`.
fn noted() -> ScriptedTransport {
    ScriptedTransport::always(Step::json("null"))
}

/// A transport whose requests are lost.
fn broken() -> ScriptedTransport {
    ScriptedTransport::always(TransportError::new(
        TransportErrorKind::Connection,
        Evidence::Unknown,
    ))
}

/// The function and qualifier of each request since the last call.
fn take(noted: &ScriptedTransport) -> Vec<String> {
    let target = |request: &RequestRecord| {
        let qualifier = request.qualifier().unwrap_or("-");
        format!("{} {qualifier}", request.function())
    };
    noted.take_requests().iter().map(target).collect()
}

#[lambda_fn(name = "shop-{method}", qualifier = "live", idempotent)]
trait Shop {
    async fn place(&self) -> Result<(), Error>;

    #[lambda_fn(name = "stock:7")]
    async fn count(&self) -> Result<(), Error>;

    #[lambda_fn(qualifier = "$LATEST", idempotent = false)]
    async fn audit(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "{stage}-{method}:live")]
trait Staged {
    async fn ping(&self) -> Result<(), Error>;

    #[lambda_fn(qualifier = "2")]
    async fn pong(&self) -> Result<(), Error>;
}

#[lambda_fn(name = "x", qualifier = "live")]
trait Mixed {
    #[lambda_fn(name = "b-{env:LAMBDA_CLIENT_TEST_STAGE}:2")]
    async fn ping(&self) -> Result<(), Error>;
}

async fn targets(noted: &ScriptedTransport, shop: &ShopClient) -> [String; 3] {
    let (place, count, audit) = (shop.place(), shop.count(), shop.audit());
    for call in [place, count, audit] {
        call.await.unwrap();
    }
    take(noted).try_into().unwrap()
}

#[tokio::test]
async fn attributes_of_a_method_win_over_those_of_the_trait() {
    let noted = noted();
    let lambda = Lambda::new(noted.clone());
    let shop = ShopClient::new(&lambda);
    let [place, count, audit] = targets(&noted, &shop).await;
    assert_eq!(
        [&*place, &*count, &*audit],
        ["shop-place live", "stock 7", "shop-audit $LATEST"]
    );

    let staged = StagedClient::builder(&lambda)
        .set("stage", "prod")
        .build()
        .unwrap();
    staged.ping().await.unwrap();
    staged.pong().await.unwrap();
    assert_eq!(take(&noted), ["prod-ping live", "prod-pong 2"]);

    MixedClient::builder(&lambda)
        .build()
        .unwrap()
        .ping()
        .await
        .unwrap();
    assert_eq!(take(&noted), ["b-test 2"]);
}

#[tokio::test]
async fn the_builder_wins_over_attributes_and_a_method_over_the_whole() {
    let noted = noted();
    let lambda = Lambda::new(noted.clone());

    let shop = ShopClient::builder(&lambda)
        .qualifier("green")
        .build()
        .unwrap();
    let [place, count, audit] = targets(&noted, &shop).await;
    assert_eq!(
        [&*place, &*count, &*audit],
        ["shop-place green", "stock green", "shop-audit green"]
    );

    let shop = ShopClient::builder(&lambda)
        .name("other-{method:kebab-case}:blue")
        .method("count", |method| method.name("stock").qualifier("8"))
        .method("audit", |method| method.name("log:9"))
        .build()
        .unwrap();
    let [place, count, audit] = targets(&noted, &shop).await;
    assert_eq!(
        [&*place, &*count, &*audit],
        ["other-place blue", "stock 8", "log 9"]
    );

    let shop = ShopClient::builder(&lambda)
        .qualifier("green")
        .method("place", |method| method.name("shop:blue"))
        .build()
        .unwrap();
    let [place, ..] = targets(&noted, &shop).await;
    assert_eq!(place, "shop blue");

    shop.place().qualifier("3").await.unwrap();
    assert_eq!(take(&noted), ["shop 3"]);
}

#[tokio::test]
async fn a_qualifier_that_one_layer_gives_twice_is_an_error() {
    let lambda = Lambda::new(noted());
    let builder = ShopClient::builder(&lambda)
        .name("shop:blue")
        .qualifier("green");
    let error = builder.build().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert!(error.to_string().contains("`blue`"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn settings_follow_the_same_order() {
    let noted = broken();
    let lambda = Lambda::builder(noted.clone())
        .retry(RetryConfig::new().max_attempts(2))
        .build();
    let attempts = |shop: ShopClient| {
        let noted = noted.clone();
        async move {
            let _ = shop.place().await;
            let place = take(&noted).len();
            let _ = shop.audit().await;
            (place, take(&noted).len())
        }
    };

    assert_eq!(
        attempts(ShopClient::new(&lambda)).await,
        (2, 1),
        "`audit` is not idempotent"
    );

    let whole = ShopClient::builder(&lambda).retry(RetryConfig::new().max_attempts(4));
    assert_eq!(attempts(whole.build().unwrap()).await, (4, 1));

    let method = ShopClient::builder(&lambda)
        .retry(RetryConfig::new().max_attempts(4))
        .method("place", |method| {
            method.retry(RetryConfig::new().max_attempts(3))
        });
    assert_eq!(attempts(method.build().unwrap()).await, (3, 1));

    let narrowed = ShopClient::builder(&lambda).not_idempotent();
    assert_eq!(attempts(narrowed.build().unwrap()).await, (1, 1));

    let shop = ShopClient::builder(&lambda)
        .not_idempotent()
        .build()
        .unwrap();
    let _ = shop.place().idempotent(true).await;
    assert_eq!(take(&noted).len(), 2, "a call may say what it knows");
}

#[tokio::test(start_paused = true)]
async fn a_timeout_of_the_builder_bounds_the_call() {
    let noted = broken();
    let lambda = Lambda::new(noted.clone());
    let shop = ShopClient::builder(&lambda)
        .timeout(Duration::from_millis(50))
        .retry(RetryConfig::new().base_delay(Duration::from_secs(9)))
        .build()
        .unwrap();
    let started = tokio::time::Instant::now();
    let _ = shop.place().await;
    assert!(started.elapsed() <= Duration::from_millis(50));
}
