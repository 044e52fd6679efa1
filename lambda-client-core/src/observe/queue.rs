//! The events that wait to be reported.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::observe::event::Event;
use crate::unwind;

/// How many events wait at most. What comes while so many wait is lost.
pub(super) const CAPACITY: usize = 8_192;

/// The events that wait to be reported, in the order in which they happened. Whoever adds one never waits.
#[derive(Debug, Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    events: VecDeque<Event>,
    /// How many events have entered since the beginning, and how many of them have been reported.
    entered: u64,
    reported: u64,
    has_reader: bool,
    /// Waking a reader that does not wait would cost a call of the operating system for each event.
    is_reader_waiting: bool,
    /// Nobody adds any more.
    is_closed: bool,
    flushes: BTreeMap<u64, Waiting>,
    next_flush: u64,
}

/// Somebody who waits until as many events have been reported.
#[derive(Debug)]
struct Waiting {
    until: u64,
    waker: Waker,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics while it holds the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds an event, or counts it as lost. Returns whether a reader must be started, which is then taken to exist.
    pub(super) fn push(&self, event: Event) -> bool {
        let mut state = self.lock();
        if state.events.len() < CAPACITY {
            state.enter(event);
        } else if let Some(Event::Lost(count)) = state.events.back_mut() {
            *count += 1;
        } else {
            // Where the events are missing, so that order and numbers add up.
            state.enter(Event::Lost(1));
        }
        if state.is_reader_waiting {
            self.changed.notify_one();
        }
        !std::mem::replace(&mut state.has_reader, true)
    }

    /// Notes that a reader could not be started. Nobody waits for it.
    pub(super) fn has_no_reader(&self) {
        let mut state = self.lock();
        state.has_reader = false;
        let waiting = std::mem::take(&mut state.flushes);
        drop(state);
        wake(waiting.into_values());
    }

    /// Waits for the next event. Returns `None` once there is none and nobody adds any more.
    pub(super) fn next(&self) -> Option<Event> {
        let mut state = self.lock();
        loop {
            if let Some(event) = state.events.pop_front() {
                return Some(event);
            }
            if state.is_closed {
                return None;
            }
            state.is_reader_waiting = true;
            let woken = self.changed.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
            state.is_reader_waiting = false;
        }
    }

    /// Notes that the event that came last from `next` has been reported.
    pub(super) fn reported(&self) {
        let mut state = self.lock();
        state.reported += 1;
        let reported = state.reported;
        let done = state
            .flushes
            .extract_if(.., |_, waiting| waiting.until <= reported);
        let done: Vec<Waiting> = done.map(|(_, waiting)| waiting).collect();
        drop(state);
        wake(done);
    }

    /// Notes that nobody adds any more: the reader ends after the last event.
    pub(super) fn close(&self) {
        self.lock().is_closed = true;
        self.changed.notify_one();
    }

    /// Waits until all events that have entered so far have been reported.
    pub(super) fn flush(self: Arc<Queue>) -> Flush {
        let mut state = self.lock();
        let (until, id) = (state.entered, state.next_flush);
        state.next_flush += 1;
        drop(state);
        Flush {
            queue: self,
            until,
            id,
        }
    }
}

/// Wakes those who have waited. What a waker runs may lock again, and its panic must not end the reader.
fn wake(waiting: impl IntoIterator<Item = Waiting>) {
    for waiting in waiting {
        unwind::contain(|| waiting.waker.wake());
    }
}

impl State {
    fn enter(&mut self, event: Event) {
        self.events.push_back(event);
        self.entered += 1;
    }
}

/// The wait for events to be reported.
#[derive(Debug)]
pub(super) struct Flush {
    queue: Arc<Queue>,
    until: u64,
    id: u64,
}

impl Future for Flush {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut state = self.queue.lock();
        // Without a reader, nothing will be reported before the next event.
        if state.reported >= self.until || !state.has_reader {
            return Poll::Ready(());
        }
        let waiting = Waiting {
            until: self.until,
            waker: cx.waker().clone(),
        };
        let earlier = state.flushes.insert(self.id, waiting);
        drop(state);
        // What a waker's drop runs may lock again.
        drop(earlier);
        Poll::Pending
    }
}

impl Drop for Flush {
    fn drop(&mut self) {
        let waiting = self.queue.lock().flushes.remove(&self.id);
        drop(waiting);
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Wake;

    use super::*;

    /// Counts how often it is woken, and panics then.
    #[derive(Default)]
    struct Panics(AtomicUsize);

    impl Wake for Panics {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Ordering::SeqCst);
            panic!("woken");
        }
    }

    #[test]
    fn a_flush_that_panics_when_it_is_woken_leaves_the_others_alone() {
        let queue = Arc::new(Queue::default());
        assert!(queue.push(Event::Lost(1)));
        let woken = Arc::new(Panics::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut cx = Context::from_waker(&waker);
        let (mut first, mut second) = (
            pin!(Arc::clone(&queue).flush()),
            pin!(queue.clone().flush()),
        );
        assert!(first.as_mut().poll(&mut cx).is_pending());
        assert!(second.as_mut().poll(&mut cx).is_pending());
        assert!(queue.next().is_some());
        queue.reported();
        assert_eq!(woken.0.load(Ordering::SeqCst), 2);
        assert!(first.poll(&mut cx).is_ready());
    }

    #[test]
    fn nobody_waits_for_a_reader_that_could_not_be_started() {
        let queue = Arc::new(Queue::default());
        assert!(queue.push(Event::Lost(1)));
        let woken = Arc::new(Panics::default());
        let waker = Waker::from(Arc::clone(&woken));
        let mut cx = Context::from_waker(&waker);
        let mut flush = pin!(Arc::clone(&queue).flush());
        assert!(flush.as_mut().poll(&mut cx).is_pending());
        queue.has_no_reader();
        assert_eq!(woken.0.load(Ordering::SeqCst), 1);
        assert!(flush.as_mut().poll(&mut cx).is_ready());
        // The next event asks for another one.
        assert!(queue.push(Event::Lost(1)));
    }
}
