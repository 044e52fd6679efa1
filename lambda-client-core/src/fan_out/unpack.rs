//! Calls for several items, and what they say about each of them.

use std::any::Any;
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use futures_core::Stream;

use crate::error::Error;
use crate::fan_out::inputs::Source;
use crate::fan_out::packs::Packs;
use crate::fan_out::{Done, FanOut, ItemError, PackError};
use crate::limiter::Item;

/// Makes sure that there is a response for each item.
pub(super) fn checked<S, F, Fut, T, E>(
    calls: FanOut<Packs<S>, F>,
) -> FanOut<Packs<S>, impl FnMut(Vec<S::Input>) -> Checked<Fut>>
where
    S: Source,
    F: FnMut(Vec<S::Input>) -> Fut,
    Fut: Future<Output = Result<Vec<T>, E>>,
    E: 'static,
{
    let FanOut {
        source,
        mut call,
        options,
    } = calls;
    FanOut {
        source,
        call: move |items: Vec<S::Input>| Checked {
            expected: items.len(),
            call: Box::pin(call(items)),
        },
        options,
    }
}

/// A call for several items.
pub(super) struct Checked<Fut> {
    expected: usize,
    call: Pin<Box<Fut>>,
}

impl<Fut, T, E> Future for Checked<Fut>
where
    Fut: Future<Output = Result<Vec<T>, E>>,
    E: 'static,
{
    type Output = Result<Vec<T>, PackError<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let expected = self.expected;
        self.call.as_mut().poll(cx).map(|result| match result {
            Ok(values) if values.len() == expected => Ok(values),
            Ok(values) => Err(PackError::Count {
                expected,
                received: values.len(),
            }),
            Err(error) => {
                let any: &dyn Any = &error;
                if let (Some(error), Some(item)) = (any.downcast_ref::<Error>(), Item::current()) {
                    item.returned(error);
                }
                Err(PackError::Call(Arc::new(error)))
            }
        })
    }
}

/// The items of calls that have ended.
pub(super) struct Unpacked<P, I, T, E> {
    packs: P,
    items: VecDeque<Done<I, T, PackError<E>>>,
}

impl<P, I, T, E> Unpacked<P, I, T, E> {
    pub(super) fn new(packs: P) -> Self {
        Unpacked {
            packs,
            items: VecDeque::new(),
        }
    }
}

// Nothing in it is pinned in place.
impl<P: Unpin, I, T, E> Unpin for Unpacked<P, I, T, E> {}

impl<P, I, T, E> Stream for Unpacked<P, I, T, E>
where
    P: Stream<Item = Done<Vec<I>, Vec<T>, PackError<E>>> + Unpin,
{
    type Item = Done<I, T, PackError<E>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Unpacked { packs, items } = &mut *self;
        while items.is_empty() {
            match Pin::new(&mut *packs).poll_next(cx) {
                Poll::Ready(Some(pack)) => unpack(pack, |item| items.push_back(item)),
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
        Poll::Ready(items.pop_front())
    }
}

/// Gives each item of a call its result.
pub(super) fn unpack<I, T, E>(
    pack: Done<Vec<I>, Vec<T>, PackError<E>>,
    mut each: impl FnMut(Done<I, T, PackError<E>>),
) {
    let Done {
        index,
        input,
        result,
        attempts,
        throttled,
    } = pack;
    let mut give = |(index, input), result| {
        each(Done {
            index,
            input,
            result,
            attempts,
            throttled,
        });
    };
    let items = (index..).zip(input);
    match result {
        Ok(values) => items
            .zip(values)
            .for_each(|(item, value)| give(item, Ok(value))),
        Err(error) => items.for_each(|item| give(item, Err(ItemError::clone(&error)))),
    }
}
