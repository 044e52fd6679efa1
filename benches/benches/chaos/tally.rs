//! Sums up and prints the results.

use std::sync::atomic::Ordering::SeqCst;

use crate::drive;
use crate::ledger::{Id, Ledger, Record, SIDES, Side};

/// The size from which a run must meet every kind of fault.
const WHOLE: usize = 100_000;

/// The least number of times that each kind of fault occurs in a full run.
const OFTEN: u64 = 1_000;

/// The sums over the calls of one client.
#[derive(Debug, Default)]
struct Sum {
    calls: usize,
    attempts: usize,
    executions: usize,
    doubled: usize,
    /// Executions that asked for a retry, and the calls in which they did.
    asked: usize,
    calls_asked: usize,
    succeeded: usize,
    attempts_of_successes: usize,
    /// Calls reported as not run that ran.
    lies: usize,
    never_seen: usize,
    never_seen_said_no: usize,
    safe: usize,
    safe_succeeded: usize,
}

impl Sum {
    fn of(ledger: &Ledger, side: Side, idempotent: bool) -> Sum {
        let mut sum = Sum::default();
        let records = ledger.records(side, idempotent);
        for (number, record) in records.iter().enumerate() {
            let id = Id {
                side,
                idempotent,
                number,
            };
            sum.add(
                record,
                ledger.plan(id).is_safe(&ledger.kinds),
                is_certain(ledger, id),
            );
        }
        sum
    }

    fn add(&mut self, record: &Record, safe: bool, is_certain: bool) {
        let safe = safe && is_certain;
        let executions = record.executions.load(SeqCst) as usize;
        let succeeded = record.has_succeeded();
        let asked = record.asked.load(SeqCst) as usize;
        let never_seen = is_certain && record.seen.load(SeqCst) == 0;
        self.calls += 1;
        self.attempts += record.attempts();
        self.executions += executions;
        self.doubled += usize::from(record.doubled.load(SeqCst));
        self.asked += asked;
        self.calls_asked += usize::from(asked > 0);
        self.succeeded += usize::from(succeeded);
        self.attempts_of_successes += if succeeded { record.attempts() } else { 0 };
        self.lies += usize::from(record.said_not_run() && executions > 0);
        self.never_seen += usize::from(never_seen);
        self.never_seen_said_no += usize::from(never_seen && record.said_no());
        self.safe += usize::from(safe);
        self.safe_succeeded += usize::from(safe && succeeded);
    }
}

/// Prints everything. Returns whether every promise held.
pub(crate) fn print(ledger: &Ledger) -> bool {
    print_kinds(ledger);
    let sums = [false, true].map(|idempotent| {
        let sums = SIDES.map(|side| Sum::of(ledger, side, idempotent));
        print_sums(idempotent, &sums);
        sums
    });
    let [[once, once_sdk], [again, again_sdk]] = &sums;
    let lies = once.lies + again.lies;
    let whole = once.calls >= WHOLE;

    let not_behind = not_behind(ledger);
    println!("not by giving up:");
    let fair = [
        claim(
            "safe faults only: successes at least those of the SDK",
            once.safe_succeeded,
            once_sdk.safe_succeeded,
            once.safe_succeeded >= once_sdk.safe_succeeded,
        ),
        claim(
            "  and so (at least 99 %) for each kind of first fault: kinds of all",
            not_behind,
            ledger.kinds.len(),
            not_behind == ledger.kinds.len(),
        ),
        claim(
            "never seen by the server: at least 99 % reported as not run",
            once.never_seen_said_no + again.never_seen_said_no,
            once.never_seen + again.never_seen,
            (once.never_seen_said_no + again.never_seen_said_no) * 100
                >= (once.never_seen + again.never_seen) * 99,
        ),
        claim(
            "idempotent calls: successes at least those of the SDK",
            again.succeeded,
            again_sdk.succeeded,
            again.succeeded >= again_sdk.succeeded,
        ),
    ];
    let rarest = (0..ledger.kinds.len())
        .map(|kind| {
            SIDES
                .map(|side| ledger.fired(side, false, kind))
                .into_iter()
                .min()
                .unwrap_or(0)
        })
        .min();
    let rarest = rarest.unwrap_or(0);
    println!("the rarest kind of fault struck {rarest} times in calls that must not run twice\n");

    println!(
        "run twice: lambda-client {} of {}, aws-sdk-lambda {} of {}; false not-started: lambda-client {lies}",
        once.doubled, once.calls, once_sdk.doubled, once_sdk.calls
    );
    let safe = once.doubled == 0 && lies == 0 && once_sdk.doubled > 0;
    safe && (!whole || (fair == [true; 4] && rarest >= OFTEN))
}

/// Returns whether a client can learn that nothing of a call was sent: the lane has an HTTP client that notes connections, and the
/// call before it has not left a connection behind that dies with the next request. Both clients are judged by the others alone.
fn is_certain(ledger: &Ledger, id: Id) -> bool {
    let before = id.number.checked_sub(drive::LANES);
    let before = before.map(|number| ledger.plan(Id { number, ..id }));
    drive::is_certain(id.number) && !before.is_some_and(|plan| plan.leaves(&ledger.kinds))
}

