//! ministack. It refuses a start with the name and input of an execution that runs, which AWS accepts: the client finds the same. It ignores
//! the `TimeoutSeconds` of a machine, and accepts the name of an Express execution once.

use super::Server;
use crate::callers::Keys;
use crate::ministack::Ministack;

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_ministack_starts_once_and_ends() {
    let ministack = Ministack::start();
    let mut server = Server::new(&ministack.endpoint(), &Keys::new("test", "test"));
    server.check_starts().await;
    server.check_failure().await;
    server.check_express(["one", "other"]).await;
    server.check_missing().await;
}
