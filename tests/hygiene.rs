//! Generated code in surroundings that shadow everything it could lean on.
#![no_implicit_prelude]

extern crate lambda_client as the_runtime;

/// Names of the prelude, and of the crate, that mean something else here.
mod shadowed {
    #![allow(
        dead_code,
        non_camel_case_types,
        missing_docs,
        missing_debug_implementations
    )]

    use ::the_runtime::{Error, lambda_fn};

    pub(crate) struct Result;
    pub(crate) struct Option;
    pub(crate) struct String;
    pub(crate) struct Vec;
    pub(crate) struct Box;
    pub(crate) struct Some;
    pub(crate) struct None;
    pub(crate) struct Ok;
    pub(crate) struct Err;
    pub(crate) struct Arc;
    pub(crate) struct T;
    pub(crate) struct Call;
    pub(crate) struct Lambda;
    pub(crate) struct Service;
    pub(crate) trait Send {}
    pub(crate) trait Sync {}
    pub(crate) trait Clone {}
    pub(crate) trait Debug {}
    pub(crate) trait Future {}
    pub(crate) mod core {}
    pub(crate) mod std {}
    pub(crate) mod serde {}
    pub(crate) mod lambda_client {}

    /// Methods of every type, called as those of the runtime.
    pub(crate) trait Everywhere: ::core::marker::Sized {
        fn field(self) {}
        fn spread(self) {}
        fn finish(self) {}
        fn clone(&self) {}
    }
    impl<A> Everywhere for A {}

    pub(crate) type Answer<A> = ::core::result::Result<A, Error>;
    pub(crate) type Text = ::std::string::String;
    pub(crate) type Number = ::core::primitive::u8;
    pub(crate) type Context = ::std::collections::BTreeMap<Text, Number>;
    pub(crate) type Letters = ::core::primitive::str;

    #[lambda_fn(name = "shadowed-{method}", crate = ::the_runtime)]
    pub(crate) trait Orders {
        async fn none(&self) -> Answer<Text>;

        async fn one(&self, text: &Letters) -> Answer<Text>;

        /// Arguments called as anything in the expansion could be called.
        #[allow(clippy::too_many_arguments)]
        async fn many(
            &self,
            #[lambda_fn(tenant)] call: &Letters,
            #[lambda_fn(client_context)] payload: Context,
            stub: Number,
            method: Number,
            invocation: Number,
            lambda: Number,
            service: Number,
            codec: Number,
            object: Number,
            fields: Number,
            formatter: Number,
            r#type: Number,
            core: Number,
            #[serde(default)] std: Number,
            #[serde(skip_serializing_if = "::core::option::Option::is_none")]
            r#match: ::core::option::Option<Number>,
        ) -> Answer<Text>;

        async fn r#loop(&self) -> Answer<Text> {
            self.none().await
        }
    }
}

/// Primitive types that mean something else; serde's derives, which arguments with `#[serde(..)]` go through, need theirs.
mod primitives {
    #![allow(dead_code, non_camel_case_types)]

    pub(crate) struct u8;
    pub(crate) struct u32;
    pub(crate) struct usize;
    pub(crate) struct bool;
    pub(crate) struct str;

    #[::the_runtime::lambda_fn(
        name = "primitives-{method}",
        timeout = "5s",
        idempotent,
        retry(max_attempts = 2),
        crate = ::the_runtime
    )]
    pub(crate) trait Primitives {
        async fn none(&self) -> super::shadowed::Answer<super::shadowed::Text>;
        async fn several(
            &self,
            a: super::shadowed::Number,
            b: ::core::option::Option<&super::shadowed::Letters>,
        ) -> super::shadowed::Answer<super::shadowed::Text>;
    }
}

use self::primitives::PrimitivesClient;
use self::shadowed::{Answer, Context, Letters, Number, Orders, OrdersClient, OrdersServer, Text};

struct Shop;

impl Orders for Shop {
    async fn none(&self) -> Answer<Text> {
        ::core::result::Result::Ok(::std::borrow::ToOwned::to_owned("nothing"))
    }

    async fn one(&self, text: &Letters) -> Answer<Text> {
        ::core::result::Result::Ok(::std::borrow::ToOwned::to_owned(text))
    }

    async fn many(
        &self,
        call: &Letters,
        payload: Context,
        stub: Number,
        method: Number,
        invocation: Number,
        lambda: Number,
        service: Number,
        codec: Number,
        object: Number,
        fields: Number,
        formatter: Number,
        r#type: Number,
        core: Number,
        std: Number,
        r#match: ::core::option::Option<Number>,
    ) -> Answer<Text> {
        ::core::result::Result::Ok(::std::format!(
            "{call} {payload:?} {stub} {method} {invocation} {lambda} {service} {codec} {object} {fields} {formatter} {type} {core} \
             {std} {match:?}"
        ))
    }
}

#[::core::prelude::v1::test]
fn shadowed_names_do_not_reach_generated_code() {
    let runtime = ::tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    ::core::result::Result::unwrap(runtime).block_on(calls());
}

async fn calls() {
    let local = ::the_runtime::LocalLambda::builder()
        .serve(OrdersServer::new(Shop))
        .build();
    let orders = OrdersClient::new(&local.lambda());
    ::std::assert_eq!(
        ::core::result::Result::unwrap(orders.none().await),
        "nothing"
    );
    ::std::assert_eq!(
        ::core::result::Result::unwrap(orders.r#loop().await),
        "nothing"
    );
    ::std::assert_eq!(
        ::core::result::Result::unwrap(orders.one("text").await),
        "text"
    );
    let many = orders.many(
        "tenant",
        ::core::default::Default::default(),
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        10,
        11,
        12,
        13,
        ::core::option::Option::Some(14),
    );
    ::std::assert_eq!(
        ::core::result::Result::unwrap(many.await),
        "tenant {} 2 3 4 5 6 7 8 9 10 11 12 13 Some(14)"
    );

    let primitives = PrimitivesClient::new(&local.lambda());
    let refused = primitives
        .several(1, ::core::option::Option::Some("b"))
        .await;
    ::std::assert!(::core::result::Result::is_err(&refused));
}
