//! Requests that never end by themselves, and those that come too often.

use std::time::Duration;

use tokio::time::Instant;

use super::script::{Script, Step, described, ok, refused};
use super::{EXECUTION, MACHINE};
use crate::certainty::DidRun;
use crate::error::{Error, ErrorKind};
use crate::step_functions::{Execution, Machines};

const SECOND: Duration = Duration::from_secs(1);
const MINUTE: Duration = Duration::from_secs(60);

fn silent() -> Machines {
    Script::new([Step::Hang]).machines()
}

fn execution(machines: &Machines) -> Execution {
    machines.execution(EXECUTION)
}

/// Awaits a request that never gets a response. Returns how long each attempt took, with the delays between them.
async fn silence<T>(request: impl Future<Output = Result<T, Error>>) -> (Duration, Error) {
    let began = Instant::now();
    let result = tokio::time::timeout(60 * MINUTE, request).await;
    let error = result.expect("an end").err().expect("an error");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    let attempts = u32::try_from(error.attempts().len()).unwrap();
    (began.elapsed() / attempts, error)
}

fn is_about(each: Duration, expected: Duration) -> bool {
    (expected..expected + 2 * SECOND).contains(&each)
}

#[tokio::test(start_paused = true)]
async fn a_service_that_never_responds_ends_every_request() {
    let machines = silent();
    let machine = machines.machine(MACHINE);
    let (each, error) = silence(async { machine.start(&1).await.map(drop) }).await;
    assert!(is_about(each, 30 * SECOND), "{each:?}");
    assert_eq!(
        (error.attempts().len(), error.did_run()),
        (3, DidRun::Unknown)
    );

    let found = execution(&machines);
    let task = machines.task("token");
    let others = [
        (
            "status",
            silence(async { found.status().await.map(drop) }).await,
        ),
        (
            "describe",
            silence(async { found.describe().await.map(drop) }).await,
        ),
        ("stop", silence(found.stop("", "")).await),
        ("redrive", silence(found.redrive()).await),
        (
            "history",
            silence(async { found.history().all().await }).await,
        ),
        (
            "succeed",
            silence(async { task.succeed(&1).await.map(drop) }).await,
        ),
        ("heartbeat", silence(task.heartbeat()).await),
    ];
    for (which, (each, error)) in others {
        assert!(is_about(each, 30 * SECOND), "{which}: {each:?}");
        assert_eq!(error.attempts().len(), 3, "{which}");
    }

    let express = machines.express(MACHINE);
    let (each, error) = silence(async { express.start(&1).await.map(drop) }).await;
    assert!(is_about(each, 30 * SECOND), "{each:?}");
    assert_eq!(
        (error.attempts().len(), error.did_run()),
        (1, DidRun::Unknown)
    );
    // It responds after the execution, which may take 5 minutes.
    let (each, error) = silence(async { express.run(&1).await.map(drop) }).await;
    assert!(is_about(each, 330 * SECOND), "{each:?}");
    assert_eq!(
        (error.attempts().len(), error.did_run()),
        (1, DidRun::Unknown)
    );
}

#[tokio::test(start_paused = true)]
async fn the_limit_of_an_attempt_can_be_set_and_is_at_most_the_timeout() {
    let limited = Machines::builder(Script::new([Step::Hang]))
        .attempt_timeout(5 * SECOND)
        .build();
    for (own, expected) in [(None, 5 * SECOND), (Some(MINUTE), MINUTE)] {
        let mut start = limited.machine(MACHINE).start(&1);
        let mut run = limited.express(MACHINE).run(&1);
        if let Some(own) = own {
            start = start.attempt_timeout(own);
            run = run.attempt_timeout(own);
        }
        let (each, _) = silence(async { start.await.map(drop) }).await;
        assert!(is_about(each, expected), "{each:?}");
        let (each, _) = silence(async { run.await.map(drop) }).await;
        assert!(is_about(each, expected), "{each:?}");
    }
    // A timeout below the default is not a contradiction.
    let machines = silent();
    let start = machines.machine(MACHINE).start(&1).timeout(7 * SECOND);
    let began = Instant::now();
    let error = start.await.unwrap_err();
    assert_eq!(
        (error.kind(), began.elapsed()),
        (ErrorKind::Timeout, 7 * SECOND)
    );
    // One that was set beyond the timeout is.
    let start = machines.machine(MACHINE).start(&1).timeout(SECOND);
    let error = start.attempt_timeout(MINUTE).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Configuration);
}

