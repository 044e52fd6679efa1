//! A served trait, as bytes in and bytes out.

use std::future::Future;

use crate::declaration::Declaration;
use crate::error::ErrorDocument;
use crate::future::BoxFuture;
use crate::server::FunctionResponse;
use crate::server::Invocation;
use crate::server::ServerReply;
use crate::server::context::Context;
use crate::server::panic;

/// The functions that a trait declares, as bytes in and bytes out.
///
/// Each `…Server` type that `#[lambda_fn]` generates implements it. Implement it by hand only to wrap such a server, for
/// example to measure each run:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::declaration::Declaration;
/// use lambda_client::server::{FunctionResponse, Invocation, Service};
/// use lambda_client::transport::BoxFuture;
///
/// struct Measured<S>(S);
///
/// impl<S: Service> Service for Measured<S> {
///     fn declaration(&self) -> &'static Declaration {
///         self.0.declaration()
///     }
///
///     fn invoke(&self, method: usize, invocation: Invocation) -> BoxFuture<'_, FunctionResponse> {
///         Box::pin(async move {
///             let started = std::time::Instant::now();
///             let response = self.0.invoke(method, invocation).await;
///             println!("method {method} took {:?}", started.elapsed());
///             response
///         })
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a server; pass the one that `#[lambda_fn]` generates, such as `OrdersServer::new(..)` for a trait `Orders`",
    label = "not a server",
    note = "the server of a `#[state_machine]` trait belongs to `LocalMachines::builder().serve(..)`"
)]
pub trait Service: Send + Sync + 'static {
    /// Returns what the trait declares.
    fn declaration(&self) -> &'static Declaration;

    /// Runs the method at this position of [`Declaration::methods`].
    fn invoke(&self, method: usize, invocation: Invocation) -> BoxFuture<'_, FunctionResponse>;
}

/// One method of a generated server, by its position in the declaration.
///
/// Each method has a separate implementation, because the time that the compiler takes for a body grows with the bounds
/// around it.
///
/// `CALLABLE` is whether the client can call the method. If it cannot, the compiler reports a type of the method there, and would
/// report it a second time where the server is used: so every type handles such a method.
#[doc(hidden)]
pub trait HandlesMethod<const METHOD: usize, const CALLABLE: bool = true> {
    /// Runs the method.
    fn handle(&self, invocation: Invocation) -> BoxFuture<'_, FunctionResponse>;
}

/// Never runs, since the client does not compile.
impl<S: ?Sized, const METHOD: usize> HandlesMethod<METHOD, false> for S {
    fn handle(&self, _: Invocation) -> BoxFuture<'_, FunctionResponse> {
        no_such_method(METHOD)
    }
}

/// Runs the decoding, the method and the encoding of one invocation in its context.
///
/// The `async` block is here and not in generated code, where the compiler would check one for each method.
#[doc(hidden)]
pub fn handled<'a, T, A, R, F>(
    service: &'a T,
    invocation: Invocation,
    decode: fn(&Invocation) -> Result<A, ErrorDocument>,
    run: impl FnOnce(&'a T, A) -> F + Send + 'a,
) -> BoxFuture<'a, FunctionResponse>
where
    T: Sync,
    A: 'a,
    R: ServerReply,
    F: Future<Output = R> + Send + 'a,
{
    let context = Context::entered(&invocation);
    let run = Box::pin(async move {
        let arguments = decode(&invocation)?;
        // Frees the payload before the method runs.
        drop(invocation);
        Ok(run(service, arguments).await.into_response())
    });
    in_context(context, run)
}

/// Not generic: there is one `handled` for each method, and the compiler need not repeat this for all of them.
fn in_context<'a>(
    context: Context,
    run: BoxFuture<'a, Result<FunctionResponse, ErrorDocument>>,
) -> BoxFuture<'a, FunctionResponse> {
    Box::pin(async move {
        let response = context.scope(panic::caught(run)).await;
        // The method panicked or was not entered: this document is the runtime's, and leaves as it is.
        let response = response.unwrap_or_else(Err);
        response.unwrap_or_else(|document| FunctionResponse::of_known_error(&document))
    })
}

/// Responds to an invocation of an unknown method.
#[doc(hidden)]
pub fn no_such_method<'a>(method: usize) -> BoxFuture<'a, FunctionResponse> {
    let document = ErrorDocument::new(
        "Runtime.HandlerNotFound",
        format!("unknown method number {method}"),
    );
    let response = FunctionResponse::of_known_error(&document);
    Box::pin(std::future::ready(response))
}
