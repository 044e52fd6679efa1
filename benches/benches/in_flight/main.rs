//! Many calls in flight at once, through the transport's own HTTP client and through aws-sdk-lambda.
//!
//! A server on loopback plays Lambda's endpoint: TLS, HTTP/2 for those who ask for it with 100 streams a connection, and a function
//! that takes 200 ms. The SDK's client keeps one connection of HTTP/2, so calls beyond its streams wait; ours opens a connection
//! of HTTP/1.1 for each, up to 100 at a time. Both make the same calls twice: with no connection yet, and with those of the first round. The ratio is
//! that of the time to the ideal, in which all calls take 200 ms together.
//!
//! `cargo bench -p lambda-client-benches --bench in_flight`
#![expect(clippy::print_stdout, reason = "the result goes to the terminal")]

use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use aws_smithy_http_client::Builder;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_http_client::tls::{Provider, TlsContext, TrustStore};
use lambda_client::sdk::aws_config::{BehaviorVersion, Region, SdkConfig};
use lambda_client::sdk::aws_sdk_lambda;
use lambda_client::sdk::aws_sdk_lambda::config::{Credentials, SharedCredentialsProvider};
use lambda_client::{Lambda, SdkTransport};
use lambda_client_test_support::http2;
use lambda_client_test_support::tls::Certificate;
use tokio::task::JoinSet;

const CALLS: usize = 500;
const MAX_STREAMS: u32 = 100;
const DELAY: Duration = Duration::from_millis(200);

/// Names the file of the certificate that both clients trust, in a second process.
const TRUSTED: &str = "SSL_CERT_FILE";
const SECOND: &str = "LAMBDA_CLIENT_BENCH_SECOND_PROCESS";

fn main() -> ExitCode {
    if std::env::var_os(SECOND).is_none() {
        return again_with_certificate();
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build();
    match runtime {
        Ok(runtime) => runtime.block_on(measure()),
        Err(error) => {
            println!("no runtime: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The environment of this process cannot be changed, that of another one can.
fn again_with_certificate() -> ExitCode {
    let file = std::env::temp_dir().join(format!("lambda-client-bench-{}.pem", std::process::id()));
    let status = std::env::current_exe().and_then(|program| {
        let mut second = Command::new(program);
        second.env(SECOND, "1").env(TRUSTED, &file);
        second.env_remove("SSL_CERT_DIR").status()
    });
    let _ = std::fs::remove_file(&file);
    match status {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

async fn measure() -> ExitCode {
    let trusted = Certificate::new();
    let file = std::env::var_os(TRUSTED).unwrap_or_default();
    if let Err(error) = std::fs::write(file, trusted.pem()) {
        println!("the certificate cannot be written: {error}");
        return ExitCode::FAILURE;
    }
    let peer = http2::start_beside_http1(&trusted, MAX_STREAMS, DELAY, b"7").await;
    let credentials = Credentials::new("test", "test", None, None, "test");
    let config = SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .endpoint_url(peer.https())
        .build();

    println!("{CALLS} calls of {} ms at once:", DELAY.as_millis());
    let lambda = Lambda::new(SdkTransport::new(&config));
    for round in ["first round", "second round"] {
        let lambda = lambda.clone();
        let failed = time("lambda-client", round, move || {
            let call = lambda.call("f").json::<u32>(&1);
            async move { call.await.is_ok() }
        });
        if failed.await > 0 {
            return ExitCode::FAILURE;
        }
    }
    let context = TlsContext::builder()
        .with_trust_store(TrustStore::empty().with_pem_certificate(trusted.pem()));
    let Ok(context) = context.build() else {
        println!("the certificate is not usable");
        return ExitCode::FAILURE;
    };
    let client = Builder::new()
        .tls_provider(Provider::Rustls(CryptoMode::AwsLc))
        .tls_context(context)
        .build_https();
    let sdk = aws_sdk_lambda::Client::new(&config.into_builder().http_client(client).build());
    for round in ["first round", "second round"] {
        let sdk = sdk.clone();
        let failed = time("aws-sdk-lambda", round, move || {
            let call = sdk.invoke().function_name("f").send();
            async move { call.await.is_ok() }
        });
        if failed.await > 0 {
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Makes all calls at once, prints their time, and returns how many failed.
async fn time<F>(side: &str, round: &str, call: impl Fn() -> F) -> usize
where
    F: Future<Output = bool> + Send + 'static,
{
    let started = Instant::now();
    let mut calls = JoinSet::new();
    for _ in 0..CALLS {
        calls.spawn(call());
    }
    let succeeded = calls.join_all().await;
    let took = started.elapsed();
    let failed = succeeded.iter().filter(|succeeded| !**succeeded).count();
    let ratio = took.as_secs_f64() / DELAY.as_secs_f64();
    println!(
        "{side:<15} {round:<13} {:>6} ms   ratio to the ideal: {ratio:.2}   failed: {failed}",
        took.as_millis()
    );
    failed
}
