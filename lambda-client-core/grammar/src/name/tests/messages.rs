//! The messages about malformed names and qualifiers, word for word.

use super::message;
use crate::name::{EXAMPLE_ARN, check_qualifier};

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
