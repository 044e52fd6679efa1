//! Links to the CloudWatch console.
//!
//! AWS documents neither form. Both have been the same for years: the console's state behind `#`, percent-encoded twice, with `$` in
//! place of the second `%`.

use std::fmt::Write as _;

/// Returns the host of the console, or `None` for a partition whose console is not public.
pub(super) fn host(partition: &str, region: &str) -> Option<String> {
    match partition {
        "aws" => Some(format!("{region}.console.aws.amazon.com")),
        "aws-cn" => Some("console.amazonaws.cn".to_owned()),
        "aws-us-gov" => Some("console.amazonaws-us-gov.com".to_owned()),
        "aws-eusc" => Some(format!("{region}.console.amazonaws-eusc.eu")),
        _ => None,
    }
}

/// Returns the partition of a region.
pub(super) fn partition(region: &str) -> &'static str {
    // `us-isob-` does not begin with `us-iso-`, so the order does not matter.
    const PREFIXES: [(&str, &str); 7] = [
        ("cn-", "aws-cn"),
        ("us-gov-", "aws-us-gov"),
        ("eusc-", "aws-eusc"),
        ("us-iso-", "aws-iso"),
        ("us-isob-", "aws-iso-b"),
        ("eu-isoe-", "aws-iso-e"),
        ("us-isof-", "aws-iso-f"),
    ];
    let found = PREFIXES
        .iter()
        .find(|(prefix, _)| region.starts_with(prefix));
    found.map_or("aws", |(_, partition)| partition)
}

/// Returns the link to a page of CloudWatch Logs, given what follows `#logsV2:`.
pub(super) fn url(host: &str, region: &str, page: &str) -> String {
    format!("https://{host}/cloudwatch/home?region={region}#logsV2:{page}")
}

/// Returns the page of a Logs Insights query over this time.
pub(super) fn insights_page(start: &str, end: &str, query: &str, log_group: &str) -> String {
    let detail = format!(
        "~(end~'{}~start~'{}~timeType~'ABSOLUTE~tz~'Local~editorString~'{}~isLiveTail~false~source~(~'{}))",
        text(end),
        text(start),
        text(query),
        text(log_group)
    );
    let detail = percent_encoded(&detail, &|c| {
        c.is_ascii_alphanumeric() || b"@*_+-./".contains(&c)
    });
    let state = format!("?queryDetail={}", component(&detail));
    // The signs of the query string itself are encoded once.
    let state = state.replace('?', "%3F").replace('=', "%3D");
    format!("logs-insights{}", state.replace('%', "$"))
}

/// Returns the page of a log stream.
pub(super) fn stream_page(log_group: &str, stream: &str) -> String {
    let twice = |text: &str| component(&component(text)).replace('%', "$");
    format!(
        "log-groups/log-group/{}/log-events/{}",
        twice(log_group),
        twice(stream)
    )
}

/// Encodes a text of the query's state. The console decodes `*` as `%`.
fn text(text: &str) -> String {
    let plain = |c: u8| c.is_ascii_alphanumeric() || b"-_.".contains(&c);
    percent_encoded(text, &plain).replace('%', "*")
}

/// Encodes like `encodeURIComponent` of JavaScript.
fn component(text: &str) -> String {
    percent_encoded(text, &|c| {
        c.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&c)
    })
}

fn percent_encoded(text: &str, is_plain: &dyn Fn(u8) -> bool) -> String {
    let mut encoded = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match is_plain(byte) {
            true => encoded.push(char::from(byte)),
            false => {
                // Writing to a `String` cannot fail.
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_a_query_is_encoded_as_the_console_does() {
        let page = insights_page(
            "2021-07-15T21:00:00.000Z",
            "2021-07-18T20:59:59.000Z",
            "fields @timestamp, @message\n| sort @timestamp desc",
            "/aws/lambda/f",
        );
        let host = host("aws", "eu-west-1").unwrap();
        assert_eq!(
            url(&host, "eu-west-1", &page),
            "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights$3FqueryDetail$3D\
             $257E$2528end$257E$25272021-07-18T20*3A59*3A59.000Z$257Estart$257E$25272021-07-15T21*3A00*3A00.000Z\
             $257EtimeType$257E$2527ABSOLUTE$257Etz$257E$2527Local\
             $257EeditorString$257E$2527fields*20*40timestamp*2C*20*40message*0A*7C*20sort*20*40timestamp*20desc\
             $257EisLiveTail$257Efalse$257Esource$257E$2528$257E$2527*2Faws*2Flambda*2Ff$2529$2529"
        );
    }

    #[test]
    fn signs_of_the_state_are_encoded_in_a_text() {
        assert_eq!(text("it's (~a*)"), "it*27s*20*28*7Ea*2A*29");
        assert_eq!(text("é?="), "*C3*A9*3F*3D");
    }

    #[test]
    fn a_link_to_a_log_stream_is_encoded_twice() {
        let page = stream_page("/aws/lambda/f", "2026/11/29/[$LATEST]0a1b");
        assert_eq!(
            page,
            "log-groups/log-group/$252Faws$252Flambda$252Ff/log-events/2026$252F11$252F29$252F$255B$2524LATEST$255D0a1b"
        );
    }

    #[test]
    fn every_sign_that_a_log_group_may_have_is_encoded() {
        let log_group = "/shop/Orders_v2.1#a-b";
        let page = insights_page("s", "e", "q", log_group);
        let source = "source$257E$2528$257E$2527*2Fshop*2FOrders_v2.1*23a-b$2529$2529";
        assert!(page.ends_with(source), "{page}");
        let page = stream_page(log_group, "s");
        let expected = "log-groups/log-group/$252Fshop$252FOrders_v2.1$2523a-b/log-events/s";
        assert_eq!(page, expected);
    }

    #[test]
    fn every_partition_has_its_own_console_or_none() {
        for (region, expected) in [
            ("eu-west-1", Some("eu-west-1.console.aws.amazon.com")),
            ("cn-north-1", Some("console.amazonaws.cn")),
            ("us-gov-west-1", Some("console.amazonaws-us-gov.com")),
            (
                "eusc-de-east-1",
                Some("eusc-de-east-1.console.amazonaws-eusc.eu"),
            ),
            ("us-iso-east-1", None),
            ("us-isob-east-1", None),
            ("eu-isoe-west-1", None),
            ("us-isof-south-1", None),
        ] {
            let host = host(partition(region), region);
            assert_eq!(host.as_deref(), expected, "{region}");
        }
        assert_eq!(partition("us-isob-east-1"), "aws-iso-b");
    }
}
