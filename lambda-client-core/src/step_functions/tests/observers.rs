//! What observers are told of requests to Step Functions.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::script::{Script, Step, described, lost, ok, refused, started};
use super::{EXECUTION, MACHINE};
use crate::observe::{AttemptEnd, AttemptStart, CallDrop, CallEnd, Observer, Target};
use crate::step_functions::Machines;

const SECRET: &str = "4111-1111";

/// Writes down what it is told, by the getters and by `Debug`.
#[derive(Clone, Default)]
struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    debug: Arc<Mutex<String>>,
}

impl Log {
    fn add(&self, line: String, debug: &str) {
        self.lines.lock().unwrap().push(line);
        self.debug.lock().unwrap().push_str(debug);
    }
}

/// The operation, and the last parts of the ARNs of the machine and the execution.
fn named(target: &Target) -> String {
    assert_eq!(
        (target.function(), target.qualifier(), target.method()),
        ("", None, None)
    );
    assert!(target.invocation_type().is_none());
    let last = |arn: Option<&str>| {
        let last = arn.and_then(|arn| arn.rsplit(':').next());
        last.unwrap_or("-").to_owned()
    };
    let arns = format!(
        "{} {}",
        last(target.state_machine()),
        last(target.execution())
    );
    let region = target.region().unwrap_or("-");
    let wait = if target.is_wait() { " wait" } else { "" };
    format!("{} {arns} {region}{wait}", target.operation())
}

impl Observer for Log {
    fn attempt_started(&self, attempt: &AttemptStart) {
        let line = format!("start {} {}", attempt.number(), named(attempt.target()));
        self.add(line, &format!("{attempt:?}"));
    }

    fn attempt_finished(&self, attempt: &AttemptEnd) {
        let line = format!(
            "end {} {} {:?} {:?}",
            attempt.number(),
            attempt.did_run().as_str(),
            attempt.error_type(),
            attempt.request_id(),
        );
        self.add(line, &format!("{attempt:?}"));
    }

    fn call_finished(&self, call: &CallEnd) {
        let line = format!(
            "call {} {} {:?} {:?}, {} attempts",
            named(call.target()),
            call.did_run().as_str(),
            call.error_type(),
            call.code(),
            call.attempts().len(),
        );
        self.add(line, &format!("{call:?}"));
    }

    fn call_dropped(&self, call: &CallDrop) {
        let line = format!(
            "dropped {} {} {:?}",
            named(call.target()),
            call.did_run().as_str(),
            call.open_attempt(),
        );
        self.add(line, &format!("{call:?}"));
    }
}

/// Asks for this, and returns what the observer was told.
async fn observed(
    steps: impl IntoIterator<Item = Step>,
    ask: impl AsyncFnOnce(&Machines),
) -> Vec<String> {
    let log = Log::default();
    let script = Script::new(steps);
    let machines = Machines::builder(script).observer(log.clone()).build();
    ask(&machines).await;
    machines.flush_observers().await;
    let lines = log.lines.lock().unwrap().clone();
    let debug = log.debug.lock().unwrap();
    for text in [&lines.concat(), &*debug] {
        assert!(!text.contains(SECRET), "{text}");
    }
    lines
}

