//! A crate that knows `lambda-client` under another name only: generated code finds that name in `Cargo.toml`, and `crate = ..`
//! reaches all of it.

use std::fmt;

use calls::{Error, FunctionError, lambda_fn};

/// What goes wrong, without a word about the runtime.
#[derive(Debug, FunctionError)]
pub enum Failed {
    /// Anything.
    #[function_error(other)]
    Other(Error),
}

impl fmt::Display for Failed {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self::Other(error) = self;
        error.fmt(formatter)
    }
}

/// A service without a word about its runtime. An example is its own crate:
///
/// ```
/// #[calls::lambda_fn(name = "example-{method}")]
/// trait Example {
///     async fn double(&self, value: u8) -> Result<u8, calls::Error>;
/// }
/// # fn main() {}
/// ```
#[lambda_fn(name = "plain-{method}")]
pub trait Plain {
    /// Takes an argument with serde's attributes.
    async fn sum(&self, a: u8, #[serde(default)] b: u8) -> Result<u8, Failed>;
}

/// What goes wrong.
#[derive(Debug, FunctionError)]
#[function_error(crate = ::calls)]
pub enum Refused {
    /// There are none left.
    SoldOut {
        /// What there is none of.
        what: String,
    },
    /// Anything else.
    #[function_error(other)]
    Other(Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SoldOut { what } => write!(formatter, "no more {what}"),
            Self::Other(error) => error.fmt(formatter),
        }
    }
}

/// A service whose runtime is named in the attribute.
#[lambda_fn(name = "named-{method}", crate = ::calls)]
pub trait Named {
    /// Takes arguments of every kind.
    async fn all(
        &self,
        #[lambda_fn(tenant)] tenant: &str,
        #[lambda_fn(client_context)] context: std::collections::BTreeMap<String, u8>,
        plain: u8,
        #[serde(default)] with_serde: u8,
    ) -> Result<String, Refused>;

    /// Exists under a condition.
    #[cfg(test)]
    async fn conditional(&self) -> Result<u8, Refused>;

    /// Is queued.
    #[lambda_fn(mode = "event", timeout = "5s", retry(base_delay = "1s"))]
    async fn queued(&self, value: u8) -> Result<(), Error>;
}

/// The same crate again, as part of this one.
pub mod reexport {
    pub use calls as runtime;

    /// A service whose runtime is reached through this crate.
    #[calls::lambda_fn(name = "reexported-{method}", crate = crate::reexport::runtime)]
    pub trait Reexported {
        /// Takes an argument with serde's attributes.
        async fn one(&self, a: u8, #[serde(default)] b: u8) -> Result<u8, calls::Error>;
    }
}

/// The way of a macro that brings its runtime along.
#[doc(hidden)]
pub use calls as __calls;

/// Makes a service without a word about its runtime.
#[macro_export]
macro_rules! service {
    ($name:ident) => {
        #[$crate::__calls::lambda_fn(name = "macro-{method}", crate = $crate::__calls)]
        trait $name {
            async fn one(
                &self,
                a: u8,
                #[serde(default)] b: u8,
            ) -> Result<u8, $crate::__calls::Error>;
        }
    };
}

#[cfg(test)]
mod tests {
    use super::reexport::{Reexported, ReexportedClient, ReexportedServer};
    use super::*;

    service!(FromMacro);

    struct Shop;

    impl Named for Shop {
        async fn all(
            &self,
            tenant: &str,
            context: std::collections::BTreeMap<String, u8>,
            plain: u8,
            with_serde: u8,
        ) -> Result<String, Refused> {
            match plain {
                0 => Err(Refused::SoldOut {
                    what: tenant.to_owned(),
                }),
                _ => Ok(format!("{tenant} {context:?} {plain} {with_serde}")),
            }
        }
        async fn conditional(&self) -> Result<u8, Refused> {
            Ok(7)
        }
        async fn queued(&self, _: u8) -> Result<(), Error> {
            Ok(())
        }
    }

    impl Plain for Shop {
        async fn sum(&self, a: u8, b: u8) -> Result<u8, Failed> {
            Ok(a + b)
        }
    }

    impl Reexported for Shop {
        async fn one(&self, a: u8, b: u8) -> Result<u8, Error> {
            Ok(a + b)
        }
    }

    impl FromMacro for Shop {
        async fn one(&self, a: u8, b: u8) -> Result<u8, Error> {
            Ok(a * b)
        }
    }

    fn context() -> std::collections::BTreeMap<String, u8> {
        [("a".to_owned(), 1)].into()
    }

    #[tokio::test]
    async fn generated_code_finds_its_runtime() {
        let local = calls::LocalLambda::builder()
            .serve(NamedServer::new(Shop))
            .serve(PlainServer::new(Shop))
            .serve(ReexportedServer::new(Shop))
            .serve(FromMacroServer::new(Shop))
            .build();
        let lambda = local.lambda();

        let named = NamedClient::new(&lambda);
        assert_eq!(
            named.all("t", context(), 2, 3).await.unwrap(),
            "t {\"a\": 1} 2 3"
        );
        assert!(
            matches!(named.all("t", context(), 0, 3).await, Err(Refused::SoldOut { what }) if what == "t")
        );
        assert_eq!(named.conditional().await.unwrap(), 7);
        named.queued(1).await.unwrap();

        assert_eq!(PlainClient::new(&lambda).sum(5, 6).await.unwrap(), 11);
        assert_eq!(ReexportedClient::new(&lambda).one(1, 2).await.unwrap(), 3);
        assert_eq!(FromMacroClient::new(&lambda).one(3, 4).await.unwrap(), 12);
    }
}
