//! A stand-in for Lambda's Runtime API.

mod breakable;
mod event;
mod state;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};

use crate::connection::serve;
use crate::request::Request;
use crate::step::Step;

use self::breakable::Breakable;
pub use self::event::Event;
use self::state::State;

/// A stand-in for the Runtime API on loopback: hands [`Event`]s to a function, and keeps what the function posts.
///
/// It is as strict as Lambda: a post must echo the ID of the invocation, and only one may be accepted. What a function does wrong is
/// in [`mistakes`](RuntimeApi::mistakes). Dropping the stand-in closes its port and all connections.
#[derive(Debug)]
pub struct RuntimeApi {
    address: SocketAddr,
    state: Arc<State>,
    task: JoinHandle<()>,
}

/// What a function has posted for an invocation.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The request ID in the path.
    pub request_id: String,
    /// Whether it is an error, and not a response.
    pub is_error: bool,
    /// The whole request.
    pub request: Request,
}

impl RuntimeApi {
    /// Starts a stand-in.
    pub async fn start() -> RuntimeApi {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
        let listener = listener.expect("loopback has a free port");
        let address = listener.local_addr().expect("a listener has an address");
        let state = Arc::new(State::default());
        let task = tokio::spawn(accept(listener, address, Arc::clone(&state)));
        RuntimeApi {
            address,
            state,
            task,
        }
    }

    /// Returns the value of `AWS_LAMBDA_RUNTIME_API`.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Queues an invocation for the next function that asks for one.
    pub fn push(&self, event: Event) {
        self.state.push(event);
    }

    /// Queues a step for the next function that asks for an invocation.
    pub fn push_step(&self, step: impl Into<Step>) {
        self.state.push_step(step.into());
    }

    /// Queues an invocation and returns the first post for it.
    ///
    /// # Panics
    ///
    /// Panics if there is none within 20 seconds.
    pub async fn invoke(&self, event: Event) -> Reply {
        let id = event.request_id().to_owned();
        self.push(event);
        self.reply(&id).await
    }

    /// Returns the first post for the invocation with this request ID.
    ///
    /// # Panics
    ///
    /// Panics if there is none within 20 seconds.
    pub async fn reply(&self, request_id: &str) -> Reply {
        let found = |state: &state::Inner| state.replies_to(request_id).next().cloned();
        self.state.wait("a response", found).await
    }

    /// Returns all posts for the invocation with this request ID, as soon as a function has asked for an invocation again.
    ///
    /// # Panics
    ///
    /// Panics if that takes more than 20 seconds.
    pub async fn replies(&self, request_id: &str) -> Vec<Reply> {
        self.idle().await;
        let found = |state: &state::Inner| Some(state.replies_to(request_id).cloned().collect());
        self.state.wait("the responses", found).await
    }

    /// Waits until a function asks for an invocation and there is none.
    ///
    /// # Panics
    ///
    /// Panics if that takes more than 20 seconds.
    pub async fn idle(&self) {
        let is_idle = |state: &state::Inner| state.is_idle().then_some(());
        self.state
            .wait("a function that asks for an invocation", is_idle)
            .await;
    }

    /// Returns the error that the function has posted instead of asking for its first invocation.
    ///
    /// # Panics
    ///
    /// Panics if there is none within 20 seconds.
    pub async fn init_error(&self) -> Request {
        let found = |state: &state::Inner| state.init_errors.first().cloned();
        self.state
            .wait("an error of the initialization", found)
            .await
    }

    /// Returns the names of the extensions that have been registered.
    pub fn extensions(&self) -> Vec<String> {
        self.state.read(|state| state.extensions.clone())
    }

    /// Returns how many invocations have run at once.
    pub fn most_at_once(&self) -> usize {
        self.state.read(|state| state.most_at_once)
    }

    /// Returns what functions have done wrong.
    pub fn mistakes(&self) -> Vec<String> {
        self.state.read(|state| state.mistakes.clone())
    }

    /// Refuses new connections for this time, as soon as the next invocation has been handed out. Those that are open stay open.
    pub fn refuse_after_next(&self, time: Duration) {
        self.state.refuse_after_next(time);
    }

    /// Ends the connection of the next post after this many bytes of it, head included.
    pub fn break_next_post_after(&self, bytes: usize) {
        self.state.break_next_post_after(bytes);
    }

    /// Closes the port and all connections, and waits until they are closed.
    pub async fn stop(&mut self) {
        self.task.abort();
        // The error says that the task was aborted.
        let _ = (&mut self.task).await;
    }
}

impl Drop for RuntimeApi {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Reply {
    /// Returns a header of the post.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.header(name)
    }

    /// Returns the body.
    pub fn body(&self) -> &[u8] {
        &self.request.body
    }

    /// Decodes the body.
    ///
    /// # Panics
    ///
    /// Panics if the body is not JSON.
    pub fn json(&self) -> serde_json::Value {
        self.request.json()
    }
}

async fn accept(listener: TcpListener, address: SocketAddr, state: Arc<State>) {
    // Dropped with this task, and the connections with it.
    let mut connections = JoinSet::new();
    let mut listener = Some(listener);
    loop {
        let Some(listening) = &listener else {
            listener = TcpListener::bind(address).await.ok();
            continue;
        };
        let refused_for = tokio::select! {
            time = state.refuse() => time,
            accepted = listening.accept() => {
                let Ok((stream, _)) = accepted else { continue };
                let _ = stream.set_nodelay(true);
                let state = Arc::clone(&state);
                connections.spawn(async move {
                    let stream = Breakable::new(stream, Arc::clone(&state));
                    serve(stream, |request| state.respond(request)).await;
                });
                while connections.try_join_next().is_some() {}
                continue;
            }
        };
        listener = None;
        state.refusing();
        tokio::time::sleep(refused_for).await;
    }
}
