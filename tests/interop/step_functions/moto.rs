//! moto with its interpreter. It serves no `StartSyncExecution`.

use std::process::Command;

use super::Server;
use crate::callers::Keys;
use crate::http;
use crate::install::python;
use crate::peer::{Peer, Ready};

fn start() -> (Peer, Server) {
    let program = python("moto").join("moto_server");
    let peer = Peer::start("moto", Ready::Healthy("/moto-api/data.json"), |port| {
        let mut command = Command::new(&program);
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        command.envs([
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
        ]);
        command
    });
    let settings =
        r#"{"stepfunctions":{"execute_state_machine":true},"lambda":{"use_docker":false}}"#;
    http::request(peer.port(), "POST", "/moto-api/config", settings).expect("moto is configured");
    let server = Server::new(&peer.endpoint(), &Keys::new("test", "test"));
    (peer, server)
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_starts_once_and_ends_in_every_way() {
    let (_peer, mut server) = start();
    server.check_starts().await;
    server.check_failure().await;
    server.check_timeout().await;
    server.check_missing().await;
}
