//! Random numbers that can be repeated: everything random comes from one seed.

use std::fmt;
use std::sync::{Mutex, PoisonError};

/// A stream of random numbers. Each function has one of its own, so that calls to one do not move the luck of another.
pub(crate) struct SeededRng(Mutex<fastrand::Rng>);

impl SeededRng {
    /// The stream of this name under this seed; without a seed, a different one each time.
    pub(crate) fn new(seed: Option<u64>, stream: &str) -> SeededRng {
        let rng = match seed {
            Some(seed) => fastrand::Rng::with_seed(seed ^ hash(stream)),
            None => fastrand::Rng::new(),
        };
        SeededRng(Mutex::new(rng))
    }

    fn draw<T>(&self, draw: impl FnOnce(&mut fastrand::Rng) -> T) -> T {
        draw(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// A number from 0 up to, but not including, 1.
    pub(crate) fn fraction(&self) -> f64 {
        self.draw(|rng| rng.f64())
    }

    /// An id in the form of Lambda's: a random UUID.
    pub(crate) fn uuid(&self) -> String {
        let bits = self.draw(|rng| rng.u128(..));
        let [a, b, c, d, e] = [bits >> 96, bits >> 80, bits >> 64, bits >> 48, bits];
        format!(
            "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
            a as u32,
            b as u16,
            c as u16 & 0xfff,
            (d as u16 & 0x3fff) | 0x8000,
            e & 0xffff_ffff_ffff
        )
    }
}

impl fmt::Debug for SeededRng {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SeededRng")
    }
}

/// FNV-1a: unlike the standard library's hasher it stays the same, so that a seed repeats a run with any toolchain.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_streams_differ() {
        let ids = |seed, stream| {
            let chance = SeededRng::new(seed, stream);
            [chance.uuid(), chance.uuid()]
        };
        assert_eq!(ids(Some(7), "a"), ids(Some(7), "a"));
        assert_ne!(ids(Some(7), "a"), ids(Some(7), "b"));
        assert_ne!(ids(None, "a"), ids(None, "a"));
    }

    #[test]
    fn an_id_is_a_random_uuid() {
        let id = SeededRng::new(None, "a").uuid();
        let parts: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        assert_eq!(id.as_bytes()[14], b'4');
        assert!(matches!(id.as_bytes()[19], b'8' | b'9' | b'a' | b'b'));
    }
}
