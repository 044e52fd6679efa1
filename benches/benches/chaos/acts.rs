//! What the server does with a request that meets a fault.

use std::time::Duration;

use lambda_client_test_support::{Response, Step};

use crate::faults::Act;
use crate::foreign::Foreign;

const A_LITTLE: Duration = Duration::from_millis(20);
const TOO_LATE: Duration = Duration::from_millis(200);

/// A request that has arrived.
pub(crate) trait Arrived {
    /// Returns the number of the call.
    fn number(&self) -> usize;

    /// Returns the attempt timeout of the client.
    fn patience(&self) -> Duration;

    /// Does what was asked for, of which the client is to learn nothing.
    fn run(&self);

    /// Does what was asked for. Returns status and header lines, and the body.
    fn succeed(&self) -> (&'static str, String);
}

/// Serves a request under this fault. `close` announces the end of the connection.
pub(crate) fn perform(act: Option<&Act>, request: &impl Arrived, close: bool) -> Option<Step> {
    let run_if = |runs: &bool| {
        if *runs {
            request.run();
        }
    };
    let succeed = |close: bool| {
        let (head, body) = request.succeed();
        send(head, &body, close)
    };
    Some(match act {
        // The fault did not strike: a connection was there.
        None | Some(Act::NoName | Act::Refuse | Act::BlackHole) => succeed(close),
        Some(Act::OneOf { runs, responses }) => {
            run_if(runs);
            let Foreign {
                head,
                body,
                is_whole,
            } = responses.get(request.number() % responses.len())?;
            match is_whole {
                // It has no request ID either.
                true => write(&format!("{head}{}", connection(close)), body, 0, close),
                false => write(head, body, 1, true),
            }
        }
        Some(Act::Answer { runs, head, body }) => {
            run_if(runs);
            send(head, body, close)
        }
        Some(Act::Reset { runs }) => {
            run_if(runs);
            Step::silence().reset()
        }
        Some(Act::Close { runs }) => {
            run_if(runs);
            Step::silence().close()
        }
        Some(Act::Silence { runs }) => {
            run_if(runs);
            Step::silence().stall()
        }
        Some(Act::Head { closes }) => {
            request.run();
            let whole = Response::new(200, "12345678901234567890");
            let cut = Step::cut(&whole.with_header("x-amzn-requestid", "cut"), 19);
            match closes {
                true => cut.close(),
                false => cut.stall(),
            }
        }
        Some(Act::Slow { too_slow }) => {
            let delay = match too_slow {
                true => request.patience() + TOO_LATE,
                false => A_LITTLE,
            };
            succeed(close).after(delay)
        }
        Some(Act::Leaves { pushed }) => succeed(false).followed_by(pushed).close(),
        // Only functions have these, and their server serves them.
        Some(Act::Synchronous | Act::Busy) => return None,
    })
}

/// Sends a status with header lines and a request ID, and a body.
pub(crate) fn send(head: &str, body: &str, close: bool) -> Step {
    let head = format!("{head}{}x-amzn-requestid: r\r\n", connection(close));
    write(&head, body, 0, close)
}

fn connection(close: bool) -> &'static str {
    if close { "connection: close\r\n" } else { "" }
}

/// Sends a head, and a body of which some bytes are missing.
fn write(head: &str, body: &str, missing: usize, close: bool) -> Step {
    let length = body.len() + missing;
    let response = Step::bytes(format!(
        "HTTP/1.1 {head}content-length: {length}\r\n\r\n{body}"
    ));
    if close { response.close() } else { response }
}
