//! Services in every place, and of every visibility.

use lambda_client::{Error, Lambda};

mod private {
    use lambda_client::{Error, lambda_fn};

    #[lambda_fn(name = "crate-{method}")]
    pub(crate) trait InCrate {
        async fn method(&self, order: u8) -> Result<u8, Error>;
    }

    #[lambda_fn(name = "parent-{method}")]
    pub(super) trait InParent {
        async fn method(&self) -> Result<u8, Error>;
    }
}

macro_rules! service {
    ($name:ident, $function:literal, $method:ident($($argument:ident: $type:ty),*) -> $result:ty) => {
        #[lambda_client::lambda_fn(name = $function)]
        trait $name {
            async fn $method(&self, $($argument: $type),*) -> $result;
            async fn fixed(&self, of_macro: &str, lambda: Option<&str>) -> Result<u8, Error>;
        }
    };
}

service!(InMacro, "macro-{method}", passed_in(a: u8, text: &str, maybe: Option<&str>) -> Result<u8, Error>);

/// Calls all of them.
///
/// # Errors
///
/// What the calls fail with.
pub async fn call_all(lambda: &Lambda) -> Result<u8, Error> {
    #[lambda_client::lambda_fn(name = "function-{method}")]
    trait InFunction {
        async fn method(&self, of: Local, #[serde(default)] count: u8) -> Result<Local, Error>;
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    struct Local(u8);

    let local = InFunctionClient::new(lambda).method(Local(1), 2).await?.0;
    Ok(local
        + private::InCrateClient::new(lambda).method(1).await?
        + private::InParentClient::new(lambda).method().await?
        + InMacroClient::new(lambda).passed_in(1, "", None).await?
        + InMacroClient::new(lambda).fixed("", None).await?)
}
