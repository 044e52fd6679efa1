//! The account's functions: what is deployed under which name, read from Lambda.

mod alias;
mod configuration;
mod function;
mod listing;
mod page;
mod request;
mod state;

use std::sync::Arc;

use self::listing::Source;
use crate::lambda::Lambda;

pub use self::alias::Alias;
pub use self::configuration::FunctionConfiguration;
pub use self::function::FunctionRef;
pub use self::listing::Listing;
pub use self::page::{MAX_PAGE_SIZE, Page, PageRequest};
pub use self::state::{FunctionState, UpdateStatus};

impl Lambda {
    /// The account's functions in this region, over all pages (the `ListFunctions` operation).
    ///
    /// ```no_run
    /// # async fn example(lambda: lambda_client_core::Lambda) -> Result<(), lambda_client_core::Error> {
    /// let mut functions = lambda.functions();
    /// while let Some(function) = functions.next().await {
    ///     println!("{}", function?.name);
    /// }
    /// # Ok(()) }
    /// ```
    pub fn functions(&self) -> Listing<FunctionConfiguration> {
        Listing::new(Source {
            shared: Arc::clone(&self.shared),
            operation: "ListFunctions",
            function: None,
            page: |transport, _, page| transport.list_functions(page),
        })
    }

    /// One function, to ask about: a name, partial ARN or ARN, with or without a version or alias behind a colon. A name
    /// that cannot be one is reported when something is asked.
    pub fn function(&self, name: &str) -> FunctionRef {
        FunctionRef::new(self, name)
    }
}