#[tokio::test(start_paused = true)]
async fn a_loop_over_the_status_of_many_executions_keeps_to_the_shared_rate() {
    let script = Script::new([described(EXECUTION, "RUNNING", "")]);
    let machines = script.machines();
    let (began, mut sent) = (Instant::now(), Vec::new());
    for round in 0..3 {
        for number in 0..100 {
            // Handles are as many as executions, and clones of the machines share the rate.
            let execution = machines.clone().execution(&format!("{EXECUTION}-{number}"));
            match round {
                0 => drop(execution.describe().await.unwrap()),
                _ => drop(execution.status().await.unwrap()),
            }
            sent.push(began.elapsed().as_secs_f64());
        }
    }
    assert_eq!(script.names().len(), 300);
    // 40 at once, and 8 a second: at no time were more sent than that.
    for (before, at) in (0_u32..).zip(&sent) {
        let earliest = (f64::from(before + 1) - 40.0) / 8.0;
        assert!(*at >= earliest - 0.01, "{before} before {at} s");
    }
    // Nor do they wait longer.
    assert!((32.4..33.0).contains(&sent[299]), "{}", sent[299]);
}

#[tokio::test(start_paused = true)]
async fn another_region_or_account_has_its_own_rate() {
    let script = Script::new([described(EXECUTION, "SUCCEEDED", r#","output":"7""#)]);
    let machines = script.machines();
    let began = Instant::now();
    for execution in [
        EXECUTION.to_owned(),
        EXECUTION.replace("us-east-1", "eu-west-1"),
        EXECUTION.replace("123456789012", "210987654321"),
    ] {
        let execution = machines.execution(&execution);
        for _ in 0..20 {
            execution.status().await.unwrap();
            execution.result().await.unwrap();
        }
        assert!(began.elapsed().is_zero(), "{execution:?}");
    }
    execution(&machines).status().await.unwrap();
    assert_eq!(began.elapsed(), SECOND / 8);
}

#[tokio::test(start_paused = true)]
async fn those_who_wait_for_an_end_have_their_turns_beside_a_loop() {
    let script = Script::new([described(EXECUTION, "RUNNING", "")]);
    let machines = script.machines();
    let looping = execution(&machines);
    let busy = tokio::spawn(async move {
        while looping.status().await.is_ok() {
            // Time passes, even if no turn is awaited.
            tokio::time::sleep(SECOND / 100).await;
        }
    });
    let wait = execution(&machines).result().timeout(20 * SECOND);
    assert!(wait.await.unwrap_err().is_timeout());
    busy.abort();
    let waited = |(_, body): &(_, serde_json::Value)| body.get("includedData").is_none();
    let requests = script.requests();
    let polls = requests.iter().filter(|request| waited(request)).count();
    assert!(polls >= 6, "{polls} of {}", requests.len());
    assert!(requests.len() <= 201, "{}", requests.len());
}

#[tokio::test(start_paused = true)]
async fn retries_of_descriptions_count_as_well() {
    let script = Script::new([refused("ThrottlingException")]);
    let machines = script.machines();
    let found = execution(&machines);
    let began = Instant::now();
    let mut waits = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let found = found.clone();
        waits.spawn(async move { found.status().await });
    }
    while waits.join_next().await.is_some() {}
    found.status().await.unwrap_err();
    // 101 descriptions and the 100 retries of the budget, of which 40 were free.
    let seconds = began.elapsed().as_secs();
    assert!(seconds >= 19, "{seconds} s for {}", script.names().len());
}

#[tokio::test(start_paused = true)]
async fn a_description_that_has_no_turn_in_time_is_not_sent() {
    let script = Script::new([described(EXECUTION, "RUNNING", "")]);
    let machines = Machines::builder(script.clone())
        .timeout(2 * SECOND)
        .polls_per_second(1)
        .build();
    let found = execution(&machines);
    // Five at once; then one in each second, of which the last two have no time.
    let mut all = tokio::task::JoinSet::new();
    for _ in 0..9 {
        let found = found.clone();
        all.spawn(async move { found.status().await });
    }
    let began = Instant::now();
    let results = all.join_all().await;
    assert_eq!(began.elapsed(), 2 * SECOND);
    let late: Vec<_> = results.into_iter().filter_map(Result::err).collect();
    assert_eq!(script.names().len() + late.len(), 9);
    assert!((2..=3).contains(&late.len()), "{late:?}");
    assert!(late.iter().all(Error::is_timeout), "{late:?}");
    // They have left the queue.
    tokio::time::sleep(10 * SECOND).await;
    let began = Instant::now();
    found.status().await.unwrap();
    assert!(began.elapsed().is_zero());
}

#[tokio::test(start_paused = true)]
async fn a_history_whose_pages_lead_in_a_circle_ends() {
    let page = |token: &str| ok(format!(r#"{{"events":[],"nextToken":"{token}"}}"#));
    for circle in [&["a"][..], &["a", "b"], &["a", "b", "c", "d", "e"]] {
        let round = circle.iter().map(|token| page(token));
        let script = Script::new(round.cycle().take(100));
        let history = execution(&script.machines()).history();
        let error = history.all().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Response, "{circle:?}");
        assert!(script.names().len() <= 3 * circle.len(), "{circle:?}");
    }
}
