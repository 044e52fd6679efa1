//! Every body that compiles in a trait written by hand compiles in this one.
#![deny(warnings, clippy::pedantic)]

use std::cell::Cell;
use std::error::Error as StdError;
use std::fmt::{Debug, Display};
use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Waker};

use lambda_client::{Error, lambda_fn};

/// Counts how many were dropped.
pub struct Guard<'a>(&'a AtomicU32);

impl Drop for Guard<'_> {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn count(&self) -> Result<u32, Error>;

    async fn boxed(&self) -> Box<dyn Display + Send> {
        Box::new(1)
    }

    async fn slice(&self) -> &[u8] {
        &[1, 2]
    }

    async fn function(&self) -> fn(u32) -> u32 {
        |x| x
    }

    async fn dereferenced(&self, text: &'static String) -> &str {
        text
    }

    async fn object(&self) -> Option<&'static dyn Debug> {
        Some(&1)
    }

    async fn early(&self, early: bool) -> Box<dyn Display + Send> {
        if early {
            return Box::new(1);
        }
        Box::new("a")
    }

    async fn nested(&self, early: bool) -> Result<Box<dyn Display + Send>, Box<dyn StdError + Send + Sync>> {
        if early {
            Err("early")?;
        }
        let number: u32 = "1".parse()?;
        Ok(Box::new(number))
    }

    async fn shared(&self) -> Arc<dyn Fn(u32) -> u32 + Send + Sync> {
        Arc::new(|x| x + 1)
    }

    async fn unsized_inside(&self) -> Arc<Mutex<[u8]>> {
        Arc::new(Mutex::new([1, 2, 3]))
    }

    async fn inferred(&self) -> Vec<u8> {
        [1, 2].into_iter().collect()
    }

    async fn converted(&self) -> String {
        "a".into()
    }

    async fn closures(&self) -> [fn(u32) -> u32; 2] {
        [|x| x, |x| x + 1]
    }

    async fn matched(&self, which: u8) -> &dyn Debug {
        match which {
            0 => &1,
            1 => &"a",
            _ => &[1],
        }
    }

    async fn never(&self) -> u32 {
        panic!("never")
    }

    async fn forever(&self) -> ! {
        loop {
            drop(self.count().await);
        }
    }

    async fn panics(&self) -> ! {
        panic!("always")
    }

    async fn looping(&self) -> u32 {
        loop {
            if let Ok(count) = self.count().await {
                break count;
            }
        }
    }

    async fn nothing(&self) {}

    async fn hidden(&self) -> impl Display {
        1
    }

    async fn hidden_inside(&self) -> Result<impl Display, Error> {
        self.count().await
    }

    /// The guard of the mutex is dropped before the mutex.
    async fn temporary(&self, number: Mutex<u32>) -> u32 {
        *number.lock().unwrap()
    }

    async fn patterns(&self, (mut a, ref b): (u32, String), [c, ..]: [u32; 2], _: u8) -> u32 {
        a += c;
        a + u32::try_from(b.len()).unwrap_or_default()
    }

    async fn by_value(mut self, mut by: u32) -> u32
    where
        Self: Sized + Default,
    {
        by += self.count().await.unwrap_or_default();
        self = Self::default();
        by + self.count().await.unwrap_or_default()
    }

    /// The future holds its arguments, used or not.
    async fn held(&self, _guard: Guard<'_>, _: Guard<'_>, (_, _b): (Guard<'_>, Guard<'_>)) {}

    async fn consumed(self)
    where
        Self: Sized,
    {
    }

    async fn conditional(&self, #[cfg(any())] gone: Gone, #[cfg(not(any()))] #[expect(unused_variables)] here: u32) -> u32 {
        #[cfg(any())]
        drop(gone);
        1
    }

    async fn generic<T: Default + Send, const N: usize>(&self, _values: [T; N]) -> Box<dyn Iterator<Item = usize> + Send> {
        Box::new(0..N)
    }

    async fn attributes(&self) -> u32 {
        #![allow(unused_variables)]
        let unused = 1;
        2
    }

    async fn named<'a>(&'a self, texts: &mut Vec<&'a str>, text: &'a str) -> Result<&'a str, Error> {
        texts.push(text);
        self.count().await?;
        Ok(texts[0])
    }

    async fn elided(&self, texts: &Mutex<Vec<&'static str>>, guard: Guard<'_>) -> &str {
        let first = texts.lock().unwrap()[0];
        drop(self.count().await);
        drop(guard);
        first
    }

    async fn partly_elided<'a>(&self, #[allow(unused_variables)] left: &Cell<&'a str>, right: &'a str) -> (&'a str, &dyn Debug) {
        (right, &1)
    }

    async fn cell(&self) -> Cell<u32> {
        Cell::new(1)
    }
}

