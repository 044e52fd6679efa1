//! Log tails and their reports.

use std::time::Duration;

use lambda_client::local::{Fault, Function, LogFormat, log};
use lambda_client::{LocalLambda, Raw, server::Invocation};

use crate::shop::{failing, sleeping};

#[tokio::test(start_paused = true)]
async fn a_report_is_measured() {
    for format in [LogFormat::Text, LogFormat::Json] {
        let function = sleeping()
            .cold_start(Duration::from_millis(84))
            .memory_size_mb(256)
            .log_format(format);
        let local = LocalLambda::builder().function("f", function).build();
        let call = || local.lambda().call("f").json::<Raw>(&1500).tail_log();
        let cold = call().send().await.unwrap();
        let report = cold.report().unwrap();
        assert_eq!(report.duration(), Some(Duration::from_millis(1500)));
        assert_eq!(report.init_duration(), Some(Duration::from_millis(84)));
        assert_eq!(report.billed_duration(), Some(Duration::from_millis(1584)));
        assert_eq!(report.memory_size_mb(), Some(256));
        assert_eq!(report.max_memory_used_mb(), Some(1));
        assert_eq!(report.request_id(), cold.request_id());
        let warm = call().send().await.unwrap();
        let report = warm.report().unwrap();
        assert_eq!(report.init_duration(), None);
        assert_eq!(report.billed_duration(), Some(Duration::from_millis(1500)));
    }
}

#[tokio::test]
async fn the_configuration_names_the_log_format_as_lambda_does() {
    for (format, name) in [(LogFormat::Text, "Text"), (LogFormat::Json, "JSON")] {
        assert_eq!((format.as_str(), &*format.to_string()), (name, name));
        let function = sleeping().log_format(format);
        let local = LocalLambda::builder().function("f", function).build();
        let configuration = local.lambda().function("f").await.unwrap();
        assert_eq!(configuration.log_format.as_deref(), Some(name));
    }
}

#[tokio::test]
async fn a_report_has_the_fields_of_lambdas() {
    let cold = Duration::from_millis(1);
    for (function, init) in [
        (failing(), ""),
        (failing().cold_start(cold), "\tInit Duration: "),
    ] {
        let local = LocalLambda::builder().function("f", function).build();
        let call = local.lambda().call("f").json::<Raw>(&1).tail_log();
        let error = call.send().await.unwrap_err();
        let log = error.log().unwrap();
        let report = log.text().lines().last().unwrap();
        let used = format!("\tMemory Size: 128 MB\tMax Memory Used: 1 MB{init}");
        assert!(report.contains(&used), "{report}");
        assert_eq!(
            report.contains("Init Duration"),
            !init.is_empty(),
            "{report}"
        );
    }
    let local = LocalLambda::builder()
        .function("f", failing().memory_size_mb(512))
        .fault("f", Fault::out_of_memory())
        .build();
    let call = local.lambda().call("f").json::<Raw>(&1).tail_log();
    let report = call.send().await.unwrap_err().report().unwrap();
    assert_eq!(report.max_memory_used_mb(), Some(512), "it was used up");
}

#[tokio::test]
async fn a_log_has_the_lines_of_the_function() {
    let chatty = Function::new(|_: Invocation| async {
        log("first");
        tokio::task::yield_now().await;
        log(format_args!("second {}", 2));
        "null"
    });
    let local = LocalLambda::builder().function("f", chatty).build();
    let response = local
        .lambda()
        .call("f")
        .json::<Raw>(&1)
        .tail_log()
        .send()
        .await
        .unwrap();
    let tail = response.log().unwrap();
    let text = tail.text();
    let id = response.request_id().unwrap();
    assert!(text.starts_with(&format!("START RequestId: {id} Version: $LATEST\nfirst\nsecond 2\nEND RequestId: {id}\nREPORT RequestId: {id}\t")), "{text}");
    let silent = local
        .lambda()
        .call("f")
        .json::<Raw>(&1)
        .send()
        .await
        .unwrap();
    assert!(silent.log().is_none(), "only where it is asked for");
}

#[tokio::test(start_paused = true)]
async fn a_failure_shows_in_the_report() {
    let local = LocalLambda::builder()
        .function("failing", failing())
        .function("slow", sleeping())
        .build();
    let error = local
        .lambda()
        .call("failing")
        .json::<Raw>(&1)
        .tail_log()
        .send()
        .await
        .unwrap_err();
    let report = error.report().unwrap();
    assert_eq!(
        (report.status(), report.error_type()),
        (Some("error"), Some("Oops"))
    );
    let error = local
        .lambda()
        .call("slow")
        .json::<Raw>(&60_000)
        .tail_log()
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.report().unwrap().status(), Some("timeout"));
    assert!(
        error
            .log()
            .unwrap()
            .text()
            .contains("Task timed out after 3.00 seconds")
    );
}
