//! Distributed Maps.

use serde_json::{Value, json};

use super::support::{ORDERS, Order, OrderError, Receipt, assert_stored, first_state, refusal};
use crate::step_functions::definition::{
    Batch, CsvDelimiter, Definition, DistributedMap, Flow, ItemBatcher, ItemReader, ResultWriter,
    Step, TaskPayload, TaskState, Transformation, constant, distributed_map, fail, map, pass, task,
};
use crate::step_functions::map_results::{OutputType, WrittenResults};

/// The task of a method that takes a batch.
fn place_all<B>() -> TaskState<Batch<Order, B>, Vec<Receipt>, OrderError> {
    task::<_, Result<_, _>>(&ORDERS, 0, TaskPayload::Value)
}

/// A map whose step is not what a test is about.
pub(super) fn any_map<T>() -> DistributedMap<Vec<T>, T, Vec<T>> {
    distributed_map(pass())
}

#[track_caller]
fn assert_refused<In, Out>(step: impl Step<In, Out>, expected: &str) {
    let message = refusal(Definition::standard(step));
    assert!(message.contains(expected), "{message}");
    assert_eq!(message.matches("state `").count(), 1, "{message}");
}

/// Returns a field of the first state of a definition.
#[track_caller]
pub(super) fn field<In, Out>(step: impl Step<In, Out>, name: &str) -> Value {
    first_state(&Definition::standard(step).build().unwrap())[name].clone()
}

#[track_caller]
fn read<T>(reader: ItemReader<T>) -> Value {
    field(any_map().reader(reader), "ItemReader")
}

#[test]
fn a_map_over_a_file_that_writes_its_results() {
    let placed: DistributedMap<(), Order, WrittenResults> = distributed_map(place_all())
        .named("place all")
        .batched(ItemBatcher::of_items(100).max_bytes(65_536).input(&"today"))
        .reader(
            ItemReader::csv("orders", "today.csv")
                .delimiter(CsvDelimiter::Semicolon)
                .headers(["id", "sku"])
                .max_items(1_000_000),
        )
        .writer(
            ResultWriter::new("${ResultBucket}", "orders/")
                .transformation(Transformation::Flatten)
                .output_type(OutputType::JsonLines),
        )
        .max_concurrency(1_000)
        .tolerated_failures(1_000)
        .tolerated_failure_percentage(5)
        .express()
        .label("orders");
    let flow = placed.catch_all(fail("Unplaced", "too many orders failed"));
    assert_stored("distributed_map", Definition::standard(flow));
}

#[test]
fn the_role_reads_writes_and_starts_the_machine_itself() {
    let flow = distributed_map(place_all())
        .batched(ItemBatcher::of_items(100))
        .reader(ItemReader::csv("orders", "today.csv"))
        .writer(ResultWriter::new("results", "orders"));
    let definition = Definition::standard(flow).build().unwrap();
    let policy = definition.iam_policy().unwrap();
    policy
        .region("eu-west-1")
        .account("123456789012")
        .machine("orders")
        .assert_matches("tests/definitions/distributed_map.policy.json");
}

#[test]
fn json_path_says_the_same() {
    let flow = any_map::<Order>()
        .reader(ItemReader::json("orders", "today.json").items_pointer("/orders"))
        .writer(ResultWriter::new("results", "orders"));
    assert_stored(
        "distributed_map_json_path",
        Definition::standard(flow).json_path(),
    );
}

#[test]
fn a_map_over_its_input_returns_the_outputs() {
    let flow: Flow<Vec<Order>, Vec<Order>> = any_map().into();
    let state = first_state(&Definition::standard(flow).build().unwrap());
    let expected = json!({
        "Type": "Map",
        "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "pass",
            "States": {"pass": {"Type": "Pass", "End": true}}
        },
        "End": true
    });
    assert_eq!(state, expected);
}

