//! Settings that cannot take effect: refused in every layer, before anything is sent, with what to write.

use std::time::Duration;

use lambda_client::client::MethodSettings;
use lambda_client::test_util::{ScriptedTransport, Step};
use lambda_client::{
    Call, ClientBuilder, DidRun, Error, ErrorKind, Lambda, LambdaBuilder, RetryConfig, lambda_fn,
};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

#[lambda_fn(name = "shop-{method}")]
trait Shop {
    async fn place(&self) -> Result<(), Error>;

    #[lambda_fn(timeout = "5s", retry(max_delay = "2s"))]
    async fn quote(&self) -> Result<(), Error>;

    #[lambda_fn(attempt_timeout = "5s", retry(base_delay = "2s"))]
    async fn count(&self) -> Result<(), Error>;

    #[lambda_fn(mode = "event", timeout = "5s")]
    async fn audit(&self) -> Result<(), Error>;
}

fn transport() -> ScriptedTransport {
    ScriptedTransport::always(Step::json("null"))
}

/// Checks that an error was made before anything was sent, and that it says what to write.
#[track_caller]
fn refused(error: &Error, parts: &[&str]) {
    assert_eq!(error.kind(), ErrorKind::Configuration, "{error}");
    assert_eq!(error.did_run(), DidRun::No);
    let text = error.to_string();
    for part in parts {
        assert!(text.contains(part), "no {part:?} in: {text}");
    }
}

/// Settings that contradict each other within a layer, with the words of their error.
macro_rules! contradictions {
    ($settings:ty) => {{
        let settings: [(fn($settings) -> $settings, &[&str]); 5] = [
            (
                |it| it.timeout(Duration::ZERO),
                &[
                    "`timeout` is zero",
                    "set how long a call may take",
                    "`deadline`",
                ],
            ),
            (
                |it| it.attempt_timeout(Duration::ZERO),
                &[
                    "`attempt_timeout` is zero",
                    "set how long an attempt may take",
                ],
            ),
            (
                |it| it.attempt_timeout(3 * SECOND).timeout(SECOND),
                &[
                    "`attempt_timeout` (3s) is longer than `timeout` (1s)",
                    "at most 1s",
                ],
            ),
            (
                |it| it.retry(RetryConfig::new().max_attempts(0)),
                &["`max_attempts` is 0", "set it to 1 to disable retries"],
            ),
            (
                |it| it.retry(RetryConfig::new().base_delay(3 * SECOND).max_delay(SECOND)),
                &[
                    "`base_delay` (3s) is longer than `max_delay` (1s)",
                    "at most 1s",
                ],
            ),
        ];
        settings
    }};
}

#[tokio::test]
async fn those_of_a_lambda() {
    for (set, parts) in contradictions!(LambdaBuilder) {
        let transport = transport();
        let builder = || set(Lambda::builder(transport.clone()));
        refused(&builder().try_build().unwrap_err(), parts);

        let lambda = builder().build();
        refused(&lambda.call("f").json::<()>(&()).await.unwrap_err(), parts);
        refused(&ShopClient::new(&lambda).place().await.unwrap_err(), parts);
        refused(&lambda.functions().all().await.unwrap_err(), parts);
        refused(&lambda.function("f").await.unwrap_err(), parts);
        let error = ShopClient::builder(&lambda).build().unwrap_err();
        refused(&error, parts);
        assert_eq!(transport.take_requests().len(), 0);
    }
}

#[test]
fn those_of_a_client() {
    let lambda = Lambda::new(transport());
    for (set, parts) in contradictions!(ClientBuilder<ShopClient>) {
        let builder = set(ShopClient::builder(&lambda));
        refused(&builder.build().unwrap_err(), parts);
    }
}

#[test]
fn those_of_a_method_in_a_client() {
    let lambda = Lambda::new(transport());
    for (set, parts) in contradictions!(MethodSettings) {
        let builder = ShopClient::builder(&lambda).method("place", set);
        let error = builder.build().unwrap_err();
        refused(&error, parts);
        refused(&error, &["`Shop` cannot be built: `place`: "]);
    }
}

