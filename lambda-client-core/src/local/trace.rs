//! The trace header that a run receives (AWS X-Ray Developer Guide, "Tracing header").

use std::time::Duration;

use crate::local::seeded_rng::SeededRng;

/// The longest header that is continued.
const MAX_LENGTH: usize = 1024;

/// Returns the trace header of a run: it continues the trace of its caller, or starts a trace. As with Lambda, a trace is sampled only if
/// the caller says so.
///
/// The caller's segment stays the parent, since LocalLambda records no segment of its own: a function that took one for its parent would
/// be a stranger to its caller.
pub(in crate::local) fn continued(
    caller: Option<&str>,
    since_epoch: Duration,
    rng: &SeededRng,
) -> String {
    let caller = caller.filter(|header| is_valid(header)).unwrap_or_default();
    let fields = || {
        caller
            .split(';')
            .filter_map(|field| field.trim().split_once('='))
    };
    let field = |name: &str| {
        fields()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    };
    let digits = rng.uuid().replace('-', "");
    let (root_digits, segment) = (&digits[..24], &rng.uuid().replace('-', "")[..16]);
    let (root, parent) = match (field("Root"), field("Parent")) {
        (Some(root), parent) => (root.to_owned(), parent.unwrap_or(segment)),
        (None, _) => {
            let root = format!("1-{:08x}-{root_digits}", since_epoch.as_secs());
            (root, segment)
        }
    };
    let sampled = field("Sampled").unwrap_or("0");
    let mut header = format!("Root={root};Parent={parent};Sampled={sampled}");
    for (key, value) in fields() {
        if !matches!(key, "Root" | "Parent" | "Sampled" | "Self") {
            header.push_str(&format!(";{key}={value}"));
        }
    }
    header
}

fn is_valid(header: &str) -> bool {
    header.len() <= MAX_LENGTH && header.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(caller: Option<&str>) -> String {
        let rng = SeededRng::new(Some(1), "trace");
        continued(caller, Duration::from_secs(0x5759_e988), &rng)
    }

    #[test]
    fn a_trace_is_continued_below_the_segment_of_the_caller() {
        let root = "Root=1-5759e988-bd862e3fe1be46a994272793";
        let caller =
            format!("Self=1-2;{root}; Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a87bd80c:1");
        let header = of(Some(&caller));
        let fields: Vec<_> = header.split(';').collect();
        let [first, parent, sampled, lineage] = fields[..] else {
            panic!("{header}")
        };
        assert_eq!(first, root);
        assert_eq!((sampled, lineage), ("Sampled=1", "Lineage=a87bd80c:1"));
        assert_eq!(parent, "Parent=53995c3f42cd8ad8");
        let without_parent = of(Some(root));
        let (_, new) = without_parent.split_once(";Parent=").unwrap();
        assert_eq!(
            new.len(),
            "53995c3f42cd8ad8;Sampled=0".len(),
            "{without_parent}"
        );
    }

    #[test]
    fn without_a_trace_to_continue_one_begins() {
        for caller in [
            None,
            Some(""),
            Some("nothing"),
            Some("Root=1-2\r\nx: y"),
            Some("Root=é"),
        ] {
            let header = of(caller);
            assert!(header.starts_with("Root=1-5759e988-"), "{header}");
            assert!(header.ends_with(";Sampled=0"), "{header}");
            assert_eq!(header.len(), 74, "{header}");
        }
    }
}
