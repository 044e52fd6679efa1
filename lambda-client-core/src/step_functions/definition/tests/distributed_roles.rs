//! What the role of a machine with a Distributed Map may do.

use serde_json::{Value, json};

use super::distributed::{any_map, field};
use super::support::{Order, refusal, reserve};
use crate::step_functions::definition::{Definition, ItemReader, ResultWriter, Step};

#[track_caller]
fn policy<In, Out>(step: impl Step<In, Out>) -> Value {
    let policy = Definition::standard(step)
        .build()
        .unwrap()
        .iam_policy()
        .unwrap();
    serde_json::from_str(&policy.to_json()).unwrap()
}

/// Returns the resources of an action.
fn resources(policy: &Value, action: &str) -> Vec<String> {
    let statements = policy["Statement"].as_array().unwrap().iter();
    let of_action = statements.filter(|statement| {
        let actions = statement["Action"].as_array().unwrap();
        actions.contains(&json!(action))
    });
    let resources = of_action.flat_map(|statement| statement["Resource"].as_array().unwrap());
    resources
        .map(|resource| resource.as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn the_role_reads_what_the_reader_does() {
    let reads = |reader| policy(any_map::<Order>().reader(reader));
    let newest = reads(ItemReader::json("b", "a/k"));
    assert_eq!(resources(&newest, "s3:GetObject"), ["arn:aws:s3:::b/a/k"]);
    assert!(resources(&newest, "s3:GetObjectVersion").is_empty());
    assert!(resources(&newest, "s3:PutObject").is_empty());
    let version = reads(ItemReader::json("b", "k").version_id("v"));
    assert_eq!(
        resources(&version, "s3:GetObjectVersion"),
        ["arn:aws:s3:::b/k"]
    );
    let inventory = |key| {
        let map = any_map().reader(ItemReader::<Value>::inventory("b", key));
        resources(&policy(map), "s3:GetObject")
    };
    assert_eq!(
        inventory("p/source/daily/2026-11-30T01-00Z/manifest.json"),
        [
            "arn:aws:s3:::b/p/source/daily/2026-11-30T01-00Z/manifest.json",
            "arn:aws:s3:::b/p/source/daily/data/*"
        ]
    );
    for unknown in ["i/manifest.json", "{% 'i/' & $now() & '/manifest.json' %}"] {
        assert_eq!(inventory(unknown), ["arn:aws:s3:::b/*"]);
    }
    let listing = policy(any_map().reader(ItemReader::list("b", "images/")));
    assert_eq!(resources(&listing, "s3:ListBucket"), ["arn:aws:s3:::b"]);
    assert!(resources(&listing, "s3:GetObject").is_empty());
}

#[test]
fn the_role_starts_and_redrives_its_own_machine() {
    let of_map = policy(any_map::<Order>());
    for (action, resource) in [
        ("states:StartExecution", "stateMachine:*"),
        ("states:DescribeExecution", "execution:*:*"),
        ("states:StopExecution", "execution:*:*"),
        ("states:RedriveExecution", "execution:*/*:*"),
    ] {
        let resource = format!("arn:aws:states:*:*:{resource}");
        assert_eq!(resources(&of_map, action), [resource], "{action}");
    }
    let labeled = policy(any_map::<Order>().label("orders"));
    assert_eq!(
        resources(&labeled, "states:RedriveExecution"),
        ["arn:aws:states:*:*:execution:*/orders:*"]
    );
    // Without a map there is nothing of the machine's own.
    assert!(resources(&policy(reserve()), "states:StartExecution").is_empty());
}

#[test]
fn what_expressions_make_may_be_anywhere() {
    let by_input = |bucket: &str, key: &str| {
        let read = any_map::<Order>().reader(ItemReader::json(bucket, key));
        let written = read.writer(ResultWriter::new(bucket, key));
        written.for_any_input::<Order>()
    };
    let key = "{% $states.input.key %}";
    let state = policy(by_input("b", key));
    assert_eq!(resources(&state, "s3:GetObject"), ["arn:aws:s3:::b/*"]);
    let state = policy(by_input("{% $states.input.bucket %}", key));
    assert_eq!(resources(&state, "s3:PutObject"), ["arn:aws:s3:::*/*"]);
    let read = field(by_input("b", key), "ItemReader");
    assert_eq!(read["Arguments"]["Key"], key);
    let message = refusal(Definition::standard(by_input("b", key)).json_path());
    let expected = "the `Key` is an expression of JSONata; write a constant, or use JSONata";
    assert!(message.contains(expected), "{message}");
    assert!(message.contains("the `Prefix` is"), "{message}");
}
