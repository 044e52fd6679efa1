//! One function, to ask about.

use std::future::IntoFuture;
use std::sync::Arc;

use crate::error::Error;
use crate::functions::listing::{GetPage, Source};
use crate::functions::request::read;
use crate::functions::{Alias, FunctionConfiguration, Listing};
use crate::future::BoxFuture;
use crate::lambda::Lambda;
use crate::lambda::Shared;
use crate::target::Target;

/// A function to ask about. Made by [`Lambda::function`]; awaiting it gives its configuration.
///
/// ```
/// # use lambda_client_core::{Error, Lambda, functions::{Alias, FunctionConfiguration, Page, PageRequest}, transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError}};
/// # #[derive(Debug)] struct Account;
/// # impl Transport for Account {
/// #     fn invoke<'a>(&'a self, _: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async { Err(TransportError::unsupported("invoke")) })
/// #     }
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
/// # let lambda = Lambda::new(Account);
/// let live = lambda.function("orders").qualifier("live").await?;
/// assert_eq!(live.version, "7");
/// for alias in lambda.function("orders").aliases().all().await? {
///     println!("{} points to {}", alias.name, alias.version);
/// }
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "nothing is asked until the function is awaited or one of its listings polled"]
pub struct FunctionRef {
    shared: Arc<Shared>,
    target: Result<Target, Error>,
}

impl FunctionRef {
    pub(crate) fn new(lambda: &Lambda, name: &str) -> FunctionRef {
        FunctionRef {
            shared: Arc::clone(&lambda.shared),
            target: Target::parse(name),
        }
    }

    /// The version or alias to ask about. Listings are those of the whole function.
    pub fn qualifier(mut self, qualifier: &str) -> Self {
        if let Ok(target) = &mut self.target
            && let Err(error) = target.set_qualifier(qualifier)
        {
            self.target = Err(error);
        }
        self
    }

    /// The configuration (the `GetFunctionConfiguration` operation): with its state, which listings leave out.
    ///
    /// # Errors
    ///
    /// What `lambda:GetFunctionConfiguration` may fail with; [`Error::is_not_found`] where there is no such function, version
    /// or alias.
    pub async fn configuration(&self) -> Result<FunctionConfiguration, Error> {
        let target = self.target.as_ref().map_err(Error::clone)?;
        let (function, qualifier) = (&*target.function, target.qualifier.as_deref());
        let transport = &self.shared.transport;
        let once = || transport.function_configuration(function, qualifier);
        let operation = "GetFunctionConfiguration";
        read(&self.shared, operation, Some(function), &once).await
    }

    /// The function's aliases (the `ListAliases` operation).
    pub fn aliases(&self) -> Listing<Alias> {
        self.listing("ListAliases", |transport, function, page| {
            transport.list_aliases(function, page)
        })
    }

    /// The function's versions, `$LATEST` first (the `ListVersionsByFunction` operation).
    pub fn versions(&self) -> Listing<FunctionConfiguration> {
        self.listing("ListVersionsByFunction", |transport, function, page| {
            transport.list_versions(function, page)
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
