//! Reads the environment variables in which Lambda describes a function.

use std::num::NonZeroU32;

use http::Uri;

use crate::serve::error::ServeError;

/// The settings of the execution environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Environment {
    pub(super) runtime_api: Uri,
    pub(super) function_name: String,
    pub(super) version: String,
    pub(super) log_group: Option<String>,
    pub(super) log_stream: Option<String>,
    pub(super) is_log_json: bool,
    pub(super) concurrency: usize,
    /// Whether the variables are those of an emulator.
    pub(super) is_local: bool,
}

impl Environment {
    /// Reads the variables of this process.
    pub(super) fn read() -> Result<Environment, ServeError> {
        Environment::of(|variable| std::env::var(variable).ok())
    }

    /// Reads variables, and checks those that lambda_runtime would panic about.
    fn of(variable: impl Fn(&str) -> Option<String>) -> Result<Environment, ServeError> {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let Some(address) = set("AWS_LAMBDA_RUNTIME_API") else {
            return Err(ServeError::configuration(
                "the environment variable `AWS_LAMBDA_RUNTIME_API` is not set: this program is a Lambda function; run it with \
                 `cargo lambda watch`, or call its trait through `LocalLambda`",
            ));
        };
        // lambda_runtime needs an authority, with a scheme in front of it or without.
        let runtime_api = address.parse::<Uri>().ok();
        let runtime_api = runtime_api.filter(|uri| uri.authority().is_some());
        let required = |name: &str| {
            set(name).ok_or_else(|| {
                ServeError::configuration(format!(
                    "the environment variable `{name}` is not set, although `AWS_LAMBDA_RUNTIME_API` is; Lambda sets both, and \
                     so must whatever runs this program in its place"
                ))
            })
        };
        let memory = required("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")?;
        if memory.parse::<i32>().is_err() {
            return Err(ServeError::configuration(
                "the environment variable `AWS_LAMBDA_FUNCTION_MEMORY_SIZE` is not a number of megabytes",
            ));
        }
        let concurrency = set("AWS_LAMBDA_MAX_CONCURRENCY")
            .and_then(|number| number.parse::<NonZeroU32>().ok())
            .and_then(|number| usize::try_from(number.get()).ok());
        Ok(Environment {
            runtime_api: runtime_api.ok_or_else(|| {
                ServeError::configuration(
                    "the environment variable `AWS_LAMBDA_RUNTIME_API` is not an address such as `127.0.0.1:9001`",
                )
            })?,
            function_name: required("AWS_LAMBDA_FUNCTION_NAME")?,
            version: required("AWS_LAMBDA_FUNCTION_VERSION")?,
            log_group: set("AWS_LAMBDA_LOG_GROUP_NAME"),
            log_stream: set("AWS_LAMBDA_LOG_STREAM_NAME"),
            is_log_json: set("AWS_LAMBDA_LOG_FORMAT").is_some_and(|format| format == "JSON"),
            concurrency: concurrency.unwrap_or(1),
            is_local: set("AWS_SAM_LOCAL").is_some_and(|value| value == "true")
                || set("AWS_LAMBDA_INITIALIZATION_TYPE").is_none(),
        })
    }
}

/// The account in the ARNs of AWS's Runtime Interface Emulator, and that of several emulators of AWS. AWS has assigned neither.
const ACCOUNTS_OF_EMULATORS: [&str; 2] = ["012345678912", "000000000000"];

