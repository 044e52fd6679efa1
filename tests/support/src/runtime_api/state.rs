//! What the stand-in knows, and how it responds.

use std::collections::{HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;

use super::{Event, Reply};
use crate::request::Request;
use crate::response::Response;
use crate::step::Step;

/// Lambda's limit of a response.
const MAX_RESPONSE: usize = 6 * 1024 * 1024 + 100;

/// How long a test waits for what it expects.
const PATIENCE: Duration = Duration::from_secs(20);

const RUNTIME: &str = "/2018-06-01/runtime/";
const EXTENSION: &str = "/2020-01-01/extension/";

#[derive(Debug, Default)]
pub(super) struct State {
    inner: Mutex<Inner>,
    changed: Notify,
}

#[derive(Debug, Default)]
pub(super) struct Inner {
    queue: VecDeque<Next>,
    runs: HashMap<String, Run>,
    replies: Vec<Reply>,
    /// How many functions ask for an invocation.
    waiting: usize,
    pub(super) most_at_once: usize,
    pub(super) init_errors: Vec<Request>,
    pub(super) extensions: Vec<String>,
    pub(super) mistakes: Vec<String>,
    refuse_after_next: Option<Duration>,
    refuse_now: Option<Duration>,
    is_refusing: bool,
    break_after: Option<usize>,
}

#[derive(Debug)]
enum Next {
    Event(Event),
    Step(Step),
}

#[derive(Debug)]
struct Run {
    invocation_id: String,
    posts: VecDeque<Step>,
    is_answered: bool,
}

impl Inner {
    pub(super) fn replies_to<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Reply> {
        self.replies
            .iter()
            .filter(move |reply| reply.request_id == id)
    }

    pub(super) fn is_idle(&self) -> bool {
        self.waiting > 0 && self.queue.is_empty()
    }

    fn mistake(&mut self, what: String, status: u16, error_type: &str) -> Step {
        self.mistakes.push(what);
        let body = format!(r#"{{"errorType":"{error_type}","errorMessage":""}}"#);
        Response::new(status, body).into()
    }

    fn post(&mut self, id: &str, is_error: bool, request: Request) -> Step {
        let echoed = request
            .header("lambda-runtime-invocation-id")
            .map(str::to_owned);
        let size = request.body.len();
        self.replies.push(Reply {
            request_id: id.to_owned(),
            is_error,
            request,
        });
        let Some(run) = self.runs.get_mut(id) else {
            return self.mistake(format!("unknown request ID {id}"), 400, "InvalidRequestID");
        };
        if echoed.as_ref() != Some(&run.invocation_id) {
            let what = format!("expected the ID {}, found {echoed:?}", run.invocation_id);
            return self.mistake(what, 400, "InvalidRequestID");
        }
        if let Some(step) = run.posts.pop_front() {
            return step;
        }
        if run.is_answered {
            return self.mistake(
                format!("{id} was posted twice"),
                403,
                "InvalidStateTransition",
            );
        }
        if size > MAX_RESPONSE {
            return Response::new(413, "{}").into();
        }
        run.is_answered = true;
        accepted()
    }
}

fn accepted() -> Step {
    Response::new(202, "{\"status\":\"OK\"}\n").into()
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Inner) -> T) -> T {
        read(&self.lock())
    }

    fn change<T>(&self, change: impl FnOnce(&mut Inner) -> T) -> T {
        let result = change(&mut self.lock());
        self.changed.notify_waiters();
        result
    }

    pub(super) fn push(&self, event: Event) {
        self.change(|state| state.queue.push_back(Next::Event(event)));
    }

    pub(super) fn push_step(&self, step: Step) {
        self.change(|state| state.queue.push_back(Next::Step(step)));
    }

    pub(super) fn refuse_after_next(&self, time: Duration) {
        self.change(|state| state.refuse_after_next = Some(time));
    }

    pub(super) fn break_next_post_after(&self, bytes: usize) {
        self.change(|state| state.break_after = Some(bytes));
    }

    /// Returns for how long to refuse connections, as soon as that is to be done.
    pub(super) async fn refuse(&self) -> Duration {
        self.until(|state| state.refuse_now).await
    }

    /// Notes that the port is closed.
    pub(super) fn refusing(&self) {
        self.change(|state| {
            state.refuse_now = None;
            state.is_refusing = true;
        });
    }

    /// Returns after how many bytes the post that begins now is to end.
    pub(super) fn break_post_after(&self) -> Option<usize> {
        self.lock().break_after.take()
    }

    /// Waits until there is something to return.
    async fn until<T>(&self, find: impl Fn(&mut Inner) -> Option<T>) -> T {
        loop {
            let changed = self.changed.notified();
            let found = find(&mut self.lock());
            if let Some(found) = found {
                return found;
            }
            changed.await;
        }
    }

    pub(super) async fn wait<T>(&self, what: &str, find: impl Fn(&Inner) -> Option<T>) -> T {
        match tokio::time::timeout(PATIENCE, self.until(|state| find(state))).await {
            Ok(found) => found,
            Err(_) => self.read(|state| {
                panic!(
                    "waited {PATIENCE:?} for {what}; {} invocations are left, {} posts have arrived, mistakes: {:?}",
                    state.queue.len(),
                    state.replies.len(),
                    state.mistakes
                )
            }),
        }
    }

    pub(super) async fn respond(&self, request: Request) -> Step {
        let (method, path) = (request.method.clone(), request.path.clone());
        let runtime = path.strip_prefix(RUNTIME).unwrap_or_default();
        let extension = path.strip_prefix(EXTENSION).unwrap_or_default();
        match (&*method, runtime, extension) {
            ("GET", "invocation/next", _) => self.next().await,
            ("POST", "init/error", _) => {
                self.change(|state| state.init_errors.push(request));
                accepted()
            }
            ("POST", post, _) if post.starts_with("invocation/") => self.post(post, request),
            ("POST", _, "register") => {
                let name = request
                    .header("lambda-extension-name")
                    .unwrap_or_default()
                    .to_owned();
                self.change(|state| state.extensions.push(name));
                let body = r#"{"functionName":"f","functionVersion":"$LATEST","handler":""}"#;
                Response::new(200, body)
                    .with_header("Lambda-Extension-Identifier", "e-1")
                    .into()
            }
            ("GET", _, "event/next") => Step::silence().stall(),
            _ => self.change(|state| state.mistake(format!("{method} {path}"), 404, "NotFound")),
        }
    }

    fn post(&self, path: &str, request: Request) -> Step {
        let mut parts = path.split('/').skip(1);
        let (id, kind) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        self.change(|state| match kind {
            "response" | "error" => state.post(id, kind == "error", request),
            _ => state.mistake(format!("POST {path}"), 404, "NotFound"),
        })
    }

    async fn next(&self) -> Step {
        self.change(|state| state.waiting += 1);
        let next = self.until(|state| state.queue.pop_front()).await;
        self.change(|state| state.waiting -= 1);
        let step = match next {
            Next::Step(step) => step,
            Next::Event(event) => {
                let step = event.to_step();
                let run = Run {
                    invocation_id: event.invocation_id,
                    posts: event.posts,
                    is_answered: false,
                };
                self.change(|state| {
                    state.runs.insert(event.request_id, run);
                    let running = state.runs.values().filter(|run| !run.is_answered).count();
                    state.most_at_once = state.most_at_once.max(running);
                });
                step
            }
        };
        if self.change(|state| {
            state.refuse_now = state.refuse_after_next.take();
            state.refuse_now.is_some()
        }) {
            self.until(|state| state.is_refusing.then_some(())).await;
        }
        step
    }
}
