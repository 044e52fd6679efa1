//! Machines of several accounts and Regions, with versions and aliases, behind one port.

use lambda_client_core::Error;
use lambda_client_core::local::Endpoint;
use lambda_client_core::step_functions::{LocalMachine, LocalMachines};
use serde_json::{Value, json};

use super::{ask, passing, raw};

const FLOW: &str = "arn:aws:states:eu-west-1:123456789012:stateMachine:flow";

async fn listen() -> (LocalMachines, Endpoint) {
    let local = LocalMachines::builder()
        .standard("home", passing())
        .standard(format!("{FLOW}:live"), passing())
        .standard(format!("{FLOW}:7"), passing())
        .express(
            "arn:aws:states:eu-west-1:210987654321:stateMachine:flow",
            passing(),
        )
        .try_build()
        .unwrap();
    let endpoint = local.listen(0).await.unwrap();
    (local, endpoint)
}

/// Lists the machines as a client that signs for this Region.
async fn listed(endpoint: &Endpoint, region: Option<&str>) -> Vec<String> {
    let signature = region.map(|region| {
        format!(
            "Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/{region}/states/aws4_request, SignedHeaders=host, Signature=0\r\n"
        )
    });
    let request = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\
         X-Amz-Target: AWSStepFunctions.ListStateMachines\r\n{}\r\n{{}}",
        signature.unwrap_or_default()
    );
    let (_, _, body) = raw(endpoint, request.as_bytes()).await;
    let machines = body["stateMachines"].as_array().unwrap();
    let arns = machines.iter().map(|machine| &machine["stateMachineArn"]);
    arns.map(|arn| arn.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn machines_are_listed_by_the_region_of_the_request() {
    let (local, endpoint) = listen().await;
    let others = [
        FLOW.to_owned(),
        FLOW.replace("123456789012", "210987654321"),
    ];
    assert_eq!(
        listed(&endpoint, Some("us-east-1")).await,
        [local.arn("home")]
    );
    assert_eq!(listed(&endpoint, Some("eu-west-1")).await, others);
    assert_eq!(listed(&endpoint, Some("eu-west-2")).await, [""; 0]);
    let all = listed(&endpoint, None).await;
    assert_eq!(all, [&others[..], &[local.arn("home")]].concat());
}

#[tokio::test]
async fn executions_belong_to_their_version_or_alias() {
    let (_local, endpoint) = listen().await;
    for (name, qualifier) in [("a", ":live"), ("b", ":7"), ("c", ""), ("d", ":1")] {
        let body =
            json!({"stateMachineArn": format!("{FLOW}{qualifier}"), "name": name, "input": "1"});
        let (status, started) = ask(&endpoint, "StartExecution", &body.to_string()).await;
        assert_eq!(status, 200, "{started}");
        assert_eq!(
            started["executionArn"],
            format!("arn:aws:states:eu-west-1:123456789012:execution:flow:{name}")
        );
        let body = json!({"executionArn": started["executionArn"]}).to_string();
        let (_, described) = ask(&endpoint, "DescribeExecution", &body).await;
        // The alias points to version 1, since it was not given another one.
        let (version, alias) = match qualifier {
            ":live" => (json!(format!("{FLOW}:1")), json!(format!("{FLOW}:live"))),
            "" => (Value::Null, Value::Null),
            version => (json!(format!("{FLOW}{version}")), Value::Null),
        };
        assert_eq!(described["stateMachineArn"], FLOW);
        assert_eq!(described["stateMachineVersionArn"], version, "{name}");
        assert_eq!(described["stateMachineAliasArn"], alias, "{name}");
    }
    for (qualifier, expected) in [
        ("", vec!["a", "b", "c", "d"]),
        (":live", vec!["a"]),
        (":1", vec!["a", "d"]),
        (":7", vec!["b"]),
    ] {
        let body = json!({"stateMachineArn": format!("{FLOW}{qualifier}")}).to_string();
        let (_, list) = ask(&endpoint, "ListExecutions", &body).await;
        let executions = list["executions"].as_array().unwrap();
        let names = executions
            .iter()
            .map(|execution| execution["name"].as_str().unwrap());
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        assert_eq!(names, expected, "{qualifier}");
        let (_, described) = ask(&endpoint, "DescribeStateMachine", &body).await;
        assert_eq!(described["stateMachineArn"], format!("{FLOW}{qualifier}"));
        assert_eq!(described["name"], "flow");
    }
    for operation in ["StartExecution", "ListExecutions", "DescribeStateMachine"] {
        let body = json!({"stateMachineArn": format!("{FLOW}:old"), "input": "1"}).to_string();
        let (status, refused) = ask(&endpoint, operation, &body).await;
        assert_eq!(
            (status, &refused["__type"]),
            (400, &json!("StateMachineDoesNotExist")),
            "{operation}"
        );
    }
}

#[tokio::test]
async fn a_redrive_runs_the_version_that_was_started() {
    let failing = |name: &'static str| {
        LocalMachine::new(move |_: Value| async move { Err::<(), _>(Error::function(name, "")) })
    };
    let local = LocalMachines::builder()
        .standard("flow:first", failing("First"))
        .standard("flow:second", failing("Second"))
        .build();
    let machines = local.machines();
    let machine = machines.machine(&format!("{}:second", local.arn("flow")));
    let started = machine.start(&1).await.unwrap();
    for _ in 0..2 {
        let error = started.execution().result().await.unwrap_err();
        assert_eq!(
            error.failure().and_then(|failure| failure.error_type()),
            Some("Second")
        );
        started.execution().redrive().await.unwrap();
    }
}
