//! What a generated stub costs, beside the same call written by hand on aws-sdk-lambda.
//!
//! ```text
//! cargo bench -p lambda-client-benches --bench overhead
//! ```
//!
//! Instructions are counted by valgrind's tool callgrind and allocations by its tool dhat, in a process of its own that does
//! nothing but call; the server, on loopback and over plain HTTP, is another process. Two runs of different length are
//! subtracted from each other, so that what happens once (connecting, resolving credentials) does not count. Peak memory is what
//! Linux says (`VmHWM`), without valgrind.
//!
//! The last line is `ratio: X.XXX`: instructions of the stub over instructions of the call by hand, with payloads of 100 bytes
//! both ways.
//!
//! Where the instructions go is in the files that callgrind leaves in `target/tmp`: `callgrind_annotate stub-100.callgrind`.

mod by_hand;
mod client;
mod documents;
mod memory;
mod server;
mod valgrind;

use std::process::ExitCode;

use self::client::{Side, client};
use self::documents::{LARGE, SMALL};
use self::memory::measured;
use self::server::Server;
use self::valgrind::Counted;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["server"] => server::serve(),
        ["client", side, bytes, calls, endpoint] => client(side, bytes, calls, endpoint),
        ["peak", side, endpoint] => memory::peak(side, endpoint),
        ["attempts", endpoint] => memory::attempts(endpoint),
        _ => report(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Makes all measurements and prints them.
fn report() -> Result<(), Failure> {
    println!("counted by {}", valgrind::version()?);
    let server = Server::start()?;
    let count = |bytes, calls| -> Result<[Counted; 2], Failure> {
        Ok([
            valgrind::count(Side::Stub, bytes, calls, &server)?,
            valgrind::count(Side::Hand, bytes, calls, &server)?,
        ])
    };
    let small = count(SMALL, 1_000)?;
    print_call("100 bytes each way", &small);
    let large = count(LARGE, 4)?;
    print_call("6 MB each way", &large);
    for side in [Side::Stub, Side::Hand] {
        print!("{}", measured(&["peak", side.as_str()], &server)?);
    }

    println!("\na request of 6 MB that takes three attempts, with a short answer");
    print!("{}", measured(&["attempts"], &server)?);

    let [stub, hand] = small;
    println!("\nratio: {:.3}", stub.instructions / hand.instructions);
    Ok(())
}

fn print_call(what: &str, [stub, hand]: &[Counted; 2]) {
    println!("\na call with {what}");
    for (side, counted) in [(Side::Stub, stub), (Side::Hand, hand)] {
        println!(
            "  {side}: {:>11.0} instructions, {:>5.1} allocations of {:>10.0} bytes",
            counted.instructions, counted.allocations, counted.bytes
        );
    }
    println!(
        "  difference: {:+.0} instructions, {:+.1} allocations",
        stub.instructions - hand.instructions,
        stub.allocations - hand.allocations
    );
}
