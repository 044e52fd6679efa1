//! Names and ARNs of functions, and the account and region that they are in.

use lambda_client_grammar::name::parse_function_name;

/// The account and region of a `LocalLambda`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountRegion {
    pub(crate) region: String,
    pub(crate) account: String,
}

impl Default for AccountRegion {
    fn default() -> Self {
        AccountRegion {
            region: "us-east-1".to_owned(),
            account: "000000000000".to_owned(),
        }
    }
}

impl AccountRegion {
    /// What is wrong with the account and the region.
    pub(crate) fn check(&self) -> Vec<String> {
        let read = |account: &str, region: &str| {
            let arn = format!("arn:aws:lambda:{region}:{account}:function:f");
            let parsed = parse_function_name(&arn).ok();
            parsed.is_some_and(|parsed| {
                (parsed.account, parsed.region) == (Some(account), Some(region))
            })
        };
        let other = AccountRegion::default();
        let mut mistakes = Vec::new();
        if !read(&self.account, &other.region) {
            mistakes.push(format!(
                "the account `{}` cannot be; write its 12 digits",
                self.account
            ));
        }
        if !read(&other.account, &self.region) {
            mistakes.push(format!(
                "the region `{}` cannot be; write one such as `{}`",
                self.region, other.region
            ));
        }
        mistakes
    }
}

/// What a function is known by. Sorted by name, as listings are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) region: String,
}

impl Key {
    /// Reads a name, partial ARN or ARN: the key, and the qualifier behind it. None if it is none of these.
    pub(crate) fn parse(text: &str, home: &AccountRegion) -> Option<(Key, Option<String>)> {
        let parsed = parse_function_name(text).ok()?;
        let key = Key {
            name: parsed.name.to_owned(),
            account: parsed.account.unwrap_or(&home.account).to_owned(),
            region: parsed.region.unwrap_or(&home.region).to_owned(),
        };
        Some((key, parsed.qualifier.map(str::to_owned)))
    }

    pub(crate) fn is_at(&self, home: &AccountRegion) -> bool {
        self.account == home.account && self.region == home.region
    }

    /// The ARN without qualifier.
    pub(crate) fn arn(&self) -> String {
        let partition = match self.region.as_str() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        };
        format!(
            "arn:{partition}:lambda:{}:{}:function:{}",
            self.region, self.account, self.name
        )
    }

    /// The ARN with the qualifier, if there is one.
    pub(crate) fn qualified(&self, qualifier: Option<&str>) -> String {
        match qualifier {
            Some(qualifier) => format!("{}:{qualifier}", self.arn()),
            None => self.arn(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_and_a_region_have_their_forms() {
        let mistakes = |account: &str, region: &str| {
            let home = AccountRegion {
                account: account.to_owned(),
                region: region.to_owned(),
            };
            home.check().len()
        };
        assert_eq!(mistakes("123456789012", "eu-west-1"), 0);
        assert_eq!(mistakes("123456789012", "us-gov-east-1"), 0);
        assert_eq!(mistakes("12345678901", "eu-west-1"), 1);
        for odd in ["", "nowhere", "us-east-1:000000000000", "a b"] {
            assert_eq!(mistakes(odd, odd), 2, "{odd}");
        }
    }

    #[test]
    fn every_form_of_a_name_is_read() {
        let home = AccountRegion::default();
        let arn = |text: &str| {
            let (key, qualifier) = Key::parse(text, &home).unwrap();
            key.qualified(qualifier.as_deref())
        };
        let local = "arn:aws:lambda:us-east-1:000000000000:function:f";
        assert_eq!(arn("f"), local);
        assert_eq!(arn("f:live"), format!("{local}:live"));
        assert_eq!(arn("000000000000:function:f"), local);
        assert_eq!(arn(&format!("{local}:$LATEST")), format!("{local}:$LATEST"));
        let china = "arn:aws-cn:lambda:cn-north-1:123456789012:function:f";
        assert_eq!(arn(china), china);
        assert_eq!(Key::parse("my function", &home), None);
    }
}
