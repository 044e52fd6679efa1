//! LocalStack, whose rules for starts are those of AWS. Its tasks call no functions here: those need Docker.

use std::process::Command;

use super::Server;
use crate::callers::Keys;
use crate::install::{home, python};
use crate::peer::{Peer, Ready};

/// Starts an instance. It ends with the value.
fn start(name: &str) -> (Peer, Server) {
    let programs = python("localstack");
    let files = home().join("scratch").join(format!("{name}-files"));
    let peer = Peer::start(name, Ready::Healthy("/_localstack/health"), |port| {
        let mut command = Command::new(programs.join("python"));
        command.args(["-m", "localstack.runtime.main"]);
        let path = std::env::var("PATH").unwrap_or_default();
        command.envs([
            ("GATEWAY_LISTEN", format!("127.0.0.1:{port}")),
            (
                "FILESYSTEM_ROOT",
                files.join(port.to_string()).display().to_string(),
            ),
            ("DISABLE_EVENTS", "1".to_owned()),
            ("SKIP_SSL_CERT_DOWNLOAD", "1".to_owned()),
            ("DNS_ADDRESS", "0".to_owned()),
            ("PATH", format!("{}:{path}", programs.display())),
        ]);
        command
    });
    let server = Server::new(&peer.endpoint(), &Keys::new("test", "test"));
    (peer, server)
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_localstack_starts_once_and_ends_in_every_way() {
    let (_peer, mut server) = start("localstack");
    server.check_starts().await;
    server.check_failure().await;
    server.check_timeout().await;
    server.check_express(["same", "same"]).await;
    server.check_missing().await;
}
