//! Measures what a generated stub costs, next to the same call written by hand on aws-sdk-lambda.
//!
//! ```text
//! cargo bench -p lambda-client-benches --bench overhead
//! ```
//!
//! Instructions are counted by valgrind's tool callgrind and allocations by its tool dhat, in a process that does nothing
//! but call; the server, on loopback and over plain HTTP, is another process. Two runs of different length are
//! subtracted from each other, so that what happens once (connecting, resolving credentials) does not count. Peak memory is
//! read from Linux (`VmHWM`), without valgrind.
//!
//! Valgrind's processor has no instructions for SHA-256, so a signature takes more of them here than on most machines, on both
//! sides.
//!
//! The stub uses the HTTP client that the transport brings, as `Lambda::from_env` does, and the call by hand uses the SDK's. A row
//! shows the stub over the SDK's client, too: there it is noticed when
//! somebody reads the body of a request, which costs about 1 % more.
//!
//! With `--features tracing,metrics,opentelemetry`, calls can be observed, but nobody listens. That may cost at most 1 % of a call; it costs
//! about 280 instructions, or 0.07 %, by which the rows without the SDK differ between two runs with and without the features.
//!
//! The last line is `ratio: X.XXX`: instructions of the stub over instructions of the call by hand, with payloads of 100 bytes
//! both ways. Above 1.020 the benchmark fails.
//!
//! The files that callgrind leaves in `target/tmp` show where the instructions go: `callgrind_annotate stub-100.callgrind`.

mod by_hand;
mod client;
mod documents;
mod memory;
mod server;
mod valgrind;

use std::process::ExitCode;

use lambda_client_benches::{Failure, ServerProcess};

use self::client::{Side, client};
use self::documents::{LARGE, SMALL};
use self::memory::measured;
use self::valgrind::Counted;

/// The largest ratio that passes.
const BAR: f64 = 1.020;

fn main() -> ExitCode {
    lambda_client_benches::run(|arguments| match arguments {
        ["server"] => server::serve(),
        ["client", side, bytes, calls, endpoint] => client(side, bytes, calls, endpoint),
        ["peak", side, endpoint] => memory::peak(side, endpoint),
        ["attempts", endpoint] => memory::attempts(endpoint),
        _ => report(),
    })
}

/// Makes all measurements and prints them.
fn report() -> Result<(), Failure> {
    println!("counted by {}", valgrind::version()?);
    let server = ServerProcess::start()?;
    let count = |side, bytes, calls| valgrind::count(side, bytes, calls, &server);

    println!("\na call with 100 bytes each way");
    let stub = count(Side::Stub, SMALL, 1_000)?;
    let hand = count(Side::Hand, SMALL, 1_000)?;
    print_both(&stub, &hand);
    print_side(Side::Passed, &count(Side::Passed, SMALL, 1_000)?);
    print_side(Side::Alone, &count(Side::Alone, SMALL, 1_000)?);

    println!("\na call with 6 MB each way");
    print_both(&count(Side::Stub, LARGE, 4)?, &count(Side::Hand, LARGE, 4)?);
    for side in [Side::Stub, Side::Hand] {
        print!("{}", measured(&["peak", side.as_str()], &server)?);
    }

    println!("\na request of 6 MB that takes three attempts, with a short response");
    print!("{}", measured(&["attempts"], &server)?);

    let ratio = stub.instructions / hand.instructions;
    println!("\nratio: {ratio:.3}");
    match ratio <= BAR {
        true => Ok(()),
        false => {
            Err(format!("a stub may take {BAR} times the instructions of a call by hand").into())
        }
    }
}

fn print_both(stub: &Counted, hand: &Counted) {
    print_side(Side::Stub, stub);
    print_side(Side::Hand, hand);
    println!(
        "  difference     : {:>+11.0} instructions, {:>+6.1} allocations",
        stub.instructions - hand.instructions,
        stub.allocations - hand.allocations
    );
}

fn print_side(side: Side, counted: &Counted) {
    println!(
        "  {side}: {:>11.0} instructions, {:>6.1} allocations of {:>9.0} bytes",
        counted.instructions, counted.allocations, counted.bytes
    );
}
