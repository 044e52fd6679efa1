//! Tasks that do not outlive what they work for.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::task::{JoinError, JoinHandle};

use crate::future::race;
use crate::local::engine::Engine;

/// Runs a future in its own task until it is done, or returns `None` once nobody can use the engine any more.
pub(super) fn spawn<F>(engine: &Engine, future: F) -> JoinHandle<Option<F::Output>>
where
    F: Future<Output: Send> + Send + 'static,
{
    let mut ended = engine.ended.subscribe();
    tokio::spawn(async move {
        // An error means that the engine is gone.
        let ended = async { ended.wait_for(|ended| *ended).await.map(drop) };
        race(future, ended).await.ok()
    })
}

/// A task that ends when this is dropped.
pub(super) struct ScopedTask<T>(JoinHandle<T>);

impl<T: Send + 'static> ScopedTask<T> {
    pub(super) fn spawn(future: impl Future<Output = T> + Send + 'static) -> ScopedTask<T> {
        ScopedTask(tokio::spawn(future))
    }
}

impl<T> Future for ScopedTask<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl<T> Drop for ScopedTask<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