#[test]
fn every_reader_says_what_it_reads() {
    let config = |reader: Value| reader["ReaderConfig"].clone();
    assert_eq!(
        config(read(ItemReader::<Order>::csv("b", "k"))),
        json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"})
    );
    for (delimiter, name) in [
        (CsvDelimiter::Comma, "COMMA"),
        (CsvDelimiter::Pipe, "PIPE"),
        (CsvDelimiter::Semicolon, "SEMICOLON"),
        (CsvDelimiter::Space, "SPACE"),
        (CsvDelimiter::Tab, "TAB"),
    ] {
        let reader = ItemReader::<Order>::csv("b", "k").delimiter(delimiter);
        assert_eq!(config(read(reader))["CSVDelimiter"], name);
    }
    assert_eq!(
        config(read(ItemReader::<Order>::json("b", "k"))),
        json!({"InputType": "JSON"})
    );
    for (reader, input_type) in [
        (ItemReader::<Order>::json_lines("b", "k"), "JSONL"),
        (ItemReader::parquet("b", "k"), "PARQUET"),
        (ItemReader::inventory("b", "k"), "MANIFEST"),
    ] {
        let reader = read(reader.version_id("v"));
        assert_eq!(
            reader,
            json!({
                "Resource": "arn:aws:states:::s3:getObject",
                "ReaderConfig": {"InputType": input_type},
                "Arguments": {"Bucket": "b", "Key": "k", "VersionId": "v"}
            })
        );
    }
    assert_eq!(
        read(ItemReader::list("b", "images/")),
        json!({
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "Arguments": {"Bucket": "b", "Prefix": "images/"}
        })
    );
    assert_eq!(
        read(ItemReader::list("b", "").max_items(7)),
        json!({
            "Resource": "arn:aws:states:::s3:listObjectsV2",
            "ReaderConfig": {"MaxItems": 7},
            "Arguments": {"Bucket": "b"}
        })
    );
}

#[test]
fn only_standard_machines_have_one() {
    let expected = "only a Standard execution can run a Distributed Map; use `map`, or build the definition with `Definition::standard`";
    let message = refusal(Definition::express(any_map::<Order>()));
    assert!(message.contains(expected), "{message}");
    // The child executions of an Express map are Express, too.
    let inner = any_map::<Order>().named("inner");
    assert_refused(
        distributed_map(inner).express(),
        "state `inner`: only a Standard execution can run a Distributed Map; use `map`, or remove `express` from",
    );
    let inner = || any_map::<Order>().named("inner");
    assert!(
        Definition::standard(distributed_map(inner()))
            .build()
            .is_ok()
    );
    assert!(Definition::standard(map(inner())).build().is_ok());
    // What follows an Express map is part of the Standard execution again.
    let after = any_map::<Order>().express().then(inner());
    assert!(Definition::standard(after).build().is_ok());
}

#[test]
fn numbers_out_of_range() {
    for executions in [0, 10_001] {
        assert_refused(
            any_map::<Order>().max_concurrency(executions),
            &format!("`max_concurrency` is {executions}, but a Distributed Map has 1 to 10000"),
        );
    }
    for items in [0, 100_000_001] {
        assert_refused(
            any_map().reader(ItemReader::<Order>::json("b", "k").max_items(items)),
            &format!("`max_items` is {items}, but a reader takes 1 to 100000000 items"),
        );
    }
    let batched = |batcher| distributed_map(place_all()).batched(batcher);
    assert_refused(batched(ItemBatcher::of_items(0)), "a batch of 0 items");
    for bytes in [0, 262_145] {
        assert_refused(
            batched(ItemBatcher::of_bytes(bytes)),
            &format!("a batch of {bytes} bytes, but it has 1 to 262144"),
        );
    }
    let tolerant = |percentage| {
        let written = any_map::<Order>().writer(ResultWriter::new("b", "p"));
        written.tolerated_failure_percentage(percentage)
    };
    assert_refused(
        tolerant(101),
        "`tolerated_failure_percentage` is 101, but the limit is 100",
    );
    for step in [
        any_map::<Order>().max_concurrency(1).into_flow(),
        any_map().max_concurrency(10_000).into_flow(),
    ] {
        assert!(Definition::standard(step).build().is_ok());
    }
    for step in [tolerant(0), tolerant(100)] {
        assert!(Definition::standard(step).build().is_ok());
    }
    let largest = ItemBatcher::of_bytes(262_144);
    assert!(Definition::standard(batched(largest)).build().is_ok());
}

#[test]
fn what_failed_needs_another_place_than_the_outputs() {
    let expected = "tolerated failures would be among the outputs; write the results";
    assert_refused(any_map::<Order>().tolerated_failures(1), expected);
    assert_refused(any_map::<Order>().tolerated_failure_percentage(1), expected);
}

#[test]
fn labels_are_short_and_unique() {
    for label in ["", "a b", "a:b", "é", &"x".repeat(41)] {
        assert_refused(
            any_map::<Order>().label(label),
            &format!("invalid label `{label}`; write 1 to 40 letters"),
        );
    }
    let labeled = || any_map::<Order>().label("x".repeat(40));
    assert!(Definition::standard(labeled()).build().is_ok());
    assert_refused(labeled().then(labeled()), "another map has the label `xxx");
    // Nested ones are of the same definition.
    assert_refused(
        distributed_map(labeled()).label("x".repeat(40)),
        "another map",
    );
}

