//! Mistakes that are found before anything is sent.

use std::time::Duration;

use lambda_client_core::test_util::{ScriptedTransport, Step};
use lambda_client_core::{Call, ClientContext, Error, Lambda, Raw};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::Provoked;
use crate::markers::{CONTEXT, PAYLOAD, TENANT, assert_clean, call};

/// A value that says what it is when it cannot be written.
struct Talkative(&'static str);

impl Serialize for Talkative {
    fn serialize<S: Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom(format_args!("cannot write {}", self.0)))
    }
}

pub(crate) async fn provoke(provoked: &mut Provoked) {
    let lambda = Lambda::new(ScriptedTransport::always(Step::json("7")));
    let plain = || lambda.call("f").json::<u32>(PAYLOAD);
    let large = PAYLOAD.repeat(1_000_000);
    let calls: Vec<(&str, Call<Result<u32, Error>>)> = vec![
        ("a name", lambda.call("no name").json(PAYLOAD)),
        (
            "a payload that refuses",
            lambda.call("f").json(&Talkative(PAYLOAD)),
        ),
        (
            "bytes that are not JSON",
            lambda.call("f").json(&Raw::from(PAYLOAD)),
        ),
        ("a large payload", lambda.call("f").json(&large)),
        ("a qualifier", call(&lambda).qualifier("no alias")),
        ("a tenant", plain().tenant(format!("{TENANT}\n"))),
        ("a long tenant", plain().tenant(TENANT.repeat(100))),
        (
            "a context that refuses",
            plain().client_context(&Talkative(CONTEXT)),
        ),
        (
            "a large context",
            plain().client_context(&ClientContext::new().with_custom("k", CONTEXT.repeat(500))),
        ),
        (
            "contradicting timeouts",
            call(&lambda)
                .timeout(Duration::from_secs(1))
                .attempt_timeout(Duration::from_secs(2)),
        ),
    ];
    for (what, call) in calls {
        provoked.add(what, call.await.expect_err(what));
    }
    let event = call(&lambda).event().await.expect_err("a client context");
    provoked.add("an event with a client context", event);
    let dry = call(&lambda).tail_log().dry_run().await;
    provoked.add("a dry run with a log", dry.expect_err("a log"));

    let typed = call(&lambda).qualifier("no alias").send().await;
    let error = typed.expect_err("a qualifier");
    assert_clean("a typed error", &error);
    let alone = ClientContext::new().with_custom("k", CONTEXT.repeat(500));
    assert_clean("the context alone", &alone.to_base64().expect_err("large"));
}
