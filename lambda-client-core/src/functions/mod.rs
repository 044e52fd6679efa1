//! The functions of an account: what is deployed under which name.

mod function;
mod listing;
mod request;
mod source;

use std::sync::Arc;

use self::listing::Source;
use crate::lambda::Lambda;

pub use self::function::FunctionRef;
pub use self::listing::Listing;
pub use crate::directory::{
    Alias, Directory, FunctionConfiguration, FunctionState, LastUpdateStatus, MAX_PAGE_SIZE, Page,
    PageRequest,
};

impl Lambda {
    /// Lists the account's functions in this region, over all pages (the `ListFunctions` operation).
    ///
    /// ```no_run
    /// # extern crate lambda_client_core as lambda_client;
    /// # async fn example(lambda: lambda_client::Lambda) -> Result<(), lambda_client::Error> {
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
            page: |directory, _, page| directory.list_functions(page),
        })
    }

    /// Returns a handle to one function, to read its configuration, aliases and versions. `name` is a name, partial ARN or
    /// ARN, with or without a version or alias after a colon.
    ///
    /// A malformed name is reported by the handle's methods.
    pub fn function(&self, name: &str) -> FunctionRef {
        FunctionRef::new(self, name)
    }
}
