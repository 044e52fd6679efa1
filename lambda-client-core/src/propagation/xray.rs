//! The trace header of AWS X-Ray (AWS X-Ray Developer Guide, "Tracing header").

use opentelemetry::trace::SpanContext;
#[cfg(any(feature = "local", feature = "serve"))]
use opentelemetry::trace::{SpanId, TraceFlags, TraceId, TraceState};

/// Counts how often a chain of invocations has passed through a function; Lambda ends loops by it.
const LINEAGE: &str = "Lineage";

/// Returns the header of a request that is made in this span, by an invocation that received a header. Returns `None` if that one is to
/// be sent as it is.
///
/// - Without an invocation, the span alone decides.
/// - In the trace of the invocation, the span becomes the parent. All other fields stay.
/// - An invocation that X-Ray records in another trace keeps that one, since Lambda's own segments are in it.
/// - An invocation that X-Ray does not record has a header of Lambda's, which leads to nothing. The trace of the span takes its place.
///   `Lineage` stays, so that Lambda still sees a loop.
/// - A span that is not recorded is not worth any of this.
pub(super) fn header(span: &SpanContext, invocation: Option<&str>) -> Option<String> {
    if !span.is_valid() {
        return None;
    }
    let trace = format!("{:032x}", span.trace_id());
    let (seconds, rest) = trace.split_at_checked(8)?;
    let root = format!("1-{seconds}-{rest}");
    let (parent, sampled) = (span.span_id(), u8::from(span.is_sampled()));
    let mut header = format!("Root={root};Parent={parent:016x};Sampled={sampled}");
    let Some(received) = invocation else {
        return Some(header);
    };
    let is_same = field(received, "Root") == Some(&*root);
    if !span.is_sampled() || (!is_same && field(received, "Sampled") == Some("1")) {
        return None;
    }
    for (name, value) in fields(received) {
        let is_kept = match is_same {
            true => !matches!(name, "Root" | "Parent" | "Sampled" | "Self"),
            false => name == LINEAGE,
        };
        if is_kept {
            header.push_str(&format!(";{name}={value}"));
        }
    }
    Some(header)
}

/// Returns the span that a header names, if X-Ray or the caller records its trace.
///
/// Lambda gives every invocation a header. One that is not sampled says only that X-Ray does not record the function: as a parent, it
/// would keep other backends from recording it, too.
#[cfg(any(feature = "local", feature = "serve"))]
pub(super) fn extract(header: &str) -> Option<SpanContext> {
    if field(header, "Sampled") != Some("1") {
        return None;
    }
    let (seconds, rest) = field(header, "Root")?.strip_prefix("1-")?.split_once('-')?;
    let trace = (hex(seconds, 8)? << 96) | hex(rest, 24)?;
    let parent = u64::try_from(hex(field(header, "Parent")?, 16)?).ok()?;
    let span = SpanContext::new(
        TraceId::from(trace),
        SpanId::from(parent),
        TraceFlags::SAMPLED,
        true,
        TraceState::NONE,
    );
    span.is_valid().then_some(span)
}

/// Reads a number of exactly this many digits, in lower case.
pub(super) fn hex(text: &str, digits: usize) -> Option<u128> {
    let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    let is_number = text.len() == digits && text.bytes().all(is_digit);
    let text = is_number.then_some(text)?;
    u128::from_str_radix(text, 16).ok()
}

fn fields(header: &str) -> impl Iterator<Item = (&str, &str)> {
    let is_sendable = |field: &&str| field.bytes().all(|byte| matches!(byte, b' '..=b'~'));
    let fields = header.split(';').map(str::trim).filter(is_sendable);
    fields.filter_map(|field| field.split_once('='))
}

fn field<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    let mut fields = fields(header);
    fields
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value)
}

#[cfg(all(test, any(feature = "local", feature = "serve")))]
mod tests {
    use super::*;

    const ROOT: &str = "Root=1-5759e988-bd862e3fe1be46a994272793";

