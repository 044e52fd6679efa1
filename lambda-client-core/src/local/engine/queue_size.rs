//! How much is in the queue of events.

use std::sync::Arc;

use tokio::sync::watch;

/// The bytes of payloads that the queue holds at most.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// Counts the events that are in the queue or running, and their bytes.
#[derive(Debug)]
pub(in crate::local) struct QueueSize {
    max_events: usize,
    size: watch::Sender<Size>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Size {
    events: usize,
    bytes: usize,
}

/// The place of one event, until this is dropped.
pub(super) struct QueuePlace {
    queue: Arc<QueueSize>,
    bytes: usize,
}

/// The error of an event that does not fit in the queue.
#[derive(Debug)]
pub(super) struct QueueFull {
    pub(super) max_events: usize,
    pub(super) max_bytes: usize,
}

impl QueueSize {
    pub(in crate::local) fn new(max_events: usize) -> QueueSize {
        QueueSize {
            max_events,
            size: watch::Sender::default(),
        }
    }

    /// Takes a place for an event with a payload of this size.
    pub(super) fn enter(self: &Arc<Self>, bytes: usize) -> Result<QueuePlace, QueueFull> {
        let has_entered = self.size.send_if_modified(|size| {
            let fits = size.events < self.max_events && size.bytes + bytes <= MAX_BYTES;
            if fits {
                size.events += 1;
                size.bytes += bytes;
            }
            fits
        });
        match has_entered {
            true => Ok(QueuePlace {
                queue: Arc::clone(self),
                bytes,
            }),
            false => Err(QueueFull {
                max_events: self.max_events,
                max_bytes: MAX_BYTES,
            }),
        }
    }

    /// Waits until the queue is empty.
    pub(in crate::local) async fn empty(&self) {
        // The sender lives as long as `self`, so the wait only ends when the count reaches zero.
        let mut size = self.size.subscribe();
        let _ = size.wait_for(|size| size.events == 0).await;
    }
}

impl Drop for QueuePlace {
    fn drop(&mut self) {
        self.queue.size.send_modify(|size| {
            size.events -= 1;
            size.bytes -= self.bytes;
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_free_again_when_its_event_is_done() {
        let queue = Arc::new(QueueSize::new(2));
        let first = queue.enter(MAX_BYTES).unwrap();
        assert!(queue.enter(1).is_err(), "there are too many bytes");
        let _second = queue.enter(0).unwrap();
        assert!(queue.enter(0).is_err(), "there are too many events");
        drop(first);
        assert!(queue.enter(MAX_BYTES).is_ok());
    }
}
