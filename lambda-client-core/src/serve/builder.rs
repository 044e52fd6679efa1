//! Settings of a served function.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(all(unix, feature = "graceful-shutdown"))]
use crate::future::BoxFuture;
use crate::serve::error::ServeError;
use crate::serve::run;
use crate::server::Service;

/// How long a response waits for observers, unless the builder says otherwise.
const OBSERVER_TIME: Duration = Duration::from_millis(100);

/// A function to be served: the servers of one or more traits, and how to choose the method.
///
/// Created by [`builder`](crate::serve::builder).
#[must_use = "a function is served by `run`"]
pub struct Builder {
    pub(super) services: Vec<Arc<dyn Service>>,
    pub(super) only: Option<String>,
    pub(super) function: Option<String>,
    pub(super) keys: BTreeMap<String, String>,
    pub(super) deadline_margin: Option<Duration>,
    pub(super) observer_time: Duration,
    #[cfg(all(unix, feature = "graceful-shutdown"))]
    pub(super) on_shutdown: Option<ShutdownHook>,
}

#[cfg(all(unix, feature = "graceful-shutdown"))]
pub(super) type ShutdownHook = Box<dyn FnOnce() -> BoxFuture<'static, ()> + Send>;

impl Builder {
    pub(super) fn new(service: impl Service) -> Builder {
        Builder {
            services: vec![Arc::new(service)],
            only: None,
            function: None,
            keys: BTreeMap::new(),
            deadline_margin: None,
            observer_time: OBSERVER_TIME,
            #[cfg(all(unix, feature = "graceful-shutdown"))]
            on_shutdown: None,
        }
    }

    /// Adds another trait, for a program that is deployed as the functions of several traits.
    pub fn serve(mut self, service: impl Service) -> Builder {
        self.services.push(Arc::new(service));
        self
    }

    /// Serves this method, whatever the function is called. Write `Trait::method` where two of the served traits have a method of
    /// that name.
    pub fn only(mut self, method: impl Into<String>) -> Builder {
        self.only = Some(method.into());
        self
    }

    /// Chooses the methods as if the function had this name. Unlike [`only`](Builder::only), it serves all methods behind a function
    /// that a `route` tells apart.
    pub fn function(mut self, name: impl Into<String>) -> Builder {
        self.function = Some(name.into());
        self
    }

    /// Gives the placeholder `{key}` in the declared names a value. Without one, it stands for any text.
    pub fn set(mut self, key: impl Into<String>, value: impl Into<String>) -> Builder {
        self.keys.insert(key.into(), value.into());
        self
    }

    /// Sets how long before the end of an invocation its outgoing calls end, so that there is time left to respond; 200 ms by
    /// default.
    pub fn deadline_margin(mut self, margin: Duration) -> Builder {
        self.deadline_margin = Some(margin);
        self
    }

    /// Sets how long a response may wait until the [observers](crate::observe#when-observers-are-told) of the process have been told what has
    /// happened so far; 100 ms by default, and at most until the `deadline_margin` begins. Lambda freezes the process after the response,
    /// and what has not been reported by then waits for the next invocation, if there is one.
    pub fn observer_time(mut self, time: Duration) -> Builder {
        self.observer_time = time;
        self
    }

    /// Runs this before Lambda ends the process, for example to write what has been collected in memory.
    ///
    /// Lambda sends `SIGTERM` only to functions with an extension, so this registers one that subscribes to nothing, named
    /// `_lambda-rust-runtime-no-op-graceful-shutdown-helper`. The hook has about 500 ms; then Lambda kills the process. After the
    /// hook the process exits with status 0. It also runs on `SIGINT`, the signal of Ctrl+C.
    #[cfg(all(unix, feature = "graceful-shutdown"))]
    #[cfg_attr(docsrs, doc(cfg(all(unix, feature = "graceful-shutdown"))))]
    pub fn on_shutdown<F>(mut self, hook: impl FnOnce() -> F + Send + 'static) -> Builder
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.on_shutdown = Some(Box::new(move || Box::pin(hook())));
        self
    }

    /// Serves invocations until the process ends.
    ///
    /// # Errors
    ///
    /// Returns an error if the environment is not that of a Lambda function, if the method cannot be chosen, or if the Runtime API
    /// is lost. See [the module](mod@crate::serve#errors).
    pub async fn run(self) -> Result<(), ServeError> {
        run::run(self).await
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self
            .services
            .iter()
            .map(|service| service.declaration().name());
        f.debug_struct("Builder")
            .field("services", &names.collect::<Vec<_>>())
            .field("only", &self.only)
            .field("function", &self.function)
            .field("keys", &self.keys)
            .field("deadline_margin", &self.deadline_margin)
            .field("observer_time", &self.observer_time)
            .finish_non_exhaustive()
    }
}
