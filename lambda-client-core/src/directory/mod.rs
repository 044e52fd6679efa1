//! What is deployed in an account: the trait that reads it, and the types that describe it.

mod alias;
mod configuration;
mod page;
mod state;

use std::fmt::Debug;
use std::future::ready;
use std::sync::Arc;

use crate::future::BoxFuture;
use crate::transport::TransportError;

pub use self::alias::Alias;
pub use self::configuration::FunctionConfiguration;
pub use self::page::{MAX_PAGE_SIZE, Page, PageRequest};
pub use self::state::{FunctionState, LastUpdateStatus};

/// Reads what is deployed in an account: functions, aliases and versions.
///
/// [`SdkTransport`](crate::SdkTransport) and [`LocalLambda`](crate::LocalLambda) are directories as well as transports, and
/// [`Lambda::functions`](crate::Lambda::functions) and [`Lambda::function`](crate::Lambda::function) find them behind any
/// middleware that implements [`Transport::inner`](crate::transport::Transport::inner). Pass any other directory to
/// [`LambdaBuilder::directory`](crate::LambdaBuilder::directory).
///
/// Each method makes **one** request; the client owns the retries. A method without an implementation responds with
/// [`Unsupported`](crate::transport::TransportErrorKind::Unsupported).
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::functions::{Directory, FunctionConfiguration, Page, PageRequest};
/// use lambda_client::transport::{BoxFuture, TransportError};
///
/// /// An account that holds one function.
/// #[derive(Debug)]
/// struct Account;
///
/// impl Directory for Account {
///     fn list_functions<'a>(
///         &'a self,
///         _page: PageRequest<'a>,
///     ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
///         let orders = FunctionConfiguration::new("orders", "arn:aws:lambda:eu-west-1:123456789012:function:orders");
///         Box::pin(async { Ok(Page::last(vec![orders])) })
///     }
/// }
/// ```
pub trait Directory: Send + Sync + Debug + 'static {
    /// Returns a page of the account's functions, with the unpublished version of each (the `ListFunctions` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the status of the response is not 2xx, if a member that Lambda always sends is missing, or if no
    /// response arrives.
    fn list_functions<'a>(
        &'a self,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        let _ = page;
        unsupported("list functions")
    }

    /// Returns the configuration of a function, or of one version or alias of it (the `GetFunctionConfiguration` operation).
    /// `function` is a name, partial ARN or ARN without a qualifier.
    ///
    /// # Errors
    ///
    /// Returns an error if the status of the response is not 2xx, if a member that Lambda always sends is missing, or if no
    /// response arrives.
    fn function_configuration<'a>(
        &'a self,
        function: &'a str,
        qualifier: Option<&'a str>,
    ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
        let _ = (function, qualifier);
        unsupported("read the configuration of functions")
    }

    /// Returns a page of a function's aliases (the `ListAliases` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the status of the response is not 2xx, if a member that Lambda always sends is missing, or if no
    /// response arrives.
    fn list_aliases<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
        let _ = (function, page);
        unsupported("list aliases")
    }

    /// Returns a page of a function's versions, `$LATEST` included (the `ListVersionsByFunction` operation).
    ///
    /// # Errors
    ///
    /// Returns an error if the status of the response is not 2xx, if a member that Lambda always sends is missing, or if no
    /// response arrives.
    fn list_versions<'a>(
        &'a self,
        function: &'a str,
        page: PageRequest<'a>,
    ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
        let _ = (function, page);
        unsupported("list versions")
    }
}

fn unsupported<T: Send + 'static>(what: &str) -> BoxFuture<'static, Result<T, TransportError>> {
    Box::pin(ready(Err(TransportError::unsupported(what))))
}

/// Passes every request on to what the pointer points to.
macro_rules! forward_to_pointee {
    ($pointer:ident) => {
        impl<D: Directory + ?Sized> Directory for $pointer<D> {
            fn list_functions<'a>(
                &'a self,
                page: PageRequest<'a>,
            ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
                (**self).list_functions(page)
            }

            fn function_configuration<'a>(
                &'a self,
                function: &'a str,
                qualifier: Option<&'a str>,
            ) -> BoxFuture<'a, Result<FunctionConfiguration, TransportError>> {
                (**self).function_configuration(function, qualifier)
            }

            fn list_aliases<'a>(
                &'a self,
                function: &'a str,
                page: PageRequest<'a>,
            ) -> BoxFuture<'a, Result<Page<Alias>, TransportError>> {
                (**self).list_aliases(function, page)
            }

            fn list_versions<'a>(
                &'a self,
                function: &'a str,
                page: PageRequest<'a>,
            ) -> BoxFuture<'a, Result<Page<FunctionConfiguration>, TransportError>> {
                (**self).list_versions(function, page)
            }
        }
    };
}

forward_to_pointee!(Arc);
forward_to_pointee!(Box);
