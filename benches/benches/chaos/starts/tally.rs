//! Sums up and prints the results.

use std::sync::atomic::Ordering::SeqCst;

use crate::starts::ledger::{Id, Ledger, PARTS, Part, SIDES, Side};

/// The size from which successes are compared: in a few starts, chance decides.
const MANY: usize = 2_000;

/// The sums over the starts of one client.
#[derive(Debug, Default)]
struct Sum {
    starts: usize,
    attempts: usize,
    executions: usize,
    doubled: usize,
    /// Starts reported as not started that started.
    lies: usize,
    never_seen: usize,
    never_seen_said_no: usize,
    succeeded: usize,
    /// Starts that meet no fault, and those of them that succeeded.
    undisturbed: usize,
    undisturbed_succeeded: usize,
}

impl Sum {
    fn of(ledger: &Ledger, side: Side, part: Part) -> Sum {
        let mut sum = Sum::default();
        for (number, record) in ledger.records(side, part).iter().enumerate() {
            let plan = ledger.plan(Id { side, part, number });
            let undisturbed = plan.fault(0).is_none();
            let executions = record.executions.load(SeqCst) as usize;
            let never_seen = record.seen.load(SeqCst) == 0;
            sum.starts += 1;
            sum.attempts += record.attempts();
            sum.executions += executions;
            sum.doubled += usize::from(record.doubled.load(SeqCst));
            sum.lies += usize::from(record.said_not_run() && executions > 0);
            sum.never_seen += usize::from(never_seen);
            sum.never_seen_said_no += usize::from(never_seen && record.said_no());
            sum.succeeded += usize::from(record.has_succeeded());
            sum.undisturbed += usize::from(undisturbed);
            sum.undisturbed_succeeded += usize::from(undisturbed && record.has_succeeded());
        }
        sum
    }
}

/// Prints everything. Returns whether every promise held.
pub(super) fn print(ledger: &Ledger) -> bool {
    let [standard, express, sync] = PARTS.map(|part| {
        let sums = SIDES.map(|side| Sum::of(ledger, side, part));
        print_sums(part, &sums);
        sums
    });
    let [ours, sdk, named] = &standard;
    let [express, express_sdk, _] = &express;
    let [sync, sync_sdk, _] = &sync;
    let lies = ours.lies + express.lies + sync.lies;
    println!(
        "Standard, of {}: started twice: lambda-client {}, aws-sdk-sfn {}, with names {}; succeeded: {}, {}, {}",
        ours.starts,
        ours.doubled,
        sdk.doubled,
        named.doubled,
        ours.succeeded,
        sdk.succeeded,
        named.succeeded
    );
    println!(
        "Express, of {}: started twice: lambda-client {} and {} (waited for), aws-sdk-sfn {} and {}; false \"did not start\": lambda-client {lies}",
        express.starts, express.doubled, sync.doubled, express_sdk.doubled, sync_sdk.doubled
    );
    let is_safe = ours.doubled + express.doubled + sync.doubled + lies == 0;
    // Faults that never double a start of the SDK would prove nothing.
    let is_hard = sdk.doubled > 0;
    let is_fair = ours.succeeded >= sdk.succeeded.max(named.succeeded);
    // Where starts fail by themselves, the machine is too busy to prove anything.
    let is_sound = standard
        .iter()
        .all(|sum| sum.undisturbed_succeeded * 10 >= sum.undisturbed * 9);
    if !is_sound {
        println!("the machine was too busy: starts without faults failed");
    }
    is_safe && is_hard && is_sound && (is_fair || ours.starts < MANY)
}

fn print_sums(part: Part, sums: &[Sum; 3]) {
    let which = match part {
        Part::Standard => "starts of a Standard machine",
        Part::Express => "starts of an Express machine",
        Part::Sync => "Express executions that are waited for",
    };
    let [ours, sdk, named] = SIDES.map(Side::name);
    println!("{which:<45} {ours:>15} {sdk:>15} {named:>15}");
    let line = |what: &str, get: fn(&Sum) -> usize| {
        let [ours, sdk, named] = sums.each_ref().map(get);
        println!("  {what:<43} {ours:>15} {sdk:>15} {named:>15}");
    };
    let ours_alone = |what: &str, get: fn(&Sum) -> usize| {
        println!("  {what:<43} {:>15} {:>15} {:>15}", get(&sums[0]), "-", "-");
    };
    line("starts", |sum| sum.starts);
    line("attempts, with descriptions", |sum| sum.attempts);
    line("executions", |sum| sum.executions);
    line("started more than once", |sum| sum.doubled);
    ours_alone("reported \"did not start\" and started", |sum| sum.lies);
    line("never seen by the server", |sum| sum.never_seen);
    ours_alone("never seen, and reported \"did not start\"", |sum| {
        sum.never_seen_said_no
    });
    line("met no fault at first", |sum| sum.undisturbed);
    line("met no fault at first, and succeeded", |sum| {
        sum.undisturbed_succeeded
    });
    line("succeeded", |sum| sum.succeeded);
    println!();
}
