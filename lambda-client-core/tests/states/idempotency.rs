//! The rules of starts hold for the client over sockets.

use serde_json::json;

use crate::rules::Rules;
use crate::service::{Service, machine};

#[tokio::test]
async fn every_row_of_the_table_holds() {
    let service = Service::start().await;
    let (waiting, passing) = (machine("waiting"), machine("passing"));
    let rules = Rules {
        machines: service.machines(),
        waiting: &waiting,
        passing: &passing,
    };
    rules.check().await;
}

#[tokio::test]
async fn express_starts_every_time() {
    let service = Service::start().await;
    let express = service.machines().express(&machine("express"));
    for _ in 0..2 {
        express.start(&7).name("same").await.unwrap();
    }
    assert_eq!(service.starts(&json!(7)), 2);
}
