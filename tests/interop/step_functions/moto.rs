//! moto with its interpreter. It serves no `StartSyncExecution`.

use std::process::Command;

use super::Server;
use crate::callers::Keys;
use crate::http;
use crate::install::{python, source};
use crate::peer::{Peer, Ready};

/// Starts moto with its own services.
pub(super) fn start() -> (Peer, Server) {
    started(None)
}

/// Starts moto so that the tasks of its state machines call the services at this port.
pub(super) fn start_with_services(port: u16) -> (Peer, Server) {
    started(Some(port))
}

fn started(services: Option<u16>) -> (Peer, Server) {
    let programs = python("moto");
    let peer = Peer::start("moto", Ready::Healthy("/moto-api/data.json"), |port| {
        let mut command = Command::new(programs.join("python"));
        command.arg(source().join("scripts/moto_states.py"));
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        command.envs([
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("MOTO_PORT", &services.unwrap_or(port).to_string()),
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
