//! Reading an account: its functions over all pages, one configuration, aliases and versions.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lambda_client::{
    Lambda, SdkTransport,
    functions::{Directory, FunctionConfiguration, Page, PageRequest},
    transport::{BoxFuture, TransportError},
};
use serde_json::json;

use crate::client;
use crate::functions::Language;
use crate::ministack::{Function, Ministack};

/// Counts the requested pages.
#[derive(Debug)]
struct Counted {
    inner: SdkTransport,
    pages: Arc<AtomicUsize>,
}

impl Directory for Counted {
    fn list_functions<'a>(
        &'a self,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        self.pages.fetch_add(1, Ordering::SeqCst);
        self.inner.list_functions(page)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ministack_lists_120_functions_in_three_pages() {
    let ministack = tokio::task::spawn_blocking(|| {
        let ministack = Ministack::start();
        for number in 0..120 {
            ministack.deploy(Function::new(
                &format!("listed-{number:03}"),
                Language::Python,
            ));
        }
        ministack
    })
    .await
    .expect("an account of 120 functions");
    let pages = Arc::new(AtomicUsize::new(0));
    let inner = SdkTransport::new(&client::config(&ministack.endpoint(), ministack.keys()));
    let directory = Counted {
        inner: inner.clone(),
        pages: Arc::clone(&pages),
    };
    let lambda = Lambda::builder(inner).directory(directory).build();

    let functions = lambda.functions().all().await.expect("all pages");

    let names: BTreeSet<_> = functions
        .iter()
        .map(|function| function.name.as_str())
        .collect();
    assert_eq!((functions.len(), names.len()), (120, 120));
    assert_eq!(pages.load(Ordering::SeqCst), 3);
    let first = &functions[0];
    assert_eq!(first.runtime.as_deref(), Some("provided.al2023"));
    assert_eq!(first.memory_size_mb, Some(128));
    assert_eq!(first.timeout.map(|timeout| timeout.as_secs()), Some(30));
    assert_eq!(first.version, "$LATEST");
    assert!(
        first.arn.ends_with(&format!(":function:{}", first.name)),
        "{}",
        first.arn
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn ministack_gives_configuration_versions_and_aliases() {
    let (ministack, name) = (Ministack::shared(), "described");
    tokio::task::spawn_blocking(move || {
        ministack.create(Function::new(name, Language::Python));
        ministack.set_up("PublishVersion", json!({ "FunctionName": name }));
        let alias = json!({ "FunctionName": name, "Name": "live", "FunctionVersion": "1" });
        ministack.set_up("CreateAlias", alias);
    })
    .await
    .expect("a function with a version and an alias");
    let lambda = ministack.lambda().build();

    let configuration = lambda.function(name).await.expect("a configuration");
    assert_eq!(configuration.name, name);
    assert_eq!(configuration.handler.as_deref(), Some("app.handler"));

    let live = lambda
        .function(name)
        .qualifier("live")
        .await
        .expect("that of the alias");
    assert_eq!(live.version, "1");

    let versions = lambda
        .function(name)
        .versions()
        .all()
        .await
        .expect("versions");
    let versions: Vec<_> = versions
        .iter()
        .map(|version| version.version.as_str())
        .collect();
    assert_eq!(versions, ["$LATEST", "1"]);

    let aliases = lambda
        .function(name)
        .aliases()
        .all()
        .await
        .expect("aliases");
    let aliases: Vec<_> = aliases
        .iter()
        .map(|alias| (alias.name.as_str(), alias.version.as_str()))
        .collect();
    assert_eq!(aliases, [("live", "1")]);

    let missing = lambda.function("nowhere").await.expect_err("there is none");
    assert!(missing.is_not_found(), "{missing}");
}
