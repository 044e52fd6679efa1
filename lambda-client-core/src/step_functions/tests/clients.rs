//! Generated clients: the layers of their settings, and what a call hands on to its requests.

use std::time::Duration;

use tokio::time::Instant;

use super::MACHINE;
use super::script::{Script, Step, lost, started};
use crate::error::{Error, ErrorKind};
use crate::payload::{Encoded, encode};
use crate::settings::RetryConfig;
use crate::step_functions::{
    Express, GeneratedMachineClient, MachineCall, MachineDeclaration, MachineEntry, MachineStub,
    builder, call, express_codec, standard_codec,
};

const SECOND: Duration = Duration::from_secs(1);

const QUOTES: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:quotes";

pub(super) struct Orders(pub(super) MachineStub);

impl GeneratedMachineClient for Orders {
    const DECLARATION: &'static MachineDeclaration = &MachineDeclaration::new(
        "Orders",
        &[
            MachineEntry::new("fulfil", MACHINE).max_attempts(2),
            MachineEntry::new("quote", QUOTES)
                .express()
                .max_attempts(2)
                .idempotent(true),
        ],
    );

    fn from_stub(stub: MachineStub) -> Self {
        Orders(stub)
    }
}

impl Orders {
    pub(super) fn new(script: &Script) -> Orders {
        builder::<Orders>(&script.machines()).build().unwrap()
    }

    fn fulfil(&self) -> MachineCall<Result<u8, Error>> {
        call(&self.0, 0, standard_codec(), Encoded(encode(&1)))
    }

    fn quote(&self) -> MachineCall<Result<u8, Error>, Express> {
        call(&self.0, 1, express_codec(), Encoded(encode(&1)))
    }
}

#[tokio::test(start_paused = true)]
async fn what_a_request_leaves_unset_stays_as_declared() {
    let own = RetryConfig::new().base_delay(SECOND / 2);
    let script = Script::new([lost()]);
    let orders = Orders::new(&script);
    let attempts = |error: Error| error.attempts().len();
    assert_eq!(attempts(orders.fulfil().retry(own).await.unwrap_err()), 2);
    assert_eq!(
        attempts(orders.fulfil().start().retry(own).await.unwrap_err()),
        2
    );
    assert_eq!(attempts(orders.quote().retry(own).await.unwrap_err()), 2);
    assert_eq!(
        attempts(orders.quote().start().retry(own).await.unwrap_err()),
        2
    );
    // What is set counts, and of two settings the last.
    let more = RetryConfig::new().max_attempts(4);
    let start = orders
        .fulfil()
        .retry(RetryConfig::never())
        .start()
        .retry(more);
    assert_eq!(attempts(start.retry(own).await.unwrap_err()), 4);
    let once = orders.quote().idempotent(false);
    assert_eq!(attempts(once.await.unwrap_err()), 1);
}

#[tokio::test(start_paused = true)]
async fn the_timeout_of_a_call_shortens_the_attempts_of_its_client() {
    let machines = Script::new([Step::Hang]).machines();
    let orders = builder::<Orders>(&machines).attempt_timeout(20 * SECOND);
    let orders = orders.build().unwrap();
    let began = Instant::now();
    for error in [
        orders.fulfil().timeout(5 * SECOND).await.unwrap_err(),
        orders
            .fulfil()
            .start()
            .timeout(5 * SECOND)
            .await
            .unwrap_err(),
        orders.quote().timeout(5 * SECOND).await.unwrap_err(),
        orders
            .quote()
            .start()
            .timeout(5 * SECOND)
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    }
    assert_eq!(began.elapsed(), 20 * SECOND);
    // A call that contradicts itself is a mistake.
    let call = orders.fulfil().timeout(SECOND).attempt_timeout(2 * SECOND);
    assert_eq!(call.await.unwrap_err().kind(), ErrorKind::Configuration);
}

#[tokio::test(start_paused = true)]
async fn names_are_checked_when_a_call_is_sent() {
    let script = Script::new([started(super::EXECUTION, 0)]);
    let orders = Orders::new(&script);
    let error = orders.fulfil().name("a/b").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
    assert_eq!(script.names(), [""; 0]);
    orders.fulfil().key("a/b").start().await.unwrap();
    let name = script.requests()[0].1["name"].clone();
    assert!(name.as_str().unwrap().starts_with("a_b-"), "{name}");
}
