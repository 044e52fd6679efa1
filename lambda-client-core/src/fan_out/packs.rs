//! Items in groups that fit into one call.

use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll};

use serde::Serialize;

use crate::fan_out::inputs::Source;
use crate::fan_out::tasks::panic_text;

/// What fits into one call.
#[derive(Clone, Copy, Debug)]
pub(super) struct PackLimits {
    pub(super) bytes: usize,
    pub(super) items: usize,
}

/// The source of groups of items.
pub(super) struct Packs<S: Source> {
    items: S,
    pub(super) limits: PackLimits,
    /// What has been taken for the next group.
    group: Vec<S::Input>,
    /// The item that did not fit into the last group, with its size.
    next: Option<(S::Input, usize)>,
    is_ended: bool,
}

impl<S: Source> Packs<S> {
    pub(super) fn new(items: S, limits: PackLimits) -> Packs<S> {
        Packs {
            items,
            limits,
            group: Vec::new(),
            next: None,
            is_ended: false,
        }
    }
}

impl<S: Source<Input: Serialize>> Packs<S> {
    /// Takes the next item, with its size.
    fn poll_sized(&mut self, cx: &mut Context<'_>) -> Poll<Option<(S::Input, usize)>> {
        if self.next.is_some() || self.is_ended {
            return Poll::Ready(self.next.take());
        }
        self.items.poll_input(cx).map(|item| {
            self.is_ended = item.is_none();
            item.map(|item| {
                let size = size(&item);
                (item, size)
            })
        })
    }
}

impl<S: Source<Input: Serialize>> Source for Packs<S> {
    type Input = Vec<S::Input>;

    fn poll_input(&mut self, cx: &mut Context<'_>) -> Poll<Option<Vec<S::Input>>> {
        // The brackets.
        let mut bytes = 2_usize;
        while self.group.len() < self.limits.items {
            let (item, size) = match self.poll_sized(cx) {
                Poll::Ready(Some(sized)) => sized,
                Poll::Ready(None) => break,
                // What is there need not wait for what may come.
                Poll::Pending if !self.group.is_empty() => break,
                Poll::Pending => return Poll::Pending,
            };
            // With a comma.
            let comma = usize::from(!self.group.is_empty());
            bytes = bytes.saturating_add(size).saturating_add(comma);
            if bytes > self.limits.bytes && !self.group.is_empty() {
                self.next = Some((item, size));
                break;
            }
            self.group.push(item);
        }
        let group = std::mem::take(&mut self.group);
        Poll::Ready((!group.is_empty()).then_some(group))
    }

    fn left(&self) -> Option<usize> {
        let taken = self.group.len() + usize::from(self.next.is_some());
        match self.is_ended {
            true => Some(taken),
            false => self.items.left().map(|left| left.saturating_add(taken)),
        }
    }

    fn items(group: &Vec<S::Input>) -> usize {
        group.len()
    }

    fn split_off(group: &mut Vec<S::Input>) -> Option<Vec<S::Input>> {
        (group.len() > 1).then(|| group.split_off(group.len() / 2))
    }

    fn take_rest(&mut self) -> Option<Vec<S::Input>> {
        let mut rest = std::mem::take(&mut self.group);
        rest.extend(self.next.take().map(|(item, _)| item));
        (!rest.is_empty()).then_some(rest)
    }
}

impl<S: Source> fmt::Debug for Packs<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Packs")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// Returns the size of an item as JSON. What cannot be serialized is too large for any other item: it fails on its own, when its call is
/// made.
fn size<T: Serialize>(item: &T) -> usize {
    let mut size = Size(0);
    let serialized = catch_unwind(AssertUnwindSafe(|| serde_json::to_writer(&mut size, item)));
    match serialized {
        Ok(Ok(())) => size.0,
        Ok(Err(_)) => usize::MAX,
        Err(panic) => {
            let _ = panic_text(panic);
            usize::MAX
        }
    }
}

/// Counts bytes.
struct Size(usize);

impl io::Write for Size {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
