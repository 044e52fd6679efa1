//! What a program links. This one calls functions and never lists any.
#![cfg(target_os = "linux")]

use std::env::current_exe;
use std::fs;

use lambda_client::sdk::aws_config::{BehaviorVersion, SdkConfig};
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{DidRun, Lambda, SdkTransport};

/// Middleware with all methods of a transport.
#[derive(Debug)]
struct Forwarding<T>(T);

impl<T: Transport> Transport for Forwarding<T> {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        self.0.invoke(request)
    }

    fn inner(&self) -> Option<&dyn Transport> {
        Some(&self.0)
    }
}

/// Returns whether this program contains an operation of the SDK, found by the names of its functions in the symbol table.
fn links(program: &str, operation: &str) -> bool {
    // Put together here, since the program would contain it otherwise.
    program.contains(&format!("operation{}{operation}", operation.len()))
}

#[tokio::test]
async fn a_program_that_never_lists_does_not_link_the_listing_operations() {
    // Without a region nothing is sent.
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .build();
    let lambda = Lambda::new(Forwarding(SdkTransport::new(&config)));
    let error = lambda.call("f").json::<u32>(&1).await.unwrap_err();
    assert_eq!(error.did_run(), DidRun::No, "{error}");

    let program = fs::read(current_exe().unwrap()).unwrap();
    let program = String::from_utf8_lossy(&program);
    assert!(links(&program, "invoke"), "the program has a symbol table");
    for operation in [
        "list_functions",
        "get_function_configuration",
        "list_aliases",
        "list_versions_by_function",
    ] {
        assert!(!links(&program, operation), "{operation}");
    }
}
