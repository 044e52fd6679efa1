//! The decision: another attempt, or not.

use crate::certainty::{Class, DidRun, Outlook};

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
    match (class.did_run, class.outlook, idempotent, asked) {
        // The author of the function knows better than any evidence.
        (DidRun::No | DidRun::InitOnly | DidRun::Unknown | DidRun::Yes, _, _, true) => {
            Decision::RetryUpTo(max_attempts)
        }

        (DidRun::Yes, _, _, false) => Decision::Fail,

        (DidRun::No | DidRun::InitOnly | DidRun::Unknown, Outlook::Permanent, _, false) => {
            Decision::Fail
        }

        (
            DidRun::No,
            Outlook::Throttled | Outlook::NotReady | Outlook::Transient,
            true | false,
            false,
        ) => Decision::RetryUpTo(patience),

        (
            DidRun::InitOnly,
            Outlook::Throttled | Outlook::NotReady | Outlook::Transient,
            true,
            false,
        ) => Decision::RetryUpTo(few),
        (
            DidRun::Unknown,
            Outlook::Throttled | Outlook::NotReady | Outlook::Transient,
            true,
            false,
        ) => Decision::RetryUpTo(patience),
        (
            DidRun::InitOnly | DidRun::Unknown,
            Outlook::Throttled | Outlook::NotReady | Outlook::Transient,
            false,
            false,
        ) => Decision::Fail,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSING: [Outlook; 3] = [Outlook::Throttled, Outlook::NotReady, Outlook::Transient];

    fn decided(did_run: DidRun, outlook: Outlook, idempotent: bool, asked: bool) -> Decision {
        decide(Class::new(did_run, outlook), idempotent, asked, 5)
    }

    #[test]
    fn nothing_ran_and_will_pass_is_repeated_for_all() {
        for outlook in PASSING {
            for idempotent in [true, false] {
                assert_eq!(
                    decided(DidRun::No, outlook, idempotent, false),
                    Decision::RetryUpTo(5)
                );
            }
        }
    }

    #[test]
    fn what_may_have_run_is_repeated_only_for_idempotent_calls() {
        for outlook in PASSING {
            for did_run in [DidRun::InitOnly, DidRun::Unknown] {
                assert_eq!(
                    decided(did_run, outlook, false, false),
                    Decision::Fail,
                    "{did_run:?} {outlook:?}"
                );
            }
            assert_eq!(
                decided(DidRun::Unknown, outlook, true, false),
                Decision::RetryUpTo(5)
            );
            assert_eq!(
                decided(DidRun::InitOnly, outlook, true, false),
                Decision::RetryUpTo(3)
            );
        }
    }

    #[test]
    fn permanent_failures_are_never_repeated() {
        for did_run in [DidRun::No, DidRun::InitOnly, DidRun::Unknown, DidRun::Yes] {
            for idempotent in [true, false] {
                assert_eq!(
                    decided(did_run, Outlook::Permanent, idempotent, false),
                    Decision::Fail
                );
            }
        }
    }

    #[test]
    fn what_ran_is_repeated_only_where_the_function_asks() {
        for outlook in [PASSING.as_slice(), &[Outlook::Permanent]].concat() {
            for idempotent in [true, false] {
                assert_eq!(
                    decided(DidRun::Yes, outlook, idempotent, false),
                    Decision::Fail
                );
                for did_run in [DidRun::InitOnly, DidRun::Unknown, DidRun::Yes] {
                    assert_eq!(
                        decided(did_run, outlook, idempotent, true),
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
            ..Class::new(DidRun::No, Outlook::Throttled)
        };
        assert_eq!(decide(class, false, false, 9), Decision::RetryUpTo(3));
    }
}