/// The same methods by hand.
#[allow(async_fn_in_trait)]
trait ByHand: Orders {
    async fn named<'a>(&'a self, texts: &mut Vec<&'a str>, text: &'a str) -> Result<&'a str, Error> {
        texts.push(text);
        self.count().await?;
        Ok(texts[0])
    }

    async fn elided(&self, texts: &Mutex<Vec<&'static str>>, guard: Guard<'_>) -> &str {
        let first = texts.lock().unwrap()[0];
        drop(self.count().await);
        drop(guard);
        first
    }
}

impl ByHand for Shop {}

#[derive(Default)]
struct Shop;

impl Orders for Shop {
    async fn count(&self) -> Result<u32, Error> {
        Ok(7)
    }
}

struct Consumed<'a>(Guard<'a>);

impl Orders for Consumed<'_> {
    async fn count(&self) -> Result<u32, Error> {
        let _ = &self.0;
        Ok(0)
    }
}

fn main() {
    let run = tokio::runtime::Builder::new_current_thread().build().unwrap();
    assert_eq!(run.block_on(Shop.boxed()).to_string(), "1");
    assert_eq!(run.block_on(Shop.early(true)).to_string(), "1");
    assert_eq!(run.block_on(Shop.early(false)).to_string(), "a");
    assert_eq!(run.block_on(Shop.slice()), [1, 2]);
    assert_eq!(run.block_on(Shop.function())(3), 3);
    assert!(run.block_on(Shop.nested(true)).is_err());
    assert_eq!(run.block_on(Shop.temporary(Mutex::new(5))), 5);
    assert_eq!(run.block_on(Shop.hidden()).to_string(), "1");
    assert_eq!(run.block_on(Shop.hidden_inside()).unwrap().to_string(), "7");
    assert_eq!(run.block_on(Shop.patterns((1, "ab".to_owned()), [3, 4], 0)), 6);
    assert_eq!(run.block_on(Shop.by_value(1)), 15);
    assert_eq!(run.block_on(Shop.conditional(1)), 1);
    assert_eq!(run.block_on(Shop.generic([1u8, 2])).count(), 2);

    let (mut texts, shared) = (Vec::new(), Mutex::new(vec!["b"]));
    assert_eq!(run.block_on(Orders::named(&Shop, &mut texts, "a")).unwrap(), "a");
    assert_eq!(run.block_on(Shop.partly_elided(&Cell::new("a"), "b")).0, "b");

    let dropped = AtomicU32::new(0);
    let guard = || Guard(&dropped);
    let size = size_of_val(&Orders::named(&Shop, &mut texts, "a"));
    assert!(size <= size_of_val(&ByHand::named(&Shop, &mut texts, "a")));
    let size = size_of_val(&Orders::elided(&Shop, &shared, guard()));
    assert!(size <= size_of_val(&ByHand::elided(&Shop, &shared, guard())));
    assert_eq!(run.block_on(Orders::elided(&Shop, &shared, guard())), "b");
    dropped.store(0, Ordering::Relaxed);
    let held = Shop.held(guard(), guard(), (guard(), guard()));
    let consumed = Consumed(guard()).consumed();
    assert_eq!(dropped.load(Ordering::Relaxed), 0, "a future owns its arguments");
    let mut context = Context::from_waker(Waker::noop());
    assert!(pin!(held).poll(&mut context).is_ready());
    assert!(pin!(consumed).poll(&mut context).is_ready());
    assert_eq!(dropped.load(Ordering::Relaxed), 5);
}
