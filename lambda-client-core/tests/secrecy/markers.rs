//! What must not be shown, and the search for it.

use std::error::Error as StdError;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use lambda_client_core::{Call, ClientContext, Error, Lambda};

pub(crate) const PAYLOAD: &str = "markerpayload";
pub(crate) const CONTEXT: &str = "markercontext";
pub(crate) const TENANT: &str = "markertenant";
pub(crate) const ACCESS_KEY: &str = "markeraccess";
pub(crate) const SECRET_KEY: &str = "markersecret";
pub(crate) const SESSION_TOKEN: &str = "markersession";
pub(crate) const BODY: &str = "markerbody";

/// A context, with a marker in everything that it holds.
pub(crate) fn context() -> ClientContext {
    let application = lambda_client_core::client_context::ClientApplication::new(CONTEXT)
        .with_title(CONTEXT)
        .with_version_name(CONTEXT)
        .with_version_code(CONTEXT)
        .with_package_name(CONTEXT);
    ClientContext::new()
        .with_custom("key", CONTEXT)
        .with_env("locale", CONTEXT)
        .with_client(application)
}

/// A call with a marker in everything that it carries.
pub(crate) fn call(lambda: &Lambda) -> Call<Result<u32, Error>> {
    let call = lambda.call("f").json::<u32>(PAYLOAD);
    call.tenant(TENANT).client_context(&context())
}

/// How a call is made.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    Call,
    Event,
    DryRun,
}

pub(crate) const MODES: [Mode; 3] = [Mode::Call, Mode::Event, Mode::DryRun];

/// Makes a call, and returns its error.
pub(crate) async fn error_of(lambda: &Lambda, mode: Mode) -> Option<Error> {
    // The other modes have no client context.
    let plain = || lambda.call("f").json::<u32>(PAYLOAD).tenant(TENANT);
    match mode {
        Mode::Call => call(lambda).await.err(),
        Mode::Event => plain().event().await.err(),
        Mode::DryRun => plain().dry_run().await.err(),
    }
}

/// Checks that a text shows no secret: as text, as base64, or as a list of bytes.
pub(crate) fn assert_hidden(what: &str, text: &str) {
    let bytes = |marker: &str| {
        let numbers: Vec<_> = marker.bytes().map(|byte| byte.to_string()).collect();
        numbers.join(", ")
    };
    let plain = text.to_lowercase();
    assert!(!plain.contains("marker"), "{what} shows a marker: {text}");
    assert!(!text.contains(&bytes("mark")), "{what} shows bytes: {text}");
    // However a text is aligned in base64, some of these are a part of it.
    for shifted in ["marker", "xmarker", "xxmarker"] {
        let base64 = BASE64_STANDARD.encode(shifted);
        let inner = &base64[4..base64.len().min(8)];
        assert!(!text.contains(inner), "{what} shows base64: {text}");
    }
}

/// Checks an error and all its causes, in every form.
pub(crate) fn assert_clean(what: &str, error: &(dyn StdError + 'static)) {
    let mut next = Some(error);
    let mut depth = 0;
    while let Some(error) = next {
        for text in [
            format!("{error}"),
            format!("{error:#}"),
            format!("{error:?}"),
            format!("{error:#?}"),
        ] {
            assert_hidden(&format!("{what}, cause {depth}"), &text);
        }
        next = error.source();
        depth += 1;
    }
}
