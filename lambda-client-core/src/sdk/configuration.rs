//! What the clients of all services have in common.

/// Completes the builder of a configuration: with our HTTP client, or with notes of what the client of the configuration sends, with a cache
/// of credentials in front of that of the configuration, and without retries of the SDK.
///
/// Each service has its own type of builder, and they share no trait.
macro_rules! configure {
    ($config:expr, $cache:expr, $http_client:expr) => {{
        let mut config = $config;
        let notes = match $http_client {
            Some(http_client) => {
                config.set_http_client(Some(
                    ::aws_smithy_runtime_api::shared::IntoShared::into_shared(http_client),
                ));
                None
            }
            None => Some(::std::sync::Arc::new(
                $crate::sdk::evidence::Notes::default(),
            )),
        };
        config
            .retry_config(::aws_sdk_lambda::config::retry::RetryConfig::disabled())
            .identity_cache($crate::sdk::identities::Identities::new($cache))
            .interceptor($crate::sdk::stage::StageInterceptor::new(notes))
    }};
}

pub(super) use configure;
