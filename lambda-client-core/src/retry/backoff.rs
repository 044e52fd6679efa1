//! The delay before the next attempt.

use std::time::Duration;

use crate::certainty::Retryability;
use crate::settings::RetryConfig;

/// Returns a delay with full jitter: random, between zero and a bound that doubles with every attempt.
///
/// `failed` counts the failed attempts so far, from 1. `chance` is a number in `0..1`. The result is at least Lambda's
/// `Retry-After`.
pub(crate) fn delay(
    config: &RetryConfig,
    retryability: Retryability,
    failed: u32,
    retry_after: Option<Duration>,
    chance: f64,
) -> Duration {
    let (base, max) = delay_bounds(config, retryability);
    let doublings = failed.saturating_sub(1).min(31);
    let bound = base.saturating_mul(1 << doublings).min(max);
    // A `Jitter` that returns something else (NaN, say) must not make a call panic: the whole bound is the safe choice.
    let drawn = bound.as_secs_f64() * chance.clamp(0.0, 1.0);
    let drawn = Duration::try_from_secs_f64(drawn)
        .unwrap_or(bound)
        .min(bound);
    drawn.max(retry_after.unwrap_or_default())
}

/// Returns the bound of the first delay, and that of all.
pub(crate) fn delay_bounds(
    config: &RetryConfig,
    retryability: Retryability,
) -> (Duration, Duration) {
    match retryability {
        Retryability::Throttled => config.delays(Duration::from_secs(1), Duration::from_secs(20)),
        Retryability::NotReady => config.delays(Duration::from_secs(2), Duration::from_secs(10)),
        Retryability::Transient | Retryability::Permanent => {
            config.delays(Duration::from_millis(100), Duration::from_secs(20))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: f64 = 0.5;

    fn secs(secs: u64) -> Duration {
        Duration::from_secs(secs)
    }

    #[test]
    fn bounds_double_up_to_the_maximum() {
        let config = RetryConfig::new();
        let bound = |retryability, failed| delay(&config, retryability, failed, None, 1.0);
        assert_eq!(bound(Retryability::Throttled, 1), secs(1));
        assert_eq!(bound(Retryability::Throttled, 3), secs(4));
        assert_eq!(bound(Retryability::Throttled, 9), secs(20));
        assert_eq!(bound(Retryability::NotReady, 4), secs(10));
        assert_eq!(
            bound(Retryability::Transient, 2),
            Duration::from_millis(200)
        );
        assert_eq!(bound(Retryability::Transient, u32::MAX), secs(20));
    }

    #[test]
    fn a_delay_is_drawn_below_the_bound() {
        let config = RetryConfig::new();
        assert_eq!(
            delay(&config, Retryability::Throttled, 1, None, HALF),
            Duration::from_millis(500)
        );
        assert_eq!(
            delay(&config, Retryability::Throttled, 1, None, 0.0),
            Duration::ZERO
        );
    }

    #[test]
    fn retry_after_is_a_lower_bound() {
        let config = RetryConfig::new().max_delay(secs(2));
        let wait = |after| delay(&config, Retryability::Throttled, 5, Some(after), HALF);
        assert_eq!(wait(secs(7)), secs(7));
        assert_eq!(wait(Duration::from_millis(1)), secs(1));
    }

    #[test]
    fn extreme_settings_and_draws_do_not_overflow() {
        let config = RetryConfig::new()
            .base_delay(Duration::MAX)
            .max_delay(Duration::MAX);
        for chance in [1.0, 2.0, f64::INFINITY, f64::NAN] {
            let drawn = delay(&config, Retryability::Transient, u32::MAX, None, chance);
            assert_eq!(drawn, Duration::MAX, "{chance}");
        }
        let drawn = delay(&config, Retryability::Transient, 1, None, -1.0);
        assert_eq!(drawn, Duration::ZERO);
    }

    #[test]
    fn configured_delays_replace_the_defaults() {
        let config = RetryConfig::new()
            .base_delay(Duration::from_millis(10))
            .max_delay(Duration::from_millis(15));
        assert_eq!(
            delay(&config, Retryability::NotReady, 1, None, 1.0),
            Duration::from_millis(10)
        );
        assert_eq!(
            delay(&config, Retryability::NotReady, 2, None, 1.0),
            Duration::from_millis(15)
        );
    }
}
