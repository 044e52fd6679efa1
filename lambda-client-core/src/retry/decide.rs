//! The decision about another attempt.

use crate::certainty::{Class, DidRun, RetryLimit, Retryability};

/// The maximum number of attempts where more rarely help: failed init code, a reserved concurrency that may be zero, exhausted
/// IP addresses.
const FEW_ATTEMPTS: u32 = 3;

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Return the error.
    Fail,
    /// Make another attempt if fewer than this many have been made.
    RetryUpTo(u32),
}

/// Decides about another attempt. `asked` says that the function itself asked for it, by an error type declared with `retry`.
pub(crate) fn decide(class: Class, idempotent: bool, asked: bool, max_attempts: u32) -> Decision {
    let few = max_attempts.min(FEW_ATTEMPTS);
    let max = match class.limit {
        // Whether the one retry has been made is not a matter of the class.
        RetryLimit::Settings | RetryLimit::Once => max_attempts,
        RetryLimit::Few => few,
    };
    match (class.did_run, class.retryability, idempotent, asked) {
        // The author of the function knows better than any evidence.
        (DidRun::No | DidRun::InitOnly | DidRun::Unknown | DidRun::Yes, _, _, true) => {
            Decision::RetryUpTo(max_attempts)
        }

        (DidRun::Yes, _, _, false) => Decision::Fail,

        (DidRun::No | DidRun::InitOnly | DidRun::Unknown, Retryability::Permanent, _, false) => {
            Decision::Fail
        }

        (
            DidRun::No,
            Retryability::Throttled | Retryability::NotReady | Retryability::Transient,
            true | false,
            false,
        ) => Decision::RetryUpTo(max),

        (
            DidRun::InitOnly,
            Retryability::Throttled | Retryability::NotReady | Retryability::Transient,
            true,
            false,
        ) => Decision::RetryUpTo(few),
        (
            DidRun::Unknown,
            Retryability::Throttled | Retryability::NotReady | Retryability::Transient,
            true,
            false,
        ) => Decision::RetryUpTo(max),
        (
            DidRun::InitOnly | DidRun::Unknown,
            Retryability::Throttled | Retryability::NotReady | Retryability::Transient,
            false,
            false,
        ) => Decision::Fail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSING: [Retryability; 3] = [
        Retryability::Throttled,
        Retryability::NotReady,
        Retryability::Transient,
    ];

    fn decided(
        did_run: DidRun,
        retryability: Retryability,
        idempotent: bool,
        asked: bool,
    ) -> Decision {
        decide(Class::new(did_run, retryability), idempotent, asked, 5)
    }

    #[test]
    fn a_passing_failure_that_ran_nothing_is_retried_for_all() {
        for retryability in PASSING {
            for idempotent in [true, false] {
                assert_eq!(
                    decided(DidRun::No, retryability, idempotent, false),
                    Decision::RetryUpTo(5)
                );
            }
        }
    }

    #[test]
    fn what_may_have_run_is_retried_only_for_idempotent_calls() {
        for retryability in PASSING {
            for did_run in [DidRun::InitOnly, DidRun::Unknown] {
                assert_eq!(
                    decided(did_run, retryability, false, false),
                    Decision::Fail,
                    "{did_run:?} {retryability:?}"
                );
            }
            assert_eq!(
                decided(DidRun::Unknown, retryability, true, false),
                Decision::RetryUpTo(5)
            );
            assert_eq!(
                decided(DidRun::InitOnly, retryability, true, false),
                Decision::RetryUpTo(3)
            );
        }
    }

    #[test]
    fn permanent_failures_are_never_retried() {
        for did_run in [DidRun::No, DidRun::InitOnly, DidRun::Unknown, DidRun::Yes] {
            for idempotent in [true, false] {
                assert_eq!(
                    decided(did_run, Retryability::Permanent, idempotent, false),
                    Decision::Fail
                );
            }
        }
    }

    #[test]
    fn what_ran_is_retried_only_if_the_function_asks() {
        for retryability in [PASSING.as_slice(), &[Retryability::Permanent]].concat() {
            for idempotent in [true, false] {
                assert_eq!(
                    decided(DidRun::Yes, retryability, idempotent, false),
                    Decision::Fail
                );
                for did_run in [DidRun::InitOnly, DidRun::Unknown, DidRun::Yes] {
                    assert_eq!(
                        decided(did_run, retryability, idempotent, true),
                        Decision::RetryUpTo(5)
                    );
                }
            }
        }
    }

    #[test]
    fn a_concurrency_that_may_be_zero_is_tried_few_times() {
        let class = Class {
            limit: RetryLimit::Few,
            ..Class::new(DidRun::No, Retryability::Throttled)
        };
        assert_eq!(decide(class, false, false, 9), Decision::RetryUpTo(3));
    }
}
