//! The situations that were captured from other Lambda-compatible endpoints, met here.
//!
//! Those endpoints differ, so none of them is proof. What counts first is Lambda's documentation, and then the capture that
//! agrees with it. Where LocalLambda differs all the same, [`DIFFERENCES`] says why.

mod crash;
mod expected;
mod listing;
mod situation;
mod vector;

use std::collections::{BTreeMap, BTreeSet};

use self::situation::Situation;
use self::vector::Vector;

/// What is known to differ: its name in the table, the status of the response, and the reason.
const DIFFERENCES: &[(&str, u16, &str)] = &[
    (
        "streaming",
        501,
        "there is no `InvokeWithResponseStream` here, and the response says so (API reference, \
         InvokeWithResponseStream)",
    ),
    (
        "signatures",
        200,
        "signatures are not checked: whoever reaches the port may call (ministack 1.5.33 with AUTH=true and moto check them)",
    ),
    (
        "trailers",
        200,
        "handlers here respond in one piece, so that no stream can break (cargo-lambda 1.9.2 and the runtime interface emulator \
         glue the trailers of a broken stream to the body)",
    ),
    (
        "method",
        501,
        "Invoke is a POST (API reference, Invoke); the runtime interface emulator takes any method",
    ),
    (
        "content-type",
        200,
        "responses are always application/json; microburst 0.10.0 can be told to say otherwise",
    ),
    (
        "list-throttle",
        200,
        "faults are in the way of invocations alone; microburst 0.10.0 throttles ListFunctions too",
    ),
    (
        "panic",
        200,
        "the type of a panic is `Panic`; that of lambda_runtime 1.5.0 is a path of the compiler's, which changes with it",
    ),
];

/// Members of documents that are left out of comparisons.
const LEFT_OUT: &[(&str, &str)] = &[
    (
        "Type",
        "`User` or `Service`, by the status; microburst 0.10.0 writes `User` for every error, ministack 1.5.33 leaves it out",
    ),
    (
        "__type",
        "the code is in the header (API reference, Errors); ministack 1.5.33 and moto repeat it in the body",
    ),
    (
        "retryAfterSeconds",
        "a header in the API's model; ministack 1.5.33 and microburst 0.10.0 repeat it in the body",
    ),
    ("RevisionId", "an id"),
    ("LastModified", "a time"),
];

fn table() -> BTreeMap<String, (String, String)> {
    let lines = include_str!("table.tsv").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [case, how, capture] => (case.to_owned(), (how.to_owned(), capture.to_owned())),
            _ => panic!("{line}"),
        })
        .collect()
}

#[test]
fn every_situation_is_in_the_table() {
    let captured: BTreeSet<String> = Vector::all()
        .into_iter()
        .filter(Vector::is_lambda)
        .map(|vector| vector.case)
        .collect();
    let known: BTreeSet<String> = table().into_keys().collect();
    assert_eq!(captured, known);
}

#[test]
fn differences_are_few_and_each_is_met() {
    assert!(DIFFERENCES.len() + LEFT_OUT.len() <= 20);
    let table = table();
    for (name, _, reason) in DIFFERENCES {
        let how = format!("differs {name}");
        assert!(table.values().any(|(found, _)| *found == how), "{name}");
        assert!(!reason.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_situation_has_its_response() {
    let vectors = Vector::all();
    let mut wrong = Vec::new();
    for (case, (how, capture)) in table() {
        let vector = vectors
            .iter()
            .find(|vector| vector.case == case && vector.backend == capture);
        let vector = vector.unwrap_or_else(|| panic!("there is no capture {capture}__{case}"));
        if let Err(what) = Situation::new(&how, vector).meet().await {
            wrong.push(format!("{case} ({how}): {what}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} situations:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
