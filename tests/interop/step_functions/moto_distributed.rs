//! Distributed Maps on moto, which reads their items from its own S3.
//!
//! It knows JSON and CSV files without further settings, and no batches; it hangs on a listing. Of the results it writes the manifest, and none
//! of the files that a manifest names: in JSONPath, since it does not know the `Arguments` of a `ResultWriter`.

use std::time::Duration;

use lambda_client::Error;
use lambda_client::step_functions::definition::{
    Definition, DefinitionBuilder, Flow, ItemReader, ResultWriter, distributed_map, pass,
};
use lambda_client::step_functions::map_results::{Manifest, WrittenResults};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Server, call, moto};

#[derive(Debug, PartialEq, Eq, Deserialize, Serialize)]
struct Line {
    sku: String,
    /// A CSV file has nothing but strings.
    quantity: String,
}

fn lines() -> [Line; 2] {
    [("näils", "3"), ("cups; blue", "1")].map(|(sku, quantity)| Line {
        sku: sku.to_owned(),
        quantity: quantity.to_owned(),
    })
}

/// Creates the buckets and the files that the maps read.
fn fill(server: &mut Server) {
    let administrator = &mut server.administrator;
    for bucket in ["orders", "results"] {
        call(
            administrator,
            "s3",
            "CreateBucket",
            &json!({ "Bucket": bucket }),
        );
    }
    let json = json!(lines()).to_string();
    let csv = "sku,quantity\nnäils,3\ncups; blue,1\n".to_owned();
    for (key, body) in [("in/lines.json", json), ("in/lines.csv", csv)] {
        let file = json!({ "Bucket": "orders", "Key": key, "Body": body });
        call(administrator, "s3", "PutObject", &file);
    }
}

/// Runs a definition to its end.
async fn output<Out>(
    server: &mut Server,
    name: &str,
    definition: DefinitionBuilder,
) -> Result<Out, Error>
where
    Out: DeserializeOwned + Send + 'static,
{
    let definition = definition.build().expect("a valid definition");
    let arn = server.create_defined(name, "STANDARD", &definition.to_json());
    let machine = server.machines.machine(&arn).output::<Out>();
    let started = machine.start(&()).await.expect("a start");
    let result = started.execution().result();
    result.timeout(Duration::from_secs(120)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_reads_the_items_of_a_distributed_map() {
    let (_peer, mut server) = moto::start();
    fill(&mut server);
    let json = || ItemReader::<Line>::json("orders", "in/lines.json");
    let csv = || ItemReader::<Line>::csv("orders", "in/lines.csv");
    let each = |reader| -> Flow<(), Vec<Line>> { distributed_map(pass()).reader(reader).into() };
    for (name, definition) in [
        ("csv", Definition::standard(each(csv()))),
        (
            "csv-json-path",
            Definition::standard(each(csv())).json_path(),
        ),
        ("json", Definition::standard(each(json()))),
    ] {
        let read: Vec<Line> = output(&mut server, name, definition).await.expect("items");
        assert_eq!(read, lines(), "{name}");
    }
    let first = Definition::standard(each(csv().max_items(1)));
    let read: Vec<Line> = output(&mut server, "first", first).await.expect("an item");
    assert_eq!(read, lines()[..1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn step_functions_moto_writes_the_manifest_of_a_distributed_map() {
    let (_peer, mut server) = moto::start();
    fill(&mut server);
    let map = distributed_map(pass::<Line>())
        .reader(ItemReader::csv("orders", "in/lines.csv"))
        .writer(ResultWriter::new("results", "placed/today"))
        .label("lines");
    let definition = Definition::standard(map).json_path();
    let written: WrittenResults = output(&mut server, "written", definition)
        .await
        .expect("a place");
    let (run, id) = written.map_run_arn.rsplit_once(':').expect("an ARN");
    assert!(run.ends_with(":mapRun:written/lines"), "{run}");
    assert_eq!(written.details.bucket, "results");
    assert_eq!(
        written.details.key,
        format!("placed/today/{id}/manifest.json")
    );

    let place = json!({ "Bucket": written.details.bucket, "Key": written.details.key });
    let file = call(&mut server.administrator, "s3", "GetObject", &place);
    let body = file["Body"].as_str().expect("a file");
    let manifest = Manifest::decode(body.as_bytes()).expect("a manifest");
    assert_eq!(manifest.bucket, "results");
    assert_eq!(manifest.map_run_arn, written.map_run_arn);
    let files = [manifest.succeeded, manifest.failed, manifest.pending];
    assert_eq!(files, [const { Vec::new() }; 3]);
}
