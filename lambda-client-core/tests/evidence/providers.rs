//! The providers of `aws_config` when they fail: the error says what to do, and quotes neither files nor commands nor responses.

#![expect(
    deprecated,
    reason = "the crate with the new name is not among the dependencies"
)]

use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use lambda_client_core::sdk::aws_config::Region;
use lambda_client_core::sdk::aws_config::meta::credentials::CredentialsProviderChain;
use lambda_client_core::sdk::aws_config::profile::ProfileFileCredentialsProvider;
use lambda_client_core::sdk::aws_config::profile::profile_file::{ProfileFileKind, ProfileFiles};
use lambda_client_core::sdk::aws_config::provider_config::ProviderConfig;
use lambda_client_core::sdk::aws_sdk_lambda::config::timeout::TimeoutConfig;
use lambda_client_core::{DidRun, Error, Lambda, RetryConfig};

use crate::clients::transport;

const SECRET: &str = "hunter2";

/// An HTTP client of providers: what STS and the portal of IAM Identity Center respond to everybody.
#[derive(Clone, Copy, Debug)]
struct Responding(u16, &'static str);

impl HttpClient for Responding {
    fn http_connector(
        &self,
        _settings: &HttpConnectorSettings,
        _components: &RuntimeComponents,
    ) -> SharedHttpConnector {
        SharedHttpConnector::new(*self)
    }
}

impl HttpConnector for Responding {
    fn call(&self, _request: HttpRequest) -> HttpConnectorFuture {
        let status = self.0.try_into().expect("a status");
        HttpConnectorFuture::ready(Ok(HttpResponse::new(status, self.1.into())))
    }
}

const DENIED: Responding = Responding(
    403,
    "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User hunter2 is not authorized</Message></Error></ErrorResponse>",
);

const IDENTITY_REJECTED: Responding = Responding(
    400,
    "<ErrorResponse><Error><Code>InvalidIdentityToken</Code><Message>hunter2</Message></Error></ErrorResponse>",
);

/// Returns the provider of the profile `main` in a configuration file.
fn profile(client: Responding, file: &str) -> ProfileFileCredentialsProvider {
    let files = ProfileFiles::builder().with_contents(ProfileFileKind::Config, file);
    let region = Some(Region::new("us-east-1"));
    ProfileFileCredentialsProvider::builder()
        .configure(
            &ProviderConfig::without_region()
                .with_region(region)
                .with_http_client(client),
        )
        .profile_files(files.build())
        .profile_name("main")
        .build()
}

async fn fail(credentials: SharedCredentialsProvider) -> Error {
    let timeouts = TimeoutConfig::builder().build();
    let transport = transport("http://127.0.0.1:9", None, timeouts, credentials);
    let once = RetryConfig::new().max_attempts(1);
    let call = Lambda::new(transport).call("f").json::<u32>(&1).retry(once);
    call.await.expect_err("there are no credentials")
}

#[tokio::test]
async fn a_failed_provider_of_a_profile_says_what_to_do() {
    const BASE: &str =
        "[profile base]\naws_access_key_id = AKID\naws_secret_access_key = hunter2\n";
    const ROLE: &str = "role_arn = arn:aws:iam::123456789012:role/hunter2\n";
    for (client, settings, expected) in [
        (
            DENIED,
            format!("{ROLE}source_profile = base\n{BASE}"),
            "responded with `AccessDenied`",
        ),
        (
            DENIED,
            format!("{ROLE}source_profile = hunter2"),
            "the profile that a `source_profile` names is not defined",
        ),
        (
            DENIED,
            format!("{ROLE}source_profile = other\n[profile other]\n{ROLE}source_profile = main"),
            "form a loop",
        ),
        (
            DENIED,
            format!("{ROLE}credential_source = hunter2"),
            "an unknown `credential_source`",
        ),
        (
            DENIED,
            "aws_access_key_id = hunter2".to_owned(),
            "`aws_secret_access_key`",
        ),
        (
            DENIED,
            "sso_session = hunter2\nsso_account_id = 1\nsso_role_name = r".to_owned(),
            "the `sso_session` that a profile names",
        ),
        (
            DENIED,
            "sso_account_id = 1\nsso_role_name = hunter2".to_owned(),
            "lacks `sso_region`",
        ),
        (
            DENIED,
            "credential_process = sh -c 'echo hunter2 >&2; exit 3'".to_owned(),
            "the command of `credential_process` failed",
        ),
        (
            DENIED,
            "credential_process = echo hunter2".to_owned(),
            "something other than credentials",
        ),
        (
            DENIED,
            "hunter2 is not a setting".to_owned(),
            "a configuration file is malformed",
        ),
        (
            IDENTITY_REJECTED,
            format!(
                "{ROLE}web_identity_token_file = {}/Cargo.toml",
                env!("CARGO_MANIFEST_DIR")
            ),
            "responded with `InvalidIdentityToken`",
        ),
    ] {
        let file = format!("[profile main]\n{settings}\n");
        let provider = profile(client, &file);
        let chain = CredentialsProviderChain::first_try("Profile", profile(client, &file));
        for provider in [
            SharedCredentialsProvider::new(provider),
            SharedCredentialsProvider::new(chain),
        ] {
            let error = fail(provider).await;
            assert_eq!(error.did_run(), DidRun::No, "{error}");
            let (said, printed) = (error.to_string(), format!("{error:?}"));
            assert!(said.contains(expected), "{expected}: {said}");
            // In the text of the error, and in a cause.
            assert!(printed.matches(expected).count() > 1, "{printed}");
            assert!(!printed.contains(SECRET), "{printed}");
        }
    }
}

#[tokio::test]
async fn a_profile_that_is_not_defined_is_the_reason() {
    let chain =
        CredentialsProviderChain::first_try("Profile", profile(DENIED, "[profile hunter2]\n"));
    let said = fail(SharedCredentialsProvider::new(chain))
        .await
        .to_string();
    assert!(
        said.contains("no credentials were found: the selected profile is not defined in the configuration files"),
        "{said}"
    );
}
