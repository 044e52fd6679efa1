//! No error and no `Debug` shows a payload, a credential, a client context, a tenant ID or the body of a response.

mod before_sending;
mod components;
mod debug;
mod markers;
mod over_sockets;
mod responses;
mod sdk;

use std::fmt;

use lambda_client_core::Error;

use self::markers::assert_clean;

/// The errors that were provoked, with what provoked them.
#[derive(Default)]
struct Provoked(Vec<(String, Error)>);

impl Provoked {
    /// Adds the error of a call, unless it succeeded.
    fn add(&mut self, what: impl fmt::Display, error: impl Into<Option<Error>>) {
        if let Some(error) = error.into() {
            self.0.push((what.to_string(), error));
        }
    }
}

/// Every text of every error in every chain is looked through.
#[tokio::test]
async fn no_failure_shows_a_secret() {
    let mut provoked = Provoked::default();
    before_sending::provoke(&mut provoked).await;
    responses::provoke(&mut provoked).await;
    over_sockets::provoke(&mut provoked).await;
    sdk::provoke(&mut provoked).await;
    components::provoke(&mut provoked).await;
    for (what, error) in &provoked.0 {
        assert_clean(what, error);
    }
    let count = provoked.0.len();
    assert!(count >= 600, "{count} failures");
}
