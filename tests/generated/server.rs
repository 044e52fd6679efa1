//! A generated server as a value.

use super::*;

/// Counts how many calls it has served.
#[derive(Clone, Default)]
struct Counter(Arc<Mutex<u32>>);

#[lambda_fn(name = "{method}")]
trait Count {
    async fn count(&self) -> Result<u32, Error>;
}

impl Count for Counter {
    async fn count(&self) -> Result<u32, Error> {
        let mut count = self.0.lock().unwrap();
        *count += 1;
        Ok(*count)
    }
}

#[tokio::test]
async fn a_server_is_cloned_with_its_implementation_and_returns_it() {
    let server = CountServer::new(Counter::default());
    let local = LocalLambda::builder().serve(server.clone()).build();
    let client = CountClient::new(&local.lambda());
    assert_eq!(client.count().await.unwrap(), 1);
    assert_eq!(server.into_inner().count().await.unwrap(), 2);
}