#[tokio::test]
async fn those_of_a_call() {
    let transport = transport();
    let shop = ShopClient::new(&Lambda::new(transport.clone()));
    for (set, parts) in contradictions!(Call<Result<(), Error>>) {
        refused(&set(shop.place()).await.unwrap_err(), parts);
        refused(&set(shop.place().event()).await.unwrap_err(), parts);
        refused(&set(shop.place().dry_run()).await.unwrap_err(), parts);
        let error = set(shop.place()).send().await.unwrap_err();
        refused(&error.into_error(), parts);
    }
    assert_eq!(transport.take_requests().len(), 0);
}

#[tokio::test]
async fn what_a_layer_sets_beyond_a_limit_of_a_lower_one() {
    let transport = transport();
    let limited = Lambda::builder(transport.clone())
        .timeout(SECOND)
        .retry(RetryConfig::new().max_delay(SECOND))
        .build();
    let attempt = &["`attempt_timeout` (", "`timeout` ("];
    let delay = &["`base_delay` (", "`max_delay` ("];
    let slow = RetryConfig::new().base_delay(MINUTE);

    // A declaration over the `Lambda`.
    let shop = ShopClient::new(&limited);
    refused(&shop.count().await.unwrap_err(), attempt);
    refused(&shop.count().await.unwrap_err(), delay);
    let error = ShopClient::builder(&limited).build().unwrap_err();
    refused(&error, &["`count`: `attempt_timeout` (5s)"]);

    // A client over the declaration: only `quote` and `audit` have a timeout.
    let lambda = Lambda::new(transport.clone());
    let builder = || ShopClient::builder(&lambda);
    let error = builder().attempt_timeout(MINUTE).build().unwrap_err();
    refused(
        &error,
        &["`quote`, `audit`: `attempt_timeout` (60s)", "(5s)"],
    );
    refused(&builder().retry(slow).build().unwrap_err(), delay);

    // A method of a client over the whole client, and over the declaration.
    let longer = |method: MethodSettings| method.attempt_timeout(MINUTE);
    let bounded = builder().timeout(SECOND).method("place", longer);
    refused(&bounded.build().unwrap_err(), attempt);
    let error = builder().method("quote", longer).build().unwrap_err();
    refused(&error, attempt);

    // A call over each of them.
    let shop = builder()
        .method("place", |place| place.timeout(SECOND))
        .build()
        .unwrap();
    refused(
        &shop.place().attempt_timeout(MINUTE).await.unwrap_err(),
        attempt,
    );
    refused(
        &shop.quote().attempt_timeout(MINUTE).await.unwrap_err(),
        attempt,
    );
    refused(&shop.quote().retry(slow).await.unwrap_err(), delay);
    refused(
        &shop.audit().attempt_timeout(MINUTE).await.unwrap_err(),
        attempt,
    );
    let untyped = limited.call("f").json::<()>(&()).attempt_timeout(MINUTE);
    refused(&untyped.await.unwrap_err(), attempt);

    assert_eq!(transport.take_requests().len(), 0, "nothing is sent");
}

/// A shorter limit of a higher layer is obeyed: whoever gives a call 1 s need not know what its client says about attempts.
#[tokio::test(start_paused = true)]
async fn a_limit_shortens_what_lower_layers_set() {
    let hanging = ScriptedTransport::always(Step::json("null").after(MINUTE));
    let patient = RetryConfig::new().base_delay(MINUTE).max_attempts(1);
    let lambda = Lambda::builder(hanging)
        .attempt_timeout(MINUTE)
        .retry(patient)
        .build();
    let shop = ShopClient::builder(&lambda)
        .timeout(3 * SECOND)
        .retry(RetryConfig::new().max_delay(3 * SECOND))
        .build()
        .unwrap();
    let started = tokio::time::Instant::now();
    let error = shop.count().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(started.elapsed(), 3 * SECOND);

    let started = tokio::time::Instant::now();
    let error = shop.count().timeout(SECOND).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert_eq!(started.elapsed(), SECOND);
}

