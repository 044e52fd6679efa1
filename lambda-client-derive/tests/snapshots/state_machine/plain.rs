/// The way of an order.
pub trait OrderFlow {
    /// Sends an order to the customer.
    fn fulfil(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<
        Output = Result<Receipt, OrderError>,
    > + ::core::marker::Send;
}
#[automatically_derived]
impl<T> OrderFlow for &T
where
    T: OrderFlow + ::core::marker::Sync,
{
    fn fulfil(
        &self,
        order: Order,
    ) -> impl ::core::future::Future<
        Output = Result<Receipt, OrderError>,
    > + ::core::marker::Send {
        <T as OrderFlow>::fulfil(&**self, order)
    }
}
#[allow(dead_code, missing_docs, non_snake_case, unreachable_pub, unused_imports)]
mod __lambda_client_OrderFlow {
    pub(super) use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[::core::prelude::v1::derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct OrderFlowClient {
        pub(super) stub: __lambda_client_runtime::__private::machines::Stub,
    }
}
/// Starts the state machines of [`OrderFlow`].
///
/// A client is cheap to clone, and clones share one connection pool.
#[allow(unused_imports, unreachable_pub)]
pub use __lambda_client_OrderFlow::OrderFlowClient;
#[allow(dead_code, clippy::iter_not_returning_iterator, clippy::same_name_method)]
impl __lambda_client_OrderFlow::OrderFlowClient {
    /// Creates a client that calls through `machines`, with the settings of the trait.
    #[must_use]
    pub fn new(
        machines: &__lambda_client_OrderFlow::__lambda_client_runtime::step_functions::Machines,
    ) -> Self {
        Self {
            stub: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::stub(
                machines,
                <Self as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::GeneratedClient>::DECLARATION,
            ),
        }
    }
    /// Returns a builder for a client that calls through `machines`, to change settings for all methods or for some.
    pub fn builder(
        machines: &__lambda_client_OrderFlow::__lambda_client_runtime::step_functions::Machines,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::MachineClientBuilder<
        Self,
    > {
        __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::builder(
            machines,
        )
    }
    /// Sends an order to the customer.
    ///
    /// Starts the Standard state machine `arn:aws:states:us-east-1:123456789012:stateMachine:orders:live` and waits for the end of the execution (`StartExecution`, then `DescribeExecution`).
    ///
    /// A start that may have arrived is made again with the same name and input, and starts one execution.
    pub fn fulfil(
        &self,
        order: Order,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::MachineCall<
        Result<Receipt, OrderError>,
    > {
        let _: fn() -> Result<Receipt, OrderError>;
        __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::call(
            &self.stub,
            0usize,
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::standard_codec::<
                Result<Receipt, OrderError>,
            >(),
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::payload(
                &order,
            ),
        )
    }
    /// Attaches to an execution that was started by `fulfil` before, here or elsewhere, by its name or its ARN.
    ///
    /// Nothing is sent. A malformed name or ARN is reported by the methods of the handle.
    #[allow(non_snake_case)]
    pub fn fulfil_execution(
        &self,
        execution: &::core::primitive::str,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::Execution<
        <Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Fallible>::Value,
        <Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Fallible>::Error,
    >
    where
        <fn() -> Result<
            Receipt,
            OrderError,
        > as __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::ReturnType>::Type: for<'__lambda_client> __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Fallible,
    {
        __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::execution::<
            Result<Receipt, OrderError>,
        >(&self.stub, 0usize, execution)
    }
}
#[doc(hidden)]
#[automatically_derived]
impl __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::GeneratedClient
for __lambda_client_OrderFlow::OrderFlowClient {
    const DECLARATION: &'static __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Declaration = &__lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Declaration::new(
        "OrderFlow",
        &[
            __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Method::new(
                "fulfil",
                "arn:aws:states:us-east-1:123456789012:stateMachine:orders:live",
            ),
        ],
    );
    fn from_stub(
        stub: __lambda_client_OrderFlow::__lambda_client_runtime::__private::machines::Stub,
    ) -> Self {
        Self { stub }
    }
}
#[allow(refining_impl_trait)]
#[automatically_derived]
impl OrderFlow for __lambda_client_OrderFlow::OrderFlowClient {
    fn fulfil(
        &self,
        order: Order,
    ) -> __lambda_client_OrderFlow::__lambda_client_runtime::step_functions::MachineCall<
        Result<Receipt, OrderError>,
    > {
        __lambda_client_OrderFlow::OrderFlowClient::fulfil(self, order)
    }
}
const _: fn() = || {
    let _ = <__lambda_client_OrderFlow::OrderFlowClient as OrderFlow>::fulfil;
};
