//! What all calls to one function share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lambda_client_grammar::name::{FunctionName, parse_function_name};

#[cfg(feature = "fan-out")]
use crate::limiter::SharedState;
use crate::retry::Budget;

/// How many functions are remembered before those with nothing to remember are forgotten.
const REMEMBERED: usize = 1024;

/// The state that all calls to one function share, so that one failing function cannot use up the retries of another.
#[derive(Debug)]
pub(crate) struct PerFunction {
    pub(crate) budget: Budget,
    #[cfg(feature = "fan-out")]
    pub(crate) limiter: Arc<SharedState>,
}

impl PerFunction {
    /// Creates the state of the function with this bare name.
    fn new(name: &str) -> PerFunction {
        #[cfg(not(feature = "fan-out"))]
        let _ = name;
        PerFunction {
            budget: Budget::default(),
            #[cfg(feature = "fan-out")]
            limiter: Arc::new(SharedState::new(name)),
        }
    }
}

/// The state of every function that a client has been used for.
#[derive(Debug, Default)]
pub(crate) struct PerFunctionMap {
    functions: Mutex<Functions>,
    reading: Budget,
}

/// A function's bare name leads to the functions that are called so, in one or several accounts.
#[derive(Debug, Default)]
struct Functions {
    by_name: HashMap<String, Vec<Entry>>,
    entries: usize,
    /// The number of entries at which unused ones are looked for again.
    sweep_at: usize,
}

/// A function, with the parts of its ARN that some spelling has given so far.
#[derive(Debug)]
struct Entry {
    account: Option<String>,
    region: Option<String>,
    state: Arc<PerFunction>,
}

impl PerFunctionMap {
    /// Returns the budget of all requests that read configurations: Lambda limits their rate together.
    pub(crate) fn reading(&self) -> &Budget {
        &self.reading
    }

    /// Returns the state of a function, whatever its version or alias and however its name is spelled.
    ///
    /// A client does not know its own account, so it cannot tell whether `f` and `123456789012:function:f` are one function.
    /// They share their state unless the spellings contradict each other: two budgets for one function would allow twice the
    /// retries, while one budget for two functions at worst ends a call's retries early. Two different accounts, or two
    /// different regions, never share.
    pub(crate) fn get(&self, function: &str) -> Arc<PerFunction> {
        // A function that is called has been checked; anything else is its own name.
        let parsed = parse_function_name(function).unwrap_or(FunctionName {
            is_arn: false,
            region: None,
            account: None,
            name: function,
            qualifier: None,
        });
        self.functions
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&parsed)
    }
}

impl Functions {
    fn get(&mut self, function: &FunctionName<'_>) -> Arc<PerFunction> {
        let known = self.by_name.get_mut(function.name);
        let same = known.and_then(|entries| entries.iter_mut().find(|entry| entry.fits(function)));
        match same {
            Some(entry) => {
                entry.complete(function);
                Arc::clone(&entry.state)
            }
            None => self.add(function),
        }
    }

    fn add(&mut self, function: &FunctionName<'_>) -> Arc<PerFunction> {
        // Names that are made up at run time must not pile up. Waiting for the number to double keeps an insertion cheap while
        // many functions are in use.
        if self.entries >= self.sweep_at.max(REMEMBERED) {
            self.sweep();
        }
        let state = Arc::new(PerFunction::new(function.name));
        let entry = Entry {
            account: function.account.map(str::to_owned),
            region: function.region.map(str::to_owned),
            state: Arc::clone(&state),
        };
        let name = function.name.to_owned();
        self.by_name.entry(name).or_default().push(entry);
        self.entries += 1;
        state
    }

    fn sweep(&mut self) {
        self.by_name.retain(|_, entries| {
            entries.retain(Entry::is_in_use);
            !entries.is_empty()
        });
        self.entries = self.by_name.values().map(Vec::len).sum();
        self.sweep_at = self.entries * 2;
    }
}

