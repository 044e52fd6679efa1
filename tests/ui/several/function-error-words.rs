//! Words that people know from elsewhere, and arguments that cannot be parsed: one message each.

use lambda_client::{Error, FunctionError};

#[derive(Debug, thiserror::Error, FunctionError)]
#[function_error(krate = ::lambda_client)]
enum Words {
    #[error("name")]
    #[function_error(name = "A")]
    Name,
    #[error("type")]
    #[function_error(error_type = "B")]
    Type,
    #[error("retry")]
    #[function_error(retryable = true)]
    Retry,
    #[error(transparent)]
    #[function_error(fallback)]
    Other(Error),
}

#[derive(Debug, thiserror::Error, FunctionError)]
enum Syntax {
    #[error("comma")]
    #[function_error(type = "A" retry)]
    Comma,
    #[error("colon")]
    #[function_error(type: "B", retry)]
    Colon,
    #[error("punctuation")]
    #[function_error(retry = )]
    Punctuation,
    #[error(transparent)]
    #[function_error(other: true)]
    Other(Error),
}

fn main() {}
