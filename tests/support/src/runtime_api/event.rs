//! An invocation, as a function receives it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::response::Response;
use crate::step::Step;

/// An invocation with the headers of Lambda, and what the stand-in does with the posts of its response.
#[derive(Clone, Debug)]
#[must_use]
pub struct Event {
    pub(super) request_id: String,
    pub(super) invocation_id: String,
    pub(super) posts: VecDeque<Step>,
    headers: Vec<(String, String)>,
    time_left: Duration,
    payload: Vec<u8>,
    pieces: Option<(usize, Duration)>,
}

impl Event {
    /// Builds an invocation with IDs of its own, one minute left, and Lambda's ARN of a function `f`.
    pub fn new(payload: impl Into<Vec<u8>>) -> Event {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let event = Event {
            request_id: format!("5f1ad7c0-0000-4000-8000-{number:012x}"),
            invocation_id: format!("run-{number}"),
            posts: VecDeque::new(),
            headers: Vec::new(),
            time_left: Duration::from_secs(60),
            payload: payload.into(),
            pieces: None,
        };
        event.with_header(
            "Lambda-Runtime-Invoked-Function-Arn",
            "arn:aws:lambda:eu-west-1:123456789012:function:f",
        )
    }

    /// Sets a header, in place of one with the same name.
    pub fn with_header(mut self, name: &str, value: &str) -> Event {
        self.headers
            .retain(|(key, _)| !key.eq_ignore_ascii_case(name));
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Sets how much time is left when the function receives the invocation.
    pub fn with_time_left(self, time_left: Duration) -> Event {
        Event { time_left, ..self }
    }

    /// Hands the invocation out this many bytes at a time, with a pause behind each piece.
    pub fn in_pieces(self, bytes: usize, pause: Duration) -> Event {
        let pieces = Some((bytes, pause));
        Event { pieces, ..self }
    }

    /// Performs this step for the next post of a response or an error that is not yet provided for. Without one, a post is accepted.
    pub fn on_post(mut self, step: impl Into<Step>) -> Event {
        self.posts.push_back(step.into());
        self
    }

    /// Returns Lambda's request ID.
    pub fn request_id(&self) -> &str {
        &self.request_id
    }

    /// Returns the invocation as Lambda hands it out.
    pub fn to_response(&self) -> Response {
        let deadline = SystemTime::now() + self.time_left;
        let deadline = deadline.duration_since(UNIX_EPOCH).unwrap_or_default();
        let mut response = Response::new(200, self.payload.clone());
        for (name, value) in [
            ("Content-Type", "application/json"),
            ("Lambda-Runtime-Aws-Request-Id", &self.request_id),
            ("Lambda-Runtime-Invocation-Id", &self.invocation_id),
            (
                "Lambda-Runtime-Deadline-Ms",
                &deadline.as_millis().to_string(),
            ),
        ] {
            let is_set = |(key, _): &(String, String)| key.eq_ignore_ascii_case(name);
            if !self.headers.iter().any(is_set) {
                response = response.with_header(name, value);
            }
        }
        for (name, value) in &self.headers {
            response = response.with_header(name, value);
        }
        response
    }

    pub(super) fn to_step(&self) -> Step {
        let step = Step::from(self.to_response());
        match self.pieces {
            Some((bytes, pause)) => step.in_pieces(bytes, pause),
            None => step,
        }
    }
}