    fn span(flags: TraceFlags) -> SpanContext {
        let (trace, span) = (0x5759e988_bd862e3fe1be46a994272793, 0x53995c3f42cd8ad8);
        SpanContext::new(
            TraceId::from(trace),
            SpanId::from(span),
            flags,
            false,
            TraceState::NONE,
        )
    }

    fn of(flags: TraceFlags, invocation: Option<&str>) -> Option<String> {
        header(&span(flags), invocation)
    }

    #[test]
    fn without_an_invocation_the_span_is_the_header() {
        for (flags, sampled) in [(TraceFlags::SAMPLED, 1), (TraceFlags::default(), 0)] {
            let expected = format!("{ROOT};Parent=53995c3f42cd8ad8;Sampled={sampled}");
            assert_eq!(of(flags, None), Some(expected));
        }
        assert_eq!(header(&SpanContext::empty_context(), None), None);
    }

    #[test]
    fn in_the_same_trace_the_span_is_the_parent_and_the_rest_stays() {
        for sampled in ["0", "1", "?"] {
            let received = format!(
                "Self=1-2;{ROOT}; Parent=00f067aa0ba902b7;Sampled={sampled};Lineage=1:a87bd80c:3;Of=me"
            );
            let expected =
                format!("{ROOT};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:a87bd80c:3;Of=me");
            assert_eq!(of(TraceFlags::SAMPLED, Some(&received)), Some(expected));
            // Were the lineage lost, Lambda would not see a loop.
            assert_eq!(of(TraceFlags::default(), Some(&received)), None);
        }
    }

    #[test]
    fn another_trace_is_replaced_only_if_x_ray_does_not_record_it() {
        let other = "Root=1-00000001-bd862e3fe1be46a994272793;Parent=00f067aa0ba902b7";
        let lineage = "Lineage=a87bd80c:1|68fd508a:5|c512fbe3:2";
        let recorded = format!("{other};Sampled=1;{lineage}");
        assert_eq!(of(TraceFlags::SAMPLED, Some(&recorded)), None);
        let own = format!("{ROOT};Parent=53995c3f42cd8ad8;Sampled=1");
        for received in [
            format!("{other};Sampled=0;{lineage};Of=me"),
            format!("{other};{lineage}"),
        ] {
            let expected = format!("{own};{lineage}");
            assert_eq!(of(TraceFlags::SAMPLED, Some(&received)), Some(expected));
            assert_eq!(of(TraceFlags::default(), Some(&received)), None);
        }
        for received in ["", "nothing", "Root=\r\nx: y", "Lineage=é"] {
            assert_eq!(of(TraceFlags::SAMPLED, Some(received)), Some(own.clone()));
        }
    }

    #[test]
    fn a_header_is_read_only_if_its_trace_is_recorded() {
        let good = format!("{ROOT};Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1");
        let read = extract(&good).unwrap();
        assert!(read.is_remote());
        assert_eq!(header(&read, None).unwrap(), good[..74]);
        for bad in [
            "".to_owned(),
            good.replace("Sampled=1", "Sampled=0"),
            good.replace("Sampled=1", "Sampled=?"),
            good.replace("Root=1-", "Root=2-"),
            good.replace("Root=1-5759e988", "Root=1-5759e98"),
            good.replace("Root=1-5759e988", "Root=1-+759e988"),
            good.replace("Root=1-5759e988", "Root=1-5759E988"),
            good.replace("bd862e3fe1be46a994272793", "bd862e3fe1be46a9942727930"),
            good.replace(
                "5759e988-bd862e3fe1be46a994272793",
                "00000000-000000000000000000000000",
            ),
            good.replace("53995c3f42cd8ad8", "0000000000000000"),
            good.replace("53995c3f42cd8ad8", "53995c3f42cd8adé"),
            good.replace("Parent=53995c3f42cd8ad8;", ""),
            ROOT.to_owned(),
        ] {
            assert_eq!(extract(&bad), None, "{bad}");
        }
    }
}
