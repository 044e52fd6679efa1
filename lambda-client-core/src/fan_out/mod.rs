//! Many calls at a time: [`fan_out`](fan_out()).

mod batch;
mod done;
mod inputs;
mod options;
mod output;
mod pack;
mod pack_error;
mod packs;
mod progress;
mod rules;
mod running;
mod stream;
mod summary;
mod tasks;
mod unpack;

use std::future::Future;

pub use self::batch::Batch;
pub use self::done::{Done, Failed, ItemError};
pub use self::inputs::{FromIterator, FromStream, Inputs, Source};
pub use self::options::FanOut;
pub use self::pack::{Pack, pack};
pub use self::pack_error::PackError;
pub use self::progress::Progress;
pub use self::rules::{Failures, Stopped};
pub use self::stream::FanOutStream;
pub use self::summary::Summary;
pub use crate::limiter::{Limiter, Permit};

/// Makes a call for each input, several at a time.
///
/// `inputs` is anything that implements `IntoIterator`, or `Stream`. `call` is run once for each input; it returns a
/// [`Call`](crate::Call) or any other future of a `Result`. Results come with the index of their input, failures with a clone of it
/// and with whether the function ran. A closure or a future that panics fails its item only.
///
/// How many items run at a time follows what Lambda throttles, unless [`concurrency`](FanOut::concurrency) is set: see
/// [`Limiter`]. Inputs are taken one by one as there is room for them, so they may be endless.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Lambda, fan_out};
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError};
/// # #[derive(Debug)] struct Echo;
/// # impl Transport for Echo {
/// #     fn invoke<'a>(&'a self, r: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async move { Ok(InvokeResponse::new(200, r.payload().clone())) })
/// #     }
/// # }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// # let lambda = Lambda::new(Echo);
/// let batch = fan_out(1..=50, |item| lambda.call("resize").json::<u32>(&item))
///     .concurrency(10)
///     .collect()
///     .await;
/// for failed in batch.failed() {
///     println!("item {}: {}", failed.index, failed.error);
/// }
/// println!("{}", batch.summary());
/// assert_eq!(batch.succeeded().sum::<u32>(), 1275);
/// # }
/// ```
///
/// A fan-out stops early by a rule: [`until`](FanOut::until), [`tolerate`](FanOut::tolerate),
/// [`stop_on_failure`](FanOut::stop_on_failure) or [`cancel_on`](FanOut::cancel_on). What was not started stays in an iterator that was
/// passed as `&mut iterator`:
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Error, fan_out};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let mut items = 0..1000;
/// let batch = fan_out(&mut items, |item| async move {
///     if item < 10 { Ok(item) } else { Err(Error::function("Full", "no room")) }
/// })
/// .concurrency(1)
/// .stop_on_failure()
/// .collect()
/// .await;
/// assert_eq!((batch.succeeded().count(), batch.failed().count()), (10, 1));
/// assert_eq!(items, 11..1000);
/// # }
/// ```
pub fn fan_out<Kind, In, F, Fut, T, E>(inputs: In, call: F) -> FanOut<In::Source, F>
where
    In: Inputs<Kind>,
    F: FnMut(In::Input) -> Fut,
    Fut: Future<Output = Result<T, E>>,
{
    FanOut::new(inputs.into_source(), call)
}

/// [`fan_out`](fan_out()) as a method of iterators and streams.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::{Error, FanOutExt};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// let batch = [1, 2].fan_out(|item| async move { Ok::<_, Error>(item * 2) }).collect().await;
/// assert!(batch.succeeded().eq(&[2, 4]));
/// # }
/// ```
pub trait FanOutExt<Kind>: Inputs<Kind> + Sized {
    /// Makes a call for each input, several at a time: see [`fan_out`](fan_out()).
    fn fan_out<F, Fut, T, E>(self, call: F) -> FanOut<Self::Source, F>
    where
        F: FnMut(Self::Input) -> Fut,
        Fut: Future<Output = Result<T, E>>,
    {
        fan_out(self, call)
    }
}

impl<Kind, In: Inputs<Kind>> FanOutExt<Kind> for In {}
