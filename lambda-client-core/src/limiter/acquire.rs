//! Waiting for a permit.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

use crate::future::BoxFuture;
use crate::limiter::holder::Holder;
use crate::limiter::long_runs::Sent;
use crate::limiter::sent_at::SentAt;
use crate::limiter::state::Ticket;
use crate::limiter::{Limiter, Permit};

/// Who waits for a permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Applicant {
    /// Code outside of this crate.
    Code,
    Call,
    /// A call whose last attempt was throttled. It goes before the others.
    ThrottledCall,
}

/// Waits until another attempt may run.
pub(super) struct Acquire {
    limiter: Limiter,
    applicant: Applicant,
    /// The place in the queue, from the first poll to the end.
    ticket: Option<Ticket>,
    timer: Option<(Instant, BoxFuture<'static, ()>)>,
}

impl Acquire {
    pub(super) fn new(limiter: Limiter, applicant: Applicant) -> Acquire {
        Acquire {
            limiter,
            applicant,
            ticket: None,
            timer: None,
        }
    }
}

impl Future for Acquire {
    type Output = Permit;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Permit> {
        let this = &mut *self;
        let Limiter { shared, clock } = &this.limiter;
        let is_codes = this.applicant == Applicant::Code;
        loop {
            let now = clock.now();
            let polled = shared.with(|state| {
                let is_retry = this.applicant == Applicant::ThrottledCall;
                let ticket = *this
                    .ticket
                    .get_or_insert_with(|| state.enter(is_retry, now));
                let Some(id) = state.poll(ticket, cx.waker(), now) else {
                    return Err(state.next_change(now));
                };
                let sent_at = (!is_codes).then(|| Arc::new(SentAt::new(clock)));
                let sent = sent_at.clone().map_or(Sent::Since(now), Sent::Followed);
                state.taken(id, sent);
                Ok((id, sent_at))
            });
            let change = match polled {
                Ok((id, sent_at)) => {
                    this.ticket = None;
                    let holder = is_codes.then(|| Holder::current(&this.limiter));
                    return Poll::Ready(Permit {
                        limiter: this.limiter.clone(),
                        id: Some(id),
                        sent_at,
                        _holder: holder.flatten(),
                    });
                }
                Err(change) => change,
            };
            let Some(change) = change else {
                return Poll::Pending;
            };
            // An earlier timer does: it leads here again.
            if this.timer.as_ref().is_none_or(|(at, _)| *at > change) {
                match clock.try_sleep(change.saturating_duration_since(now)) {
                    Ok(timer) => this.timer = Some((change, timer)),
                    // Where a clock cannot wait, there are no pauses either.
                    Err(_) => {
                        shared.with(|state| state.end_pause(now));
                        this.timer = None;
                        return Poll::Pending;
                    }
                }
            }
            if let Some((_, timer)) = &mut this.timer
                && timer.as_mut().poll(cx).is_pending()
            {
                return Poll::Pending;
            }
            this.timer = None;
        }
    }
}

impl Drop for Acquire {
    fn drop(&mut self) {
        if let Some(ticket) = self.ticket.take() {
            let now = self.limiter.clock.now();
            self.limiter.shared.with(|state| state.leave(ticket, now));
        }
    }
}
