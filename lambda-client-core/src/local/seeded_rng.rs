//! Reproducible random numbers.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use crate::uuid;

/// A stream of random numbers.
pub(in crate::local) struct SeededRng(Mutex<fastrand::Rng>);

impl SeededRng {
    /// Creates the stream with this name and seed. Without a seed, each stream is different.
    pub(in crate::local) fn new(seed: Option<u64>, stream: &str) -> SeededRng {
        let rng = match seed {
            Some(seed) => fastrand::Rng::with_seed(seed ^ hash(stream)),
            None => fastrand::Rng::new(),
        };
        SeededRng(Mutex::new(rng))
    }

    fn draw<T>(&self, draw: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns a number from 0 up to, but not including, 1.
    pub(in crate::local) fn fraction(&self) -> f64 {
        self.draw(|rng| rng.f64())
    }

    /// Returns a random UUID, which is the form of Lambda's request IDs.
    pub(in crate::local) fn uuid(&self) -> String {
        uuid::from_bits(self.draw(|rng| rng.u128(..)))
    }
}

impl fmt::Debug for SeededRng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeededRng")
    }
}

/// FNV-1a. Unlike the standard library's hasher it does not change between toolchains, so a seed stays reproducible.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_reproducible_and_streams_differ() {
        let ids = |seed, stream| {
            let rng = SeededRng::new(seed, stream);
            [rng.uuid(), rng.uuid()]
        };
        assert_eq!(ids(Some(7), "a"), ids(Some(7), "a"));
        assert_ne!(ids(Some(7), "a"), ids(Some(7), "b"));
        assert_ne!(ids(None, "a"), ids(None, "a"));
    }

    #[test]
    fn a_uuid_has_the_form_of_version_4() {
        let id = SeededRng::new(None, "a").uuid();
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(id.as_bytes()[14], b'4');
        assert!(matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }
}
