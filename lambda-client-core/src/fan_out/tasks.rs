//! Futures that are polled together, each only when it has been woken.

use std::any::Any;
use std::collections::VecDeque;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};

use crate::unwind;

/// What a future returned, or what its panic said.
pub(super) type Ended<T> = Result<T, String>;

/// Futures of one type. A slot and its memory are used again, so their number is that of the futures at a time.
pub(super) struct Tasks<F> {
    slots: Vec<Slot<F>>,
    free: Vec<usize>,
    woken: Arc<Woken>,
}

struct Slot<F> {
    future: Pin<Box<Option<F>>>,
    /// Whether the future has been polled.
    is_polled: bool,
    flag: Arc<SlotWaker>,
    waker: Waker,
}

/// The slots to poll, and whom to wake for them.
#[derive(Default)]
struct Woken {
    state: Mutex<WokenState>,
}

#[derive(Default)]
struct WokenState {
    slots: VecDeque<usize>,
    parent: Option<Waker>,
}

impl Woken {
    fn lock(&self) -> MutexGuard<'_, WokenState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct SlotWaker {
    slot: usize,
    is_woken: AtomicBool,
    woken: Arc<Woken>,
}

impl Wake for SlotWaker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.is_woken.swap(true, Ordering::AcqRel) {
            return;
        }
        let parent = {
            let mut state = self.woken.lock();
            state.slots.push_back(self.slot);
            state.parent.take()
        };
        if let Some(parent) = parent {
            parent.wake();
        }
    }
}

impl<F: Future> Tasks<F> {
    pub(super) fn new() -> Tasks<F> {
        Tasks {
            slots: Vec::new(),
            free: Vec::new(),
            woken: Arc::default(),
        }
    }

    /// Returns the number of futures.
    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// Adds a future and returns its slot. It is polled for the first time by [`poll`](Tasks::poll).
    pub(super) fn add(&mut self, future: F) -> usize {
        let slot = self.free.pop().unwrap_or_else(|| self.add_slot());
        if let Some(place) = self.slots.get_mut(slot) {
            place.future.set(Some(future));
            place.is_polled = false;
            place.waker.wake_by_ref();
        }
        slot
    }

    fn add_slot(&mut self) -> usize {
        let slot = self.slots.len();
        let flag = Arc::new(SlotWaker {
            slot,
            is_woken: AtomicBool::new(false),
            woken: Arc::clone(&self.woken),
        });
        self.slots.push(Slot {
            future: Box::pin(None),
            is_polled: false,
            waker: Waker::from(Arc::clone(&flag)),
            flag,
        });
        slot
    }

    /// Polls what has been woken, until a future ends. Returns its slot, which is free again.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<(usize, Ended<F::Output>)> {
        // Futures that wake themselves must not keep everything else in the caller's task from running.
        for _ in 0..=self.len() {
            let next = {
                let mut state = self.woken.lock();
                let next = state.slots.pop_front();
                if next.is_none() {
                    match &mut state.parent {
                        Some(parent) => parent.clone_from(cx.waker()),
                        None => state.parent = Some(cx.waker().clone()),
                    }
                }
                next
            };
            let Some(slot) = next else {
                return Poll::Pending;
            };
            let Some(place) = self.slots.get_mut(slot) else {
                continue;
            };
            place.flag.is_woken.store(false, Ordering::Release);
            let Some(future) = place.future.as_mut().as_pin_mut() else {
                // Woken after its end.
                continue;
            };
            place.is_polled = true;
            let mut cx = Context::from_waker(&place.waker);
            let ended = match catch_unwind(AssertUnwindSafe(|| future.poll(&mut cx))) {
                Ok(Poll::Pending) => continue,
                Ok(Poll::Ready(output)) => Ok(output),
                Err(panic) => Err(panic_text(panic)),
            };
            self.remove(slot);
            return Poll::Ready((slot, ended));
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Returns whether the future of a slot has been polled.
    pub(super) fn is_polled(&self, slot: usize) -> bool {
        self.slots.get(slot).is_some_and(|place| place.is_polled)
    }

    /// Drops the future of a slot, if it has one.
    pub(super) fn remove(&mut self, slot: usize) {
        let Some(place) = self.slots.get_mut(slot) else {
            return;
        };
        if place.future.is_some() {
            // The future has given its output, or is not to give any: what its drop says interests nobody.
            let _ = catch_unwind(AssertUnwindSafe(|| place.future.set(None))).map_err(panic_text);
            self.free.push(slot);
        }
    }
}

/// Returns what a panic said.
pub(super) fn panic_text(panic: Box<dyn Any + Send>) -> String {
    match unwind::text(&*panic) {
        Some(text) => text.to_owned(),
        None => {
            // Any other value may panic when it is dropped.
            std::mem::forget(panic);
            "a value that is not a text".to_owned()
        }
    }
}
