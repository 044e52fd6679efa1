//! A handle to one function.

use std::future::IntoFuture;
use std::sync::Arc;

use crate::directory::{Alias, FunctionConfiguration};
use crate::error::Error;
use crate::function_name::FunctionName;
use crate::functions::Listing;
use crate::functions::listing::{GetPage, Source};
use crate::functions::request::read;
use crate::functions::source::directory;
use crate::future::BoxFuture;
use crate::lambda::Lambda;
use crate::lambda::Shared;

/// A handle to one function, made by [`Lambda::function`]. Reads its configuration, aliases and versions; awaiting the handle
/// returns the configuration.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # use lambda_client::{Error, Lambda};
/// # use lambda_client::functions::{Alias, Directory, FunctionConfiguration, Page, PageRequest};
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Account;
/// # impl Transport for Account {
/// #     fn invoke<'a>(&'a self, _: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async { Err(TransportError::unsupported("invoke functions")) })
/// #     }
/// # }
/// # impl Directory for Account {
/// #     fn function_configuration<'a>(&'a self, name: &'a str, _: Option<&'a str>) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
/// #         Box::pin(async move {
/// #             let mut found = FunctionConfiguration::new(name, "");
/// #             found.version = "7".into();
/// #             Ok(found)
/// #         })
/// #     }
/// #     fn list_aliases<'a>(&'a self, _: &'a str, _: PageRequest<'a>) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
/// #         Box::pin(async { Ok(Page::last(vec![Alias::new("live", "", "7")])) })
/// #     }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Error> {
/// # let lambda = Lambda::builder(Account).directory(Account).build();
/// let live = lambda.function("orders").qualifier("live").await?;
/// assert_eq!(live.version, "7");
/// for alias in lambda.function("orders").aliases().all().await? {
///     println!("{} points to {}", alias.name, alias.version);
/// }
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "nothing is requested until the handle is awaited or one of its listings is polled"]
pub struct FunctionRef {
    shared: Arc<Shared>,
    target: Result<FunctionName, Error>,
}

impl FunctionRef {
    pub(crate) fn new(lambda: &Lambda, name: &str) -> FunctionRef {
        FunctionRef {
            shared: Arc::clone(&lambda.shared),
            target: FunctionName::parse(name),
        }
    }

    /// Sets the version or alias whose configuration is read. Aliases and versions are always those of the whole function.
    pub fn qualifier(mut self, qualifier: &str) -> Self {
        if let Ok(target) = &mut self.target
            && let Err(error) = target.set_qualifier(qualifier)
        {
            self.target = Err(error);
        }
        self
    }

    /// Returns the configuration (the `GetFunctionConfiguration` operation), with the state, which listings leave out.
    ///
    /// # Errors
    ///
    /// Returns an error if the name or the qualifier is malformed, or if Lambda does not return the configuration.
    /// [`Error::is_not_found`] is true if the function, version or alias does not exist.
    pub async fn configuration(&self) -> Result<FunctionConfiguration, Error> {
        let target = self.target.as_ref().map_err(Error::clone)?;
        let (function, qualifier) = (&*target.function, target.qualifier.as_deref());
        let directory = directory(&self.shared);
        let once = || directory.function_configuration(function, qualifier);
        let operation = "GetFunctionConfiguration";
        read(&self.shared, operation, Some(function), &once).await
    }

    /// Lists the function's aliases (the `ListAliases` operation).
    pub fn aliases(&self) -> Listing<Alias> {
        self.listing("ListAliases", |directory, function, page| {
            directory.list_aliases(function, page)
        })
    }

    /// Lists the function's versions, `$LATEST` first (the `ListVersionsByFunction` operation).
    pub fn versions(&self) -> Listing<FunctionConfiguration> {
        self.listing("ListVersionsByFunction", |directory, function, page| {
            directory.list_versions(function, page)
        })
    }

    fn listing<T>(&self, operation: &'static str, page: GetPage<T>) -> Listing<T> {
        let function = self.target.as_ref().map(|target| &*target.function);
        let source = Source {
            shared: Arc::clone(&self.shared),
            operation,
            function: function.ok().map(Arc::from),
            page,
        };
        match function {
            Ok(_) => Listing::new(source),
            Err(mistake) => Listing::impossible(source, mistake.clone()),
        }
    }
}

impl IntoFuture for FunctionRef {
    type Output = Result<FunctionConfiguration, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move { self.configuration().await })
    }
}
