mod messages;

use super::*;

type Parts<'a> = (
    bool,
    Option<&'a str>,
    Option<&'a str>,
    &'a str,
    Option<&'a str>,
);

fn parts(text: &str) -> Option<Parts<'_>> {
    let name = parse_function_name(text).ok()?;
    Some((
        name.is_arn,
        name.region,
        name.account,
        name.name,
        name.qualifier,
    ))
}

fn message(text: &str) -> String {
    match parse_function_name(text) {
        Ok(name) => format!("accepted as {name:?}"),
        Err(mistake) => mistake.message,
    }
}

#[test]
fn reads_every_form_of_a_name() {
    const ACCOUNT: Option<&str> = Some("123456789012");
    let region = Some("us-east-1");
    let cases = [
        ("my-fn", (false, None, None, "my-fn", None)),
        ("My_fn.2", (false, None, None, "My_fn.2", None)),
        ("my-fn:live", (false, None, None, "my-fn", Some("live"))),
        ("my-fn:7", (false, None, None, "my-fn", Some("7"))),
        (
            "my-fn:$LATEST",
            (false, None, None, "my-fn", Some("$LATEST")),
        ),
        (
            "my-fn:$LATEST.PUBLISHED",
            (false, None, None, "my-fn", Some("$LATEST.PUBLISHED")),
        ),
        ("function:my-fn", (false, None, None, "my-fn", None)),
        (
            "123456789012:function:my-fn:live",
            (false, None, ACCOUNT, "my-fn", Some("live")),
        ),
        ("123456789012:my-fn", (false, None, ACCOUNT, "my-fn", None)),
        (
            "us-east-1:123456789012:function:my-fn",
            (false, region, ACCOUNT, "my-fn", None),
        ),
        ("us-east-1:my-fn", (false, region, None, "my-fn", None)),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:my-fn",
            (true, region, ACCOUNT, "my-fn", None),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:my-fn:live",
            (true, region, ACCOUNT, "my-fn", Some("live")),
        ),
        (
            "arn:aws:lambda:my-fn:7",
            (true, None, None, "my-fn", Some("7")),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(text), Some(expected), "{text}");
    }
}

#[test]
fn gives_a_prefix_back_where_the_rest_would_not_fit() {
    let cases = [
        ("function", (false, None, None, "function", None)),
        (
            "function:$LATEST",
            (false, None, None, "function", Some("$LATEST")),
        ),
        (
            "us-east-1:$LATEST",
            (false, None, None, "us-east-1", Some("$LATEST")),
        ),
        ("123456789012", (false, None, None, "123456789012", None)),
        (
            "123456789012:$LATEST",
            (false, None, None, "123456789012", Some("$LATEST")),
        ),
        (
            "us-east-1:123456789012",
            (false, Some("us-east-1"), None, "123456789012", None),
        ),
        ("arn:live", (false, None, None, "arn", Some("live"))),
        (
            "function:function:function",
            (false, None, None, "function", Some("function")),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(parts(text), Some(expected), "{text}");
    }
}

#[test]
fn knows_every_partition_and_form_of_a_region() {
    for (partition, region) in [
        ("aws", "us-east-1"),
        ("aws", "ap-southeast-7"),
        ("aws", "mx-central-1"),
        ("aws-cn", "cn-northwest-1"),
        ("aws-us-gov", "us-gov-west-1"),
        ("aws-iso", "us-iso-east-1"),
        ("aws-iso-b", "us-isob-east-1"),
        ("aws-iso-e", "eu-isoe-west-1"),
        ("aws-iso-f", "us-isof-south-1"),
        ("aws-eusc", "eusc-de-east-1"),
    ] {
        let arn = format!("arn:{partition}:lambda:{region}:123456789012:function:my-fn");
        let expected = (true, Some(region), Some("123456789012"), "my-fn", None);
        assert_eq!(parts(&arn), Some(expected), "{arn}");
    }
    for region in [
        "us-east-10",
        "us-east",
        "usa-east-1",
        "us-East-1",
        "us-isobb-east-1",
        "us-gov-iso-east-1",
        "eusc-eusc-de-east-1",
        "us--1",
        "us-east-1a",
        "",
    ] {
        let arn = format!("arn:aws:lambda:{region}:123456789012:function:my-fn");
        assert_eq!(parts(&arn), None, "{arn}");
    }
}

#[test]
fn counts_lengths() {
    assert!(parse_function_name(&"n".repeat(64)).is_ok());
    assert!(parse_function_name(&format!("{}:live", "n".repeat(64))).is_ok());
    assert!(parse_function_name(&format!("function:{}", "n".repeat(64))).is_ok());
    for text in [
        "n".repeat(65),
        format!("{}:live", "n".repeat(65)),
        format!("function:{}", "n".repeat(65)),
    ] {
        assert!(
            message(&text).ends_with(
                "is too long: 65 characters, but a name outside of an ARN has at most 64"
            ),
            "{}",
            message(&text)
        );
    }
    let prefix = "arn:aws:lambda:us-east-1:123456789012:function:";
    let full = |length: usize| format!("{prefix}{}", "n".repeat(length - prefix.len()));
    assert!(parse_function_name(&full(256)).is_ok());
    assert!(
        message(&full(257))
            .ends_with("is too long: 257 characters, but a name or ARN has at most 256"),
        "{}",
        message(&full(257))
    );
    // Characters, not bytes: what is wrong here are the characters.
    assert!(message(&"é".repeat(200)).contains("character 1 is `é` (U+00E9)"));
    assert!(message(&"é".repeat(257)).contains("is too long: 257 characters"));
}

#[test]
fn accepts_versions_aliases_and_latest() {
    let longest = "q".repeat(128);
    for qualifier in [
        "7",
        "live",
        "v2",
        "a-b_C",
        "$LATEST",
        "$LATEST.PUBLISHED",
        &longest,
    ] {
        assert_eq!(check_qualifier(qualifier), Ok(()), "{qualifier}");
    }
}

#[test]
fn survives_hostile_texts() {
    let colons = ":".repeat(256);
    let arn_colons = format!("arn{}", ":".repeat(200));
    let huge = "é:".repeat(100_000);
    for text in [
        ":",
        "::",
        "arn:",
        "arn::",
        "arn:::",
        "arn:aws:lambda",
        "arn:aws:lambda:",
        "\u{0}",
        "\u{feff}my-fn",
        "my-fn\u{200b}",
        "{method}",
        "my-fn:$",
        "١٢٣٤٥٦٧٨٩٠١٢:function:my-fn",
        &colons,
        &arn_colons,
        &huge,
    ] {
        let message = message(text);
        assert!(!message.starts_with("accepted"), "{message}");
        assert!(message.len() < 700, "{message}");
    }
    assert_eq!(
        parts("arn::lambda:my-fn"),
        Some((true, None, None, "my-fn", None))
    );
}