#[tokio::test(start_paused = true)]
async fn a_start_is_told_with_its_attempts_and_arns() {
    let steps = [refused("ThrottlingException"), started(EXECUTION, 0)];
    let lines = observed(steps, async |machines| {
        let machine = machines.machine(&format!("{MACHINE}:live"));
        machine.start(SECRET).name("order-17").await.unwrap();
    });
    let subject = "StartExecution orders order-17 us-east-1";
    assert_eq!(
        lines.await,
        [
            &*format!("start 1 {subject}"),
            "end 1 no Some(\"ThrottlingException\") None",
            &*format!("start 2 {subject}"),
            "end 2 yes None None",
            &*format!("call {subject} yes None None, 2 attempts"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_wait_is_one_call_whose_polls_are_attempts() {
    let failed = format!(r#","error":"Order17","cause":"{SECRET}","input":"\"{SECRET}\"""#);
    let steps = [
        described(EXECUTION, "RUNNING", ""),
        described(EXECUTION, "FAILED", &failed),
    ];
    let lines = observed(steps, async |machines| {
        let result = machines.execution(EXECUTION).result();
        result.await.unwrap_err();
    });
    let subject = "DescribeExecution orders order-17 us-east-1 wait";
    assert_eq!(
        lines.await,
        [
            &*format!("start 1 {subject}"),
            "end 1 no None Some(\"id-ok\")",
            &*format!("start 2 {subject}"),
            "end 2 no None Some(\"id-ok\")",
            &*format!("call {subject} yes Some(\"_OTHER\") Some(\"Order17\"), 1 attempts"),
        ]
    );
}

#[tokio::test(start_paused = true)]
async fn a_name_in_use_is_described_by_a_call_within_the_start() {
    let steps = [
        refused("ExecutionAlreadyExists"),
        described(EXECUTION, "SUCCEEDED", r#","input":"1","output":"7""#),
    ];
    let lines = observed(steps, async |machines| {
        let start = machines.machine(MACHINE).start(&1).name("order-17");
        start.await.unwrap();
    });
    let lines = lines.await;
    let (start, described) = (
        "StartExecution orders order-17 us-east-1",
        "DescribeExecution orders order-17 us-east-1",
    );
    let calls: Vec<_> = lines
        .iter()
        .filter(|line| line.starts_with("call"))
        .collect();
    assert!(
        calls[0].starts_with(&format!("call {described} no None")),
        "{lines:?}"
    );
    assert!(calls[1].starts_with(&format!("call {start} ")), "{lines:?}");
    assert_eq!(calls.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_express_machine_and_a_task_are_told_without_what_is_not_known() {
    let failed = format!(
        r#"{{"executionArn":"{EXECUTION}","status":"FAILED","error":"States.Runtime","cause":"{SECRET}","startDate":0,"stopDate":1}}"#
    );
    let lines = observed([ok(failed)], async |machines| {
        machines.express(MACHINE).run(SECRET).await.unwrap_err();
    });
    let subject = "StartSyncExecution orders - us-east-1";
    assert_eq!(
        lines.await,
        [
            &*format!("start 1 {subject}"),
            "end 1 yes None Some(\"id-ok\")",
            &*format!(
                "call {subject} yes Some(\"States.Runtime\") Some(\"States.Runtime\"), 1 attempts"
            ),
        ]
    );

    let lines = observed([refused("TaskTimedOut")], async |machines| {
        machines.task(SECRET).succeed(SECRET).await.unwrap_err();
    });
    let expected =
        "call SendTaskSuccess - - - no Some(\"TaskTimedOut\") Some(\"TaskTimedOut\"), 1 attempts";
    assert_eq!(lines.await.last().unwrap(), expected);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_start_may_have_started_the_execution() {
    let lines = observed([Step::Hang], async |machines| {
        let start = machines.machine(MACHINE).start(SECRET).name("order-17");
        let start = async { start.await.map(drop) };
        let limited = tokio::time::timeout(Duration::from_secs(1), start);
        limited.await.unwrap_err();
    });
    let lines = lines.await;
    assert_eq!(
        lines[1],
        "dropped StartExecution orders order-17 us-east-1 unknown Some(1)"
    );
    assert_eq!(lines.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_wait_knows_of_an_execution_that_a_poll_has_found() {
    let running = described(EXECUTION, "RUNNING", "");
    for (step, did_run, open) in [
        (running, "yes", "None"),
        (refused("ThrottlingException"), "unknown", "None"),
        (Step::Hang, "unknown", "Some(1)"),
    ] {
        let lines = observed([step], async |machines| {
            let wait = async { machines.execution(EXECUTION).result().await.map(drop) };
            // Within the first poll or the pause after it.
            let limited = tokio::time::timeout(Duration::from_millis(100), wait);
            limited.await.unwrap_err();
        });
        let subject = "DescribeExecution orders order-17 us-east-1 wait";
        let expected = format!("dropped {subject} {did_run} {open}");
        assert_eq!(*lines.await.last().unwrap(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn mistakes_are_told_unless_nobody_knows_of_what() {
    let lines = observed([lost()], async |machines| {
        let machine = machines.machine(MACHINE);
        machine.start(SECRET).name("a b").await.unwrap_err();
        machines.machine(SECRET).start(&1).await.unwrap_err();
        machines.execution(SECRET).result().await.unwrap_err();
        machines.express(SECRET).run(&1).await.unwrap_err();
    });
    let lines = lines.await;
    assert!(
        lines[0].starts_with("call StartExecution orders - us-east-1 no Some(\"configuration\")"),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 1, "{lines:?}");
}
