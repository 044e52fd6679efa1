//! The decision: another attempt, or not.

use crate::certainty::{Class, DidRun, Retryability};

/// Attempts that a call takes at most where more of them rarely help: init code that failed, a reserved concurrency that
/// may be zero, addresses that have run out.
const FEW_ATTEMPTS: u32 = 3;

/// What to do after a failed attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    Fail,
    /// Another attempt, if fewer than this many have been made.
    RetryUpTo(u32),
}

/// Decides about another attempt. `asked` says that the function itself asked for it, by an error type that is declared
/// with `retry`.
pub(crate) fn decide(class: Class, idempotent: bool, asked: bool, max_attempts: u32) -> Decision {
    let few = max_attempts.min(FEW_ATTEMPTS);
    let patience = if class.stop_early { few } else { max_attempts };
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
        ) => Decision::RetryUpTo(patience),

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
        ) => Decision::RetryUpTo(patience),
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
    fn nothing_ran_and_will_pass_is_repeated_for_all() {
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
    fn what_may_have_run_is_repeated_only_for_idempotent_calls() {
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
    fn permanent_failures_are_never_repeated() {
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
    fn what_ran_is_repeated_only_where_the_function_asks() {
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
            stop_early: true,
            ..Class::new(DidRun::No, Retryability::Throttled)
        };
        assert_eq!(decide(class, false, false, 9), Decision::RetryUpTo(3));
    }
}
