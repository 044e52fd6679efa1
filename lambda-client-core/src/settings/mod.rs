//! The settings of a call, in layers.

mod retry;

use std::time::Duration;

use crate::error::Error;

pub use self::retry::RetryConfig;

/// One layer of settings: those of a call, a client, a method's declaration or the [`Lambda`](crate::Lambda).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) idempotent: Option<bool>,
    pub(crate) tail_log: Option<bool>,
    pub(crate) retry: RetryConfig,
}

impl Settings {
    /// Returns `self`, with what it leaves unset taken from `lower`.
    ///
    /// A limit of `self` also shortens what `lower` sets below that limit: a call with a `timeout` of 5 s has attempts of 5 s at
    /// most, whatever its client says. The reverse, an `attempt_timeout` beyond the `timeout` of a lower layer, could not take
    /// effect: [`mistakes`](Settings::mistakes) reports it.
    pub(crate) fn over(self, lower: Settings) -> Settings {
        Settings {
            timeout: self.timeout.or(lower.timeout),
            attempt_timeout: self
                .attempt_timeout
                .or(at_most(lower.attempt_timeout, self.timeout)),
            idempotent: self.idempotent.or(lower.idempotent),
            tail_log: self.tail_log.or(lower.tail_log),
            retry: self.retry.or(lower.retry),
        }
    }

    /// Returns what is wrong with these settings, which are those of all layers together.
    pub(crate) fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        if self.timeout == Some(Duration::ZERO) {
            mistakes.push(
                "`timeout` is zero, so nothing would be sent; set how long a call may take, or use `deadline` for a moment that may have passed"
                    .to_owned(),
            );
        }
        if self.attempt_timeout == Some(Duration::ZERO) {
            mistakes.push(
                "`attempt_timeout` is zero, so no attempt could succeed; set how long an attempt may take"
                    .to_owned(),
            );
        }
        if let Some((attempt, call)) = exceeding(self.attempt_timeout, self.timeout) {
            mistakes.push(format!(
                "`attempt_timeout` ({attempt:?}) is longer than `timeout` ({call:?}) and would have no effect; set it to at most {call:?}, or set a longer `timeout`"
            ));
        }
        if self.retry.max_attempts == Some(0) {
            mistakes.push(
                "`max_attempts` is 0, but it includes the first attempt; set it to 1 to disable retries"
                    .to_owned(),
            );
        }
        if let Some((base, max)) = exceeding(self.retry.base_delay, self.retry.max_delay) {
            mistakes.push(format!(
                "`base_delay` ({base:?}) is longer than `max_delay` ({max:?}) and would have no effect; set it to at most {max:?}, or set a longer `max_delay`"
            ));
        }
        mistakes
    }

    /// Returns the [`mistakes`](Settings::mistakes) as an error.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &*self.mistakes() {
            [] => Ok(()),
            mistakes => Err(Error::configuration(mistakes.join("; "))),
        }
    }
}

/// Returns `value`, or `limit` if that is shorter.
fn at_most(value: Option<Duration>, limit: Option<Duration>) -> Option<Duration> {
    value.map(|value| limit.map_or(value, |limit| value.min(limit)))
}

/// Returns both durations if the first exceeds the second. A limit of zero is a separate mistake.
fn exceeding(value: Option<Duration>, limit: Option<Duration>) -> Option<(Duration, Duration)> {
    let both = value.zip(limit);
    both.filter(|(value, limit)| value > limit && !limit.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn timeouts(timeout: Option<Duration>, attempt_timeout: Option<Duration>) -> Settings {
        Settings {
            timeout,
            attempt_timeout,
            ..Settings::default()
        }
    }

    fn retry(retry: RetryConfig) -> Settings {
        Settings {
            retry,
            ..Settings::default()
        }
    }

    #[test]
    fn a_shorter_limit_of_a_higher_layer_shortens_what_is_below_it() {
        let lower = timeouts(None, Some(3 * SECOND));
        let upper = timeouts(Some(SECOND), None);
        let both = upper.over(lower);
        assert_eq!(
            (both.timeout, both.attempt_timeout),
            (Some(SECOND), Some(SECOND))
        );
        assert_eq!(both.mistakes(), [""; 0]);

        let lower = retry(RetryConfig::new().base_delay(3 * SECOND));
        let both = retry(RetryConfig::new().max_delay(SECOND)).over(lower);
        assert_eq!(both.retry.base_delay, Some(SECOND));
        assert_eq!(both.mistakes(), [""; 0]);
    }

    #[test]
    fn a_setting_beyond_a_limit_of_a_lower_layer_is_a_mistake() {
        let lower = timeouts(Some(SECOND), None);
        let upper = timeouts(None, Some(3 * SECOND));
        let mistakes = upper.over(lower).mistakes();
        assert!(
            mistakes[0].contains("`attempt_timeout` (3s)"),
            "{mistakes:?}"
        );

        let lower = retry(RetryConfig::new().max_delay(SECOND));
        let upper = retry(RetryConfig::new().base_delay(3 * SECOND));
        let mistakes = upper.over(lower).mistakes();
        assert!(mistakes[0].contains("`base_delay` (3s)"), "{mistakes:?}");
    }

    #[test]
    fn every_mistake_is_reported() {
        let retry = RetryConfig::new()
            .max_attempts(0)
            .base_delay(3 * SECOND)
            .max_delay(SECOND);
        let settings = Settings {
            retry,
            ..timeouts(Some(Duration::ZERO), Some(Duration::ZERO))
        };
        assert_eq!(settings.mistakes().len(), 4);
        assert!(settings.check().is_err());
        assert!(timeouts(Some(SECOND), Some(SECOND)).check().is_ok());
        let none = RetryConfig::new()
            .base_delay(Duration::ZERO)
            .max_delay(Duration::ZERO);
        assert!(self::retry(none).check().is_ok(), "tests do not wait");
    }
}
