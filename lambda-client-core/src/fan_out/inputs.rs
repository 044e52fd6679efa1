//! Where the inputs of a fan-out come from.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

/// Inputs of a fan-out: anything that implements `IntoIterator`, or `Stream`.
///
/// `Kind` tells the two apart, and the compiler infers it. Nothing is taken from the inputs before it can be started, so they may be
/// endless, and those of `&mut iterator` that were not started are still in the iterator afterwards.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the inputs of a fan-out",
    label = "neither an iterator nor a stream"
)]
pub trait Inputs<Kind> {
    /// One input.
    type Input;
    /// What the inputs are taken from.
    type Source: Source<Input = Self::Input>;

    /// Converts this to the source of its inputs.
    #[doc(hidden)]
    fn into_source(self) -> Self::Source;
}

/// Gives one input after the other.
pub trait Source {
    /// One input: an item, or the items of one call of a [`pack`](crate::fan_out::pack()).
    type Input;

    /// Returns the next input, or `None` after the last one.
    #[doc(hidden)]
    fn poll_input(&mut self, cx: &mut Context<'_>) -> Poll<Option<Self::Input>>;

    /// Returns how many items are left, if that is known.
    #[doc(hidden)]
    fn left(&self) -> Option<usize>;

    /// Returns how many items an input consists of.
    #[doc(hidden)]
    fn items(_: &Self::Input) -> usize {
        1
    }

    /// Takes the second half of the items of an input, if it has several.
    #[doc(hidden)]
    fn split_off(_: &mut Self::Input) -> Option<Self::Input> {
        None
    }

    /// Returns what has been taken from the inputs and has not become part of one.
    #[doc(hidden)]
    fn take_rest(&mut self) -> Option<Self::Input> {
        None
    }
}

/// The [kind](Inputs) of inputs that an iterator gives.
#[derive(Clone, Copy, Debug)]
pub struct FromIterator;

/// The [kind](Inputs) of inputs that a stream gives.
#[derive(Clone, Copy, Debug)]
pub struct FromStream;

/// The source of an iterator's inputs.
#[doc(hidden)]
pub struct IteratorSource<I>(I);

impl<I> fmt::Debug for IteratorSource<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("IteratorSource")
    }
}

impl<I: IntoIterator> Inputs<FromIterator> for I {
    type Input = I::Item;
    type Source = IteratorSource<I::IntoIter>;

    fn into_source(self) -> Self::Source {
        IteratorSource(self.into_iter())
    }
}

impl<I: Iterator> Source for IteratorSource<I> {
    type Input = I::Item;

    fn poll_input(&mut self, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }

    fn left(&self) -> Option<usize> {
        exact(self.0.size_hint())
    }
}

/// The source of a stream's inputs.
#[doc(hidden)]
pub struct StreamSource<S>(Pin<Box<S>>);

impl<S> fmt::Debug for StreamSource<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StreamSource")
    }
}

impl<S: Stream> Inputs<FromStream> for S {
    type Input = S::Item;
    type Source = StreamSource<S>;

    fn into_source(self) -> Self::Source {
        StreamSource(Box::pin(self))
    }
}

impl<S: Stream> Source for StreamSource<S> {
    type Input = S::Item;

    fn poll_input(&mut self, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        self.0.as_mut().poll_next(cx)
    }

    fn left(&self) -> Option<usize> {
        exact(self.0.size_hint())
    }
}

fn exact((least, most): (usize, Option<usize>)) -> Option<usize> {
    most.filter(|most| *most == least)
}
