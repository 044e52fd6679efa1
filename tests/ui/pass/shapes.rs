//! Unusual shapes that are legal.

#![deny(warnings)]
#![allow(dead_code)]
mod a {
    pub mod b {
        use lambda_client::{Error, lambda_fn};
        #[lambda_fn(name = "o-{method}")]
        pub(in crate::a) trait Orders {
            #[doc(alias = "put")]
            #[must_use]
            async fn place(&self, r#type: u32, r#match: &str) -> Result<(), Error>;
        }
        #[lambda_fn(name = "o-{method}")]
        pub(super) trait r#Async {
            async fn r#await(&self, r#fn: u32) -> Result<[u8; 4], Error>;
        }
    }
    async fn f(l: &lambda_client::Lambda) -> Result<(), lambda_client::Error> {
        use b::*;
        OrdersClient::new(l).place(1, "x").await
    }
}
mod c {
    use lambda_client::{Error, lambda_fn};
    macro_rules! service {
        ($(#[$m:meta])* $v:vis trait $name:ident { $(fn $f:ident($($a:ident: $t:ty),*) -> $r:ty;)* }) => {
            $(#[$m])*
            #[lambda_fn(name = "o-{method}")]
            $v trait $name { $(async fn $f(&self, $($a: $t),*) -> Result<$r, Error>;)* }
        };
    }
    service! { /// Docs.
    pub trait Orders { fn place(a: u32, b: &str, c: Vec<u8>) -> u32; fn other(a: Option<&[u8]>) -> Vec<(u8, String)>; } }
    service! { trait Second { fn place() -> (); } }
    const N: usize = 3;
    type Reply<T> = Result<T, Error>;
    #[lambda_fn(name = "o-{method}", client = Cl, server = Sv)]
    #[allow(clippy::too_many_arguments)]
    #[deprecated(note = "old")]
    pub trait Third {
        async fn arr(
            &self,
            a: [u8; N],
            b: [[u8; 2]; N + 1],
            c: (u8,),
            d: ((), u8),
        ) -> Reply<[u8; N]>;
        async fn life<'a, 'b: 'a>(&'a self, a: &'a str, b: &'b [u8]) -> Result<(), Error>
        where
            'b: 'a;
        #[cfg(any())]
        async fn gone(&self, a: Nowhere) -> Result<(), Error>;
        #[cfg(all())]
        async fn there(&self, #[cfg(any())] a: Nowhere, b: u8) -> Result<(), Error>;
        #[deprecated]
        async fn old(&self) -> core::result::Result<(), ::lambda_client::Error>;
        async fn map(
            &self,
            a: std::collections::HashMap<String, Vec<Option<Box<str>>>>,
            c: std::borrow::Cow<'_, str>,
        ) -> Result<std::collections::BTreeMap<String, Box<[u8]>>, Error>;
        fn sync(&self) -> u32 {
            1
        }
        fn assoc() -> u32
        where
            Self: Sized,
        {
            2
        }
        async fn generic<T: Send + Sync, const M: usize>(&self, x: [T; M]) -> usize
        where
            Self: Sync,
        {
            x.len()
        }
        async fn lended<'a>(&'a self, x: &'a str) -> &'a str
        where
            Self: Sync,
        {
            x
        }
    }
}
mod d {
    use lambda_client::{Error, lambda_fn};
    pub trait Base {
        type Out;
        const K: u32;
    }
    #[lambda_fn(name = "o-{method}")]
    pub trait Orders: Send + Sync + 'static {
        async fn place(
            &self,
            x: <Vec<u8> as IntoIterator>::Item,
        ) -> Result<<Option<u32> as IntoIterator>::Item, Error>;
        async fn p2(
            &self,
            x: core::num::NonZeroU8,
            y: std::time::Duration,
            z: f64,
            w: char,
            v: i128,
        ) -> Result<String, Error>;
    }
    #[lambda_fn(name = "o-{method}")]
    pub trait Result2
    where
        Self: Sized,
    {
        async fn place(&self) -> std::result::Result<(), Error>;
    }
    #[lambda_fn(name = "o-{method}")]
    trait T {
        async fn place(&self, t: u8) -> Result<(), Error>;
    }
    fn inner() {
        #[lambda_fn(name = "o-{method}")]
        trait Local {
            async fn place(&self, t: u8) -> Result<(), Error>;
        }
        struct S;
        impl Local for S {
            async fn place(&self, _t: u8) -> Result<(), Error> {
                Ok(())
            }
        }
        let _ = LocalServer::new(S);
    }
    struct S;
    impl Orders for S {
        async fn place(&self, x: u8) -> Result<u32, Error> {
            Ok(x.into())
        }
        fn p2(
            &self,
            _: core::num::NonZeroU8,
            _: std::time::Duration,
            _: f64,
            _: char,
            _: i128,
        ) -> impl ::core::future::Future<Output = Result<String, Error>> + Send {
            async { Ok(String::new()) }
        }
    }
}
mod e {
    // Names of the prelude are the user's.
    #![allow(non_camel_case_types)]
    pub struct Result;
    pub struct Option;
    pub struct Vec;
    pub struct String;
    pub struct Box;
    pub struct Send;
    pub struct Sync;
    pub struct Future;
    pub struct Some;
    pub struct Ok;
    pub struct core;
    pub struct std;
    type R = ::core::result::Result<(), lambda_client::Error>;
    #[lambda_client::lambda_fn(name = "o-{method}")]
    pub trait Orders {
        async fn place(&self, a: u8, b: u8) -> R;
        async fn with<'a>(&self, b: &'a str) -> R;
    }
    #[derive(::core::fmt::Debug, lambda_client::FunctionError)]
    pub enum E {
        A {
            x: u8,
        },
        B,
        #[function_error(other)]
        Other(lambda_client::Error),
    }
    impl ::core::fmt::Display for E {
        fn fmt(&self, _: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            ::core::result::Result::Ok(())
        }
    }
}
fn main() {}
