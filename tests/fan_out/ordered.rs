//! The order of the inputs, in bounded memory.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures::StreamExt;
use lambda_client::fan_out::{Done, pack};
use lambda_client::{Error, fan_out};
use tokio::time::{Instant, sleep, timeout};

/// An input of which it is known how many are alive.
#[derive(Debug)]
struct Counted {
    item: u32,
    alive: Rc<Cell<usize>>,
}

impl Clone for Counted {
    fn clone(&self) -> Self {
        Counted::new(self.item, &self.alive)
    }
}

impl Counted {
    fn new(item: u32, alive: &Rc<Cell<usize>>) -> Counted {
        alive.set(alive.get() + 1);
        let alive = Rc::clone(alive);
        Counted { item, alive }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.alive.set(self.alive.get() - 1);
    }
}

/// The first item takes as long as a hundred of those after it.
async fn first_is_slow(item: u32) -> Result<u32, Error> {
    sleep(Duration::from_secs(if item == 0 { 100 } else { 1 })).await;
    Ok(item)
}

#[tokio::test(start_paused = true)]
async fn nothing_starts_while_too_many_items_wait_for_a_slow_one() {
    let alive = Rc::new(Cell::new(0));
    let (last, most) = (Cell::new(0), Cell::new(0));
    let inputs = (0..100_000).map(|item| {
        last.set(item);
        most.set(most.get().max(alive.get()));
        Counted::new(item, &alive)
    });
    let mut ordered = fan_out(inputs, |input: Counted| first_is_slow(input.item))
        .concurrency(30)
        .ordered()
        .stream();
    assert_eq!(ordered.next().await.unwrap().index, 0);
    // 29 run at a time next to the slow one, and four times 30 are kept.
    assert!((120..=160).contains(&last.get()), "{} items", last.get());
    let rest = ordered.map(|done| done.index).enumerate();
    let in_order = rest.all(|(position, index)| async move { index == position + 1 });
    assert!(in_order.await);
    assert_eq!(last.get(), 99_999);
    assert!(most.get() <= 200, "{} inputs alive", most.get());
}

#[tokio::test(start_paused = true)]
async fn a_slow_item_does_not_stop_what_has_no_order() {
    let mut last = 0;
    let started = Instant::now();
    fan_out(0..2_000, first_is_slow)
        .concurrency(30)
        .for_each(|done| last = done.index)
        .await;
    assert_eq!((last, started.elapsed().as_secs()), (0, 100));
}

/// Items of packs come in order as well, although the first call is slow and others are halved.
#[tokio::test(start_paused = true)]
async fn packs_and_their_halves_are_given_in_order() {
    let call = |items: Vec<u32>| async move {
        first_is_slow(items[0]).await?;
        match items.len() > 2 {
            true => Err(Error::function("Full", "no room")),
            false => Ok(items),
        }
    };
    let items = pack(0..1_000_u32, call)
        .max_items(8)
        .idempotent(true)
        .concurrency(5)
        .ordered()
        .stream();
    let items = timeout(Duration::from_secs(3_600), items.collect());
    let items: Vec<Done<_, _, _>> = items.await.expect("what waits for its turn is started");
    assert!(items.iter().map(|done| done.index).eq(0..1_000));
    assert!(
        items
            .iter()
            .map(|done| *done.result.as_ref().unwrap())
            .eq(0..1_000)
    );
}
