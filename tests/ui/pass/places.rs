//! Private modules, functions, macros and every visibility.
#![deny(warnings)]

use lambda_client::{Error, Lambda};

mod private {
    use lambda_client::{Error, lambda_fn};

    #[lambda_fn(name = "a-{method}")]
    pub(crate) trait InCrate {
        async fn method(&self) -> Result<u32, Error>;
    }

    #[lambda_fn(name = "b-{method}")]
    pub(super) trait InParent {
        async fn method(&self) -> Result<u32, Error>;
    }

    pub(in crate::private) mod inner {
        #[lambda_client::lambda_fn(name = "c-{method}")]
        pub(in crate::private) trait InPath {
            async fn method(&self) -> Result<u32, lambda_client::Error>;
        }
    }

    pub(super) fn of_path(lambda: &lambda_client::Lambda) -> impl Send + use<> {
        inner::InPathClient::new(lambda).method()
    }
}

macro_rules! service {
    ($name:ident, $function:literal, $method:ident($($argument:ident: $type:ty),*) -> $result:ty) => {
        #[lambda_client::lambda_fn(name = $function)]
        trait $name {
            async fn $method(&self, $($argument: $type),*) -> $result;
            async fn fixed(&self, of_macro: &str, lambda: Option<&str>) -> Result<u32, $crate::Error>;
        }
    };
}

service!(InMacro, "d-{method}", from_outside(a: u32, text: &str, maybe: Option<&str>) -> Result<u32, Error>);

macro_rules! whole {
    ($item:item) => {
        #[lambda_client::lambda_fn(name = "e-{method}")]
        $item
    };
}

whole! {
    trait Whole {
        async fn method(&self, a: u32, b: &str) -> Result<u32, Error>;
        async fn provided(&self) -> u32 { self.method(1, "").await.unwrap_or_default() }
    }
}

async fn run(lambda: &Lambda) -> Result<u32, Error> {
    #[lambda_client::lambda_fn(name = "f-{method}")]
    trait InFunction {
        async fn method(&self, of: Local, #[serde(default)] count: u32) -> Result<Local, Error>;
    }

    #[derive(serde::Serialize, serde::Deserialize)]
    struct Local(u32);

    let local = InFunctionClient::new(lambda).method(Local(1), 2).await?.0;
    drop(private::of_path(lambda));
    Ok(local
        + private::InCrateClient::new(lambda).method().await?
        + private::InParentClient::new(lambda).method().await?
        + InMacroClient::new(lambda).from_outside(1, "", None).await?
        + InMacroClient::new(lambda).fixed("", None).await?
        + WholeClient::new(lambda).method(1, "").await?
        + WholeClient::new(lambda).provided().await)
}

fn main() {
    let _ = run;
}
