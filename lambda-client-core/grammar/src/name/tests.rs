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
fn says_what_is_wrong_with_a_name() {
    let allowed = "use only ASCII letters, digits, `-`, `_` and `.`";
    let cases = [
        (
            "my fn",
            format!("invalid function name `my fn`: character 3 is a space; {allowed}"),
        ),
        (
            "my-fn ",
            format!("invalid function name `my-fn `: character 6 is a space; {allowed}"),
        ),
        (
            "my-fn\n",
            format!("invalid function name `my-fn\\n`: character 6 is a line break; {allowed}"),
        ),
        (
            "größe",
            format!("invalid function name `größe`: character 3 is `ö` (U+00F6); {allowed}"),
        ),
        (
            "team/fn",
            format!("invalid function name `team/fn`: character 5 is `/`; {allowed}"),
        ),
        (
            "my fn:live",
            format!("invalid function name `my fn`: character 3 is a space; {allowed}"),
        ),
        (
            "$LATEST",
            format!("invalid function name `$LATEST`: character 1 is `$`; {allowed}"),
        ),
        (
            "us-east-1:123456789012:function:my fn",
            format!("invalid function name `my fn`: character 3 is a space; {allowed}"),
        ),
        (
            "https://abc.lambda-url.us-east-1.on.aws/",
            "`https://abc.lambda-url.us-east-1.on.aws/` is a URL; write the name or ARN of the function".to_owned(),
        ),
        (
            "",
            format!("empty function name; write a name such as `my-function`, or an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            ":live",
            "missing function name before `:` in `:live`; write a name such as `my-function:live`".to_owned(),
        ),
        (
            "my-fn:",
            "missing qualifier after `:`; write a version number, an alias or `$LATEST`, or remove the `:`".to_owned(),
        ),
        (
            "my-fn:$latest",
            "invalid qualifier `$latest`: only `$LATEST` and `$LATEST.PUBLISHED` start with a `$`; write `$LATEST`".to_owned(),
        ),
        (
            "my-fn:v2.0",
            "invalid qualifier `v2.0`: character 3 is `.`; use only ASCII letters, digits, `-` and `_`, or a version number such as `2`".to_owned(),
        ),
        (
            "1234:function:my-fn",
            "invalid account ID `1234`: expected 12 digits, including leading zeros".to_owned(),
        ),
        (
            "my-fn::live",
            format!("invalid function name `my-fn::live`: the part before or after a `:` is empty; write a name such as `my-function:live`, or an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "a:b:c",
            format!("invalid function name `a:b:c`; write `my-function`, `my-function:live`, `123456789012:function:my-function`, or an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "function:my-fn:$Published",
            "invalid qualifier `$Published`: only `$LATEST` and `$LATEST.PUBLISHED` start with a `$`; write `$LATEST.PUBLISHED`".to_owned(),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(message(text), expected);
    }
}

#[test]
fn says_what_is_wrong_with_an_arn() {
    let cases = [
        (
            "arn:aws:sqs:us-east-1:123456789012:queue",
            format!("`arn:aws:sqs:us-east-1:123456789012:queue` is an ARN of the service `sqs`, not of Lambda; write an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:layer:tools:3",
            format!("`arn:aws:lambda:us-east-1:123456789012:layer:tools:3` is the ARN of a `layer`, not of a function; write an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "arn:amazon:lambda:us-east-1:123456789012:function:my-fn",
            "invalid partition `amazon` in the ARN; write `aws`, or another partition such as `aws-cn`".to_owned(),
        ),
        (
            "ARN:aws:lambda:us-east-1:123456789012:function:my-fn",
            "`ARN:aws:lambda:us-east-1:123456789012:function:my-fn` does not start with `arn:`; write the prefix in lowercase, without anything before it".to_owned(),
        ),
        (
            " arn:aws:lambda:us-east-1:123456789012:function:my-fn",
            "` arn:aws:lambda:us-east-1:123456789012:function:my-fn` does not start with `arn:`; write the prefix in lowercase, without anything before it".to_owned(),
        ),
        (
            "arn:aws:lambda:us_east_1:123456789012:function:my-fn",
            format!("invalid region `us_east_1` in the ARN; write an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "arn:aws:lambda::123456789012:function:my-fn",
            format!("invalid region `` in the ARN; write an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "arn:aws:lambda:us-east-1:12345678901:function:my-fn",
            "invalid account ID `12345678901`: expected 12 digits, including leading zeros".to_owned(),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:",
            format!("incomplete ARN `arn:aws:lambda:us-east-1:123456789012:`; write an ARN such as {EXAMPLE_ARN}"),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:my fn",
            "invalid function name `my fn`: character 3 is a space; use only ASCII letters, digits, `-`, `_` and `.`".to_owned(),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:",
            "empty function name; write a name such as `my-function`".to_owned(),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:my-fn:",
            "missing qualifier after `:`; write a version number, an alias or `$LATEST`, or remove the `:`".to_owned(),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:my-fn:7:8",
            "`arn:aws:lambda:us-east-1:123456789012:function:my-fn:7:8` continues after the qualifier `7`; remove what follows it".to_owned(),
        ),
        (
            "arn:aws:lambda:us-east-1:123456789012:function:my-fn:$LATEST.",
            "invalid qualifier `$LATEST.`: only `$LATEST` and `$LATEST.PUBLISHED` start with a `$`; write `$LATEST`".to_owned(),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(message(text), expected);
    }
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
fn says_what_is_wrong_with_a_qualifier() {
    let longest = "q".repeat(129);
    let cases = [
        (
            "",
            "empty qualifier; write a version number, an alias or `$LATEST`, or remove it",
        ),
        (
            "$Latest",
            "invalid qualifier `$Latest`: only `$LATEST` and `$LATEST.PUBLISHED` start with a `$`; write `$LATEST`",
        ),
        (
            "li$ve",
            "invalid qualifier `li$ve`: character 3 is `$`; use only ASCII letters, digits, `-` and `_`",
        ),
        (
            "V 2",
            "invalid qualifier `V 2`: character 2 is a space; use only ASCII letters, digits, `-` and `_`, or a version number such as `2`",
        ),
        (
            "2.0",
            "invalid qualifier `2.0`: character 2 is `.`; use only ASCII letters, digits, `-` and `_`, or a version number such as `2`",
        ),
        (
            "version 2",
            "invalid qualifier `version 2`: character 8 is a space; use only ASCII letters, digits, `-` and `_`, or a version number such as `2`",
        ),
        (
            "my-fn:live",
            "invalid qualifier `my-fn:live`; write only `live` here, and the rest in the name",
        ),
        (
            ":live",
            "invalid qualifier `:live`; write only `live` here, and the rest in the name",
        ),
        (
            "größe",
            "invalid qualifier `größe`: character 3 is `ö` (U+00F6); use only ASCII letters, digits, `-` and `_`",
        ),
    ];
    for (text, expected) in cases {
        let message = check_qualifier(text).map_err(|mistake| mistake.message);
        assert_eq!(message, Err(expected.to_owned()));
    }
    let message = check_qualifier(&longest).map_err(|mistake| mistake.message);
    assert!(message.is_err_and(|message| {
        message.ends_with("is too long: 129 characters, but a qualifier has at most 128")
    }));
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