impl Entry {
    /// Returns whether this may be the function: no part that both give differs.
    fn fits(&self, function: &FunctionName<'_>) -> bool {
        let fits = |known: &Option<String>, given: Option<&str>| match (known, given) {
            (Some(known), Some(given)) => known == given,
            (None, _) | (_, None) => true,
        };
        fits(&self.account, function.account) && fits(&self.region, function.region)
    }

    /// Remembers the parts that were missing so far.
    fn complete(&mut self, function: &FunctionName<'_>) {
        let complete = |known: &mut Option<String>, given: Option<&str>| {
            if known.is_none() {
                *known = given.map(str::to_owned);
            }
        };
        complete(&mut self.account, function.account);
        complete(&mut self.region, function.region);
    }

    /// Returns whether a client holds the state, or whether it differs from a new one.
    fn is_in_use(&self) -> bool {
        #[cfg(feature = "fan-out")]
        if self.state.limiter.is_in_use() {
            return true;
        }
        Arc::strong_count(&self.state) > 1 || !self.state.budget.is_full()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(functions: &PerFunctionMap, one: &str, other: &str) -> bool {
        Arc::ptr_eq(&functions.get(one), &functions.get(other))
    }

    #[test]
    fn the_spellings_of_one_name_share() {
        let spellings = [
            "f",
            "function:f",
            "123456789012:function:f",
            "arn:aws:lambda:us-east-1:123456789012:function:f",
        ];
        for first in spellings {
            let functions = PerFunctionMap::default();
            let state = functions.get(first);
            for spelling in spellings {
                let other = functions.get(spelling);
                assert!(Arc::ptr_eq(&state, &other), "{first} and {spelling}");
            }
        }
    }

    #[test]
    fn accounts_and_regions_and_names_do_not_share() {
        let functions = PerFunctionMap::default();
        for (one, other) in [
            ("f", "g"),
            ("111111111111:function:f", "222222222222:function:f"),
            ("us-east-1:function:h", "eu-west-1:function:h"),
            (
                "arn:aws:lambda:us-east-1:111111111111:function:k",
                "arn:aws:lambda:eu-west-1:111111111111:function:k",
            ),
        ] {
            assert!(!same(&functions, one, other), "{one} and {other}");
        }
    }

    #[test]
    fn a_bare_name_keeps_its_state_when_a_second_account_appears() {
        let functions = PerFunctionMap::default();
        let bare = functions.get("f");
        let first = functions.get("111111111111:function:f");
        let second = functions.get("222222222222:function:f");
        assert!(Arc::ptr_eq(&bare, &first));
        assert!(!Arc::ptr_eq(&bare, &second));
        assert!(Arc::ptr_eq(&bare, &functions.get("f")));
        assert!(same(
            &functions,
            "222222222222:function:f",
            "arn:aws:lambda:us-east-1:222222222222:function:f"
        ));
    }

    #[test]
    fn functions_without_anything_to_remember_are_forgotten() {
        let functions = PerFunctionMap::default();
        let count = || {
            let functions = functions.functions.lock().unwrap();
            functions.by_name.values().map(Vec::len).sum::<usize>()
        };
        let held = functions.get("held");
        assert!(functions.get("spent").budget.take(1));
        for number in 0..10 * REMEMBERED {
            let _ = functions.get(&format!("made-up-{number}"));
            let _ = functions.get(&format!("{number:012}:function:f"));
        }
        assert!(count() <= REMEMBERED, "{} are remembered", count());
        assert!(Arc::ptr_eq(&held, &functions.get("held")));
        assert!(!functions.get("spent").budget.take(1));
    }

    #[test]
    fn functions_in_use_are_all_remembered() {
        let functions = PerFunctionMap::default();
        let name = |number| format!("f-{number}");
        let held: Vec<_> = (0..3 * REMEMBERED)
            .map(|number| functions.get(&name(number)))
            .collect();
        for (number, state) in held.iter().enumerate() {
            assert!(Arc::ptr_eq(state, &functions.get(&name(number))));
        }
        drop(held);
        for number in 0..10 * REMEMBERED {
            let _ = functions.get(&format!("made-up-{number}"));
        }
        let left = functions.functions.lock().unwrap().by_name.len();
        assert!(left <= 6 * REMEMBERED, "{left} are remembered");
    }
}