/// Returns whether an invoked ARN is that of an emulator: of an account that does not exist, or not an ARN at all.
pub(super) fn is_local_arn(arn: &str) -> bool {
    let mut parts = arn.split(':');
    let is_arn = parts.next() == Some("arn");
    let account = parts.nth(3);
    !is_arn || account.is_none_or(|account| ACCOUNTS_OF_EMULATORS.contains(&account))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON_AWS: &[(&str, &str)] = &[
        ("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:9001"),
        ("AWS_LAMBDA_FUNCTION_NAME", "orders-place"),
        ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128"),
        ("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST"),
        ("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/orders-place"),
        ("AWS_LAMBDA_LOG_STREAM_NAME", "2026/01/31/[$LATEST]0"),
        ("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
    ];

    fn read(changes: &[(&str, Option<&str>)]) -> Result<Environment, ServeError> {
        Environment::of(|name| {
            let changed = changes.iter().find(|(changed, _)| *changed == name);
            let value = match changed {
                Some((_, value)) => *value,
                None => ON_AWS
                    .iter()
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| *value),
            };
            value.map(str::to_owned)
        })
    }

    #[test]
    fn the_variables_of_lambda_are_read() {
        let environment = read(&[]).unwrap();
        assert_eq!(environment.runtime_api, "127.0.0.1:9001");
        assert_eq!(environment.function_name, "orders-place");
        assert_eq!(environment.version, "$LATEST");
        assert_eq!(
            environment.log_group.as_deref(),
            Some("/aws/lambda/orders-place")
        );
        assert_eq!(
            environment.log_stream.as_deref(),
            Some("2026/01/31/[$LATEST]0")
        );
        assert_eq!(environment.concurrency, 1);
        assert!(!environment.is_log_json && !environment.is_local);
        for (value, concurrency) in [("4", 4), ("0", 1), ("many", 1), ("", 1)] {
            let environment = read(&[("AWS_LAMBDA_MAX_CONCURRENCY", Some(value))]).unwrap();
            assert_eq!(environment.concurrency, concurrency, "{value}");
        }
        assert!(
            read(&[("AWS_LAMBDA_LOG_FORMAT", Some("JSON"))])
                .unwrap()
                .is_log_json
        );
        assert!(
            !read(&[("AWS_LAMBDA_LOG_FORMAT", Some("Text"))])
                .unwrap()
                .is_log_json
        );
    }

    #[test]
    fn a_missing_variable_is_an_error_that_names_it() {
        for name in [
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
        ] {
            for value in [None, Some("")] {
                let error = read(&[(name, value)]).unwrap_err().to_string();
                assert!(error.contains(&format!("`{name}` is not set")), "{error}");
            }
        }
        let text = read(&[("AWS_LAMBDA_RUNTIME_API", None)])
            .unwrap_err()
            .to_string();
        assert!(
            text.contains("`cargo lambda watch`") && text.contains("`LocalLambda`"),
            "{text}"
        );
    }

    #[test]
    fn a_malformed_variable_is_an_error_that_names_it() {
        for (name, value) in [
            ("AWS_LAMBDA_RUNTIME_API", "/path"),
            ("AWS_LAMBDA_RUNTIME_API", "two words"),
            ("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128 MB"),
        ] {
            let error = read(&[(name, Some(value))]).unwrap_err().to_string();
            assert!(error.contains(&format!("`{name}` is not a")), "{error}");
        }
        // cargo-lambda adds a path.
        for value in [
            "127.0.0.1:9000/.rt/orders",
            "http://127.0.0.1:9000/.rt/orders",
        ] {
            let read = read(&[("AWS_LAMBDA_RUNTIME_API", Some(value))]);
            assert_eq!(read.is_ok(), value.starts_with("http"), "{value}");
        }
    }

    #[test]
    fn emulators_are_told_from_lambda() {
        assert!(read(&[("AWS_SAM_LOCAL", Some("true"))]).unwrap().is_local);
        assert!(
            read(&[("AWS_LAMBDA_INITIALIZATION_TYPE", None)])
                .unwrap()
                .is_local
        );
        assert!(!is_local_arn(
            "arn:aws:lambda:eu-west-1:123456789012:function:f"
        ));
        for arn in [
            "function-arn",
            "",
            "arn:aws:lambda:us-east-1:012345678912:function:test_function",
            "arn:aws:lambda:us-east-1:000000000000:function:f",
        ] {
            assert!(is_local_arn(arn), "{arn}");
        }
    }
}