#[test]
fn settings_of_other_readers() {
    let json = || ItemReader::<Order>::json("b", "k");
    let csv = || ItemReader::<Order>::csv("b", "k");
    let refused = |reader, expected| assert_refused(any_map().reader(reader), expected);
    refused(json().headers(["a"]), "only a CSV file has `headers`");
    refused(
        json().delimiter(CsvDelimiter::Tab),
        "only a CSV file has a `delimiter`",
    );
    refused(
        csv().items_pointer("/a"),
        "only a JSON file has an `items_pointer`",
    );
    refused(
        json().items_pointer("a"),
        "`a` is not a JSON pointer, which starts with `/`",
    );
    refused(csv().headers([""; 0]), "`headers` is empty");
    let wide = |length| csv().headers(["x".repeat(length)]);
    refused(
        wide(10_240),
        "the headers have 10241 bytes, but the limit is 10240",
    );
    assert!(
        Definition::standard(any_map().reader(wide(10_239)))
            .build()
            .is_ok()
    );
    assert_refused(
        any_map().reader(ItemReader::list("b", "p").version_id("v")),
        "a listing has no `version_id`",
    );
    refused(ItemReader::json("", "k"), "the `Bucket` must not be empty");
    refused(ItemReader::json("b", ""), "the `Key` must not be empty");
}

#[test]
fn expressions_of_places_have_their_delimiters() {
    let read = |key: &str| any_map().reader(ItemReader::<Order>::json("b", key));
    for key in ["$states.input.key", "$.key", "$", "$$.Execution.Name"] {
        assert_refused(
            read(key),
            "the `Key` would be a constant; write an expression with delimiters, such as `{% $states.input.key %}`",
        );
    }
    for key in ["{% $states.input.key", "$states_input.key %}"] {
        assert_refused(read(key), "the `Key` has one delimiter; write");
    }
    for key in ["$.key", "$$.Execution.Name"] {
        let message = refusal(Definition::standard(read(key)).json_path());
        let expected =
            "the `Key` is a path, which cannot stand here; write a constant, or use JSONata";
        assert!(message.contains(expected), "{message}");
    }
    for key in ["{% $states.input.key %}", "${Key}", "$folder$/a%"] {
        assert!(Definition::standard(read(key)).build().is_ok(), "{key}");
    }
}

#[test]
fn the_input_of_batches_is_a_constant() {
    let batched = |input: Value| {
        let batcher = ItemBatcher::of_items(1).input(&input);
        distributed_map(place_all()).batched(batcher)
    };
    let input = json!({"day": 7});
    assert_eq!(
        field(batched(input.clone()), "ItemBatcher"),
        json!({"BatchInput": {"day": 7}, "MaxItemsPerBatch": 1})
    );
    assert_refused(
        batched(json!(["{% $x %}"])),
        "the input of the batches has a string or a key that is taken for an expression",
    );
    assert_refused(
        batched(json!({"id": u64::MAX})),
        "the input of the batches has an integer beyond 9007199254740991",
    );
    let keys = std::collections::BTreeMap::from([((1, 2), 3)]);
    let batcher = ItemBatcher::of_items(1).input(&keys);
    assert_refused(
        distributed_map(place_all()).batched(batcher),
        "the input of the batches cannot be serialized: key must be a string",
    );
}

#[test]
fn types_are_set_before_errors_are_caught() {
    let caught = || any_map::<Order>().catch_all(constant(&[0_u8; 0]).then(fail("x", "y")));
    let expected = "must be called before errors are caught";
    assert_refused(
        caught().reader(ItemReader::json("b", "k")),
        &format!("`reader` {expected}"),
    );
    assert_refused(
        caught().writer(ResultWriter::new("b", "p")),
        &format!("`writer` {expected}"),
    );
    let batched = distributed_map(place_all::<()>()).catch_all(fail("x", "y"));
    assert_refused(
        batched.batched(ItemBatcher::of_items(1)),
        &format!("`batched` {expected}"),
    );
    let read = any_map::<Order>().reader(ItemReader::json("b", "k"));
    assert_refused(
        read.catch_all(fail("x", "y")).for_any_input::<Order>(),
        &format!("`for_any_input` {expected}"),
    );
}
