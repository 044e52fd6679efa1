//! Arguments that are flattened into the payload or sent beside it.

use lambda_client::server::Invocation;
use lambda_client::{ClientContext, Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "aliases")]
trait Aliases {
    async fn rest(
        &self,
        #[serde(rename = "y", alias = "z")] x: Option<u8>,
        #[serde(flatten)] rest: std::collections::BTreeMap<String, u8>,
    ) -> Result<Vec<String>, Error>;
}

struct Keys;

impl Aliases for Keys {
    async fn rest(
        &self,
        x: Option<u8>,
        rest: std::collections::BTreeMap<String, u8>,
    ) -> Result<Vec<String>, Error> {
        let mut keys: Vec<String> = rest.into_keys().collect();
        keys.extend(x.map(|x| format!("x={x}")));
        Ok(keys)
    }
}

#[tokio::test]
async fn a_flattened_argument_gets_no_key_of_another_whatever_its_name() {
    let lambda = LocalLambda::builder()
        .serve(AliasesServer::new(Keys))
        .build()
        .lambda();
    for event in [r#"{"y":1,"q":2}"#, r#"{"z":1,"q":2}"#] {
        let keys: Vec<String> = lambda.call("aliases").bytes(event).await.unwrap();
        assert_eq!(keys, ["q", "x=1"], "{event}");
    }
}

#[lambda_fn(name = "context")]
trait InContext {
    async fn seen(
        &self,
        #[lambda_fn(client_context)] context: Option<&ClientContext>,
    ) -> Result<bool, Error>;
}

#[tokio::test]
async fn a_context_that_is_none_is_not_sent() {
    let local = LocalLambda::builder()
        .handler("context", |invocation: Invocation| async move {
            invocation.client_context.is_some().to_string().into_bytes()
        })
        .build();
    let client = InContextClient::new(&local.lambda());
    assert!(!client.seen(None).await.unwrap());
    let context = ClientContext::new().with_custom("shop", "here");
    assert!(client.seen(Some(&context)).await.unwrap());
}
