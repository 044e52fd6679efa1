//! Responses that Lambda does not give: those of gateways, of emulators, and of something else altogether.

use crate::faults::{Act, Fate, Kind};

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Foreign {
    /// The status, and lines that end with a line break each.
    pub(crate) head: String,
    pub(crate) body: &'static str,
    /// Whether the body arrives to its end.
    pub(crate) is_whole: bool,
}

/// Codes of Lambda that say that nothing ran, and the status of each.
const REFUSALS: [(u16, &str); 8] = [
    (400, "InvalidRequestContentException"),
    (403, "AccessDeniedException"),
    (403, "InvalidSignatureException"),
    (404, "ResourceNotFoundException"),
    (408, "EFSMountTimeoutException"),
    (409, "ResourceConflictException"),
    (429, "TooManyRequestsException"),
    (502, "ENINotReadyException"),
];

/// Statuses under which Lambda sends no refusal.
const FOREIGN: [u16; 13] = [
    200, 201, 202, 206, 299, 302, 307, 500, 501, 503, 504, 520, 599,
];

/// Statuses with which Lambda sends a refusal.
const CLIENT_ERRORS: [u16; 7] = [400, 403, 404, 408, 409, 429, 499];

/// Statuses of gateways that got no response in time, or whose client left.
const GATEWAYS: [u16; 21] = [
    408, 410, 460, 499, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527, 530, 561, 597,
    598, 599,
];

/// What a login page, a proxy or a wrong endpoint sends.
const PAGES: [(&str, &str); 5] = [
    (
        "200 OK\r\ncontent-type: text/html\r\n",
        "<html>log in</html>",
    ),
    ("200 OK\r\ncontent-type: text/html\r\n", "null"),
    ("200 OK\r\n", ""),
    ("202 Accepted\r\ncontent-type: text/html\r\n", "<html>"),
    ("203 X\r\n", "null"),
];

fn refused(status: u16, code: &str, is_whole: bool) -> Foreign {
    Foreign {
        head: format!("{status} X\r\nx-amzn-errortype: {code}\r\n"),
        body: r#"{"message":"no"}"#,
        is_whole,
    }
}

/// Returns each refusal under each of these statuses but its own.
fn refusals(statuses: &[u16], is_whole: bool) -> Vec<Foreign> {
    let under = |(_, code): &(u16, &str)| {
        let code = (*code).to_owned();
        statuses
            .iter()
            .map(move |status| refused(*status, &code, is_whole))
    };
    REFUSALS.iter().flat_map(under).collect()
}

/// Returns a refusal because of a wrong clock, which the next attempt corrects.
fn expired() -> Act {
    Act::Answer {
        runs: false,
        head: "403 X\r\nx-amzn-errortype: InvalidSignatureException\r\n".to_owned(),
        body: r#"{"message":"Signature expired: 20261121T164640Z is now earlier than 20261121T170140Z"}"#.into(),
    }
}

/// Returns every kind.
pub(crate) fn kinds() -> Vec<Kind> {
    let bare = |status: &u16| Foreign {
        head: format!("{status} X\r\n"),
        body: "",
        is_whole: true,
    };
    let page = |(head, body): &(&str, &'static str)| Foreign {
        head: (*head).to_owned(),
        body,
        is_whole: true,
    };
    let broken: Vec<u16> = CLIENT_ERRORS.iter().chain(&FOREIGN).copied().collect();
    let mut kinds = vec![
        Kind::new(
            "emulator that ignores the mode",
            Fate::Answered,
            Act::Synchronous,
        ),
        Kind::new("403 signature expired", Fate::Passes, expired()),
    ];
    for (runs, when) in [(false, "before the run"), (true, "after the run")] {
        let mut add = |what, responses| {
            let act = Act::OneOf { runs, responses };
            kinds.push(Kind::new(format!("{what} {when}"), Fate::Open, act));
        };
        add("refusal, foreign status", refusals(&FOREIGN, true));
        add("refusal that breaks off", refusals(&broken, false));
        add(
            "bare status of a gateway",
            GATEWAYS.iter().map(bare).collect(),
        );
        add("page", PAGES.iter().map(page).collect());
    }
    kinds
}
