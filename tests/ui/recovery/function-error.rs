//! Every mistake of an enum is reported at once, and every use of the enum still compiles.

use lambda_client::{CallError, Error, FunctionError, server::ErrorDocument};

#[derive(Debug, thiserror::Error, FunctionError)]
enum OrderError {
    #[error("closed")]
    #[function_error(type = "", retri)]
    Closed,
    #[error("shut")]
    #[function_error(type = "Twice")]
    Shut,
    #[error("twice")]
    Twice,
    #[error("borrowed")]
    Borrowed(&'static str),
}

fn function(error: OrderError) -> ErrorDocument {
    match error {
        OrderError::Closed | OrderError::Shut | OrderError::Twice => error.to_document(),
        OrderError::Borrowed(_) => ErrorDocument::new("Borrowed", error.to_string()),
    }
}

fn caller(error: Error) -> OrderError {
    OrderError::from_error(error)
}

fn sent(response: Result<u32, CallError<OrderError>>) -> Result<u32, OrderError> {
    Ok(response?)
}

fn main() {
    drop(sent(Ok(1)));
    function(caller(Error::function("Closed", "closed")));
}
