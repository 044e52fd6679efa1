//! Functions whose names or ARNs the deployment completes: a part of the text is a `${..}` of CloudFormation, SAM, the CDK or Terraform.

use crate::step_functions::definition::permissions::Resource;

/// A function of which a part becomes known where the definition is deployed.
pub(super) struct Substituted {
    /// The name or ARN, with its qualifier.
    pub(super) name: String,
    /// What the permission to invoke it names.
    pub(super) resource: Resource,
    /// The partition of an ARN, if the text says it.
    pub(super) partition: Option<String>,
}

/// Returns whether a part of the text is left to the deployment.
pub(super) fn is_substituted(text: &str) -> bool {
    text.contains("${")
}

/// Returns the name or ARN with the qualifier behind it.
pub(super) fn qualified(function: &str, qualifier: Option<&str>) -> String {
    match qualifier {
        Some(qualifier) => format!("{function}:{qualifier}"),
        None => function.to_owned(),
    }
}

impl Substituted {
    /// Reads a function and the qualifier that is set beside it. What stands outside of `${..}` has the form of a name, a partial ARN or an
    /// ARN; a `${..}` in place of all of it stands for an ARN.
    pub(super) fn parse(function: &str, qualifier: Option<&str>) -> Result<Substituted, String> {
        check(function)?;
        check(qualifier.unwrap_or_default())?;
        let parts = parts(function);
        let at = parts.iter().position(|part| *part == "function");
        let (before, behind) = match at
            .and_then(|at| Some((parts.get(..at)?, parts.get(at + 1..)?)))
        {
            Some((before, behind)) => (before, behind),
            None if matches!(parts.as_slice(), ["arn", ..]) => (parts.as_slice(), &[] as &[&str]),
            None => (&[] as &[&str], parts.as_slice()),
        };
        let inside = match behind {
            [] | [_] => None,
            [_, inside] => Some(*inside),
            _ => {
                return Err(format!(
                    "`{function}` has parts behind the name and the qualifier of a function; \
                     write `function:` in front of the name"
                ));
            }
        };
        let qualifier = match (inside, qualifier) {
            (Some(inside), Some(beside)) if inside != beside => {
                return Err(format!(
                    "`{function}` includes the qualifier `{inside}`, but the qualifier is also set to `{beside}`; keep one of them"
                ));
            }
            (Some(_), _) => None,
            (None, qualifier) => qualifier,
        };
        let name = qualified(function, qualifier);
        let relative = |region: Option<&str>, account: Option<&str>| Resource::Relative {
            service: "lambda",
            region: region.map(str::to_owned),
            account: account.map(str::to_owned),
            path: format!("function:{}", qualified(&behind.join(":"), qualifier)),
        };
        let resource = match (before, behind) {
            ([], [first, ..]) if at.is_none() && is_placeholder(first) => {
                Resource::Arn(name.clone())
            }
            ([], _) => relative(None, None),
            (["arn", ..], _) => Resource::Arn(name.clone()),
            ([account], _) => relative(None, Some(account)),
            ([region, account], _) => relative(Some(region), Some(account)),
            _ => {
                return Err(format!(
                    "`{function}` has too many parts in front of `function:`; write a name, `account:function:name`, \
                     `region:account:function:name` or an ARN"
                ));
            }
        };
        let partition = match before {
            ["arn", partition, ..] if !is_substituted(partition) => Some((*partition).to_owned()),
            _ => None,
        };
        Ok(Substituted {
            name,
            resource,
            partition,
        })
    }
}

/// Checks that each `${` has its `}`, and that nothing else is there than what names consist of.
fn check(text: &str) -> Result<(), String> {
    let mut rest = text;
    let mut outside = String::new();
    while let Some((before, placeholder)) = rest.split_once("${") {
        outside.push_str(before);
        let Some((_, behind)) = placeholder.split_once('}') else {
            return Err(format!(
                "`{text}` has a `${{` without `}}`; write the name of what the deployment fills in between them"
            ));
        };
        rest = behind;
    }
    outside.push_str(rest);
    let is_usual = |c: char| c.is_ascii_alphanumeric() || "-_.:$".contains(c);
    match outside.chars().find(|c| !is_usual(*c)) {
        Some(other) => Err(format!(
            "`{text}` has `{}` outside of its `${{..}}`; use only ASCII letters, digits, `-`, `_`, `.` and `:` there",
            other.escape_debug()
        )),
        None => Ok(()),
    }
}

/// Splits the text at the colons outside of `${..}`.
fn parts(text: &str) -> Vec<&str> {
    let (mut is_inside, mut before) = (false, ' ');
    let parts = text.split(|c: char| {
        is_inside = match c {
            '{' if before == '$' => true,
            '}' => false,
            _ => is_inside,
        };
        before = c;
        c == ':' && !is_inside
    });
    parts.collect()
}

/// Returns whether the text is one `${..}` and nothing else.
fn is_placeholder(text: &str) -> bool {
    let inner = text
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'));
    inner.is_some_and(|inner| !inner.contains('}'))
}