/// Counts the kinds of faults for which calls that meet this fault first, and only safe faults afterwards, succeed as often as
/// with the SDK; one in a hundred may be lost to a busy machine. A sum over all kinds could hide a kind that is never retried
/// behind those that the SDK does not retry.
fn not_behind(ledger: &Ledger) -> usize {
    let mut succeeded = vec![[0_usize; 2]; ledger.kinds.len()];
    for side in SIDES {
        for (number, record) in ledger.records(side, false).iter().enumerate() {
            let id = Id {
                side,
                idempotent: false,
                number,
            };
            let plan = ledger.plan(id);
            if let Some(first) = plan.fault(0)
                && plan.is_safe(&ledger.kinds)
                && is_certain(ledger, id)
                && record.has_succeeded()
            {
                succeeded[first][side as usize] += 1;
            }
        }
    }
    let behind = |[ours, sdk]: &[usize; 2]| ours * 100 < sdk * 99;
    for (kind, counts) in ledger.kinds.iter().zip(&succeeded) {
        if behind(counts) {
            println!("behind the SDK: {}: {counts:?}", kind.name);
        }
    }
    succeeded.iter().filter(|counts| !behind(counts)).count()
}

fn claim(what: &str, one: usize, other: usize, holds: bool) -> bool {
    println!(
        "  {what}: {one} and {other}: {}",
        if holds { "yes" } else { "NO" }
    );
    holds
}

fn print_sums(idempotent: bool, [ours, sdk]: &[Sum; 2]) {
    let which = if idempotent {
        "idempotent calls"
    } else {
        "calls that must not run twice"
    };
    println!(
        "{which:<45} {:>15} {:>15}",
        Side::Ours.name(),
        Side::Sdk.name()
    );
    let line = |what: &str, get: fn(&Sum) -> usize| {
        println!("  {what:<43} {:>15} {:>15}", get(ours), get(sdk));
    };
    let ours_alone = |what: &str, get: fn(&Sum) -> usize| {
        println!("  {what:<43} {:>15} {:>15}", get(ours), "-");
    };
    line("calls", |sum| sum.calls);
    line("attempts", |sum| sum.attempts);
    line("executions", |sum| sum.executions);
    line("run more than once, unasked", |sum| sum.doubled);
    line("asked to run again, by a typed error: calls", |sum| {
        sum.calls_asked
    });
    line("asked to run again, by a typed error: runs", |sum| {
        sum.asked
    });
    ours_alone("reported \"did not run\" and ran", |sum| sum.lies);
    line("never seen by the server", |sum| sum.never_seen);
    ours_alone("never seen, and reported \"did not run\"", |sum| {
        sum.never_seen_said_no
    });
    line("met only faults that are safe and pass", |sum| sum.safe);
    line("met only faults that are safe, succeeded", |sum| {
        sum.safe_succeeded
    });
    line("succeeded", |sum| sum.succeeded);
    let per_success = |sum: &Sum| sum.attempts_of_successes as f64 / sum.succeeded.max(1) as f64;
    println!(
        "  {:<43} {:>15.2} {:>15.2}\n",
        "attempts per success",
        per_success(ours),
        per_success(sdk)
    );
}

/// Prints successes by the first fault of a call.
fn print_kinds(ledger: &Ledger) {
    println!(
        "{:<47} {:>15} {:>17} {:>17} {:>17}",
        "", "struck", "once: succeeded", "idempotent:", "succeeded"
    );
    println!(
        "{:<47} {:>7} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
        "first fault of a call", "ours", "SDK", "calls", "ours", "SDK", "calls", "ours", "SDK"
    );
    let mut rows = vec![[[0_usize; 3]; 2]; ledger.kinds.len() + 1];
    for idempotent in [false, true] {
        for side in SIDES {
            for (number, record) in ledger.records(side, idempotent).iter().enumerate() {
                let id = Id {
                    side,
                    idempotent,
                    number,
                };
                let first = ledger.plan(id).fault(0).unwrap_or(ledger.kinds.len());
                let row = &mut rows[first][usize::from(idempotent)];
                row[0] += usize::from(side == Side::Ours);
                row[1 + side as usize] += usize::from(record.has_succeeded());
            }
        }
    }
    for (kind, [once, again]) in rows.iter().enumerate() {
        let name = ledger
            .kinds
            .get(kind)
            .map_or("none", |kind| kind.name.as_str());
        let struck = |side| match ledger.kinds.get(kind) {
            Some(_) => ledger.fired(side, false, kind) + ledger.fired(side, true, kind),
            None => 0,
        };
        println!(
            "{name:<47} {:>7} {:>7} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}",
            struck(Side::Ours),
            struck(Side::Sdk),
            once[0],
            once[1],
            once[2],
            again[0],
            again[1],
            again[2]
        );
    }
    println!();
}