/// Both settings of one layer count together, in either order, and override those below.
#[tokio::test]
async fn a_call_replaces_both_settings() {
    let shop = ShopClient::new(&Lambda::new(transport()));
    let longer = shop.quote().attempt_timeout(MINUTE).timeout(2 * MINUTE);
    longer.await.unwrap();
    let longer = shop.quote().timeout(2 * MINUTE).attempt_timeout(MINUTE);
    longer.await.unwrap();
    shop.place()
        .attempt_timeout(SECOND)
        .timeout(SECOND)
        .await
        .unwrap();
}

mod keys {
    use super::*;

    #[lambda_fn(name = "{stage}-{method}:{alias}")]
    trait Staged {
        async fn ping(&self) -> Result<(), Error>;
    }

    fn builder(lambda: &Lambda) -> ClientBuilder<StagedClient> {
        let builder = StagedClient::builder(lambda);
        builder.set("stage", "test").set("alias", "live")
    }

    #[test]
    fn an_unknown_key_is_refused() {
        let lambda = Lambda::new(transport());
        builder(&lambda).build().unwrap();

        let error = builder(&lambda).set("stagee", "x").build().unwrap_err();
        refused(&error, &["unknown key `stagee`; did you mean `stage`?"]);
        let error = builder(&lambda).set("region", "x").build().unwrap_err();
        refused(
            &error,
            &["unknown key `region`; expected one of `alias`, `stage`"],
        );
        // Placeholders with a fixed meaning are not keys.
        let error = builder(&lambda).set("method", "x").build().unwrap_err();
        refused(&error, &["unknown key `method`"]);

        let error = ShopClient::builder(&lambda).set("stage", "x").build();
        let error = error.unwrap_err();
        refused(
            &error,
            &[
                "no name or ARN has a placeholder `{stage}`",
                "remove `.set(\"stage\", ..)`",
            ],
        );
    }

    #[test]
    fn a_key_of_a_name_in_the_builder_is_known() {
        let lambda = Lambda::new(transport());
        let named = builder(&lambda)
            .set("team", "a")
            .name("{team}-{stage}:{alias}");
        named.build().unwrap();
        let method = builder(&lambda).set("team", "a");
        let method = method.method("ping", |ping| ping.qualifier("{team}"));
        method.build().unwrap();
        // The declared name is replaced; its key is still known.
        builder(&lambda).name("fixed").build().unwrap();
    }

    #[test]
    fn a_missing_key_is_reported_once_for_all_methods() {
        #[lambda_fn(name = "{stage}-{method}")]
        trait Many {
            async fn first(&self) -> Result<(), Error>;
            async fn second(&self) -> Result<(), Error>;
            async fn third(&self) -> Result<(), Error>;
        }

        let error = ManyClient::builder(&Lambda::new(transport())).build();
        let error = error.unwrap_err();
        refused(
            &error,
            &[
                "cannot be built: the key `stage` has no value; call `.set(\"stage\", ..)` on the builder",
            ],
        );
        assert_eq!(error.to_string().matches("has no value").count(), 1);
    }

    #[test]
    fn an_empty_value_is_refused() {
        let lambda = Lambda::new(transport());
        let error = builder(&lambda).set("stage", "").build().unwrap_err();
        refused(&error, &["the value of the key `stage` is empty"]);
    }

    #[cfg(feature = "local")]
    #[test]
    fn a_local_lambda_refuses_an_unknown_key() {
        use lambda_client::LocalLambda;

        struct Pong;

        impl Staged for Pong {
            async fn ping(&self) -> Result<(), Error> {
                Ok(())
            }
        }

        let builder = || {
            let builder = LocalLambda::builder().serve(StagedServer::new(Pong));
            builder.set("stage", "test").set("alias", "live")
        };
        builder().try_build().unwrap();
        let error = builder().set("stagee", "x").try_build().unwrap_err();
        refused(&error, &["unknown key `stagee`; did you mean `stage`?"]);
    }
}
