//! The thread that reports events to the observers of a `Lambda` or `Machines`.

use std::fmt;
use std::sync::Arc;
#[cfg(feature = "serve")]
use std::sync::{Mutex, PoisonError, Weak};
use std::thread;

use crate::observe::Observer;
use crate::observe::event::Event;
use crate::observe::observers::tell;
use crate::observe::queue::Queue;

/// The queues of all `Lambda`s and `Machines` of this process: a served function has to know them all, wherever its code keeps them.
#[cfg(feature = "serve")]
static QUEUES: Mutex<Vec<Weak<Queue>>> = Mutex::new(Vec::new());

/// Hands events over to a thread, which reports them to the observers. The thread starts with the first event and ends, once all has been
/// reported, after this has been dropped.
pub(super) struct Delivery {
    observers: Arc<[Arc<dyn Observer>]>,
    queue: Arc<Queue>,
}

impl Delivery {
    pub(super) fn new(observers: &[Arc<dyn Observer>]) -> Delivery {
        let queue = Arc::default();
        // Before the first event: another task may hand over the second one, and flush, while the thread is being started.
        #[cfg(feature = "serve")]
        note_queue(&queue);
        Delivery {
            observers: Arc::from(observers),
            queue,
        }
    }

    /// Hands an event over, without waiting for anybody.
    pub(super) fn send(&self, event: Event) {
        if self.queue.push(event) {
            self.start();
        }
    }

    fn start(&self) {
        let (queue, observers) = (Arc::clone(&self.queue), Arc::clone(&self.observers));
        let thread = thread::Builder::new().name("lambda-observer".to_owned());
        if thread.spawn(move || report(&queue, &observers)).is_err() {
            // The system has no thread to spare. The events wait, and the next one tries again.
            self.queue.has_no_reader();
        }
    }

    /// Waits until all events that have been handed over so far have been reported.
    pub(super) fn flush(&self) -> impl Future<Output = ()> + Send + use<> {
        Arc::clone(&self.queue).flush()
    }
}

impl Drop for Delivery {
    fn drop(&mut self) {
        self.queue.close();
    }
}

impl fmt::Debug for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery").finish_non_exhaustive()
    }
}

/// Reports events until no more will come.
fn report(queue: &Queue, observers: &[Arc<dyn Observer>]) {
    while let Some(event) = queue.next() {
        for observer in observers {
            tell(&**observer, &event);
        }
        queue.reported();
    }
}

#[cfg(feature = "serve")]
fn note_queue(queue: &Arc<Queue>) {
    let mut queues = QUEUES.lock().unwrap_or_else(PoisonError::into_inner);
    queues.retain(|queue| queue.strong_count() > 0);
    queues.push(Arc::downgrade(queue));
}

/// Waits until all events of all `Lambda`s and `Machines` of this process that have been handed over so far have been reported.
#[cfg(feature = "serve")]
pub(crate) async fn flush_all() {
    let flushes = || {
        let queues = QUEUES.lock().unwrap_or_else(PoisonError::into_inner);
        let queues = queues.iter().filter_map(Weak::upgrade);
        queues.map(Queue::flush).collect::<Vec<_>>()
    };
    for flush in flushes() {
        flush.await;
    }
}

#[cfg(all(test, feature = "serve"))]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use super::*;

    #[tokio::test]
    async fn a_process_waits_for_all_its_queues_also_while_a_thread_is_being_started() {
        let deliveries = [Delivery::new(&[]), Delivery::new(&[])];
        for delivery in &deliveries {
            // Whoever hands over the first event starts the thread next.
            assert!(delivery.queue.push(Event::Lost(1)));
            let mut flush = pin!(flush_all());
            let mut cx = Context::from_waker(Waker::noop());
            assert!(flush.as_mut().poll(&mut cx).is_pending());
            delivery.start();
            flush.await;
        }
    }
}
